// The part of the parser that is compiled once for each instruction set: it cuts a header field out of the
// head and runs the generated parser of its value. parser.cpp picks one kernel when the program starts and
// does the rest.
#pragma once

#include <cstddef>

#include "sipwright/cursor.hpp"

namespace sipwright {

// One line of the head.
struct FieldCut {
  enum class Step : unsigned char {
    field,          // a header field whose value follows its rule
    end_of_head,    // the empty line
    unfinished,     // the bytes end before the line does
    bare_line_end,  // a CR or LF alone, at `at`
    bad_line,       // no name and colon; `at` tells where that shows
    bad_value,      // the value does not follow its rule; `at` tells where that shows
  };
  Step step;
  Header header;
  const char* name_end;
  const char* value_begin;
  const char* line_end;  // the CR of the CRLF that ends the line
  const char* at;
};

// All pointers lie in one buffer that ends at `stop`; nothing is read behind it. `c.stop` is that end, too.
struct Kernel {
  const char* name;
  // Cuts and parses the line at `line`, a header field or the empty line.
  FieldCut (*field)(const char* line, const char* stop, Cursor& c);
  // The same for the start line; name_end and value_begin are not used.
  FieldCut (*start_line)(const char* line, const char* stop, Cursor& c);
  // One value on its own: from `begin` to `c.end`, where a CR stands. Returns as the generated parsers do.
  const char* (*value)(Header header, const char* begin, Cursor& c);
};

extern const Kernel kernel_scalar;
#if defined(__x86_64__) || defined(__i386__)
extern const Kernel kernel_sse2;
extern const Kernel kernel_avx2;
#endif

// The kernel that parses now: see use_kernel().
const Kernel& current_kernel();

}  // namespace sipwright
