// Cuts a body of Content-Type multipart/* into its parts (RFC 2046 5.1; RFC 5621 tells what SIP makes of them), without
// a copy and without the heap.
//
//   if (const auto boundary = multipart_boundary(message)) {
//     MultipartReader parts(message.body(), *boundary);
//     for (BodyPart part; parts.next(part);) {
//       use(part.value(Header::content_type), part.value(Header::content_id),
//           part.value(Header::content_disposition), part.body);
//       // Typed, as in a message: the captures of `part.value(...)` go to row 1 of another Message.
//       parse_value(Header::content_type, part.value(Header::content_type), other);
//       if (const auto inner = multipart_boundary(other)) { ... MultipartReader(part.body, *inner) ... }
//     }
//     if (parts.error() != MultipartError::none) ...  // what came before it was given out all the same
//   }
//
// A part without Content-Type is text/plain; charset=us-ascii (RFC 2046 5.1), one without Content-Disposition is
// "render" (RFC 5621 8.2). The views point into the body and live as long as its octets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "sipwright/message.hpp"

namespace sipwright {

namespace limits {
inline constexpr std::size_t boundary_octets_max = 70;     // RFC 2046 5.1.1
inline constexpr std::size_t parts_max = 256;              // of one body
inline constexpr std::size_t part_head_octets_max = 8192;  // header fields of one part
}  // namespace limits

// One part. Views into the body that it was cut from.
struct BodyPart {
  std::string_view head;  // its header fields, each with its line end; may be empty
  std::string_view body;  // exactly its octets: the line end in front of the delimiter is not among them

  // The value of the first header field of that name, long or compact, without the blanks around it; folds are still in
  // it. `data()` is null where there is none.
  std::string_view value(Header header) const;
};

enum class MultipartError : std::uint8_t {
  none,
  no_delimiter,    // the boundary stands nowhere
  unfinished,      // the last part has no close-delimiter behind it
  bad_field,       // a line in front of a part's body is no header field
  head_too_long,   // limits::part_head_octets_max
  too_many_parts,  // limits::parts_max
};
std::string_view name_of(MultipartError error);

// The boundary between the parts of the body, from the parsed Content-Type of `message` (that of a whole message, or of
// parse_value()). Nothing where there is no such header field, it is no multipart/*, or its boundary is missing or no
// boundary. A view into the bytes of `message`.
std::optional<std::string_view> multipart_boundary(const Message& message);

class MultipartReader {
 public:
  // `boundary` as multipart_boundary() gives it. Both must outlive the reader.
  MultipartReader(std::string_view body, std::string_view boundary) : body_(body), boundary_(boundary) {}

  // Fills `part` with the next one; false behind the last, or at an error.
  bool next(BodyPart& part);

  // Why next() said false, and the octet of the body at which it is.
  MultipartError error() const { return error_; }
  std::size_t offset() const { return at_; }

 private:
  struct Delimiter {
    std::size_t begin;  // of the line end in front, which belongs to it
    std::size_t end;
    bool closes;
  };
  std::optional<Delimiter> find_delimiter(std::size_t from) const;
  bool fail(MultipartError error, std::size_t at);

  std::string_view body_;
  std::string_view boundary_;
  std::size_t at_ = 0;  // of the next part
  std::size_t parts_ = 0;
  bool began_ = false;
  bool done_ = false;
  MultipartError error_ = MultipartError::none;
};

}  // namespace sipwright
