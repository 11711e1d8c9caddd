#include "kit/sim/workload.hpp"

#include <algorithm>

namespace sipwright::kit {

std::vector<Action> random_workload(const WorkloadSettings& settings, Random random) {
  std::vector<Action> actions;
  const auto some_time = [&] {
    return settings.from + Duration(static_cast<std::int64_t>(
                               random.below(static_cast<std::uint64_t>((settings.to - settings.from).count()))));
  };
  for (std::size_t agent = 0; agent < settings.agents; ++agent) {
    for (std::size_t user = 0; user < settings.users_per_agent; ++user) {
      Instant at = settings.from;
      while (true) {
        // Mostly pauses around the mean, sometimes a burst: that is where queues and races are.
        const auto mean = settings.pause_mean.count();
        at += random.chance(0.2) ? Duration(random.between(0, mean / 200))
                                 : Duration(random.between(mean / 4, 2 * mean));
        if (at >= settings.to) break;
        const auto dice = random.below(10);
        const auto kind = dice < 4 ? Action::Kind::connect : dice < 6 ? Action::Kind::modify : Action::Kind::clear;
        actions.push_back({at, kind, agent, user, {}});
      }
      if (!random.chance(settings.strangers)) continue;
      for (unsigned odd = 0; odd < static_cast<unsigned>(Oddity::count); ++odd)
        actions.push_back({some_time(), Action::Kind::stranger, agent, user, static_cast<Oddity>(odd)});
    }
    if (settings.streams)
      for (int i = 0; i < 3; ++i) actions.push_back({some_time(), Action::Kind::break_connections, agent, 0, {}});
    if (random.chance(settings.crash)) actions.push_back({some_time(), Action::Kind::restart_agent, agent, 0, {}});
  }
  if (random.chance(settings.crash)) actions.push_back({some_time(), Action::Kind::restart_compositor, 0, 0, {}});
  std::stable_sort(actions.begin(), actions.end(), [](const Action& a, const Action& b) { return a.at < b.at; });
  return actions;
}

std::vector<Action> plain_workload(Instant from) {
  using Kind = Action::Kind;
  using std::chrono::seconds;
  return {
      {from + seconds(1), Kind::connect, 0, 0, {}},    {from + seconds(50), Kind::connect, 0, 0, {}},
      {from + seconds(700), Kind::modify, 0, 0, {}},   {from + seconds(800), Kind::clear, 0, 0, {}},
      {from + seconds(1000), Kind::modify, 0, 0, {}},  {from + seconds(1100), Kind::clear, 0, 0, {}},
      {from + seconds(1200), Kind::connect, 0, 0, {}}, {from + seconds(1500), Kind::modify, 0, 0, {}},
      {from + seconds(1900), Kind::clear, 0, 0, {}},
  };
}

std::vector<Action> crowded_workload(Instant from) {
  using Kind = Action::Kind;
  using std::chrono::seconds;
  std::vector<Action> actions = plain_workload(from);
  actions.push_back({from + seconds(20), Kind::connect, 1, 0, {}});
  actions.push_back({from + seconds(700), Kind::modify, 1, 0, {}});
  actions.push_back({from + seconds(1350), Kind::restart_agent, 1, 0, {}});
  // In the order of the enumeration: the compositor must have told its minimum and its packages before.
  Instant at = from + seconds(300);
  for (unsigned odd = 0; odd < static_cast<unsigned>(Oddity::count); ++odd, at += seconds(20))
    actions.push_back({at, Kind::stranger, 0, 0, static_cast<Oddity>(odd)});
  std::stable_sort(actions.begin(), actions.end(), [](const Action& a, const Action& b) { return a.at < b.at; });
  return actions;
}

}  // namespace sipwright::kit
