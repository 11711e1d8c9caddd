// The behaviour IR: the tables of the model as plain data. Readers fill it, checks and emitters walk it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sipwright::gen::behaviour {

// One node of a guard or of steps: see model/expr.hpp for the list of ops.
struct Expr {
  std::string op;
  std::string name;   // member, def, steps, effect, enumerator, text
  std::string owner;  // member: Context, Event, Config, Fields; enumerator: its enumeration
  std::string type;   // of a value: bool, std::uint32_t, Instant, Tag, or an enumeration
  std::uint32_t value = 0;
  std::vector<Expr> args;
};

struct Word {
  std::string name;
  std::string doc;
};

struct Member {
  std::string type;
  std::string name;
  std::string initial;
  std::string doc;
};

struct Enumeration {
  std::string name;
  std::vector<Word> words;
};

struct Transition {
  std::string ids;  // separated by a space
  std::string from;
  std::string on;
  std::string to;  // empty: the state stays
  Expr steps;
  Expr guard;
  const std::string& next() const { return to.empty() ? from : to; }
};

struct Meaning {
  std::string ids;
  std::string on;
  Expr predicate;
};

struct LocalEvent {
  std::string name;
  std::string ids;
  std::string on;
  std::uint32_t status = 0;
};

struct Machine {
  std::string name;   // client_transaction
  std::string title;  // ClientTransaction
  std::string sources;
  std::string purpose;
  std::string initial;
  bool has_tag = false;
  std::vector<Word> states, events, effects;
  std::vector<Member> fields, context, config;
  std::vector<Enumeration> enumerations;
  std::vector<Transition> rows;
  std::vector<Meaning> classification;
  Expr reading;
  std::vector<LocalEvent> locals;
};

// The machines of the model.
std::vector<Machine> read_machines();

// The named values and steps that the rows use, those they use first.
std::vector<Expr> named_nodes(const Machine& machine);

// Whether a node looks at members of `owner`, through named nodes too.
bool uses(const Expr& node, std::string_view owner);

// Whether a node has effects.
bool has_effects(const Expr& node);

// The name of a status code in the vocabulary, such as `status::unauthorized`; its digits if it has none.
std::string status_name(std::uint32_t code);

}  // namespace sipwright::gen::behaviour
