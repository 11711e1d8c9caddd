#include "cases.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "kit/oracle/differential.hpp"
#include "sipwright/multipart.hpp"
#include "sipwright/tolerance.hpp"

namespace sipwright::test {
namespace {

const std::string fence = "```";
const std::string tolerant_kind = "sip tolerant ";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

[[noreturn]] void refuse(const std::string& file, int line, const std::string& text) {
  throw std::runtime_error(file + ":" + std::to_string(line) + ": " + text);
}

// The escapes of a line. A single backslash at the end takes the line end away.
std::string unescaped(const std::string& line, bool& ends, const std::string& file, int number) {
  std::string text;
  ends = true;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\') {
      text += line[i];
      continue;
    }
    if (++i == line.size()) {
      ends = false;
      break;
    }
    switch (line[i]) {
      case 'r':
        text += '\r';
        break;
      case 'n':
        text += '\n';
        break;
      case 't':
        text += '\t';
        break;
      case '\\':
        text += '\\';
        break;
      case 'x':
        if (i + 2 >= line.size()) refuse(file, number, "\\x needs two hexadecimal digits");
        text += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
        i += 2;
        break;
      default:
        refuse(file, number,
               std::string("escape \\") + line[i] + " is not known; a backslash is written \\\\");
    }
  }
  return text;
}

class FileReader {
 public:
  FileReader(const std::filesystem::path& path) : name_(path.filename().string()) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    lines_ = lines_of(text.str());
  }

  std::vector<WireCase> read() {
    std::vector<WireCase> cases;
    while (at_ < lines_.size()) {
      if (lines_[at_].rfind("## ", 0) == 0)
        cases.push_back(one());
      else if (lines_[at_].rfind(fence, 0) == 0)
        refuse(name_, number(), "a block before the first title");
      else
        ++at_;
    }
    return cases;
  }

 private:
  int number() const { return static_cast<int>(at_) + 1; }

  WireCase one() {
    WireCase wire_case;
    wire_case.file = name_;
    wire_case.line = number();
    wire_case.title = lines_[at_++].substr(3);
    const auto prose = [&] {
      std::string text;
      for (; at_ < lines_.size() && lines_[at_].rfind(fence, 0) != 0; ++at_) {
        if (lines_[at_].rfind("## ", 0) == 0)
          refuse(name_, number(), "\"" + wire_case.title + "\" needs an input and an expected block");
        text += lines_[at_];
      }
      if (at_ == lines_.size())
        refuse(name_, wire_case.line, "\"" + wire_case.title + "\" needs an input and an expected block");
      return text;
    };
    wire_case.why = prose();
    if (wire_case.why.empty()) refuse(name_, wire_case.line, "a case says why it is there");
    wire_case.kind = lines_[at_++].substr(fence.size());
    inputs(wire_case);
    if (!prose().empty()) refuse(name_, number(), "nothing stands between the two blocks");
    if (lines_[at_] != fence) refuse(name_, number(), "the expected block opens with plain " + fence);
    ++at_;
    wire_case.expected_from = number();
    for (; at_ < lines_.size() && lines_[at_] != fence; ++at_) wire_case.expected += lines_[at_] + "\n";
    if (at_ == lines_.size()) refuse(name_, wire_case.line, "the expected block is not closed");
    wire_case.expected_to = number();
    ++at_;
    return wire_case;
  }

  void inputs(WireCase& wire_case) {
    const bool is_message = wire_case.is_message();
    if (!is_message && wire_case.kind.rfind("value ", 0) != 0)
      refuse(name_, number() - 1, "the first block opens with " + fence + "sip, " + fence + "sip tolerant NAME or " +
                                   fence + "value NAME");
    std::string text;
    for (; at_ < lines_.size() && lines_[at_] != fence; ++at_) {
      bool ends;
      text += unescaped(lines_[at_], ends, name_, number());
      if (is_message) {
        if (ends) text += "\r\n";
      } else {
        wire_case.inputs.push_back(text);
        text.clear();
      }
    }
    if (at_ == lines_.size()) refuse(name_, wire_case.line, "the first block is not closed");
    ++at_;
    if (is_message) wire_case.inputs.push_back(text);
  }

  std::string name_;
  std::vector<std::string> lines_;
  std::size_t at_ = 0;
};

// "items[1]" as name and index.
std::pair<std::string, std::size_t> step_of(const std::string& step) {
  const std::size_t bracket = step.find('[');
  if (bracket == std::string::npos) return {step, 0};
  return {step.substr(0, bracket), std::stoul(step.substr(bracket + 1))};
}

std::string shown(std::size_t offset, std::string_view text) {
  return " @" + std::to_string(offset) + " \"" + kit::printable(text) + "\"";
}

