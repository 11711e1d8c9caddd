// Options of `sipwright prove`, and the Promela that the model emits.
#include "prove.hpp"

#include <unistd.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <thread>

#include "behaviour/emit_promela.hpp"
#include "behaviour/ir.hpp"
#include "behaviour/mutate.hpp"
#include "command.hpp"
#include "kit/proof/replay.hpp"
#include "kit/proof/replay_transactions.hpp"

namespace sipwright::cli {
namespace {

constexpr const char* me = "prove";

struct Options {
  std::vector<std::string> names;
  std::string fault;
  std::string markdown;
  bool list = false, json = false, deep = false, no_faults = false;
  int minutes = 60;
  int memory_mib = 512;
  std::uint64_t seed = 1;
  unsigned jobs = 0;
};

const kit::Property& property_of(const std::string& name) {
  for (const kit::Property& one : kit::properties()) {
    if (one.name == name) return one;
  }
  throw Refusal(usage, "no property is called " + name + "; sipwright prove --list names them");
}

bool is_planted(const gen::behaviour::Mutant& mutant) {
  const auto all = kit::properties();
  return std::any_of(all.begin(), all.end(), [&](const kit::Property& one) { return one.mutant == mutant.name; });
}

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// The tables as Promela, plain and with what is to be planted; the mutants' numbers are those of their order.
void add_tables(kit::ProofSettings& settings) {
  auto numbers = std::make_shared<std::map<std::string, int, std::less<>>>();
  int count = 0;
  for (const gen::behaviour::Machine& machine : gen::behaviour::read_machines()) {
    const auto mutants = gen::behaviour::mutants_of(machine, count + 1);
    count += static_cast<int>(mutants.size());
    std::vector<gen::behaviour::Mutant> planted;
    for (const auto& one : mutants) {
      (*numbers)[one.name] = one.number;
      if (is_planted(one)) planted.push_back(one);
    }
    const auto proven = kit::proven_tables();
    if (std::find(proven.begin(), proven.end(), machine.name) == proven.end()) continue;
    for (const auto& file : gen::behaviour::emit_promela(machine)) {
      settings.tables.push_back({file_name(file.path), file.text});
    }
    for (const auto& file : gen::behaviour::emit_promela(machine, planted)) {
      settings.mutated_tables.push_back({file_name(file.path), file.text});
    }
  }
  settings.mutant_number = [numbers](std::string_view name) {
    const auto found = numbers->find(name);
    return found == numbers->end() ? 0 : found->second;
  };
}

// Those that are named, or all.
void print_list(const Options& options) {
  std::vector<const kit::Property*> listed;
  for (const std::string& name : options.names) listed.push_back(&property_of(name));
  if (listed.empty()) {
    for (const kit::Property& one : kit::properties()) listed.push_back(&one);
  }
  std::fputs((options.json ? list_json(listed) : list_text(listed)).c_str(), stdout);
}

// One planted fault: its ladder, and what the runtime's machine does with the same events.
int show_fault(kit::ProofSettings& settings, const kit::Property& property) {
  settings.only = {std::string(property.name)};
  settings.runs = false;
  const kit::ProofReport report = kit::prove(settings);
  const kit::PropertyReport& one = report.properties.front();
  if (!one.fault_found) {
    std::printf("%s: the planted fault was not found\n", std::string(property.name).c_str());
    return failed;
  }
  std::printf("%s: %s\nPlanted: %s\n\n%s\n", std::string(property.name).c_str(), std::string(property.says).c_str(),
              property.mutant.empty() ? "a fault of the proof's world" : std::string(property.mutant).c_str(),
              one.ladder.c_str());
  const kit::Replay replay = property.proof == "publication" ? kit::replay_publication(one.trail)
                                                             : kit::replay_transactions(one.trail);
  const std::string verdict = replay.difference.empty() ? "does the same, row by row"
                                                        : "does not have the fault, " + replay.difference;
  std::printf("The runtime's machine on these %zu events %s.\n", replay.events, verdict.c_str());
  return failed;
}

int run(const Options& options) {
  if (options.list) {
    print_list(options);
    return held;
  }
  kit::ProofSettings settings;
  for (const std::string& name : options.names) settings.only.emplace_back(property_of(name).name);
  settings.planted = !options.no_faults;
  settings.deep = options.deep;
  settings.deep_minutes = options.minutes;
  settings.deep_seed = options.seed;
  while ((std::int64_t{1} << (settings.deep_bits_log2 - 23)) > options.memory_mib) --settings.deep_bits_log2;
  settings.workers = options.jobs > 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  if (terminal) {
    settings.progress = [](const std::string& text) { std::fprintf(stderr, "\r\033[K%s", text.c_str()); };
  }
  add_tables(settings);
  try {
    if (!options.fault.empty()) return show_fault(settings, property_of(options.fault));
    const kit::ProofReport report = kit::prove(settings);
    if (terminal) std::fputs("\r\033[K", stderr);
    std::fputs((options.json ? json_of(report, options.deep) : text_of(report, options.deep)).c_str(), stdout);
    if (!options.markdown.empty() && !(std::ofstream(options.markdown) << markdown_of(report))) {
      throw Refusal(usage, options.markdown + " cannot be written; name a file in a folder that can be");
    }
    return status_of(report, settings.planted);
  } catch (const kit::ToolTrouble& trouble) {
    throw Refusal(inconclusive, trouble.what());
  }
}

}  // namespace

void add_prove(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<Options>();
  CLI::App* prove = app.add_subcommand(
      me,
      "Prove the model's properties with SPIN, each with a planted fault that must break it. Needs spin and a C "
      "compiler.");
  prove->add_option("NAME", options->names, "Properties; default: all");
  prove->add_flag("--list", options->list, "List the properties: those named, or all");
  prove->add_option("--fault", options->fault, "Plant the fault of this property and show what happens")
      ->type_name("NAME");
  prove->add_flag("--no-faults", options->no_faults, "Plant no faults");
  prove->add_flag("--deep", options->deep, "Sample scopes that no memory holds, each worker on a way of its own");
  prove->add_option("--minutes", options->minutes, "Of --deep, in all; default 60")
      ->type_name("M")
      ->check(CLI::Range(1, 100'000));
  prove->add_option("--memory", options->memory_mib, "MiB of one worker of --deep; default 512")
      ->type_name("MIB")
      ->check(CLI::Range(1, 1'000'000));
  prove->add_option("--seed", options->seed, "Of --deep; another machine takes another one")
      ->type_name("N")
      ->check(no_whole_number);
  prove->add_option("--jobs", options->jobs, "Workers; default: one for each core")->type_name("N")
      ->check(CLI::Range(1, 1'000));
  prove->add_option("--markdown", options->markdown, "Write the list of properties with their figures")
      ->type_name("FILE");
  prove->add_flag("--json", options->json, "Write the report, or the list, as JSON");
  prove->callback([options, &exit_status] { exit_status = guarded(me, [&] { return run(*options); }); });
}

}  // namespace sipwright::cli
