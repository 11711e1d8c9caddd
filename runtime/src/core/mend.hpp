// How a message is mended that has a deviation which the grammar says may be tolerated.
#pragma once

#include <span>
#include <string_view>

#include "sipwright/tolerance.hpp"

namespace sipwright::core {

struct Toleration {
  enum class Way : unsigned char {
    drop,    // `text` is taken away where the grammar stops at it in `rule`
    ignore,  // the row of `header` is left out where its value is malformed
    insert,  // a row of `header` with the value `text` is put in where there is none
    count,   // the number of `header` is made to count the body
    lines,   // a LF alone gets its CR
    end,     // the head gets its empty line
  };
  Tolerance tolerance;
  Way way;
  bool in_start_line;
  Rule rule;
  Header header;
  Refusal refusal;  // insert, count: of a message that has the deviation
  std::string_view text;
  std::string_view behind;  // drop: only behind these octets
  std::string_view before;  // drop: only where these come, however often `text` stands
  bool first;               // drop: only at the begin
  std::string_view method;  // ignore: of such requests only; or empty
};
using Way = Toleration::Way;

// Generated from the grammar (runtime/generated/tolerances.cpp), in its order.
std::span<const Toleration> tolerations();

}  // namespace sipwright::core
