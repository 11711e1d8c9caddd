// Findings and tallies as text.
#include <cstdio>

#include "model/monitor/monitor.hpp"
#include "model/monitor/rows.hpp"

namespace sipwright::model {

std::string seconds_text(Nanoseconds time) {
  char out[40];
  std::snprintf(out, sizeof out, "%.3f s", std::chrono::duration<double>(time).count());
  return out;
}

std::string observation_text(std::uint64_t observation) { return "observation " + std::to_string(observation); }

std::string quoted(std::string_view value) { return '"' + std::string(value) + '"'; }

std::string summary_text(const Tallies& tallies, const MonitorOptions& options) {
  std::string out;
  for (std::size_t i = 0; i < invariants_count; ++i) {
    const Tally& tally = tallies[i];
    char line[240];
    std::snprintf(line, sizeof line, "  %.*s  %-12.*s %10llu premises %6llu violations  %.*s",
                  static_cast<int>(invariant_rows[i].id.size()), invariant_rows[i].id.data(),
                  static_cast<int>(verdict_name(tally.verdict()).size()), verdict_name(tally.verdict()).data(),
                  static_cast<unsigned long long>(tally.premises), static_cast<unsigned long long>(tally.violations),
                  static_cast<int>(invariant_rows[i].name.size()), invariant_rows[i].name.data());
    out += line;
    if (tally.undecided > 0) {
      out += " (" + std::to_string(tally.undecided) + " undecided, missing: ";
      out += tally.missing;
      out += ')';
    }
    out += '\n';
  }
  const std::string texts = std::to_string(options.texts_max);
  out += "  Horizon of what says \"ever\" (INV-14, 31, 33, 41), for each: the last " + texts + " texts can accuse,\n";
  out += "  up to " + std::to_string(options.hashes_max) + " older ones only raise a doubt.\n";
  return out;
}

std::string finding_text(const Finding& finding) {
  const InvariantRow& row = row_of(finding.invariant);
  std::string out(row.id);
  out += " [";
  out += row.requirements;
  out += "] at " + seconds_text(finding.time);
  if (!finding.agent.empty()) out += ", " + finding.agent + " for " + finding.resource;
  out += ": " + finding.sentence + " (observations";
  for (const std::uint64_t observation : finding.observations) out += ' ' + std::to_string(observation);
  out += ')';
  return out;
}

}  // namespace sipwright::model
