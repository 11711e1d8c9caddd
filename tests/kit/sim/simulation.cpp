#include "kit/sim/simulation.hpp"

#include "kit/sim/world.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::kit {

using std::chrono::milliseconds;
using std::chrono::seconds;

bool SimulationResult::held() const {
  return monitor->verdict() != model::Verdict::violated && gaps.empty() && ghosts.empty() && shutdown_fault.empty() &&
         unreadable == 0;
}

SimulationResult simulate(const SimulationSettings& settings) {
  World world(settings);
  for (const Action& action : settings.workload) {
    world.run(SimulationSettings::start + action.at);
    world.perform(action);
  }
  world.run(SimulationSettings::start + settings.busy_until);
  world.heal();

  // The promise: at most the granted lifetime + the longest back-off (with jitter, at most half as much again)
  // + one transaction until everything is right, from whatever state.
  const Duration bound = seconds(settings.expires_s) + 3 * timer::back_off_max / 2 + 64 * timer::T1 + seconds(5);
  world.run(world.now() + bound);

  SimulationResult result;
  world.compare(result);
  world.shut_down();
  world.run(world.now() + seconds(limits::shutdown_s_max));
  if (!world.agents_idle()) result.shutdown_fault = "an agent was not idle 35 s after shutdown()";
  world.compare(result);
  world.count(result);
  result.actions = settings.workload.size();
  result.monitor = std::move(world.monitor);
  return result;
}

SimulationSettings settings_from_seed(std::uint64_t seed) {
  Random random(seed ^ 0x5157);
  SimulationSettings settings;
  settings.seed = seed;
  settings.transport = random.chance(0.7) ? Transport::udp : random.chance(0.5) ? Transport::tcp : Transport::tls;
  settings.agents = 1 + random.below(3);
  settings.users_per_agent = 1 + random.below(6);
  settings.faults.loss = random.chance(0.2) ? 0 : static_cast<double>(random.below(35)) / 100;
  settings.faults.duplicate = random.chance(0.3) ? 0 : static_cast<double>(random.below(30)) / 100;
  settings.faults.delay_max = milliseconds(5 + random.below(random.chance(0.2) ? 3000 : 300));
  constexpr std::uint32_t lifetimes[] = {20, 60, 90, 180, 600};
  settings.expires_s = lifetimes[random.below(std::size(lifetimes))];
  settings.compositor.expires_s_min = random.chance(0.5) ? 1 : static_cast<std::uint32_t>(10 + random.below(110));
  settings.compositor.expires_s_max = static_cast<std::uint32_t>(600 + random.below(3000));
  settings.compositor.expires_s_standard = settings.compositor.expires_s_max;
  settings.busy_until = seconds(600 + random.below(1200));
  for (int i = 0; i < 3; ++i) {
    const Instant from = seconds(random.below(static_cast<std::uint64_t>(settings.busy_until / seconds(1))));
    const Silence silence{from, std::min<Instant>(from + seconds(5 + random.below(60)), settings.busy_until)};
    (random.chance(0.6) ? settings.answers_silent : settings.requests_silent).push_back(silence);
  }
  WorkloadSettings work;
  work.agents = settings.agents;
  work.users_per_agent = settings.users_per_agent;
  work.to = settings.busy_until;
  work.pause_mean = seconds(20 + random.below(100));
  work.crash = 0.2;
  work.streams = is_reliable(settings.transport);
  work.strangers = 0.3;
  settings.workload = random_workload(work, Random(random.word()));
  settings.digest = random.chance(0.3);
  const auto some_time = [&] {
    return seconds(random.below(static_cast<std::uint64_t>(settings.busy_until / seconds(1))));
  };
  if (random.chance(0.3)) {
    const Instant from = some_time();
    settings.front.overloaded.push_back({from, std::min<Instant>(from + seconds(20), settings.busy_until)});
    settings.front.retry_after_s = 20 + static_cast<std::uint32_t>(random.below(40));
  }
  if (random.chance(0.3)) {
    const Instant from = some_time();
    settings.front.slow.push_back({from, std::min<Instant>(from + seconds(60), settings.busy_until)});
    settings.front.delay = seconds(1 + random.below(45));
  }
  return settings;
}

SimulationSettings settings_for_scene(Scene scene) {
  SimulationSettings settings;
  settings.seed = 1;
  settings.busy_until = seconds(2000);
  settings.compositor.expires_s_min = 10;
  settings.faults.delay_min = settings.faults.delay_max = milliseconds(20);
  // The answers to the change at 1500 s get lost, with all their copies: the agent tries again under a tag that the
  // compositor replaced, and has to be told so.
  settings.answers_silent.push_back({seconds(1499), seconds(1533)});
  switch (scene) {
    case Scene::plain:
    case Scene::count:
      settings.agents = 2;
      settings.workload = crowded_workload({});
      break;
    case Scene::digest:
      settings.workload = plain_workload({});
      settings.digest = true;
      break;
    case Scene::hard:
      settings.workload = plain_workload({});
      settings.expires_s = 90;
      settings.compositor.expires_s_min = 120;
      settings.front.overloaded.push_back({seconds(699), seconds(701)});
      settings.front.slow.push_back({seconds(49), seconds(200)});
      // So slow that the agent gives up and asks again while the first request is still open.
      settings.front.slow.push_back({seconds(1499), seconds(1501)});
      settings.front.delay = seconds(40);
      settings.answers_silent.clear();
      break;
  }
  return settings;
}

SimulationSettings settings_for_fault(const FaultInfo& fault) {
  SimulationSettings settings = settings_for_scene(fault.scene);
  settings.fault = &fault;
  return settings;
}

}  // namespace sipwright::kit
