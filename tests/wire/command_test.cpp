// `sipwright parse` as a program: its line, its exit status, its JSON, and what it says of bad input.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "kit/process.hpp"

namespace sipwright::test {
namespace {

using nlohmann::json;

kit::Ended parse(std::vector<std::string> arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), {SIPWRIGHT_COMMAND, "parse"});
  return kit::run(arguments, input);
}

std::string seed(const std::string& name) {
  return std::string(SIPWRIGHT_WIRE_DIR) + "/seed/" + name;
}

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void expect_one_line(const kit::Ended& ended, int status, const std::string& with) {
  EXPECT_EQ(ended.status, status);
  EXPECT_EQ(ended.output, "");
  EXPECT_EQ(std::count(ended.errors.begin(), ended.errors.end(), '\n'), 1) << ended.errors;
  EXPECT_EQ(ended.errors.rfind("sipwright parse: ", 0), 0u) << ended.errors;
  EXPECT_NE(ended.errors.find(with), std::string::npos) << ended.errors;
}

TEST(ParseCommand, prints_one_line_and_exits_0_for_a_valid_message) {
  const kit::Ended ended = parse({seed("initial.sip")});
  EXPECT_EQ(ended.output, "valid\n");
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.errors, "");
}

TEST(ParseCommand, reads_standard_input) {
  const kit::Ended ended = parse({"-"}, read(seed("ok200.sip")));
  EXPECT_EQ(ended.output, "valid\n");
  EXPECT_EQ(ended.status, 0);
}

TEST(ParseCommand, exits_1_for_invalid_and_for_rejected) {
  const kit::Ended invalid = parse({"-"}, "no message");
  EXPECT_EQ(invalid.output.rfind("invalid: ", 0), 0u) << invalid.output;
  EXPECT_EQ(invalid.status, 1);
  const kit::Ended rejected = parse({"-"}, "OPTIONS sip:a@b.example SIP/2.0\r\n\r\n");
  EXPECT_EQ(rejected.output.rfind("rejected: 400 ", 0), 0u) << rejected.output;
  EXPECT_EQ(rejected.status, 1);
}

TEST(ParseCommand, says_what_to_do_about_a_file_that_cannot_be_read) {
  expect_one_line(parse({"/nowhere/message.sip"}), 2, "/nowhere/message.sip");
  expect_one_line(parse({SIPWRIGHT_WIRE_DIR}), 2, "readable file");
}

TEST(ParseCommand, ends_in_2_for_wrong_usage) {
  expect_one_line(parse({}), 2, "FILE");
  expect_one_line(parse({"--strict", "--tolerant", seed("initial.sip")}), 2, "--");
  expect_one_line(parse({"--jsno", seed("initial.sip")}), 2, "--jsno");
}

TEST(ParseCommand, takes_no_more_than_a_message) {
  expect_one_line(parse({"-"}, std::string(70000, 'x')), 2, "65535");
}

TEST(ParseCommand, tolerates_what_it_names_and_only_when_asked) {
  std::string message = read(seed("initial.sip"));
  const std::string row = "Max-Forwards: 70\r\n";
  message.erase(message.find(row), row.size());
  EXPECT_EQ(parse({"-"}, message).output, "rejected: 400 missing Max-Forwards\n");
  EXPECT_EQ(parse({"--strict", "-"}, message).status, 1);
  const kit::Ended tolerated = parse({"--tolerant", "-"}, message);
  EXPECT_EQ(tolerated.output,
            "tolerated: missing-max-forwards at " + std::to_string(message.find("\r\n\r\n") + 4) + "\n");
  EXPECT_EQ(tolerated.status, 0);
  EXPECT_EQ(parse({"--tolerant", "--reference", "-"}, message).output, tolerated.output);

  const kit::Ended leading = parse({"--tolerant", "-"}, "\r\n\r\n" + read(seed("ok200.sip")));
  EXPECT_EQ(leading.output, "tolerated: leading-line-ends at 0\n");
  EXPECT_EQ(leading.status, 0);

  // By name, and several at once; offsets count in the message as it came.
  EXPECT_EQ(parse({"--tolerant=leading-line-ends", "-"}, message).output, "rejected: 400 missing Max-Forwards\n");
  const std::string both = "\r\n" + message;
  const kit::Ended named = parse({"--tolerant=missing-max-forwards,leading-line-ends", "-"}, both);
  EXPECT_EQ(named.output, "tolerated: leading-line-ends at 0, missing-max-forwards at " +
                              std::to_string(both.find("\r\n\r\n") + 4) + "\n");
  expect_one_line(parse({"--tolerant=leading-line-end", "-"}, both), 2, "leading-line-end");

  // What else is wrong is not forgiven with it.
  message.erase(message.find("Call-ID"), 9);
  EXPECT_EQ(parse({"--tolerant", "-"}, message).status, 1);
}

TEST(ParseCommand, writes_json_with_offsets) {
  const std::string message = read(seed("initial.sip"));
  const kit::Ended ended = parse({"--json", seed("initial.sip")});
  EXPECT_EQ(ended.status, 0);
  const json decoded = json::parse(ended.output);
  EXPECT_EQ(decoded.at("verdict"), "valid");
  EXPECT_EQ(decoded.at("rows").at(0).at("start_line"), "Request-Line");
  const json& via = decoded.at("rows").at(1);
  EXPECT_EQ(via.at("header"), "Via");
  EXPECT_EQ(via.at("name").at("begin"), message.find("Via"));
  const json& hop = via.at("captures").at(0);
  EXPECT_EQ(hop.at("label"), "items");
  EXPECT_EQ(hop.at("captures").at(0).at("text"), "SIP");
  const json& body = decoded.at("body");
  EXPECT_EQ(body.at("begin"), message.find("\r\n\r\n") + 4);
  EXPECT_EQ(body.at("end"), message.size());
}

