// Writes a message piece by piece; what does not fit is dropped and told.
#include "sipwright/writer.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "core/rule_machine.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright {

void Writer::append(std::string_view piece) {
  const std::size_t room = buffer_.size() - used_;
  if (piece.size() > room) overflow_ = true;
  const std::size_t fits = std::min(piece.size(), room);
  if (fits != 0) std::memcpy(buffer_.data() + used_, piece.data(), fits);
  used_ += fits;
}

void Writer::append(std::uint64_t number) {
  char digits[20];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  static_cast<void>(error);  // twenty digits hold every 64-bit number
  append(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

void Writer::quotable(Rule rule, std::string_view piece) {
  if (core::longest_match(rule, piece) == piece.size()) return append(piece);
  append(spelling::quote_open);
  for (std::size_t i = 0; i < piece.size(); ++i) {
    const auto octet = static_cast<unsigned char>(piece[i]);
    if ((spelling::quote_escaped[octet / 64] >> octet % 64 & 1) != 0) append(spelling::quote_escape);
    if (spelling::crlf.find(piece[i]) != std::string_view::npos) fail();
    append(piece.substr(i, 1));
  }
  append(spelling::quote_close);
}

void Writer::begin(std::string_view name) {
  append(name);
  append(spelling::hcolon);
}

Writer& Writer::end() {
  append(spelling::crlf);
  return *this;
}

Writer& Writer::start_line(const parts::RequestLine& line) {
  parts::write(*this, line);
  return end();
}

Writer& Writer::start_line(const parts::StatusLine& line) {
  parts::write(*this, line);
  return end();
}

Writer& Writer::request_line(std::string_view method, std::string_view uri) {
  parts::RequestLine line;
  line.verb = method;
  line.target.text = uri;
  return start_line(line);
}

Writer& Writer::status_line(std::uint16_t code) {
  return status_line(code, default_reason(code));
}

Writer& Writer::status_line(std::uint16_t code, std::string_view phrase) {
  parts::StatusLine line;
  line.code = code;
  line.phrase = phrase;
  return start_line(line);
}

Writer& Writer::header(Header name, std::initializer_list<std::string_view> pieces) {
  begin(name_of(name));
  for (std::string_view piece : pieces) append(piece);
  return end();
}

Writer& Writer::header(Header name, std::uint64_t value) {
  begin(name_of(name));
  append(value);
  return end();
}

Writer& Writer::header(std::string_view name, std::string_view value) {
  begin(name);
  append(value);
  return end();
}

Writer& Writer::finish(std::string_view body) {
  header(Header::content_length, std::uint64_t{body.size()});
  append(spelling::crlf);
  append(body);
  return *this;
}

namespace {

// A fold is a line end and the blanks behind it. Blanks and folds at both ends say nothing.
void write_unfolded(Writer& writer, std::string_view value) {
  constexpr std::string_view white = " \t\r\n";
  const std::size_t first = value.find_first_not_of(white);
  if (first == std::string_view::npos) return;
  value = value.substr(first, value.find_last_not_of(white) + 1 - first);
  for (std::size_t fold; (fold = value.find(spelling::crlf)) != std::string_view::npos;) {
    writer.append(value.substr(0, fold));
    writer.append(spelling::lws);
    value.remove_prefix(fold + core::longest_match(Rule::lws, value.substr(fold)));
  }
  writer.append(value);
}

void write_row(Writer& writer, const Message& message, const Row& row, Form form) {
  const auto text = [&](std::size_t begin, std::size_t end) { return message.bytes().substr(begin, end - begin); };
  if (form == Form::canonical) {
    writer.append(row.header == Header::other ? message.name(row) : name_of(row.header));
    writer.append(spelling::hcolon);
    return write_unfolded(writer, text(row.value_begin, row.value_end));
  }
  writer.append(message.name(row));
  writer.append(text(row.name_end, row.value_begin));
  writer.append(text(row.value_begin, row.value_end));
}

}  // namespace

void write(Writer& writer, const Message& message, Form form) {
  const Row& start = message.row(0);
  writer.append(message.bytes().substr(start.value_begin, start.value_end - start.value_begin));
  writer.append(spelling::crlf);
  for (std::size_t i = 1; i < message.row_count(); ++i) {
    write_row(writer, message, message.row(i), form);
    writer.append(spelling::crlf);
  }
  writer.append(spelling::crlf);
  writer.append(message.body());
}

}  // namespace sipwright
