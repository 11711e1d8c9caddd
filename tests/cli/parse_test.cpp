// `sipwright parse`: one verdict for a message with two faults, whichever parser is asked; limits; tolerances; files.
#include <functional>

#include "command_test.hpp"

namespace sipwright::cli {
namespace {

constexpr int held = 0, failed = 1, usage = 2, inconclusive = 3;

struct Draft {
  std::string start[3];  // method, URI, version; or version, status, reason
  std::vector<std::string> rows;
  std::string body;

  void replace(const std::string& name, const std::string& value) {
    for (std::string& row : rows)
      if (row.starts_with(name + ":")) row = name + ": " + value;
  }
  void remove(const std::string& name) {
    std::erase_if(rows, [&](const std::string& row) { return row.starts_with(name + ":"); });
  }
  [[nodiscard]] std::string text() const {
    std::string out = start[0] + " " + start[1] + " " + start[2] + "\r\n";
    for (const std::string& row : rows) out += row + "\r\n";
    return out + "\r\n" + body;
  }
};

const std::vector<std::string> usual_rows{"Via: SIP/2.0/UDP a.example;branch=z9hG4bK1",
                                          "Max-Forwards: 70",
                                          "From: <sip:a@a.example>;tag=1",
                                          "To: <sip:b@b.example>",
                                          "Call-ID: c@a.example",
                                          "CSeq: 1 OPTIONS",
                                          "Content-Length: 0"};
const Draft request{{"OPTIONS", "sip:b@b.example", "SIP/2.0"}, usual_rows, ""};
const Draft response{{"SIP/2.0", "200", "OK"}, usual_rows, ""};

struct Fault {
  const char* name;
  std::function<void(Draft&)> plant;
};

const std::vector<Fault> faults_of_any{
    {"malformed value", [](Draft& draft) { draft.replace("Via", "SIP/2.0/UDP ;branch=x"); }},
    {"number out of range", [](Draft& draft) { draft.replace("Max-Forwards", "256"); }},
    {"missing field", [](Draft& draft) { draft.remove("Call-ID"); }},
    {"repeated field", [](Draft& draft) { draft.rows.push_back("To: <sip:c@b.example>"); }},
    {"short body", [](Draft& draft) { draft.replace("Content-Length", "5"); }},
};
const std::vector<Fault> faults_of_requests{
    {"version", [](Draft& draft) { draft.start[2] = "SIP/3.0"; }},
    {"other method in CSeq", [](Draft& draft) { draft.replace("CSeq", "1 INFO"); }},
    {"scheme", [](Draft& draft) { draft.start[1] = "tel:+1"; }},
    {"headers in the URI", [](Draft& draft) { draft.start[1] += "?subject=x"; }},
};
const std::vector<Fault> faults_of_responses{
    {"version", [](Draft& draft) { draft.start[0] = "SIP/3.0"; }},
    {"status out of range", [](Draft& draft) { draft.start[1] = "799"; }},
};

class Parse : public CommandTest {
 protected:
  static kit::Ended parse(const Arguments& arguments, const std::string& input = {}) {
    return kit::run(with_command(Arguments{"parse"} + arguments), input);
  }

  // Of an invalid message only what both parsers tell: the reference does not know the rule of the grammar.
  static std::string reason(const kit::Ended& ended) {
    if (!ended.output.starts_with("invalid: ")) return ended.output;
    return ended.output.substr(0, ended.output.find(' ', 9));
  }

  static void expect_one_verdict(const std::string& message, const std::string& what) {
    const kit::Ended generated = parse({"-"}, message);
    const kit::Ended reference = parse({"--reference", "-"}, message);
    EXPECT_EQ(generated.status, failed) << what << ": " << generated.output;
    EXPECT_EQ(generated.status, reference.status) << what << ": " << generated.output << reference.output;
    EXPECT_EQ(reason(generated), reason(reference)) << what << ": " << generated.output << reference.output;
  }

