// A transition table as Boost.MSM functor rows, with the requirement ids as data.
//
//   Tr<"RFC3903-4.3-02", Published, refresh_due, Refreshing, Do<...>, When<...>>
//
// Reads: in state Published, on refresh_due, if the guard holds, do the steps and be in Refreshing. `Stay` as the
// target leaves the state as it is. Rows of one (state, event) pair are mutually exclusive and complete: MSM tests the
// last row first, a switch the first, and the generator refuses a table where that could make a difference. A pair that
// is not listed is unexpected: nothing happens, and it is told.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/states.hpp>

#include "model/expr.hpp"

namespace sipwright::model {

using Stay = boost::msm::front::none;

// Requirement ids, separated by a space.
template <std::size_t n>
struct Ids {
  char text[n];
  // NOLINTNEXTLINE(google-explicit-constructor): so that a literal can stand in a row
  consteval Ids(const char (&literal)[n]) { std::copy_n(literal, n, text); }
  constexpr std::string_view view() const { return {text, n - 1}; }
};

template <Ids ids_, class Source_, class Event_, class Target_, class Do_, class When_ = When<Always>>
struct Tr {
  static constexpr std::string_view ids = ids_.view();
  using From = Source_;
  using On = Event_;
  using To = Target_;
  using Steps = Do_;
  using Guard = When_;
};

template <class... R>
struct rows {};

// Tables are put together from parts.
template <class... T>
struct joined;
template <class... A>
struct joined<rows<A...>> {
  using type = rows<A...>;
};
template <class... A, class... B, class... More>
struct joined<rows<A...>, rows<B...>, More...> : joined<rows<A..., B...>, More...> {};
template <class... T>
using join = typename joined<T...>::type;

#define SIPWRIGHT_STATE(name_, doc)                                  \
  struct name_ : boost::msm::front::state<> {                        \
    static constexpr std::string_view name = #name_;                 \
  };

// An event of MSM: the machine's one event structure under the name of its kind.
#define SIPWRIGHT_EVENT(name_, doc)                                  \
  struct name_ {                                                     \
    static constexpr std::string_view name = #name_;                 \
    Event fields;                                                    \
  };

// A row of the classification: this message, and none of the rows above, is this event.
template <Ids ids_, class Event_, class Predicate_>
struct Means {
  static constexpr std::string_view ids = ids_.view();
  using On = Event_;
  using Predicate = Predicate_;
};

template <class... M>
struct classification {};

// An event that no message brings: its status is that of the answer it stands for.
template <Ids ids_, class Event_, std::uint16_t status_>
struct Local {
  static constexpr std::string_view ids = ids_.view();
  static constexpr std::uint16_t status = status_;
  using On = Event_;
};

}  // namespace sipwright::model
