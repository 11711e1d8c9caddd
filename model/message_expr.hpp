// Leaves and nodes that look at a message: the members of Fields, for the classification of messages into events.
#pragma once

#include "model/describe.hpp"
#include "model/expr.hpp"
#include "model/fields.hpp"
#include "model/vocabulary.hpp"

namespace sipwright::model {

// What a classification is executed on.
template <class Event>
struct Reading {
  const Fields& message;
  Event& event;
};

namespace msg {
#define FIELD(type, member, capture, source) SIPWRIGHT_LEAF(Fields, message, type, member)
SIPWRIGHT_FIELDS(FIELD)
#undef FIELD
SIPWRIGHT_LEAF(Fields, message, text, body)
}  // namespace msg

// The methods as values, printed by their names in the vocabulary.
namespace named_method {
#define WORD(name_, octets, source)                               \
  struct name_ {                                                  \
    static constexpr std::string_view op = "text";                \
    static constexpr std::string_view name = "method::" #name_;   \
    using type = text;                                            \
    template <class S>                                            \
    static type get(const S&) { return method::name_; }           \
  };
SIPWRIGHT_METHODS(WORD)
#undef WORD
}  // namespace named_method

// The message has the field.
template <class A>
struct Present {
  static constexpr std::string_view op = std::is_same_v<typename A::type, number> ? "has number" : "has text";
  using args = list<A>;
  using type = bool;
  template <class S>
  static bool get(const S& s) {
    if constexpr (std::is_same_v<typename A::type, number>) {
      return A::get(s).has_value();
    } else {
      return A::get(s).data() != nullptr;
    }
  }
};

// The number, or 0 where the message does not have it.
template <class A>
struct Value {
  static constexpr std::string_view op = "value";
  using args = list<A>;
  using type = std::uint32_t;
  template <class S>
  static type get(const S& s) { return A::get(s).value_or(0); }
};

// Octets of a text.
template <class A>
struct Length {
  static constexpr std::string_view op = "length";
  using args = list<A>;
  using type = std::uint32_t;
  template <class S>
  static type get(const S& s) { return static_cast<type>(A::get(s).size()); }
};

// Final and provisional answers by class (RFC 3261 7.2, 8.1.3.2: an unknown code counts as the x00 of its class).
template <std::uint32_t from, std::uint32_t to>
struct StatusIn : And<Le<Num<from>, Value<msg::status>>, Le<Value<msg::status>, Num<to>>> {};
template <std::uint16_t code>
struct StatusIs : Eq<Value<msg::status>, Status<code>> {};

}  // namespace sipwright::model
