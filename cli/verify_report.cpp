// Text, JSON and verdict of a verification.
#include "verify_report.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "command.hpp"

namespace sipwright::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t breaches_shown_max = 10;

std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string indented(const std::string& lines) {
  std::istringstream in(lines);
  std::string out;
  for (std::string line; std::getline(in, line);) out += "  " + line + '\n';
  return out;
}

std::string hours(Duration time) {
  char out[40];
  std::snprintf(out, sizeof out, "%.1f h", std::chrono::duration<double, std::ratio<3600>>(time).count());
  return out;
}

std::string machines_text(const VerifyReport& report) {
  std::string out = "Machines: Boost.MSM and emitted, the same events\n";
  for (const auto& one : report.machines) {
    out += "  " + one.machine + ": " + grouped(one.events) + " events, " +
           std::to_string(one.rows - one.rows_not_taken.size()) + " of " + std::to_string(one.rows) + " rows taken, " +
           (one.difference.empty() ? "no difference" : "DIFFERENT: " + one.difference) + '\n';
    if (!one.difference.empty()) {
      const std::string seed = std::to_string(one.seed);
      out += "    repeat: sipwright verify --seeds " + seed + ".." + seed + '\n';
      continue;  // it ended there: rows not taken say nothing
    }
    for (const auto& row : one.rows_not_taken) out += "    never taken: " + row + '\n';
  }
  return out;
}

std::string campaign_text(const VerifyReport& report) {
  const kit::CampaignResult& it = report.campaign;
  std::string out = "Simulation: real agents and compositor, virtual clock\n  ";
  if (report.fault != nullptr) {
    out += "planted fault " + std::string(report.fault->name) + ": " + std::string(report.fault->sentence);
  } else if (it.runs == 0) {
    out += "no seed was run";
  } else {
    out += "seeds " + std::to_string(report.first_seed) + ".." + std::to_string(report.first_seed + it.runs - 1);
  }
  out += "\n  " + hours(it.virtual_time) + " of virtual time, " + grouped(it.actions) + " user actions, " +
         grouped(it.transactions) + " transactions, " + grouped(it.messages) + " messages seen\n  " +
         grouped(it.lost) + " lost, " + grouped(it.duplicated) + " duplicated, " + grouped(it.overtaken) +
         " overtaken; " + grouped(it.failures_told) + " failures told by agents\n  ghosts after the bound: " +
         grouped(it.ghosts) + ", gaps: " + grouped(it.gaps) + ", unreadable messages: " + grouped(it.unreadable) +
         '\n';
  std::size_t shown = 0;
  for (const auto& breach : it.breaches) {
    if (shown++ == breaches_shown_max) {
      out += "  ... and " + std::to_string(it.breaches.size() - breaches_shown_max) + " more runs that failed\n";
      break;
    }
    out += report.fault == nullptr ? "  FAILED: seed " + std::to_string(breach.seed) + '\n' : "  FAILED:\n";
    for (const auto& line : breach.lines) out += "    " + line + '\n';
    out += "    repeat: " + breach.command + '\n';
    out += indented(breach.ladder);
  }
  return out;
}

std::string call_text(const VerifyReport& report) {
  const kit::LiveCallResult& it = report.call;
  std::string out = "Call: TLS with certificates of both sides, loopback, real clock\n";
  if (!it.trouble.empty()) out += "  could not be driven: " + it.trouble + '\n';
  out += "  " + std::to_string(it.messages) + " messages seen; published " + std::to_string(it.published) +
         ", refreshed " + std::to_string(it.refreshed) + ", modified " + std::to_string(it.modified) + ", removed " +
         std::to_string(it.removed) + ", failed " + std::to_string(it.failed) + '\n';
  for (const auto& fault : it.faults) out += "  FAILED: " + fault + "\n    repeat: sipwright verify --seeds 1..1\n";
  if (it.monitor != nullptr) {
    for (const auto& finding : it.monitor->findings())
      out += "  FAILED: " + finding_text(finding) + "\n    repeat: sipwright verify --seeds 1..1\n";
  }
  return out + indented(it.ladder.text());
}

std::string conclusion(const VerifyReport& report) {
  switch (status_of(report)) {
    case held: return "held";
    case failed: return "FAILED";
    default: return "inconclusive";
  }
}

