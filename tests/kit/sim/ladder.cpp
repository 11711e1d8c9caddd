#include "kit/sim/ladder.hpp"

#include <algorithm>
#include <cstdio>

#include "kit/sim/wire_text.hpp"

namespace sipwright::kit {
namespace {

constexpr std::size_t column_width = 64;

std::string operation(const WireText& request) {
  const bool body = !request.body().empty();
  const bool conditional = request.has("SIP-If-Match");
  if (request.value("Expires") == "0") return "removal";
  if (conditional) return body ? "modify" : "refresh";
  return "initial";
}

}  // namespace

void Ladder::arrow(Instant time, std::string_view from, std::string_view to, std::string_view label, bool lost,
                   std::string_view resource) {
  lines_.push_back({time, std::string(from), std::string(to), std::string(label), lost, std::string(resource)});
}

void Ladder::note(Instant time, std::string_view text) {
  lines_.push_back({time, {}, {}, std::string(text), false, {}});
}

std::string Ladder::text(std::size_t lines_max) const {
  Lines shown;
  for (std::size_t i = 0; i < lines_.size() && i < lines_max; ++i) shown.push_back(&lines_[i]);
  std::string out = drawn(shown);
  if (lines_.size() > lines_max) out += "             ... " + std::to_string(lines_.size() - lines_max) + " more\n";
  return out;
}

bool Ladder::concerns(const Line& line, const Focus& focus) {
  if (line.from.empty()) {
    return line.label.find("sip:") == std::string::npos || line.label.find(focus.resource) != std::string::npos;
  }
  if (!focus.agent.empty() && line.from != focus.agent && line.to != focus.agent) return false;
  return focus.resource.empty() || line.resource.empty() || line.resource == focus.resource;
}

std::string Ladder::around(Focus focus) const {
  const auto has_part = [&](const Line& line) { return line.from == focus.agent || line.to == focus.agent; };
  if (std::none_of(lines_.begin(), lines_.end(), has_part)) focus.agent.clear();
  const Instant moment = start() + focus.since_origin;
  Lines before;
  Lines after;
  for (const Line& line : lines_) {
    if (concerns(line, focus)) (line.time <= moment ? before : after).push_back(&line);
  }
  if (before.size() > focus.before) before.erase(before.begin(), before.end() - static_cast<long>(focus.before));
  if (after.size() > focus.after) after.resize(focus.after);
  const Line remark{moment, {}, {}, focus.remark, false, {}};
  Lines shown = before;
  if (!focus.remark.empty()) shown.push_back(&remark);
  shown.insert(shown.end(), after.begin(), after.end());
  const std::size_t others = lines_.size() - before.size() - after.size();
  std::string out = drawn(shown);
  if (others > 0) out += "             " + std::to_string(others) + " lines more beside these\n";
  return out;
}

std::string Ladder::drawn(const Lines& lines) const {
  std::vector<std::string> columns;
  for (const Line* line : lines)
    for (const std::string* name : {&line->from, &line->to})
      if (!name->empty() && std::find(columns.begin(), columns.end(), *name) == columns.end()) columns.push_back(*name);

  std::string out = "      time   ";
  for (const std::string& name : columns) {
    out += name;
    if (name.size() < column_width + 1) out.append(column_width + 1 - name.size(), ' ');
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out += '\n';

  for (const Line* shown : lines) {
    const Line& line = *shown;
    char stamp[40];
    std::snprintf(stamp, sizeof stamp, "%10.3f   ", std::chrono::duration<double>(line.time - start()).count());
    out += stamp;
    if (line.from.empty()) {
      out += "* " + line.label + '\n';
      continue;
    }
    const auto place = [&](const std::string& name) {
      return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
    };
    const std::size_t left = std::min(place(line.from), place(line.to));
    const std::size_t right = std::max(place(line.from), place(line.to));
    const bool to_the_right = place(line.from) == left;
    for (std::size_t i_column = 0; i_column < left; ++i_column) out += '|' + std::string(column_width, ' ');
    std::size_t span = (right - left) * (column_width + 1) - 1;
    std::string label = ' ' + line.label + ' ';
    if (line.lost) label += "(lost) ";
    if (label.size() + 6 > span) label = label.substr(0, span - 6);
    const std::size_t dashes = span - label.size() - 1;
    const std::string tail(dashes - 2, '-');
    out += to_the_right ? "|--" + label + tail + (line.lost ? "X|" : ">|")
                        : (line.lost ? "|X" : "|<") + std::string("--") + label + tail + '|';
    out += '\n';
  }
  return out;
}

std::string resource_of(std::string_view bytes) {
  const WireText message(bytes);
  if (message.is_request()) return message.request_uri();
  const std::string to = message.value("To");
  const auto begin = to.find('<');
  return begin == std::string::npos ? to.substr(0, to.find(';')) : to.substr(begin + 1, to.find('>') - begin - 1);
}

std::string label_of(std::string_view bytes) {
  const WireText message(bytes);
  std::string out;
  if (message.is_request()) {
    out = std::string(bytes.substr(0, bytes.find(' '))) + ' ' + operation(message);
    if (message.has("SIP-If-Match")) out += ", If-Match " + message.value("SIP-If-Match");
    if (message.has("Expires")) out += ", Expires " + message.value("Expires");
    return out;
  }
  out = std::string(bytes.substr(8, bytes.find("\r\n") - 8));
  if (message.has("SIP-ETag")) out += ", ETag " + message.value("SIP-ETag");
  if (message.has("Expires")) out += ", Expires " + message.value("Expires");
  if (message.has("Min-Expires")) out += ", Min-Expires " + message.value("Min-Expires");
  if (message.has("Retry-After")) out += ", Retry-After " + message.value("Retry-After");
  return out;
}

}  // namespace sipwright::kit
