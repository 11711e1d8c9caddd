// Reads the cases of tests/wire/*.md and answers them. README.md there tells how they are written.
#pragma once

#include <string>
#include <vector>

#include "sipwright/message.hpp"

namespace sipwright::test {

struct WireCase {
  std::string file;  // "seed.md"
  int line = 0;      // of the title
  std::string title;
  std::string why;
  std::string kind;                 // "sip", "sip tolerant NAME,NAME", or "value NAME"
  std::vector<std::string> inputs;  // escapes resolved: one message, or one value a line
  std::string expected;
  // Where `expected` stands in the file: lines from, to (exclusive), counted from 1.
  int expected_from = 0;
  int expected_to = 0;

  bool is_tolerant() const { return kind.rfind("sip tolerant ", 0) == 0; }
  bool is_message() const { return kind == "sip" || is_tolerant(); }
};

// Every case of every .md file but README.md, in the order of the files. Throws std::runtime_error
// "file:line: ..." for what is no case.
std::vector<WireCase> read_cases(const std::string& folder);

// What the generated parser says, in the form of the expected block: the captures shown are those that the
// expected block asks for.
std::string answer(const WireCase& wire_case, Message& message);

// What differs between the two parsers; empty where they agree.
std::string disagreement(const WireCase& wire_case, Message& message);

// Writes the answer into the file in place of the expected block.
void rewrite(const std::string& folder, const std::vector<std::pair<WireCase, std::string>>& answers);

}  // namespace sipwright::test
