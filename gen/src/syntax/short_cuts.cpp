// Finds key words and pivots in decisions, and writes the comparison of words.
#include "syntax/short_cuts.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "syntax/look_ahead.hpp"

namespace sipwright::gen {
namespace {

constexpr std::size_t words_max = 64;
constexpr std::size_t word_length_max = 24;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// The character that a set of one byte, or of one letter in both cases, stands for; 0 for any other set.
char character_of(const ByteSet& bytes) {
  for (int b = 1; b < 128; ++b) {
    const auto byte = static_cast<std::size_t>(b);
    if (!bytes.test(byte)) continue;
    const bool upper = b >= 'A' && b <= 'Z';
    if (upper && bytes.count() == 2 && bytes.test(byte + 32)) return static_cast<char>(b + 32);
    return bytes.count() == 1 && !upper && !is_letter(static_cast<char>(b)) ? static_cast<char>(b) : char{0};
  }
  return 0;
}

// Follows the undecided bytes of a state; false where they are not the characters of words.
bool gather(const Decision& decision, std::size_t at, const std::string& word, int last, std::vector<KeyWord>& words) {
  if (word.size() > word_length_max) return false;
  const Decision::State& state = decision.states[at];
  std::map<int, ByteSet> onward;
  std::map<int, KeyWord> chosen;
  for (int b = 0; b < 256; ++b) {
    if (state.chosen[b] == Decision::undecided)
      onward[state.next[b]].set(static_cast<std::size_t>(b));
    else if (state.chosen[b] != Decision::none && state.chosen[b] != last)
      chosen[state.chosen[b]].behind.set(static_cast<std::size_t>(b));
  }
  if (state.at_end != Decision::none && state.at_end != last) chosen[state.at_end].at_end = true;
  for (auto& [alternative, key] : chosen) {
    key.word = word;
    key.alternative = alternative;
    words.push_back(key);
  }
  for (const auto& [target, bytes] : onward) {
    const char c = character_of(bytes);
    if (c == 0 || words.size() > words_max) return false;
    if (!gather(decision, static_cast<std::size_t>(target), word + c, last, words)) return false;
  }
  return true;
}

// A condition that `word` stands at `p`.
std::string word_test(const std::string& word) {
  std::string test;
  for (std::size_t from = 0; from < word.size(); from += 8) {
    const std::size_t length = std::min<std::size_t>(8, word.size() - from);
    std::uint64_t value = 0, lower = 0, mask = 0;
    for (std::size_t i = 0; i < length; ++i) {
      const std::uint64_t unit = std::uint64_t{1} << (8 * i);
      value |= unit * static_cast<unsigned char>(word[from + i]);
      mask |= unit * 0xFF;
      if (is_letter(word[from + i])) lower |= unit * 0x20;
    }
    char text[120];
    std::snprintf(text, sizeof text, "%sis_word<0x%llx, 0x%llx, 0x%llx>(p + %zu)", from == 0 ? "" : " && ",
                  static_cast<unsigned long long>(lower), static_cast<unsigned long long>(mask),
                  static_cast<unsigned long long>(value), from);
    test += text;
  }
  return test;
}

std::string condition(const KeyWord& key, ByteTests& tests) {
  const char single = key.at_end ? char{0} : character_of(key.behind);
  if (single != 0) return word_test(key.word + single);
  std::string test = word_test(key.word);
  const std::string q = "(p + " + std::to_string(key.word.size()) + ")";
  std::string behind;
  if (key.behind.any()) behind = "(" + tests.test(q, key.behind) + ")";
  if (key.at_end) behind += (behind.empty() ? "" : " || ") + ("(*" + q + " == '\\r' && !is_fold(" + q + "))");
  return (test.empty() ? "" : test + " && ") + "(" + behind + ")";
}

}  // namespace

std::vector<KeyWord> key_words_of(const Decision& decision) {
  int last = 0;
  for (const Decision::State& state : decision.states)
    last = std::max({last, *std::max_element(state.chosen.begin(), state.chosen.end()), state.at_end});
  std::vector<KeyWord> words;
  if (!gather(decision, 0, "", last, words)) return {};
  return words;
}

void emit_key_words(std::ostream& out, const std::vector<KeyWord>& words, int last, ByteTests& tests,
                    const std::string& number, int depth) {
  const std::string at = pad(depth);
  const std::string jump = "goto choice_" + number + "_";
  std::map<char, std::vector<const KeyWord*>> by_first;
  for (const KeyWord& key : words) by_first[key.word.empty() ? char{0} : key.word[0]].push_back(&key);
  constexpr std::size_t worth_a_switch = 4;
  if (by_first.size() < worth_a_switch || by_first.contains(0)) {
    for (const KeyWord& key : words)
      out << at << "if (" << condition(key, tests) << ") " << jump << key.alternative << ";\n";
  } else {
    out << at << "switch (*p | 0x20) {\n";
    for (const auto& [first, keys] : by_first) {
      char text[16];
      std::snprintf(text, sizeof text, "0x%02x", static_cast<unsigned>(first | 0x20));
      out << at << "  case " << text << ":\n";
      for (const KeyWord* key : keys)
        out << at << "    if (" << condition(*key, tests) << ") " << jump << key->alternative << ";\n";
      out << at << "    break;\n";
    }
    out << at << "  default:\n" << at << "    break;\n" << at << "}\n";
  }
  out << at << jump << last << ";\n";
}

std::optional<Pivot> find_pivot(Continuations& continuations, const Decision& decision,
                                const std::vector<Continuation>& alternatives) {
  constexpr std::size_t walk_max = 5000;
  if (alternatives.size() != 2) return {};
  ByteSet candidates;
  for (const Decision::State& state : decision.states)
    for (std::size_t b = 0; b < 128; ++b)
      if (state.chosen[b] == 0) candidates.set(b);
  for (std::size_t pivot = 0; pivot < 128; ++pivot) {
    if (!candidates.test(pivot)) continue;
    // All that the first alternative takes up to its first pivot; it must not do without one.
    ByteSet run;
    bool fits = true;
    std::set<Continuation> seen{alternatives[0]};
    std::vector<Continuation> todo{alternatives[0]};
    while (fits && !todo.empty()) {
      const Continuations::Closure closure = continuations.closure(todo.back());
      todo.pop_back();
      fits = !closure.may_end && seen.size() < walk_max;
      for (const Continuations::Step& step : closure.steps) {
        ByteSet bytes = step.bytes;
        bytes.reset(pivot);
        if (bytes.none()) continue;
        fits = fits && !step.opaque;
        run |= bytes;
        if (seen.insert(step.next).second) todo.push_back(step.next);
      }
    }
    if (!fits || run.test('\r')) continue;
    // The second alternative, over the same run, must never meet it.
    seen = {alternatives[1]};
    todo = {alternatives[1]};
    while (fits && !todo.empty()) {
      const Continuations::Closure closure = continuations.closure(todo.back());
      todo.pop_back();
      fits = seen.size() < walk_max;
      for (const Continuations::Step& step : closure.steps) {
        fits = fits && !step.bytes.test(pivot);
        if ((step.bytes & run).none()) continue;
        fits = fits && !step.opaque;
        if (seen.insert(step.next).second) todo.push_back(step.next);
      }
    }
    if (!fits) continue;
    ByteSet byte;
    byte.set(pivot);
    return Pivot{run, byte};
  }
  return {};
}

}  // namespace sipwright::gen