// Follows "items/branch" within a row; a step takes the n-th capture of its label.
std::string capture_at(const Message& message, const Row& row, const std::vector<std::string>& steps) {
  const Capture* from = message.begin(row);
  const Capture* to = message.end(row);
  const Capture* found = nullptr;
  for (const std::string& step : steps) {
    auto [label, index] = step_of(step);
    found = nullptr;
    for (const Capture* at = from; at != to && found == nullptr; at += at->size)
      if (name_of(at->label) == label && index-- == 0) found = at;
    if (found == nullptr) return " none";
    from = found + 1;
    to = found + found->size;
  }
  return found == nullptr ? shown(row.value_begin,
                                  message.bytes().substr(row.value_begin, row.value_end - row.value_begin))
                          : shown(found->begin, message.text(*found));
}

std::vector<std::string> steps_of(const std::string& path) {
  std::vector<std::string> steps;
  std::istringstream in(path);
  for (std::string step; std::getline(in, step, '/');) steps.push_back(step);
  return steps;
}

// A part of the body: "part[1]", "part[1]/Content-Type"; behind the last of them what ended them.
std::string part_line(const Message& message, const std::string& path) {
  const std::vector<std::string> steps = steps_of(path);
  std::size_t index = step_of(steps.front()).second;
  const auto boundary = multipart_boundary(message);
  if (!boundary) return path + " none: no boundary";
  MultipartReader parts(message.body(), *boundary);
  const auto at = [&](std::string_view text) {
    return " @" + std::to_string(text.data() - message.bytes().data()) + " ";
  };
  for (BodyPart part; parts.next(part); --index) {
    if (index != 0) continue;
    if (steps.size() == 1) return path + at(part.body) + std::to_string(part.body.size()) + " octets";
    const std::string_view value = part.value(find_header(steps[1]));
    return path + (value.data() == nullptr ? " none" : at(value) + "\"" + kit::printable(value) + "\"");
  }
  return path + " none: " + std::string(name_of(parts.error()));
}

// One capture line of a message: "Via/items/branch", "Request-Line/verb", "body", "part[1]".
std::string line_for(const Message& message, const std::string& path) {
  if (path.rfind("part", 0) == 0) return part_line(message, path);
  if (path == "body")
    return path + " @" + std::to_string(message.head_octets()) + " " + std::to_string(message.body().size()) +
           " octets";
  std::vector<std::string> steps = steps_of(path);
  auto [name, index] = step_of(steps.front());
  steps.erase(steps.begin());
  if (name == (message.is_request() ? "Request-Line" : "Status-Line"))
    return path + capture_at(message, message.row(0), steps);
  const Header header = find_header(name);
  for (std::size_t i = 1; i < message.row_count(); ++i) {
    const Row& row = message.row(i);
    const bool same = header == Header::other ? message.name(row) == name : row.header == header;
    if (same && index-- == 0) return path + capture_at(message, row, steps);
  }
  return path + " none";
}

std::string path_of(const std::string& line) {
  return line.substr(0, line.find(' '));
}

std::string message_answer(const WireCase& wire_case, Message& message) {
  const auto expected = lines_of(wire_case.expected);
  ParseOptions options;
  options.name_rule = !expected.empty() && expected[0].find('(') != std::string::npos;
  std::string text = parse(wire_case.inputs[0], message, options).describe() + "\n";
  for (std::size_t i = 1; i < expected.size(); ++i) text += line_for(message, path_of(expected[i])) + "\n";
  return text;
}

// The text without the deviations that are allowed, as far as there are any; `met` gets their names.
std::string mended(std::string text, const ToleranceSet& allowed, Message& message, std::string* met) {
  ParseOptions options;
  options.name_rule = true;
  std::string last;
  for (std::size_t i = 0; i < limits::mends_max; ++i) {
    const auto mend = find_mend(message, parse(text, message, options), allowed);
    if (!mend) break;
    text.replace(mend->at, mend->taken, mend->put());
    const std::string name(name_of(mend->tolerance));
    if (met != nullptr && name != last) *met += (met->empty() ? "" : ", ") + name;
    last = name;
  }
  return text;
}

std::vector<Tolerance> tolerances_of(const WireCase& wire_case) {
  std::vector<Tolerance> found;
  std::istringstream names(wire_case.kind.substr(tolerant_kind.size()));
  for (std::string name; std::getline(names, name, ',');) {
    const auto tolerance = find_tolerance(name);
    if (!tolerance) refuse(wire_case.file, wire_case.line, "'" + name + "' is no tolerance");
    found.push_back(*tolerance);
  }
  return found;
}

