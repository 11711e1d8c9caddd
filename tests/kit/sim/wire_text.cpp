#include "kit/sim/wire_text.hpp"

#include <algorithm>
#include <cstdlib>

namespace sipwright::kit {

WireText::WireText(std::string_view bytes) {
  const auto head_end = bytes.find("\r\n\r\n");
  std::string_view head = bytes.substr(0, head_end);
  if (head_end != std::string_view::npos) body_ = std::string(bytes.substr(head_end + 4));
  for (bool first = true; !head.empty(); first = false) {
    const auto end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    if (first) {
      start_line_ = std::string(line);
    } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
      auto value = line.substr(colon + 1);
      while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
      rows_.push_back({std::string(line.substr(0, colon)), std::string(value)});
    }
    if (end == std::string_view::npos) break;
    head.remove_prefix(end + 2);
  }
}

bool WireText::is_request() const { return start_line_.compare(0, 8, "SIP/2.0 ") != 0; }

int WireText::status() const { return is_request() ? 0 : std::atoi(start_line_.c_str() + 8); }

void WireText::set_status(int code, std::string_view reason) {
  start_line_ = "SIP/2.0 " + std::to_string(code) + ' ' + std::string(reason);
}

std::string WireText::request_uri() const {
  if (!is_request()) return {};
  const auto first = start_line_.find(' ');
  const auto second = start_line_.find(' ', first + 1);
  return first == std::string::npos ? std::string() : start_line_.substr(first + 1, second - first - 1);
}

bool WireText::has(std::string_view name) const {
  return std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return row.name == name; });
}

std::string WireText::value(std::string_view name) const {
  for (const Row& row : rows_)
    if (row.name == name) return row.value;
  return {};
}

void WireText::set(std::string_view name, std::string_view value) {
  for (Row& row : rows_) {
    if (row.name != name) continue;
    row.value = std::string(value);
    return;
  }
  add(name, value);
}

void WireText::add(std::string_view name, std::string_view value) {
  rows_.push_back({std::string(name), std::string(value)});
}

void WireText::erase(std::string_view name) {
  rows_.erase(std::remove_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.name == name; }),
              rows_.end());
}

std::string WireText::branch() const {
  const std::string via = value("Via");
  const auto begin = via.find("branch=");
  return begin == std::string::npos ? std::string() : via.substr(begin + 7, via.find(';', begin) - begin - 7);
}

void WireText::set_branch(std::string_view branch) {
  std::string via = value("Via");
  const auto begin = via.find("branch=");
  if (begin == std::string::npos) return;
  const auto end = via.find(';', begin);
  via.replace(begin + 7, (end == std::string::npos ? via.size() : end) - begin - 7, branch);
  set("Via", via);
}

void WireText::set_body(std::string body) {
  body_ = std::move(body);
  set("Content-Length", std::to_string(body_.size()));
}

std::string WireText::text() const {
  std::string out = start_line_ + "\r\n";
  for (const Row& row : rows_) out += row.name + ": " + row.value + "\r\n";
  return out + "\r\n" + body_;
}

}  // namespace sipwright::kit
