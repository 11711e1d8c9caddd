#include "kit/sim/campaign.hpp"

namespace sipwright::kit {
namespace {

constexpr std::size_t lines_per_breach_max = 5;

void add(CampaignResult& sum, const SimulationResult& run) {
  ++sum.runs;
  add_tallies(sum.tallies, run.monitor->tallies());
  sum.messages += run.messages;
  sum.transactions += run.transactions;
  sum.actions += run.actions;
  sum.lost += run.lost;
  sum.duplicated += run.duplicated;
  sum.overtaken += run.overtaken;
  sum.failures_told += run.failures_told;
  sum.unreadable += run.unreadable;
  sum.gaps += run.gaps.size();
  sum.ghosts += run.ghosts.size();
  sum.virtual_time += run.virtual_time;
  for (const auto& finding : run.monitor->findings()) sum.violated |= model::bit(finding.invariant);
}

// Where to look: at the first finding, else at the end of what a user lost or left behind.
Ladder::Focus focus_of(const SimulationResult& run) {
  Ladder::Focus focus;
  focus.since_origin = run.virtual_time;
  if (!run.monitor->findings().empty()) {
    const model::Finding& first = run.monitor->findings().front();
    focus.since_origin = first.time;
    focus.agent = first.agent;
    focus.resource = first.resource;
    focus.remark = "<== " + std::string(model::row_of(first.invariant).id) + " is broken here";
  } else if (!run.gaps.empty() || !run.ghosts.empty()) {
    const std::string& user = run.gaps.empty() ? run.ghosts.front() : run.gaps.front();
    focus.resource = user.substr(0, user.find(' '));
  }
  return focus;
}

Breach breach_of(const SimulationSettings& settings, bool quiet, const SimulationResult& run) {
  Breach breach;
  breach.seed = settings.seed;
  for (const auto& finding : run.monitor->findings()) {
    if (breach.lines.size() == lines_per_breach_max) break;
    breach.lines.push_back(finding_text(finding));
  }
  for (const auto& gap : run.gaps) breach.lines.push_back("gap: nothing is published for " + gap);
  for (const auto& ghost : run.ghosts) breach.lines.push_back("ghost: still published for " + ghost);
  if (!run.shutdown_fault.empty()) breach.lines.push_back(run.shutdown_fault);
  if (run.unreadable > 0)
    breach.lines.push_back(std::to_string(run.unreadable) + " messages are not accepted by the parser");
  const std::string seed = std::to_string(settings.seed);
  if (run.ladder.has_value()) {
    breach.ladder = run.ladder->around(focus_of(run));
    breach.whole_ladder = run.ladder->text(~std::size_t{0});
  }
  breach.command = "sipwright verify";
  if (settings.fault != nullptr) breach.command += " --fault " + std::string(settings.fault->name);
  if (!quiet) breach.command += " --seeds " + seed + ".." + seed;
  return breach;
}

}  // namespace

void add_tallies(model::Tallies& sum, const model::Tallies& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i].premises += more[i].premises;
    sum[i].violations += more[i].violations;
    sum[i].undecided += more[i].undecided;
    if (!more[i].missing.empty()) sum[i].missing = more[i].missing;
  }
}

CampaignResult run_campaign(const CampaignSettings& settings) {
  CampaignResult sum;
  const bool quiet = settings.fault != nullptr && !settings.seeds_given;
  const bool alone = quiet || settings.first_seed == settings.last_seed;
  const auto run = [&](SimulationSettings one) {
    one.ladder = alone;
    const SimulationResult result = simulate(one);
    add(sum, result);
    if (!result.held()) sum.breaches.push_back(breach_of(one, quiet, result));
  };
  if (quiet) {
    run(settings_for_fault(*settings.fault));
    return sum;
  }
  for (std::uint64_t seed = settings.first_seed; seed <= settings.last_seed; ++seed) {
    if (settings.go_on && !settings.go_on(seed)) break;
    SimulationSettings one = settings_from_seed(seed);
    one.fault = settings.fault;
    run(std::move(one));
    if (seed == settings.last_seed) break;  // it may be the largest number there is
  }
  return sum;
}

}  // namespace sipwright::kit
