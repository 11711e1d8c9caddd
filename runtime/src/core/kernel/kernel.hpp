// The part of the parser that is made for each instruction set: it cuts the head into header fields and runs the
// generated parsers of their values. parser.cpp picks one kernel when the program starts and does the rest. A kernel
// says only that a line is wrong; exact.cpp tells why.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernel/cursor.hpp"

namespace sipwright {

// Octets behind whatever is parsed that a kernel may read, though they tell it nothing.
inline constexpr std::size_t octets_read_beyond = 64;

// What the kernel fills, row by row; all of it belongs to the message.
struct HeadRows {
  Row* rows;
  const Row* last;           // stays free: something is written to it, but it holds no header field
  std::uint16_t* first_row;  // by header field; Message::no_row before there is one
  Capture* tape;           // its beginning
  const HeaderSet* only;   // see ParseOptions
  Capture* next_capture = nullptr;
  std::size_t count = 0;
  std::size_t repeated = 0;  // the first row of a header field that may stand only once, and stands again; 0: none
};

// Where the kernel stopped, and why.
struct HeadCut {
  enum class Step : unsigned char {
    end_of_head,  // the empty line ends at `at`
    start_line,   // the start line does not follow its rule
    line,         // the header field at `at` does not follow its rule
    no_room,      // no room for the row or the captures of the line at `at`
  };
  Step step;
  const char* at;
};

// All that is parsed lies in one buffer, behind which `octets_read_beyond` more can be read.
struct Kernel {
  const char* name;
  // The CR of the empty line that ends the head that begins at `begin`; null where there is none before `stop`. Reads
  // nothing from `stop` on.
  const char* (*find_empty_line)(const char* begin, const char* stop);
  // Cuts the head that begins at `c.base` and ends with that empty line into rows, and parses the values.
  HeadCut (*head)(const char* empty_line, Cursor& c, HeadRows& rows);
  // One value on its own, from `begin` to a CR that is no fold; its captures go to `next`.
  Place (*value)(Header header, const char* begin, Capture* next, Cursor& c);
};

extern const Kernel kernel_scalar;
#if defined(__x86_64__) || defined(__i386__)
const char* find_empty_line_sse2(const char* begin, const char* stop);
extern const Kernel kernel_sse2;
extern const Kernel kernel_avx2;
#endif

// The same by single bytes, also for the rest that no vector fills: the fourth of four tells most places apart, as in
// Boyer and Moore's search.
inline const char* find_empty_line_bytewise(const char* p, const char* stop) {
  while (stop - p >= 4) {
    const char fourth = p[3];
    if (fourth == '\n') {
      if (p[2] == '\r' && p[1] == '\n' && p[0] == '\r') return p + 2;
      p += 2;  // at best it is the second of the four
    } else {
      p += fourth == '\r' ? 1 : 4;  // a CR is the first or the third of them
    }
  }
  return nullptr;
}

// The kernel that parses now: see use_kernel().
extern const Kernel* kernel_in_use;
inline const Kernel& current_kernel() { return *kernel_in_use; }

// What is wrong with a line.
struct LineFault {
  enum class Kind : unsigned char {
    none,           // nothing
    bare_line_end,  // a CR or LF alone
    start_line,     // neither Request-Line nor Status-Line
    bad_line,       // no name and colon
    bad_value,      // the value of `header` does not follow its rule
  };
  Kind kind = Kind::none;
  Header header = Header::none;
  const char* at = nullptr;  // the first octet with which no valid line goes on
};

// Tell what is wrong with a start line, with a line of the head, and with one value that ends at `end`. They read
// nothing behind the CR, LF and one more octet at the end of the line or value.
LineFault fault_of_start_line(const char* line);
LineFault fault_of_line(const char* line);
LineFault fault_of_value(Header header, const char* value, const char* end);

}  // namespace sipwright
