#include "time_kinds.hpp"

#include <algorithm>
#include <stdexcept>

#include "print_text.hpp"

namespace sipwright::gen::behaviour {
namespace {

// any: a constant zero, or no time at all.
enum class TimeKind { any, length, instant };

[[noreturn]] void refuse(const Machine& machine, const Expr& node) {
  throw std::runtime_error(machine.name + ": " + text_value(node) + " mixes an instant with a length of time");
}

class Judge {
 public:
  explicit Judge(const Machine& machine) : machine_(machine) {}

  std::set<std::string> points;

  TimeKind kind(const Expr& node) const {
    if (node.type != "Instant") return TimeKind::any;
    if (node.op == "member") {
      if (node.owner == "Event") return TimeKind::instant;
      const bool point = node.owner == "Context" ? points.contains(node.name) : is_end_of_clock(node);
      return point ? TimeKind::instant : TimeKind::length;
    }
    if (node.op == "def") return kind(node.args[0]);
    if (node.op == "?") return joint(node, kind(node.args[1]), kind(node.args[2]));
    if (node.op == "min" || node.op == "max") return joint(node, kind(node.args[0]), kind(node.args[1]));
    if (node.op == "+" || node.op == "-") return sum(node, kind(node.args[0]), kind(node.args[1]));
    return TimeKind::length;
  }

  // Adds the members that this node sets to an instant.
  void learn(const Expr& node) {
    if (node.op == "set" && node.args[0].type == "Instant" && kind(node.args[1]) == TimeKind::instant) {
      points.insert(node.args[0].name);
    }
    for (const Expr& arg : node.args) learn(arg);
  }

  // Every comparison and every assignment, once all members are known.
  void check(const Expr& node) const {
    const bool compares = node.op == "<" || node.op == "<=" || node.op == "==" || node.op == "set";
    if (compares && kind(node.args[0]) != kind(node.args[1]) && kind(node.args[1]) != TimeKind::any) {
      refuse(machine_, node.op == "set" ? node.args[1] : node);
    }
    if (node.type == "Instant") kind(node);
    for (const Expr& arg : node.args) check(arg);
  }

 private:
  // A setting that begins as the last instant of all is an instant, not a length.
  bool is_end_of_clock(const Expr& node) const {
    const auto ends = [&](const Member& one) { return one.name == node.name && one.initial == "Instant::max()"; };
    return node.owner == "Config" && std::any_of(machine_.config.begin(), machine_.config.end(), ends);
  }

  TimeKind joint(const Expr& node, TimeKind a, TimeKind b) const {
    if (a != b && strict_) refuse(machine_, node);
    return a == TimeKind::instant || b == TimeKind::instant ? TimeKind::instant : TimeKind::length;
  }

  TimeKind sum(const Expr& node, TimeKind a, TimeKind b) const {
    if (a == TimeKind::instant && b == TimeKind::instant) {
      if (node.op == "+" && strict_) refuse(machine_, node);
      return TimeKind::length;
    }
    return a == TimeKind::instant || b == TimeKind::instant ? TimeKind::instant : TimeKind::length;
  }

  const Machine& machine_;

 public:
  bool strict_ = false;
};

}  // namespace

std::set<std::string> instants(const Machine& machine) {
  Judge judge(machine);
  for (std::size_t before = ~std::size_t{0}; before != judge.points.size();) {
    before = judge.points.size();
    for (const Transition& row : machine.rows) judge.learn(row.steps);
  }
  judge.strict_ = true;
  for (const Transition& row : machine.rows) {
    judge.check(row.guard);
    judge.check(row.steps);
  }
  return judge.points;
}

}  // namespace sipwright::gen::behaviour
