#include "mutations.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace sipwright::test {
namespace {

const std::string line_end = "\r\n";

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

// The header rows of a head: offsets of each row, its CRLF included; folded lines belong to the row in front.
struct Span {
  std::size_t begin;
  std::size_t end;
};

std::vector<Span> rows_of(const std::string& message) {
  std::vector<Span> rows;
  std::size_t at = message.find(line_end);
  if (at == std::string::npos) return rows;
  at += 2;
  while (at < message.size()) {
    const std::size_t end = message.find(line_end, at);
    if (end == std::string::npos || end == at) break;
    const bool fold = (message[at] == ' ' || message[at] == '\t') && !rows.empty();
    if (fold)
      rows.back().end = end + 2;
    else
      rows.push_back({at, end + 2});
    at = end + 2;
  }
  return rows;
}

}  // namespace

const gen::Grammar& grammar() {
  static const gen::Grammar read =
      gen::read_grammar(std::string(SIPWRIGHT_SOURCE_DIR) + "/grammar/Sip.g4", "grammar");
  return read;
}

std::string rule_of_header(const std::string& name) {
  const std::string wanted = lower(name);
  if (wanted.empty()) return "extensionValue";
  for (const gen::Rule& rule : grammar().rules)
    if (!rule.notes.header.empty() &&
        (lower(rule.notes.header) == wanted || lower(rule.notes.compact) == wanted))
      return rule.name;
  return "extensionValue";
}

const std::vector<CorpusMessage>& corpus() {
  static const std::vector<CorpusMessage> messages = [] {
    std::vector<CorpusMessage> found;
    for (const char* folder : {"seed", "torture"}) {
      const auto root = std::filesystem::path(SIPWRIGHT_SOURCE_DIR) / "tests" / "wire" / folder;
      for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const std::string extension = entry.path().extension().string();
        if (!entry.is_regular_file() || extension == ".md" || extension == ".csv" || extension == ".txt")
          continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        found.push_back({entry.path().filename().string(), text.str()});
      }
    }
    std::sort(found.begin(), found.end(),
              [](const CorpusMessage& a, const CorpusMessage& b) { return a.name < b.name; });
    return found;
  }();
  return messages;
}

Mutator::Mutator(std::uint64_t seed) : dice_(seed), sentences_(grammar(), seed + 1, 30) {}

std::string Mutator::mutate(std::string message) {
  for (std::size_t times = 1 + dice_.below(3); times > 0; --times) mutate_once(message);
  return message;
}

void Mutator::mutate_once(std::string& message) {
  if (dice_.one_in(3))
    mutate_octets(message);
  else
    mutate_row(message);
}

void Mutator::mutate_octets(std::string& message) {
  if (message.empty()) return;
  static const std::string telling =
      std::string("\r\n \t:;,=<>\"()\\@[]/?&%0129aZ-.\x7F\x80\xC3\xE2\xF0\xFE", 38) + '\0';
  const std::size_t head =
      std::min(message.size(),
               message.find("\r\n\r\n") == std::string::npos ? message.size() : message.find("\r\n\r\n") + 4);
  const std::size_t at = dice_.below(head);
  const std::size_t length = 1 + dice_.below(std::min<std::size_t>(8, message.size() - at));
  const char octet =
      dice_.one_in(3) ? static_cast<char>(dice_.below(256)) : telling[dice_.below(telling.size())];
  switch (dice_.below(5)) {
    case 0:
      message[at] = octet;
      break;
    case 1:
      message.insert(at, 1, octet);
      break;
    case 2:
      message.erase(at, length);
      break;
    case 3:
      message.insert(at, message.substr(at, length));
      break;
    default:
      if (dice_.one_in(4))
        message.resize(at);
      else
        message.insert(at, dice_.one_in(2) ? "\r\n " : "  ");
  }
}

void Mutator::mutate_row(std::string& message) {
  const std::vector<Span> rows = rows_of(message);
  if (rows.empty()) return mutate_octets(message);
  const Span row = rows[dice_.below(rows.size())];
  const std::string text = message.substr(row.begin, row.end - row.begin);
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return mutate_octets(message);
  const std::string name = text.substr(0, text.find_last_not_of(" \t", colon - (colon > 0)) + 1);
  const auto replace = [&](const std::string& by) { message.replace(row.begin, row.end - row.begin, by); };
  switch (dice_.below(7)) {
    case 0:
      replace("");
      break;
    case 1:
      replace(text + text);
      break;
    case 2: {
      const Span other = rows[dice_.below(rows.size())];
      message.insert(other.begin, text);
      break;
    }
    case 3:
      replace(name + ": " + sentences_.sentence(rule_of_header(name)) + line_end);
      break;
    case 4:
      replace(name + ":" + sentences_.near_miss(rule_of_header(name)).octets + line_end);
      break;
    case 5: {
      std::string changed = text;
      for (std::size_t i = 0; i < name.size(); ++i)
        if (dice_.one_in(2))
          changed[i] = static_cast<char>(changed[i] ^
                                         (((changed[i] | 32) >= 'a' && (changed[i] | 32) <= 'z') ? 32 : 0));
      replace(changed);
      break;
    }
    default: {
      const auto& all = grammar().rules;
      const gen::Rule* rule;
      do rule = &all[dice_.below(all.size())];
      while (rule->notes.header.empty());
      const bool brief = !rule->notes.compact.empty() && dice_.one_in(2);
      const std::string added = (brief ? rule->notes.compact : rule->notes.header) + " : " +
                                sentences_.sentence(rule->name) + line_end;
      message.insert(row.begin, added);
    }
  }
}

}  // namespace sipwright::test
