// Much of everything through both parsers: sentences and near misses of every start rule, steered so that every
// alternative of every rule is taken and every rule sees both verdicts. How much is counted and asserted.
//
// SIPWRIGHT_VOLUME is the number of sentences, and of near misses (20,000; the nightly run takes 1,000,000), and
// SIPWRIGHT_SEED the seed (1).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "kit/oracle/differential.hpp"
#include "mutations.hpp"
#include "syntax/coverage.hpp"

namespace sipwright::test {
namespace {

constexpr std::size_t taken_at_least = 100;
constexpr std::size_t refused_at_least = 10;
constexpr std::size_t tries_max = 2000;  // to make them: where nearly everything is legal, few changes are a near miss
constexpr std::size_t size = 12;  // of a sentence: ANTLR takes several milliseconds for each that is long and malformed

std::size_t number_from(const char* name, std::size_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

bool is_head(const gen::Rule& rule) { return rule.name == "messageHead"; }

bool is_start(const gen::Rule& rule) {
  return !rule.notes.header.empty() || !rule.notes.start.empty() || rule.name == "extensionValue" || is_head(rule);
}

// Both parsers on octets that a start rule may derive: a value alone, a start line in front of a fixed head, or a whole
// head. What the first level of the grammar derives may be malformed in its values, and what it does not derive may
// be a head with a body behind it: of heads it is only asked that both parsers agree.
class Comparer {
 public:
  kit::Comparison compare(const gen::Rule& rule, const std::string& octets) {
    if (is_head(rule)) return kit::compare_message(octets, message_);
    if (rule.notes.start.empty()) return kit::compare_value(header_of(rule), octets, message_);
    return kit::compare_message(octets + head, message_);
  }

  // What is wrong, with the octets as small as they get; empty where nothing is.
  std::string judge(const gen::Rule& rule, const std::string& octets, bool well_formed) {
    const kit::Comparison comparison = compare(rule, octets);
    if (!comparison.judged) return "";
    ++judged;
    if (!comparison.difference.empty()) {
      const auto fails = [&](const std::string& bytes) { return !compare(rule, bytes).difference.empty(); };
      return rule.name + ": " + comparison.difference + "\n  octets: \"" + kit::printable(octets) +
             "\"\n  smaller: \"" + kit::printable(kit::minimise(octets, fails)) + "\"";
    }
    if (is_head(rule)) return "";
    if (well_formed == (comparison.verdict.kind != Verdict::Kind::invalid)) return "";
    return rule.name + (well_formed ? " derives \"" : " does not derive \"") + kit::printable(octets) +
           "\", but both parsers say: " + comparison.verdict.describe();
  }

  std::size_t judged = 0;

 private:
  static Header header_of(const gen::Rule& rule) {
    return rule.notes.header.empty() ? Header::other : find_header(rule.notes.header);
  }

  static constexpr const char* head =
      "\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bK1\r\nMax-Forwards: 70\r\nFrom: <sip:a@a.example>;tag=1\r\n"
      "To: <sip:b@b.example>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n";
  Message message_;
};

class Volume {
 public:
  Volume(std::size_t volume, std::uint64_t seed)
      : coverage(grammar(), taken_at_least),
        volume_(volume),
        sentences_(grammar(), seed, size),
        recogniser_(grammar()) {
    for (const gen::Rule& rule : grammar().rules)
      if (is_start(rule)) starts_.push_back(&rule);
    sentences_.steer(&coverage);
  }

  // Names that an @except takes away, where a name that it leaves would stand.
  void draw_excepted_names() {
    for (const gen::Rule& rule : grammar().rules) {
      if (rule.notes.except.empty() || starts_with(rule.name).empty()) continue;
      while (coverage.can_help(rule.notes.except) && problem.empty()) {
        const gen::Rule& start = pick(starts_with(rule.name));
        coverage.aim_at(rule.name);
        gen::Derivation whole = sentences_.derivation(start.name);
        coverage.aim_at("");
        gen::Derivation* part = find(whole, rule);
        if (part == nullptr) continue;
        const gen::Derivation name = sentences_.derivation(rule.notes.except);
        coverage.count(name);
        *part = gen::Derivation{};
        part->octets = gen::flatten(name);
        const std::string octets = gen::flatten(whole);
        const bool well_formed = recogniser_.derives(start.name, octets);
        ++(well_formed ? drawn : missed);
        problem = comparer_.judge(start, octets, well_formed);
      }
    }
  }

  void draw_sentences() {
    for (std::size_t i = 0; problem.empty() && drawn < 3 * volume_; ++i) {
      if (drawn >= volume_ && !something_lacks()) break;
      const gen::Rule* rule = starts_[i / 8 % starts_.size()];
      coverage.aim_at("");
      if (i % 8 != 0) {
        std::vector<const gen::Rule*> useful;
        if (i % 8 > 1) coverage.aim_at_lacking(sentences_.dice());
        for (const gen::Rule* start : starts_)
          if (i % 8 > 1 ? coverage.can_hit(start->name) : coverage.can_help(start->name)) useful.push_back(start);
        if (!useful.empty()) rule = &pick(useful);
      }
      const gen::Derivation sentence = sentences_.derivation(rule->name);
      coverage.count(sentence);
      ++drawn;
      problem = comparer_.judge(*rule, gen::flatten(sentence), true);
    }
    coverage.aim_at("");
  }

  void draw_near_misses() {
    std::vector<const gen::Rule*> rules;
    for (const gen::Rule& rule : grammar().rules)
      if (coverage.taken(rule.name) > 0 && !starts_with(rule.name).empty()) rules.push_back(&rule);
    for (const gen::Rule* rule : rules)
      for (std::size_t i = 0; refused[rule->name] < refused_at_least && i < tries_max && problem.empty(); ++i)
        draw_near_miss(*rule);
    for (std::size_t i = 0; missed < volume_ && problem.empty(); ++i) draw_near_miss(*rules[i % rules.size()]);
    for (const gen::Rule* rule : rules)
      if (refused[rule->name] < refused_at_least) seldom_refused.push_back(rule->name);
  }

  void draw_near_miss(const gen::Rule& within) {
    const gen::Rule& start = pick(starts_with(within.name));
    coverage.aim_at(within.name);
    const gen::NearMiss miss = sentences_.near_miss(start.name, within.name);
    coverage.aim_at("");
    if (miss.change.empty()) return;
    ++missed;
    ++refused[within.name];
    problem = comparer_.judge(start, miss.octets, false);
  }

  std::size_t judged() const { return comparer_.judged; }

  gen::Coverage coverage;
  std::size_t drawn = 0;   // sentences
  std::size_t missed = 0;  // near misses
  std::map<std::string, std::size_t> refused;
  std::vector<std::string> seldom_refused;
  std::string problem;

 private:
  const std::vector<const gen::Rule*>& starts_with(const std::string& rule) {
    const auto [found, fresh] = leading_.try_emplace(rule);
    if (fresh && coverage.knows(rule))
      for (const gen::Rule* start : starts_)
        if (coverage.leads_to(start->name, rule)) found->second.push_back(start);
    return found->second;
  }
  bool something_lacks() const {
    return std::any_of(starts_.begin(), starts_.end(),
                       [&](const gen::Rule* start) { return coverage.can_help(start->name); });
  }
  const gen::Rule& pick(const std::vector<const gen::Rule*>& from) {
    return *from[sentences_.dice().below(from.size())];
  }
  static gen::Derivation* find(gen::Derivation& whole, const gen::Rule& rule) {
    if (whole.rule == &rule) return &whole;
    for (gen::Derivation& part : whole.parts)
      if (gen::Derivation* found = find(part, rule)) return found;
    return nullptr;
  }

  std::size_t volume_;
  gen::Sentences sentences_;
  gen::Recogniser recogniser_;
  Comparer comparer_;
  std::vector<const gen::Rule*> starts_;
  std::map<std::string, std::vector<const gen::Rule*>> leading_;
};

TEST(Differential, every_alternative_of_every_rule_in_both_parsers) {
  const std::size_t volume = number_from("SIPWRIGHT_VOLUME", 20'000), seed = number_from("SIPWRIGHT_SEED", 1);
  Volume run(volume, seed);
  run.draw_sentences();
  run.draw_excepted_names();
  run.draw_near_misses();
  ASSERT_EQ(run.problem, "") << "repeat it with SIPWRIGHT_SEED=" << seed;
  EXPECT_GE(run.drawn, volume);
  EXPECT_GE(run.missed, volume);
  EXPECT_GT(run.judged(), volume * 19 / 10) << "the others meet a limit that is no matter of the grammar";
  std::string lacking;
  for (const std::string& line : run.coverage.lacking()) lacking += "  " + line + "\n";
  EXPECT_EQ(lacking, "") << "not taken " << taken_at_least << " times";
  std::string seldom;
  for (const std::string& name : run.seldom_refused) seldom += "  " + name + "\n";
  EXPECT_EQ(seldom, "") << "rules in which fewer than " << refused_at_least << " near misses were made";
  std::printf("%zu alternatives; %zu sentences, %zu near misses, %zu judged by both\n", run.coverage.alternatives(),
              run.drawn, run.missed, run.judged());
}

bool holds(const gen::Derivation& derivation, const std::string& rule) {
  if (derivation.rule != nullptr && derivation.rule->name == rule) return true;
  return std::any_of(derivation.parts.begin(), derivation.parts.end(),
                     [&](const gen::Derivation& part) { return holds(part, rule); });
}

// A planted fault: a generator that never draws `received`.
TEST(Coverage, tells_what_a_generator_forgets) {
  gen::Coverage coverage(grammar(), 3);
  gen::Sentences sentences(grammar(), 1, size);
  sentences.steer(&coverage);
  for (int i = 0; i < 2000; ++i) {
    const gen::Derivation value = sentences.derivation("viaValue");
    if (!holds(value, "viaReceived")) coverage.count(value);
  }
  std::string of_via;
  for (const std::string& line : coverage.lacking())
    if (line.rfind("via", 0) == 0 && line.rfind("viaKnown", 0) != 0)
      of_via += line.substr(0, line.find(' ')) + line.substr(line.find("):") + 1) + "\n";
  EXPECT_EQ(of_via, "viaParams: alternative 3 of 13, 0 times\nviaReceived: the rule itself, 0 times\n");
}

// Planted faults: readers that have forgotten one alternative of viaParams each. The sentences find all of them.
TEST(Coverage, finds_every_forgotten_alternative) {
  const std::size_t index = grammar().index.at("viaParams"), count = grammar().rules[index].body.parts.size();
  ASSERT_EQ(count, 13u);
  for (std::size_t forgotten = 0; forgotten < count; ++forgotten) {
    gen::Grammar faulty = grammar();
    auto& parts = faulty.rules[index].body.parts;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(forgotten));
    gen::Recogniser reader(faulty);
    gen::Coverage coverage(grammar(), 1);
    gen::Sentences sentences(grammar(), 1, size);
    sentences.steer(&coverage);
    bool found = false;
    for (int i = 0; i < 1000 && !found; ++i) {
      const gen::Derivation value = sentences.derivation("viaValue");
      coverage.count(value);
      found = !reader.derives("viaValue", gen::flatten(value));
    }
    EXPECT_TRUE(found) << "alternative " << forgotten + 1;
  }
}

}  // namespace
}  // namespace sipwright::test
