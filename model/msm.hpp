// Makes a Boost.MSM machine of a table: the reference that the emitted machine is compared with.
//
// Slow to compile: include it in a unit of its own, one table each.
#pragma once

#include <cstddef>
#include <exception>
#include <utility>

#include <boost/mp11/algorithm.hpp>
#include <boost/mpl/push_back.hpp>
#include <boost/mpl/vector.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/back/tools.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include "model/table.hpp"

namespace sipwright::model {

// MSM carries the names of its rows through thousands of types, and a table's own row spells out its guard and its
// steps in its name. So MSM gets row number `n` under a short name: 13 times faster to compile.
// Plan: Machine, Context, Config, Sink.
template <class Plan, int n>
using row_of = boost::mp11::mp_at_c<typename Plan::Machine::Rows, n>;

template <class Plan, int n>
struct Act {
  template <class Event, class Fsm, class Source, class Target>
  void operator()(const Event& event, Fsm& fsm, Source&, Target&) const {
    fsm.taken = n;
    row_of<Plan, n>::Steps::run(Scope{fsm.context, event.fields, *fsm.config, *fsm.sink});
  }
};

template <class Plan, int n>
struct Check {
  template <class Event, class Fsm, class Source, class Target>
  bool operator()(const Event& event, Fsm& fsm, Source&, Target&) const {
    return row_of<Plan, n>::Guard::get(Scope{fsm.context, event.fields, *fsm.config, *fsm.sink});
  }
};

template <class Plan, int n>
struct R : boost::msm::front::Row<typename row_of<Plan, n>::From, typename row_of<Plan, n>::On,
                                  typename row_of<Plan, n>::To, Act<Plan, n>, Check<Plan, n>> {};

// The table as a list for MSM, without the length limit of mpl::vector's own constructor.
template <class Done, class... More>
struct append {
  using type = Done;
};
template <class Done, class First, class... More>
struct append<Done, First, More...> : append<typename boost::mpl::push_back<Done, First>::type, More...> {};
template <class Plan, class Numbers>
struct numbered;
template <class Plan, int... n>
struct numbered<Plan, std::integer_sequence<int, n...>> : append<boost::mpl::vector<>, R<Plan, n>...> {};

// The front end: context, settings and sink that the rows work on, and which row was taken.
template <class Plan>
struct Front : boost::msm::front::state_machine_def<Front<Plan>> {
  using initial_state = typename Plan::Machine::Initial;
  using transition_table = typename numbered<
      Plan, std::make_integer_sequence<int, boost::mp11::mp_size<typename Plan::Machine::Rows>::value>>::type;

  typename Plan::Context context;
  const typename Plan::Config* config = nullptr;
  typename Plan::Sink* sink = nullptr;
  int taken = -1;

  template <class Event, class Fsm>
  void no_transition(const Event&, Fsm&, int) {}
  template <class Event, class Fsm>
  void exception_caught(const Event&, Fsm&, std::exception&) { std::terminate(); }
};

// The machine itself.
template <class Plan>
class Msm {
 public:
  using Back = boost::msm::back::state_machine<Front<Plan>>;

  Msm() { back_.start(); }

  // Takes one event; the number of the row, or -1: unexpected.
  template <class Event>
  int process(const Event& event, const typename Plan::Config& config, typename Plan::Sink& sink) {
    back_.config = &config;
    back_.sink = &sink;
    back_.taken = -1;
    back_.process_event(event);
    return back_.taken;
  }

  template <class State>
  bool in() const {
    return back_.current_state()[0] == boost::msm::back::get_state_id<typename Back::stt, State>::value;
  }
  const typename Plan::Context& context() const { return back_.context; }

 private:
  Back back_;
};

}  // namespace sipwright::model