TEST(ParseCommand, names_the_rule_of_the_grammar_that_does_not_go_on) {
  const std::string message = "OPTIONS sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/UDP ;branch=x\r\n\r\n";
  const std::string offset = std::to_string(message.find(";branch"));
  EXPECT_EQ(parse({"-"}, message).output, "invalid: header_value Via (viaParm) at " + offset + "\n");
  const json decoded = json::parse(parse({"--json", "-"}, message).output);
  EXPECT_EQ(decoded.at("rule").at("name"), "viaParm");
  EXPECT_EQ(decoded.at("rule").at("source"), "RFC 3261 25.1");
  EXPECT_EQ(json::parse(parse({"--json", seed("initial.sip")}).output).count("rule"), 0u);
}

// Every capture of every row, the body and the verdict; of a malformed message the rows before the
// fault, which the reference does not tell where the head itself is the fault.
TEST(ParseCommand, writes_the_same_json_from_the_reference_parser) {
  std::size_t captured = 0, malformed = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SIPWRIGHT_WIRE_DIR "/torture")) {
    if (entry.path().extension() != ".dat" || entry.path().stem() == "longreq") continue;
    const std::string file = entry.path().string();
    const json generated = json::parse(parse({"--json", file}).output);
    const json reference = json::parse(parse({"--json", "--reference", file}).output);
    EXPECT_EQ(generated.at("kind"), reference.at("kind")) << file;
    if (generated.at("kind") != "invalid") {
      EXPECT_EQ(generated.at("rows"), reference.at("rows")) << file;
      EXPECT_EQ(generated.at("body"), reference.at("body")) << file;
      EXPECT_EQ(generated.at("verdict"), reference.at("verdict")) << file;
      EXPECT_EQ(generated.value("offset", -1), reference.value("offset", -1)) << file;
      ++captured;
    } else {
      EXPECT_TRUE(reference.at("offset").is_number()) << file;
      if (!reference.at("rows").empty()) {
        EXPECT_EQ(generated.at("rows"), reference.at("rows")) << file;
        ++malformed;
      }
    }
  }
  EXPECT_GT(captured, 20u);
  EXPECT_GT(malformed, 5u);
}

TEST(ParseCommand, tells_kind_and_offset_beside_the_verdict) {
  const std::string valid = read(seed("ok200.sip"));
  const json accepted = json::parse(parse({"--json", "-"}, valid).output);
  EXPECT_EQ(accepted.at("kind"), "valid");
  EXPECT_EQ(accepted.count("offset"), 0u);

  const json tolerated = json::parse(parse({"--json", "--tolerant", "-"}, "\r\n" + valid).output);
  EXPECT_EQ(tolerated.at("kind"), "tolerated");
  EXPECT_EQ(tolerated.at("offset"), 0);
  EXPECT_EQ(tolerated.at("tolerated").at(0).at("name"), "leading-line-ends");
  EXPECT_EQ(tolerated.at("tolerated").at(0).at("offset"), 0);
  EXPECT_EQ(tolerated.at("mended"), valid);
  EXPECT_EQ(tolerated.at("rows"), accepted.at("rows"));

  std::string message = valid;
  message.insert(message.find("CSeq: ") + 6, "9999999999");
  const json rejected = json::parse(parse({"--json", "-"}, message).output);
  EXPECT_EQ(rejected.at("kind"), "rejected");
  EXPECT_EQ(rejected.at("offset"), message.find("9999999999"));

  message.insert(message.find("9999999999"), "-");
  for (const char* parser : {"--strict", "--reference"}) {
    const json invalid = json::parse(parse({"--json", parser, "-"}, message).output);
    EXPECT_EQ(invalid.at("kind"), "invalid") << parser;
    EXPECT_EQ(invalid.at("offset"), message.find("-9999999999")) << parser;
  }
}

TEST(ParseCommand, writes_json_for_octets_that_are_no_utf_8) {
  const kit::Ended ended =
      parse({"--json", "-"},
            "SIP/2.0 200 \x80\r\nVia: SIP/2.0/UDP a.example\r\nFrom: <sip:a@b.example>;tag=1\r\nTo: "
            "<sip:a@b.example>\r\nCall-ID: x\r\nCSeq: 1 OPTIONS\r\n\r\n\xFF");
  EXPECT_EQ(ended.status, 0) << ended.output;
  const json decoded = json::parse(ended.output);
  EXPECT_EQ(decoded.at("body").at("octets"), "ff");
  EXPECT_EQ(decoded.at("body").at("text"), "\xEF\xBF\xBD");
}

TEST(ParseCommand, does_not_let_the_reference_parser_descend_without_end) {
  const std::string nested = std::string(30000, '(') + std::string(30000, ')');
  const std::string message = "OPTIONS sip:a@b.example SIP/2.0\r\nServer: " + nested + "\r\n\r\n";
  EXPECT_EQ(parse({"-"}, message).output.rfind("rejected: 400 ", 0), 0u);
  expect_one_line(parse({"--reference", "-"}, message), 3, "nested");
}

}  // namespace
}  // namespace sipwright::test