// The strict verdict; what is met where the deviations named are allowed; captures of the mended message. With
// everything else allowed and one of those named not, the message must be refused.
std::string tolerant_answer(const WireCase& wire_case, Message& message) {
  const auto expected = lines_of(wire_case.expected);
  const std::vector<Tolerance> named = tolerances_of(wire_case);
  std::string text = parse(wire_case.inputs[0], message).describe() + "\n";
  ToleranceSet allowed;
  for (const Tolerance one : named) allowed.insert(one);
  std::string met;
  const std::string result = mended(wire_case.inputs[0], allowed, message, &met);
  const bool accepted = parse(result, message).accepted();
  for (const Tolerance one : named) {
    ToleranceSet others;
    for (std::size_t i = 0; i < tolerance_count; ++i)
      if (static_cast<Tolerance>(i) != one) others.insert(static_cast<Tolerance>(i));
    if (accepted && parse(mended(wire_case.inputs[0], others, message, nullptr), message).accepted())
      text += "tolerated without " + std::string(name_of(one)) + "\n";
  }
  text += accepted ? "tolerated: " + met + "\n" : "not tolerated\n";
  parse(result, message);
  for (std::size_t i = 2; i < expected.size(); ++i) text += line_for(message, path_of(expected[i])) + "\n";
  return text;
}

Header header_of(const WireCase& wire_case) {
  return find_header(wire_case.kind.substr(wire_case.kind.find(' ') + 1));
}

std::string value_verdict(const Verdict& verdict) {
  if (verdict.accepted()) return "valid";
  return std::string(verdict.kind == Verdict::Kind::rejected ? "out of range" : "invalid") + " at " +
         std::to_string(verdict.offset) +
         (verdict.rule == Rule::none ? "" : " in " + std::string(name_of(verdict.rule)));
}

// The expected block has a verdict for each value, each followed by the captures asked for, two blanks in
// front.
std::string value_answer(const WireCase& wire_case, Message& message) {
  const auto expected = lines_of(wire_case.expected);
  std::string text;
  std::size_t at = 0;
  for (const std::string& value : wire_case.inputs) {
    ParseOptions options;
    options.name_rule = at < expected.size() && expected[at].find(" in ") != std::string::npos;
    text += value_verdict(parse_value(header_of(wire_case), value, message, options)) + "\n";
    for (++at; at < expected.size() && expected[at].rfind("  ", 0) == 0; ++at) {
      const std::string path = path_of(expected[at].substr(2));
      text += "  " + path + capture_at(message, message.row(1), steps_of(path)) + "\n";
    }
  }
  return text;
}

}  // namespace

std::vector<WireCase> read_cases(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".md" && entry.path().filename() != "README.md")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<WireCase> cases;
  for (const auto& file : files)
    for (WireCase& wire_case : FileReader(file).read()) cases.push_back(std::move(wire_case));
  return cases;
}

std::string answer(const WireCase& wire_case, Message& message) {
  if (wire_case.is_tolerant()) return tolerant_answer(wire_case, message);
  return wire_case.kind == "sip" ? message_answer(wire_case, message) : value_answer(wire_case, message);
}

std::string disagreement(const WireCase& wire_case, Message& message) {
  std::vector<std::string> inputs = wire_case.inputs;
  if (wire_case.is_tolerant()) inputs.push_back(mended(inputs[0], all_tolerances(), message, nullptr));
  for (const std::string& input : inputs) {
    const auto comparison = wire_case.is_message()
                                ? kit::compare_message(input, message)
                                : kit::compare_value(header_of(wire_case), input, message);
    if (!comparison.judged) return "not judged by both: \"" + kit::printable(input) + "\"";
    if (!comparison.difference.empty()) return comparison.difference;
  }
  return {};
}

void rewrite(const std::string& folder, const std::vector<std::pair<WireCase, std::string>>& answers) {
  std::map<std::string, std::vector<std::pair<WireCase, std::string>>> by_file;
  for (const auto& one : answers) by_file[one.first.file].push_back(one);
  for (auto& [file, changes] : by_file) {
    const auto path = std::filesystem::path(folder) / file;
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    std::vector<std::string> lines = lines_of(text.str());
    std::sort(changes.begin(), changes.end(),
              [](const auto& a, const auto& b) { return a.first.line > b.first.line; });
    for (const auto& [wire_case, block] : changes) {
      lines.erase(lines.begin() + wire_case.expected_from - 1, lines.begin() + wire_case.expected_to - 1);
      const auto fresh = lines_of(block);
      lines.insert(lines.begin() + wire_case.expected_from - 1, fresh.begin(), fresh.end());
    }
    std::ofstream out(path, std::ios::binary);
    for (const std::string& line : lines) out << line << "\n";
  }
}

}  // namespace sipwright::test
