// Editing a message as text: for planted faults, which must work where our writer would refuse.
//
// Knows messages as our own writer makes them: one header field per line, no folding, long names, CRLF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sipwright::kit {

class WireText {
 public:
  explicit WireText(std::string_view bytes);

  bool is_request() const;
  // 0 for a request.
  int status() const;
  void set_status(int code, std::string_view reason);
  // Of the request line; empty for a response.
  std::string request_uri() const;

  bool has(std::string_view name) const;
  // Of the first row of that name; empty if there is none.
  std::string value(std::string_view name) const;
  void set(std::string_view name, std::string_view value);  // the first row, or a new last one
  void add(std::string_view name, std::string_view value);  // one more row
  void erase(std::string_view name);                        // all rows
  // The branch of the topmost Via.
  std::string branch() const;
  void set_branch(std::string_view branch);
  const std::string& body() const { return body_; }
  void set_body(std::string body);  // sets Content-Length too

  std::string text() const;

 private:
  struct Row {
    std::string name;
    std::string value;
  };
  std::string start_line_;
  std::vector<Row> rows_;
  std::string body_;
};

}  // namespace sipwright::kit
