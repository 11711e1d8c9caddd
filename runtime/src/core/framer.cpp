// The stream framer: a position in the stream, a scan for the empty line, and the length that the head
// states.
#include "sipwright/framer.hpp"

#include "core/framer_head.hpp"

namespace sipwright {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";

// A start line begins with a token or with the protocol's name, so with a visible character.
bool can_begin_start_line(char octet) {
  return octet > 0x20 && octet < 0x7f;
}

}  // namespace

std::string_view describe(FrameError error) {
  switch (error) {
    case FrameError::none:
      return "no error";
    case FrameError::head_too_long:
      return "no empty line ends the message head within the limit: send a shorter head";
    case FrameError::body_too_long:
      return "the Content-Length is above the limit for bodies: send a smaller body";
    case FrameError::content_length_missing:
      return "a message on a stream has no Content-Length (RFC 3261 18.3): send the header field, 0 for no "
             "body";
    case FrameError::content_length_invalid:
      return "the Content-Length is no number, or there are two that differ: send exactly one";
    case FrameError::not_sip:
      return "the octets do not begin a SIP message: is another protocol, or TLS, spoken to a plain port?";
  }
  return "unknown framing error";
}

void Framer::append(std::string_view octets) {
  if (error_ != FrameError::none) return;
  // Everything in front of start_ has been handed out, and its views end with this call.
  if (start_ != 0) {
    buffer_.erase(0, start_);
    start_ = 0;
  }
  buffer_.append(octets);
}

bool Framer::at_boundary() const {
  return error_ == FrameError::none && start_ == buffer_.size();
}

Frame Framer::next() {
  if (error_ != FrameError::none) return broken(error_);
  Frame frame;
  if (head_size_ == 0) {
    if (scanned_ == 0 && skip_line_ends(frame)) return frame;
    if (!find_head_end()) return error_ == FrameError::none ? Frame{} : broken(error_);
    const StatedLength stated = stated_length(std::string_view(buffer_).substr(start_, head_size_));
    if (stated.error != FrameError::none) return broken(stated.error);
    if (stated.octets > limits_.body_octets_max) return broken(FrameError::body_too_long);
    body_size_ = static_cast<std::size_t>(stated.octets);
  }
  const std::size_t whole = head_size_ + body_size_;
  if (buffer_.size() - start_ < whole) return {};
  frame.kind = FrameKind::message;
  frame.bytes = std::string_view(buffer_).substr(start_, whole);
  start_ += whole;
  scanned_ = head_size_ = body_size_ = 0;
  return frame;
}

// Skips line ends between messages. Returns true if `frame` is the answer: a ping, a broken stream, or not
// enough yet.
bool Framer::skip_line_ends(Frame& frame) {
  for (;;) {
    const std::string_view rest = std::string_view(buffer_).substr(start_);
    if (rest.empty()) return true;
    if (rest.front() != line_end.front()) {
      half_ping_ = false;
      if (can_begin_start_line(rest.front())) return false;
      frame = broken(FrameError::not_sip);
      return true;
    }
    if (rest.size() < line_end.size()) return true;
    if (!rest.starts_with(line_end)) {
      frame = broken(FrameError::not_sip);
      return true;
    }
    start_ += line_end.size();
    half_ping_ = !half_ping_;
    if (!half_ping_) {
      frame.kind = FrameKind::ping;
      return true;
    }
  }
}

// Finds the empty line; sets head_size_ (empty line included), or error_ where it comes too late.
bool Framer::find_head_end() {
  const std::string_view rest = std::string_view(buffer_).substr(start_);
  const std::size_t found = rest.find(head_end, scanned_);
  const bool complete = found != std::string_view::npos;
  const std::size_t head = complete ? found + head_end.size() : rest.size();
  if (head > limits_.head_octets_max) {
    error_ = FrameError::head_too_long;
    return false;
  }
  if (complete) {
    head_size_ = head;
    return true;
  }
  // An empty line may have begun in the last three octets.
  scanned_ = rest.size() < head_end.size() ? 0 : rest.size() - (head_end.size() - 1);
  return false;
}

Frame Framer::broken(FrameError error) {
  error_ = error;
  buffer_.clear();
  start_ = 0;
  Frame frame;
  frame.kind = FrameKind::broken;
  frame.error = error;
  return frame;
}

}  // namespace sipwright
