// The rules of grammar/Multipart.g4, each as an automaton over octets.
#pragma once

#include <cstddef>
#include <string_view>

namespace sipwright::core {

struct ByteAutomaton {
  static constexpr unsigned char dead = 255;

  const unsigned char* columns;  // of each octet
  const unsigned char* next;     // state by state, column by column; state 0 is the first
  const unsigned char* accepts;  // state by state
  std::size_t column_count;

  // The longest beginning of `text` that the rule derives; npos where there is none.
  std::size_t longest(std::string_view text) const {
    std::size_t state = 0;
    std::size_t longest = accepts[0] != 0 ? 0 : std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = next[state * column_count + columns[static_cast<unsigned char>(text[i])]];
      if (state == dead) break;
      if (accepts[state] != 0) longest = i + 1;
    }
    return longest;
  }
};

// Generated (runtime/generated/multipart_rules.cpp).
extern const ByteAutomaton multipartType;
extern const ByteAutomaton boundaryText;
extern const ByteAutomaton delimiterBegin;
extern const ByteAutomaton delimiterEnd;
extern const ByteAutomaton closeEnd;
extern const ByteAutomaton partField;
extern const ByteAutomaton partFieldName;

}  // namespace sipwright::core