Json campaign_json(const VerifyReport& report) {
  const kit::CampaignResult& it = report.campaign;
  Json out = {{"first_seed", report.first_seed}, {"runs", it.runs},           {"messages", it.messages},
              {"transactions", it.transactions}, {"actions", it.actions},     {"lost", it.lost},
              {"duplicated", it.duplicated},     {"overtaken", it.overtaken}, {"failures_told", it.failures_told},
              {"ghosts", it.ghosts},             {"gaps", it.gaps},           {"unreadable", it.unreadable},
              {"virtual_s", std::chrono::duration_cast<std::chrono::seconds>(it.virtual_time).count()}};
  out["breaches"] = Json::array();
  for (const auto& breach : it.breaches)
    out["breaches"].push_back({{"seed", breach.seed},
                               {"findings", breach.lines},
                               {"repeat", breach.command},
                               {"ladder", breach.whole_ladder}});
  return out;
}

Json call_json(const kit::LiveCallResult& it) {
  Json out = {{"trouble", it.trouble},     {"messages", it.messages}, {"published", it.published},
              {"refreshed", it.refreshed}, {"modified", it.modified}, {"removed", it.removed},
              {"failed", it.failed},       {"faults", it.faults},     {"ladder", it.ladder.text()}};
  out["findings"] = Json::array();
  if (it.monitor != nullptr)
    for (const auto& finding : it.monitor->findings()) out["findings"].push_back(finding_text(finding));
  return out;
}

}  // namespace

int status_of(const VerifyReport& report) {
  bool broken = !report.campaign.breaches.empty();
  bool open = false;
  for (const auto& tally : report.tallies) {
    broken = broken || tally.verdict() == model::Verdict::violated;
    open = open || tally.verdict() == model::Verdict::inconclusive;
  }
  if (report.fault != nullptr) return broken ? failed : inconclusive;
  for (const auto& machine : report.machines) {
    broken = broken || !machine.difference.empty();
    open = open || !machine.rows_not_taken.empty();
  }
  if (!report.call.trouble.empty()) {
    open = true;
  } else {
    broken = broken || !report.call.held();
  }
  return broken ? failed : open ? inconclusive : held;
}

std::string text_of(const VerifyReport& report) {
  std::string out;
  if (report.fault == nullptr) out += machines_text(report) + '\n';
  out += campaign_text(report) + '\n';
  if (report.fault == nullptr) out += call_text(report) + '\n';
  out += "Invariants: how often the premise was met, what came of it\n" + summary_text(report.tallies) + '\n';
  char time[32];
  std::snprintf(time, sizeof time, " (%.1f s)\n", report.seconds);
  return out + "Verdict: " + conclusion(report) + time;
}

std::string json_of(const VerifyReport& report) {
  Json out = {{"verdict", conclusion(report) == "FAILED" ? "failed" : conclusion(report)},
              {"seconds", report.seconds}};
  if (report.fault != nullptr) out["fault"] = report.fault->name;
  out["machines"] = Json::array();
  for (const auto& one : report.machines)
    out["machines"].push_back({{"machine", one.machine},
                               {"events", one.events},
                               {"rows", one.rows},
                               {"rows_not_taken", one.rows_not_taken},
                               {"difference", one.difference}});
  out["simulation"] = campaign_json(report);
  if (report.fault == nullptr) out["call"] = call_json(report.call);
  out["invariants"] = Json::array();
  for (std::size_t i = 0; i < model::invariants_count; ++i) {
    const model::Tally& tally = report.tallies[i];
    out["invariants"].push_back({{"id", model::invariant_rows[i].id},
                                 {"name", model::invariant_rows[i].name},
                                 {"verdict", verdict_name(tally.verdict())},
                                 {"premises", tally.premises},
                                 {"violations", tally.violations},
                                 {"undecided", tally.undecided}});
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string fault_list() {
  std::string out;
  for (const auto& fault : kit::planted_faults()) {
    char line[240];
    std::snprintf(line, sizeof line, "%-22s %s  %s\n", std::string(fault.name).c_str(),
                  std::string(model::row_of(fault.caught_as).id).c_str(), std::string(fault.sentence).c_str());
    out += line;
  }
  return out;
}

std::string fault_list_json() {
  Json out = Json::array();
  for (const auto& fault : kit::planted_faults()) {
    out.push_back(
        {{"name", fault.name}, {"caught_as", model::row_of(fault.caught_as).id}, {"sentence", fault.sentence}});
  }
  return out.dump(2) + '\n';
}

}  // namespace sipwright::cli
