// Writes seeds for the target `parse`: sentences of the grammar, near misses and sentences that are cut
// short, for every header field that has a rule, so that the fuzzer begins where otherwise it would have to
// arrive.
//
// usage: fuzz_sentences FOLDER
#include "syntax/sentences.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "sipwright/headers.hpp"

namespace {

using namespace sipwright;

constexpr std::uint64_t seed = 3261;
// Sentences of each header field and start line. And of each rule, wherever it stands: so many for each node
// of its body and of the rules that it calls, for a rule with many forms needs more of them than a comma.
constexpr int of_start_rule = 40;
constexpr int of_node = 1;
constexpr int of_rule_least = 12;
constexpr int of_rule_most = 250;
constexpr int of_place = 40;

class Seeds {
 public:
  Seeds(std::string folder, const gen::Grammar& grammar)
      : folder_(std::move(folder)), grammar_(grammar), sentences_(grammar, seed) {}

  int write_all() {
    for (int round = 0; round < of_start_rule; ++round)
      for (const gen::Rule& rule : grammar_.rules)
        if (!rule.notes.header.empty() || !rule.notes.start.empty()) write_round(rule);
    return written_;
  }

 private:
  // What the target takes for a value alone (parse.cpp): a mark, the header field, the value. A start line
  // gets a head without header fields.
  void write(const gen::Rule& rule, const std::string& sentence) {
    if (!seen_.insert(rule.name + ":" + sentence).second) return;
    std::ofstream file(folder_ + "/sentence-" + std::to_string(written_++), std::ios::binary);
    if (rule.notes.start.empty())
      file << '\x01' << static_cast<char>(find_header(rule.notes.header)) << sentence;
    else
      file << sentence << "\r\n\r\n";
  }

  void write_round(const gen::Rule& rule) {
    gen::Derivation whole = sentences_.derivation(rule.name);
    const std::string sentence = gen::flatten(whole);
    write(rule, sentence);
    write(rule, sentence.substr(0, sentences_.dice().below(sentence.size() + 1)));
    vary(rule, whole, whole, "");
  }

  int nodes(const gen::Node& node, std::set<std::string>& entered) const {
    int count = 1;
    for (const gen::Node& part : node.parts) count += nodes(part, entered);
    if (node.kind == gen::Node::Kind::call && entered.insert(node.rule).second)
      count += nodes(grammar_.rule(node.rule).body, entered);
    return count;
  }

  // Puts other sentences and near misses in the place of each part that a rule derives, until that rule was
  // tried often enough within the rule around it: every place has an automaton of its own.
  void vary(const gen::Rule& rule, gen::Derivation& whole, gen::Derivation& part, const std::string& around) {
    std::string inside = around;
    if (part.rule != nullptr) {
      inside = part.rule->name;
      std::set<std::string> entered;
      const int size = of_node * nodes(part.rule->body, entered);
      const int most = size < of_rule_least ? 0 : std::min(of_rule_most, size);
      int& tried = count_[around + ">" + inside];
      const gen::Derivation kept = part;
      for (int i = 0; i < of_place && tried < most; ++i, ++tried) {
        part = gen::Derivation();
        part.octets = sentences_.sentence(inside);
        write(rule, gen::flatten(whole));
        part.octets = sentences_.near_miss(inside).octets;
        write(rule, gen::flatten(whole));
      }
      part = kept;
    }
    for (gen::Derivation& inner : part.parts) vary(rule, whole, inner, inside);
  }

  std::string folder_;
  const gen::Grammar& grammar_;
  gen::Sentences sentences_;
  std::map<std::string, int> count_;
  std::set<std::string> seen_;
  int written_ = 0;
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::fprintf(stderr, "usage: fuzz_sentences FOLDER\n");
    return 2;
  }
  const gen::Grammar grammar = gen::read_grammar(SIPWRIGHT_ROOT "/grammar/Sip.g4", "grammar");
  return Seeds(argv[1], grammar).write_all() == 0 ? 1 : 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "fuzz_sentences: %s\n", error.what());
  return 1;
}
