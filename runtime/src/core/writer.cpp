// Writes a message piece by piece; what does not fit is dropped and told.
#include "sipwright/writer.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "sipwright/vocabulary.hpp"

namespace sipwright {
namespace {

constexpr std::string_view line_end = "\r\n";

}  // namespace

void Writer::put(std::string_view piece) {
  const std::size_t room = buffer_.size() - used_;
  if (piece.size() > room) overflow_ = true;
  const std::size_t fits = std::min(piece.size(), room);
  if (fits != 0) std::memcpy(buffer_.data() + used_, piece.data(), fits);
  used_ += fits;
}

void Writer::put(std::uint64_t number) {
  char digits[20];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  static_cast<void>(error);  // twenty digits hold every 64-bit number
  put(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

Writer& Writer::request_line(std::string_view method, std::string_view uri) {
  for (std::string_view piece :
       {method, std::string_view(" "), uri, std::string_view(" "), word::sip_version, line_end})
    put(piece);
  return *this;
}

Writer& Writer::status_line(std::uint16_t code) {
  return status_line(code, default_reason(code));
}

Writer& Writer::status_line(std::uint16_t code, std::string_view phrase) {
  put(word::sip_version);
  put(" ");
  put(std::uint64_t{code});
  for (std::string_view piece : {std::string_view(" "), phrase, line_end}) put(piece);
  return *this;
}

Writer& Writer::header(Header name, std::initializer_list<std::string_view> pieces) {
  put(name_of(name));
  put(": ");
  for (std::string_view piece : pieces) put(piece);
  put(line_end);
  return *this;
}

Writer& Writer::header(Header name, std::uint64_t value) {
  put(name_of(name));
  put(": ");
  put(value);
  put(line_end);
  return *this;
}

Writer& Writer::finish(std::string_view body) {
  header(Header::content_length, std::uint64_t{body.size()});
  put(line_end);
  put(body);
  return *this;
}

}  // namespace sipwright
