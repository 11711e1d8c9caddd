// A verdict in one line.
#include "sipwright/parser.hpp"

namespace sipwright {
std::string Verdict::describe() const {
  std::string text;
  const auto culprit = [&] {
    if (header == Header::none)
      return std::string(refusal == refused_by_type ? " the start line" : "");
    return " " + std::string(header == Header::other ? "extension" : name_of(header));
  };
  switch (kind) {
    case Kind::valid:
      return "valid";
    case Kind::rejected:
      text = "rejected: " + (status == 0 ? std::string("drop") : std::to_string(status)) + " ";
      return text + std::string(text_of(refusal)) + culprit();
    case Kind::unjudged:
    case Kind::invalid:
      text = (kind == Kind::invalid ? "invalid: " : "unjudged: ") + std::string(name_of(error)) + culprit();
      if (rule != Rule::none) text += " (" + std::string(name_of(rule)) + ")";
      return text + " at " + std::to_string(offset);
  }
  return text;
}

}  // namespace sipwright
