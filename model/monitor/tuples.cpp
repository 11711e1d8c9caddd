// Looks for start tags by name; nesting needs no care, since tuples do not nest.
#include "model/monitor/tuples.hpp"

#include <algorithm>

#include "model/monitor/hash.hpp"

namespace sipwright::model {
namespace {

constexpr std::size_t tuples_max = 64;

bool ends_name(char c) { return c <= ' ' ? c == ' ' || c == '\r' || c == '\n' || c == '\t' : c == '>' || c == '/'; }

// The local name of the start tag at the beginning of `rest`, which follows '<'.
std::string_view local_name(std::string_view rest) {
  std::size_t end = 0;
  std::size_t begin = 0;
  for (; end < rest.size() && !ends_name(rest[end]); ++end)
    if (rest[end] == ':') begin = end + 1;
  return rest.substr(begin, end - begin);
}

// Where a comment or a section of character data ends, both of which may look like tags; 0: `rest` begins neither.
std::size_t end_of_text(std::string_view rest) {
  constexpr std::string_view comment = "!--";
  constexpr std::string_view data = "![CDATA[";
  const bool comments = rest.substr(0, comment.size()) == comment;
  if (!comments && rest.substr(0, data.size()) != data) return 0;
  return std::min(rest.find(comments ? "-->" : "]]>"), rest.size() - 1);
}

std::string_view id_of(std::string_view tag) {
  for (std::size_t at = tag.find("id="); at != std::string_view::npos; at = tag.find("id=", at + 1)) {
    if (at == 0 || (tag[at - 1] != ' ' && tag[at - 1] != '\t' && tag[at - 1] != '\r' && tag[at - 1] != '\n')) continue;
    if (at + 3 >= tag.size()) return {};
    const char quote = tag[at + 3];
    if (quote != '"' && quote != '\'') return {};
    const auto end = tag.find(quote, at + 4);
    return end == std::string_view::npos ? std::string_view() : tag.substr(at + 4, end - at - 4);
  }
  return {};
}

}  // namespace

void read_tuples(std::string_view document, std::vector<std::pair<std::uint64_t, std::uint64_t>>& into) {
  into.clear();
  bool inside = false;
  for (auto at = document.find('<'); at != std::string_view::npos; at = document.find('<', at + 1)) {
    const std::string_view rest = document.substr(at + 1);
    if (rest.empty()) break;
    if (rest[0] == '/' || rest[0] == '?') continue;
    if (rest[0] == '!') {
      at += end_of_text(rest);
      continue;
    }
    const std::string_view name = local_name(rest);
    if (name == "tuple") {
      inside = into.size() < tuples_max;
      if (inside) into.emplace_back(0, digest(id_of(rest.substr(0, rest.find('>')))));
    } else if (name == "contact" && inside && !into.empty()) {
      const auto begin = rest.find('>');
      if (begin == std::string_view::npos) return;
      const auto end = rest.find('<', begin);
      into.back().first = digest(rest.substr(begin + 1, end == std::string_view::npos ? end : end - begin - 1));
      inside = false;
    }
  }
  // Two tuples of one contact cannot be told apart.
  for (std::size_t i = 0; i < into.size(); ++i) {
    const std::uint64_t contact = into[i].first;
    std::size_t owners = 0;
    for (const auto& tuple : into) owners += tuple.first == contact ? 1 : 0;
    if (owners < 2) continue;
    for (auto& tuple : into)
      if (tuple.first == contact) tuple.first = 0;
  }
}

}  // namespace sipwright::model
