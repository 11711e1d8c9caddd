// The small language that guards and actions are written in: expression trees as types.
//
// A tree is executed by `get` (values) or `run` (steps) on a Scope, and it is printed by whoever walks `op`, `name` and
// `args`; nothing else is known of it. So what the Boost.MSM machine does and what the emitted C++, the tables and the
// proofs say come from one and the same type.
//
//   values   ctx::x, ev::x, cfg::x, msg::x (members of context, event, configuration, message), Num, Is, Status,
//            named_method::x, Add, Sub, Div, Doubled, Min, Max, Seconds, And, Or, Not, Eq, Lt, Le, If, Present, Value,
//            Length
//   steps    Set, effects (declared by each machine), Do (in this order)
//   names    a struct derived from Def (value) or Steps (steps) with a `name`: printed as a function of its own
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace sipwright::model {

// Instants and durations alike: nanoseconds.
using Instant = std::chrono::nanoseconds;

template <class... T>
struct list {};

// What a tree is executed on.
template <class Context, class Event, class Config, class Sink>
struct Scope {
  Context& context;
  const Event& event;
  const Config& config;
  Sink& sink;
};
template <class C, class E, class G, class S>
Scope(C&, const E&, const G&, S&) -> Scope<C, E, G, S>;

// ---- values

struct Always {
  static constexpr std::string_view op = "true";
  using type = bool;
  template <class S>
  static bool get(const S&) { return true; }
};

struct False {
  static constexpr std::string_view op = "false";
  using type = bool;
  template <class S>
  static bool get(const S&) { return false; }
};
using True = Always;

template <std::uint32_t n>
struct Num {
  static constexpr std::string_view op = "number";
  static constexpr std::uint32_t value = n;
  using type = std::uint32_t;
  template <class S>
  static type get(const S&) { return n; }
};

// A status code; printed by its name in the vocabulary.
template <std::uint16_t code>
struct Status {
  static constexpr std::string_view op = "status";
  static constexpr std::uint32_t value = code;
  using type = std::uint32_t;
  template <class S>
  static type get(const S&) { return code; }
};

// One value of an enumeration that has `to_string` and `type_name`.
template <auto v>
struct Is {
  static constexpr std::string_view op = "enumerator";
  static constexpr std::string_view name = to_string(v);
  static constexpr std::string_view owner = type_name(v);
  using type = decltype(v);
  template <class S>
  static type get(const S&) { return v; }
};

#define SIPWRIGHT_BINARY(Name, symbol, result, expression)            \
  template <class A, class B>                                         \
  struct Name {                                                       \
    static constexpr std::string_view op = symbol;                    \
    using args = list<A, B>;                                          \
    using type = result;                                              \
    template <class S>                                                \
    static type get(const S& s) {                                     \
      const auto a = A::get(s);                                       \
      const auto b = B::get(s);                                       \
      return expression;                                              \
    }                                                                 \
  };
SIPWRIGHT_BINARY(Add, "+", typename A::type, a + b)
SIPWRIGHT_BINARY(Sub, "-", typename A::type, a - b)
SIPWRIGHT_BINARY(Mul, "*", typename A::type, a* b)
SIPWRIGHT_BINARY(Div, "/", typename A::type, a / b)
SIPWRIGHT_BINARY(Doubled, "doubled", typename A::type, a * (std::int64_t{1} << b))
SIPWRIGHT_BINARY(Min, "min", typename A::type, std::min<typename A::type>(a, b))
SIPWRIGHT_BINARY(Max, "max", typename A::type, std::max<typename A::type>(a, b))
SIPWRIGHT_BINARY(Eq, "==", bool, a == b)
SIPWRIGHT_BINARY(Lt, "<", bool, a < b)
SIPWRIGHT_BINARY(Le, "<=", bool, a <= b)
#undef SIPWRIGHT_BINARY

template <class... A>
struct And {
  static constexpr std::string_view op = "&&";
  using args = list<A...>;
  using type = bool;
  template <class S>
  static bool get(const S& s) { return (A::get(s) && ...); }
};

template <class... A>
struct Or {
  static constexpr std::string_view op = "||";
  using args = list<A...>;
  using type = bool;
  template <class S>
  static bool get(const S& s) { return (A::get(s) || ...); }
};

template <class A>
struct Not {
  static constexpr std::string_view op = "!";
  using args = list<A>;
  using type = bool;
  template <class S>
  static bool get(const S& s) { return !A::get(s); }
};

// A number of seconds as a duration.
template <class A>
struct Seconds {
  static constexpr std::string_view op = "seconds";
  using args = list<A>;
  using type = Instant;
  template <class S>
  static type get(const S& s) { return std::chrono::seconds(A::get(s)); }
};

template <class C, class A, class B>
struct If {
  static constexpr std::string_view op = "?";
  using args = list<C, A, B>;
  using type = typename A::type;
  template <class S>
  static type get(const S& s) { return C::get(s) ? A::get(s) : B::get(s); }
};

// A value with a name: struct x : Def<...> { static constexpr std::string_view name = "x"; };
template <class A>
struct Def {
  static constexpr std::string_view op = "def";
  using args = list<A>;
  using type = typename A::type;
  template <class S>
  static type get(const S& s) { return A::get(s); }
};

// ---- steps

template <class Member, class A>
struct Set {
  static constexpr std::string_view op = "set";
  using args = list<Member, A>;
  template <class S>
  static void run(const S& s) { Member::at(s) = static_cast<typename Member::type>(A::get(s)); }
};

template <class Member>
struct Clear {
  static constexpr std::string_view op = "clear";
  using args = list<Member>;
  template <class S>
  static void run(const S& s) { Member::at(s) = {}; }
};

template <class... A>
struct Do {
  static constexpr std::string_view op = "do";
  using args = list<A...>;
  template <class S>
  static void run(const S& s) { (A::run(s), ...); }
};

// Steps with a name: struct x : Steps<...> { static constexpr std::string_view name = "x"; };
template <class... A>
struct Steps : Do<A...> {
  static constexpr std::string_view op = "steps";
};

template <class A>
struct When : A {};

// ---- what the machines declare by list

#define SIPWRIGHT_MEMBER(type, name, initial, doc) type name = initial;

#define SIPWRIGHT_LEAF(Holder, holder, type_, name_)                          \
  struct name_ {                                                              \
    static constexpr std::string_view op = "member";                          \
    static constexpr std::string_view owner = #Holder;                        \
    static constexpr std::string_view name = #name_;                          \
    using type = type_;                                                       \
    template <class S>                                                        \
    static auto& at(const S& s) { return s.holder.name_; }                    \
    template <class S>                                                        \
    static type get(const S& s) { return s.holder.name_; }                    \
  };
#define SIPWRIGHT_CONTEXT_LEAF(type, name, initial, doc) SIPWRIGHT_LEAF(Context, context, type, name)
#define SIPWRIGHT_EVENT_LEAF(type, name, initial, doc) SIPWRIGHT_LEAF(Event, event, type, name)
#define SIPWRIGHT_CONFIG_LEAF(type, name, initial, doc) SIPWRIGHT_LEAF(Config, config, type, name)

// An effect: a call on the sink, with the values of the arguments.
#define SIPWRIGHT_EFFECT(name_, doc)                                          \
  template <class... A>                                                       \
  struct name_ {                                                              \
    static constexpr std::string_view op = "effect";                          \
    static constexpr std::string_view name = #name_;                          \
    using args = list<A...>;                                                  \
    template <class S>                                                        \
    static void run(const S& s) { s.sink.name_(A::get(s)...); }               \
  };

}  // namespace sipwright::model
