// The generated parser against the reference parser: do they say the same of these octets?
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sipwright/parser.hpp"

namespace sipwright::kit {

struct Comparison {
  // What differs, with both answers, or empty.
  std::string difference;
  // False where one of the two does not judge: a limit of the runtime (head, rows, captures), or the
  // reference parser's limit on nested comments. Then there is no difference either.
  bool judged = true;
  // What the generated parser said.
  Verdict verdict;
};

// Compared are: the verdict's class; for an invalid message the row that is to blame; for a rejected one its
// reason, the header field to blame and the offset; and otherwise every row, every capture with its depth and number,
// and the body. `message` is what the generated parser fills: the caller keeps it, since it is large.
Comparison compare_message(std::string_view bytes, Message& message);

// One value alone, by the start rule of its header field, or by extensionValue for Header::other.
Comparison compare_value(Header header, std::string_view value, Message& message);

// Cuts `bytes` down as long as `still_fails` says yes. Cheap and greedy: the result is small, not the
// smallest.
std::string minimise(std::string bytes, const std::function<bool(const std::string&)>& still_fails);

// Octets as a C string literal's inside, so that a failure can be copied into a test.
std::string printable(std::string_view bytes);

}  // namespace sipwright::kit
