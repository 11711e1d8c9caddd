// The texts of verdicts.
#include "sipwright/parser.hpp"

namespace sipwright {
namespace {

std::string_view text_of(SyntaxError error) {
  switch (error) {
    case SyntaxError::none:
      return "none";
    case SyntaxError::head_unfinished:
      return "head_unfinished";
    case SyntaxError::head_too_long:
      return "head_too_long";
    case SyntaxError::too_many_fields:
      return "too_many_fields";
    case SyntaxError::bare_line_end:
      return "bare_line_end";
    case SyntaxError::start_line:
      return "start_line";
    case SyntaxError::header_line:
      return "header_line";
    case SyntaxError::header_value:
      return "header_value";
  }
  return "none";
}

std::string_view text_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::none:
      return "none";
    case Refusal::unsupported_version:
      return "unsupported version";
    case Refusal::missing_header:
      return "missing";
    case Refusal::repeated_header:
      return "repeated";
    case Refusal::number_out_of_range:
      return "number out of range in";
    case Refusal::method_mismatch:
      return "other method than the request line in";
    case Refusal::headers_in_request_uri:
      return "headers in the Request-URI";
    case Refusal::body_too_short:
      return "body shorter than";
    case Refusal::unsupported_uri_scheme:
      return "unsupported scheme of the Request-URI";
  }
  return "none";
}

}  // namespace

std::string Verdict::describe() const {
  std::string text;
  const auto culprit = [&] {
    if (header == Header::none)
      return std::string(refusal == Refusal::number_out_of_range ? " the start line" : "");
    return " " + std::string(header == Header::other ? "extension" : name_of(header));
  };
  switch (kind) {
    case Kind::valid:
      return "valid";
    case Kind::rejected:
      text = "rejected: " + (status == 0 ? std::string("drop") : std::to_string(status)) + " ";
      return text + std::string(text_of(refusal)) + culprit();
    case Kind::invalid:
      return "invalid: " + std::string(text_of(error)) + culprit() + " at " + std::to_string(offset);
  }
  return text;
}

}  // namespace sipwright
