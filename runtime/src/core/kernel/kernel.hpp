// The part of the parser that is made for each instruction set: it cuts a header field out of the
// head and runs the generated parser of its value. parser.cpp picks one kernel when the program starts and
// does the rest.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sipwright/cursor.hpp"

namespace sipwright {

// What the kernel fills, row by row; all of it belongs to the message.
struct HeadRows {
  Row* rows;
  std::size_t room;
  std::uint16_t* first_row;  // by header field
  HeaderSet* present;
  std::size_t count;
  std::size_t
      repeated;  // the first row of a header field that may stand only once, and stands again; 0: none
};

// Where the kernel stopped, and why.
struct HeadCut {
  enum class Step : unsigned char {
    end_of_head,    // the empty line ends at `at`
    bare_line_end,  // a CR or LF alone, at `at`
    start_line,     // neither Request-Line nor Status-Line; `at` tells where that shows
    bad_line,       // no name and colon; `at` tells where that shows
    bad_value,      // the value of `header` does not follow its rule; `at` tells where that shows
    no_room,        // no room for the row or the captures of the line at `at`
  };
  Step step;
  Header header;
  const char* at;
};

// All pointers lie in one buffer; nothing is read behind `c.stop`.
struct Kernel {
  const char* name;
  // The CR of the empty line that ends the head that begins at `begin`; null where there is none before
  // `stop`.
  const char* (*find_empty_line)(const char* begin, const char* stop);
  // Cuts the head that begins at `c.base` and ends with that empty line into rows, and parses every value.
  HeadCut (*head)(const char* empty_line, Cursor& c, HeadRows& rows);
  // One value on its own, from `begin` to a CR behind which two more octets can be read and are no fold.
  // Returns where it
  // stopped, or null, and then `c.failed_at` tells where it failed.
  const char* (*value)(Header header, const char* begin, Cursor& c);
};

extern const Kernel kernel_scalar;
#if defined(__x86_64__) || defined(__i386__)
const char* find_empty_line_sse2(const char* begin, const char* stop);
extern const Kernel kernel_sse2;
extern const Kernel kernel_avx2;
#endif

// The same byte by byte, also for the rest that no vector fills.
inline const char* find_empty_line_bytewise(const char* p, const char* stop) {
  for (; stop - p >= 4; ++p)
    if (p[0] == '\r' && p[1] == '\n' && p[2] == '\r' && p[3] == '\n') return p + 2;
  return nullptr;
}

// The kernel that parses now: see use_kernel().
const Kernel& current_kernel();

}  // namespace sipwright
