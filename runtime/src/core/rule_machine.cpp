// Sets of threads, each a step and the calls around it.
#include "core/rule_machine.hpp"

#include <algorithm>
#include <array>

namespace sipwright::core {
namespace {

constexpr std::size_t threads_max = 512;
constexpr std::size_t npos = std::string_view::npos;

struct Thread {
  std::uint16_t step;
  std::uint16_t depth = 0;                           // of `calls`
  std::uint16_t nested = 0;                          // how often the innermost rule stands within itself
  std::uint32_t begin = 0;                           // of the rule with @except around it
  std::array<std::uint16_t, rule_depth_max> calls;  // the steps behind the calls

  bool operator==(const Thread& other) const {
    return step == other.step && depth == other.depth && nested == other.nested && begin == other.begin &&
           std::equal(calls.begin(), calls.begin() + depth, other.calls.begin());
  }
};

// The rule that a call went into, by the step behind it.
Rule called_by(std::uint16_t step_behind) { return static_cast<Rule>(rule_steps[step_behind - 1].argument); }

const RuleEntry& entry_of(Rule rule) { return rule_entries[static_cast<std::size_t>(rule)]; }

class Machine {
 public:
  Machine(Rule start, std::string_view text) : start_(start), text_(text) {
    Thread thread{entry_of(start).first, 0, 0, 0, {}};
    add(thread);
    close();
  }

  bool alive() const { return size_ != 0 && !overflow_; }
  bool may_end() const { return may_end_; }

  // Takes the next octet of the text.
  void advance() {
    const auto octet = static_cast<unsigned char>(text_[at_]);
    ++at_;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const RuleStep step = rule_steps[threads_[i].step];
      if (step.kind != RuleStep::Kind::octet || (rule_sets[step.argument][octet / 64] >> octet % 64 & 1) == 0) continue;
      if (kept != i) threads_[kept] = threads_[i];
      ++threads_[kept++].step;
    }
    size_ = kept;
    close();
  }

  // The innermost rule that all ways on have around them.
  Rule innermost() const {
    if (may_end_) return start_;
    const Thread* first = nullptr;
    std::size_t common = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const Thread& thread = threads_[i];
      if (rule_steps[thread.step].kind != RuleStep::Kind::octet) continue;
      if (first == nullptr) {
        first = &thread;
        common = thread.depth;
      }
      std::size_t same = 0;
      while (same < common && same < thread.depth && thread.calls[same] == first->calls[same]) ++same;
      common = same;
    }
    return common == 0 ? start_ : called_by(first->calls[common - 1]);
  }

 private:
  void add(const Thread& thread) {
    if (std::find(threads_.begin(), threads_.begin() + size_, thread) != threads_.begin() + size_) return;
    if (size_ == threads_max)
      overflow_ = true;
    else
      threads_[size_++] = thread;
  }

  // Follows all steps that take no octet. Threads that stand at one stay in the list: they are known, then.
  void close() {
    may_end_ = false;
    for (std::size_t i = 0; i < size_; ++i) {
      Thread thread = threads_[i];
      const RuleStep step = rule_steps[thread.step];
      switch (step.kind) {
        case RuleStep::Kind::octet:
          break;
        case RuleStep::Kind::fork:
          ++thread.step;
          add(thread);
          thread.step = step.argument;
          add(thread);
          break;
        case RuleStep::Kind::jump:
          thread.step = step.argument;
          add(thread);
          break;
        case RuleStep::Kind::call:
          call(thread, static_cast<Rule>(step.argument));
          break;
        case RuleStep::Kind::done:
          leave(thread);
          break;
      }
    }
  }

  void call(Thread& thread, Rule rule) {
    const RuleEntry& entry = entry_of(rule);
    const auto behind = static_cast<std::uint16_t>(thread.step + 1);
    if (entry.again == behind) {
      ++thread.nested;
    } else {
      thread.calls[thread.depth++] = behind;
      if (entry.except != Rule::none) thread.begin = static_cast<std::uint32_t>(at_);
    }
    thread.step = entry.first;
    add(thread);
  }

  void leave(Thread& thread) {
    const Rule rule = thread.depth == 0 ? start_ : called_by(thread.calls[thread.depth - 1]);
    const RuleEntry& entry = entry_of(rule);
    if (entry.again != 0 && thread.nested != 0) {
      --thread.nested;
      thread.step = entry.again;
      return add(thread);
    }
    if (entry.except != Rule::none) {
      const std::string_view taken = text_.substr(thread.begin, at_ - thread.begin);
      if (longest_match(entry.except, taken) == taken.size()) return;
      thread.begin = 0;
    }
    if (thread.depth == 0) {
      may_end_ = true;
      return;
    }
    thread.step = thread.calls[--thread.depth];
    add(thread);
  }

  Rule start_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t size_ = 0;
  bool may_end_ = false;
  bool overflow_ = false;
  std::array<Thread, threads_max> threads_;
};

}  // namespace

Rule innermost_rule(Rule start, std::string_view prefix) {
  Machine machine(start, prefix);
  for (std::size_t i = 0; i < prefix.size() && machine.alive(); ++i) machine.advance();
  return machine.alive() ? machine.innermost() : start;
}

std::size_t longest_match(Rule rule, std::string_view text) {
  Machine machine(rule, text);
  std::size_t longest = npos;
  for (std::size_t i = 0; machine.alive(); ++i) {
    if (machine.may_end()) longest = i;
    if (i == text.size()) break;
    machine.advance();
  }
  return longest;
}

Rule rule_at_fault(std::string_view message, std::size_t offset) {
  // The line around the fault: a line end that is no fold stands before it (RFC 3261 7.3.1).
  constexpr std::string_view line_end = "\r\n";
  std::size_t line = 0;
  for (std::size_t at = 0; (at = message.find(line_end, at)) < offset && at + line_end.size() <= offset;) {
    at += line_end.size();
    const std::string_view and_blank = message.substr(at - line_end.size(), line_end.size() + 1);
    if (longest_match(Rule::lws, and_blank) == npos) line = at;
  }
  if (line == 0) return innermost_rule(Rule::startLine, message.substr(0, offset));
  const std::string_view text = message.substr(line, offset - line);
  const std::size_t name = longest_match(Rule::token, text);
  const std::size_t colon = name == npos ? npos : longest_match(Rule::hcolon, message.substr(line + name));
  if (colon == npos || name + colon > text.size()) return innermost_rule(Rule::messageHeader, text);
  return innermost_rule(rule_of(find_header(text.substr(0, name))), text.substr(name + colon));
}

}  // namespace sipwright::core