  static void expect_one_verdict_of_each_pair(const Draft& good, const std::vector<Fault>& faults) {
    ASSERT_EQ(parse({"-"}, good.text()).output, "valid\n");
    for (std::size_t i = 0; i < faults.size(); ++i) {
      for (std::size_t j = i; j < faults.size(); ++j) {
        Draft draft = good;
        faults[i].plant(draft);
        if (j != i) faults[j].plant(draft);
        expect_one_verdict(draft.text(), std::string(faults[i].name) + " and " + faults[j].name);
      }
    }
  }
};

std::vector<Fault> joined(std::vector<Fault> some, const std::vector<Fault>& more) {
  some.insert(some.end(), more.begin(), more.end());
  return some;
}

TEST_F(Parse, TwoFaultsOfARequestHaveOneVerdict) {
  expect_one_verdict_of_each_pair(request, joined(faults_of_any, faults_of_requests));
}

TEST_F(Parse, TwoFaultsOfAResponseHaveOneVerdict) {
  expect_one_verdict_of_each_pair(response, joined(faults_of_any, faults_of_responses));
}

TEST_F(Parse, AMessageBeyondALimitIsNotCalledInvalid) {
  const auto with = [](std::size_t rows, const std::string& row) {
    Draft draft = request;
    for (std::size_t i = 0; i < rows; ++i) draft.rows.push_back(row);
    return draft.text();
  };
  // 256 rows: the start line, the usual seven, and these.
  EXPECT_EQ(parse({"-"}, with(248, "X-A: 1")).output, "valid\n");
  const std::string many = with(249, "X-A: 1");
  const kit::Ended rows = parse({"-"}, many);
  EXPECT_EQ(rows.output, "unjudged: too_many_fields at " + std::to_string(many.rfind("X-A")) + "\n");
  EXPECT_EQ(rows.status, inconclusive);
  EXPECT_EQ(rows.errors, "");
  EXPECT_EQ(parse({"--reference", "-"}, many).output, "valid\n");

  std::string allow = "Allow: A";
  for (int i = 0; i < 2'100; ++i) allow += ",A";
  const kit::Ended parts = parse({"-"}, with(1, allow));
  EXPECT_TRUE(parts.output.starts_with("unjudged: too_many_fields")) << parts.output;
  EXPECT_EQ(parts.status, inconclusive);

  const Json json = Json::parse(parse({"--json", "-"}, many).output);
  EXPECT_EQ(json.value("kind", ""), "unjudged");
  EXPECT_EQ(json["rows"].size(), 256u);
  EXPECT_FALSE(json.contains("body"));
}

TEST_F(Parse, TolerancesApplyTogether) {
  Draft draft = request;
  draft.remove("Max-Forwards");
  const std::string message = "\r\n" + draft.text();
  const std::string line_ends = "leading-line-ends at 0",
                    max_forwards = "missing-max-forwards at " + std::to_string(message.find("\r\n\r\n") + 4);
  const std::string all = "tolerated: " + line_ends + ", " + max_forwards + "\n";
  for (const Arguments& chosen :
       std::vector<Arguments>{{"--tolerant"},
                              {"--tolerant=leading-line-ends,missing-max-forwards"},
                              {"--tolerant=missing-max-forwards,leading-line-ends"},
                              {"--tolerant=missing-max-forwards", "--tolerant=leading-line-ends"}}) {
    for (const Arguments& parser : {Arguments{"-"}, Arguments{"--reference", "-"}}) {
      const kit::Ended ended = parse(chosen + parser, message);
      EXPECT_EQ(ended.output, all) << chosen[0];
      EXPECT_EQ(ended.status, held);
    }
  }
  const Json json = Json::parse(parse({"--tolerant", "--json", "-"}, message).output);
  ASSERT_EQ(json["tolerated"].size(), 2u);
  EXPECT_EQ(json["tolerated"][1].value("name", ""), "missing-max-forwards");
  // What was not chosen is not forgiven, and what is not there is not named.
  EXPECT_EQ(parse({"--tolerant=missing-max-forwards", "-"}, message).status, failed);
  EXPECT_EQ(parse({"--tolerant=leading-line-ends", "-"}, message).status, failed);
  EXPECT_EQ(parse({"--tolerant", "-"}, "\r\n" + request.text()).output, "tolerated: " + line_ends + "\n");
  const kit::Ended unknown = parse({"--tolerant=folding", "-"}, message);
  EXPECT_EQ(unknown.status, usage);
  expect_one_line(unknown.errors, "no tolerance is called \"folding\"; there are missing-max-forwards");
}

TEST_F(Parse, TellsOfWhatItDoesNotJudge) {
  const std::string one = request.text();
  const std::string file = certificates.write("two", one + one);
  for (const Arguments& arguments : std::vector<Arguments>{{file}, {"--reference", file}}) {
    const kit::Ended ended = parse(arguments);
    EXPECT_EQ(ended.output, "valid\n");
    EXPECT_EQ(ended.status, held);
    expect_one_line(ended.errors, "the last " + std::to_string(one.size()) + " octets stand behind the message");
  }
  // Where the first one already fails, that is the verdict.
  EXPECT_EQ(parse({"-"}, "no message\r\n\r\n" + one).status, failed);
}

TEST_F(Parse, FilesThatHoldNoMessage) {
  const auto refuse = [](const Arguments& arguments, const std::string& part) {
    const kit::Ended ended = parse(arguments);
    EXPECT_EQ(ended.status, usage) << ended.output;
    EXPECT_EQ(ended.output, "");
    expect_one_line(ended.errors, part);
  };
  const std::string one = certificates.write("one", request.text());
  refuse({(certificates.path() / "missing").string()}, "No such file");
  refuse({certificates.path().string()}, "Is a directory");
  refuse({"/proc/self/mem"}, "give the name of a readable file");
  refuse({one, one}, one);
  const kit::Ended empty = parse({certificates.write("empty", "")});
  EXPECT_EQ(empty.output, "invalid: head_unfinished at 0\n");
  EXPECT_EQ(empty.status, failed);
  EXPECT_EQ(parse({"-"}).output, empty.output);
  EXPECT_EQ(parse({one}).status, held);
}

}  // namespace
}  // namespace sipwright::cli
