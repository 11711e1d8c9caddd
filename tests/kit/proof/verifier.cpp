// Work folder, compiler, and what a verifier prints.
#include "kit/proof/verifier.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kit/process.hpp"

namespace sipwright::kit {
namespace {

// A run that takes longer than this hangs.
constexpr std::chrono::hours patience{12};
// Steps from the beginning; what goes deeper is told as incomplete.
constexpr const char* depth_max = "-m400000";

Ended shell(const std::string& command) {
  Process process({"/bin/sh", "-c", command});
  process.close_input();
  const int status = process.wait(patience);
  return {status, process.rest(), process.errors()};
}

std::string last_lines(const std::string& text) { return text.substr(text.size() > 400 ? text.size() - 400 : 0); }

std::string name_of(Checks checks, Search search) {
  return std::string(checks == Checks::claims ? "claims" : "formulas") + (search == Search::bitstate ? "-bits" : "");
}

// The number behind `label`, or in front of it.
double number_after(const std::string& text, const std::string& label) {
  const auto at = text.find(label);
  return at == std::string::npos ? 0 : std::atof(text.c_str() + at + label.size());
}
double number_before(const std::string& text, const std::string& label) {
  const auto at = text.find(label);
  if (at == std::string::npos) return 0;
  const auto begin = text.rfind('\n', at) + 1;
  return std::atof(text.c_str() + begin);
}

void read_counts(const std::string& text, RunResult& result) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    int first = 0, second = 0;
    unsigned long long count = 0;
    if (std::sscanf(line.c_str(), "premise %d %llu", &first, &count) == 2) result.premises[first] = count;
    if (std::sscanf(line.c_str(), "row %d %d %llu", &first, &second, &count) == 3) result.rows[first][second] = count;
  }
}

std::string command_of(const RunOrder& order, const std::string& folder, const std::string& more) {
  std::string text = "cd '" + folder + "' && exec env " + order.scope +
                     " CLAIMS=" + std::to_string(static_cast<std::int32_t>(order.claims)) +
                     " MUTANT=" + std::to_string(order.mutant) + " FAULT=" + std::to_string(order.fault) + " '" +
                     order.verifier + "' " + depth_max;
  if (!order.formula.empty()) text += " -a -N " + order.formula;
  if (order.bits_log2 == 0) text += " -w22";  // grows by itself
  if (order.bits_log2 > 0) {
    text += " -k3 -w" + std::to_string(order.bits_log2) + " -RS" + std::to_string(order.seed) + " -Q" +
            std::to_string(order.minutes_max);
  }
  return text + more;
}

}  // namespace

WorkFolder::WorkFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "sipwright-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw ToolTrouble("no temporary folder can be made; set TMPDIR to a writable one");
  }
  path_ = name;
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void WorkFolder::write(const std::string& name, std::string_view text) const {
  const std::filesystem::path path = std::filesystem::path(path_) / name;
  std::filesystem::create_directories(path.parent_path());
  if (!(std::ofstream(path, std::ios::binary) << text)) {
    throw ToolTrouble(path.string() + " cannot be written; set TMPDIR to a folder with room");
  }
}

std::string make_verifier(const std::string& folder, std::string_view proof, Checks checks, Search search, char level) {
  // Two runs of one verifier at a time must not write one trail: each verifier lives in a folder of its own.
  const std::string place = folder + "/build/" + std::string(proof) + "-" + name_of(checks, search);
  std::filesystem::create_directories(place);
  // A verifier writes its trail where its source was: that must be the folder it runs in.
  std::ofstream(place + "/proof.pml") << "#include \"../../proofs/" << proof << ".pml\"\n";
  const Ended spin = shell("cd '" + place + "' && spin -a proof.pml");
  if (spin.status == 127) throw ToolTrouble("spin is missing; install Debian's package spin");
  if (spin.status != 0 || !std::filesystem::exists(place + "/pan.c")) {
    throw ToolTrouble("spin refuses " + std::string(proof) + ".pml: " + last_lines(spin.output + spin.errors));
  }
  std::string options = std::string("-O") + level + " -w -DNOREDUCE -DVECTORSZ=1024";
  if (checks == Checks::claims) options += " -DSAFETY -DNOCLAIM";
  if (search == Search::bitstate) options += " -DBITSTATE -DP_RAND -DT_RAND";
  const Ended compiler = shell("cd '" + place + "' && cc " + options + " -o pan pan.c");
  if (compiler.status == 127) throw ToolTrouble("cc is missing; install Debian's package gcc");
  if (compiler.status != 0) throw ToolTrouble("cc refuses what spin made: " + last_lines(compiler.errors));
  return place + "/pan";
}

RunResult run_verifier(const RunOrder& order) {
  RunResult result;
  const auto begin = std::chrono::steady_clock::now();
  const WorkFolder own;
  // The trail is written to the folder that the verifier runs in: one of its own makes the run independent of others.
  // The verifier itself is not copied there: what another thread starts at that moment holds the copy open for writing,
  // and then the system refuses to run it.
  const Ended ended = shell(command_of(order, own.path(), ""));
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const auto errors = ended.output.find("errors: ");
  if (errors == std::string::npos) {
    throw ToolTrouble("the verifier of " + std::string(order.formula.empty() ? "claims" : order.formula) + " (" +
                      std::string(order.scope) + ") ended early with status " + std::to_string(ended.status) +
                      "; it may want more memory: " + last_lines(ended.output + ended.errors));
  }
  result.violated = number_after(ended.output, "errors: ") > 0;
  result.states = static_cast<std::uint64_t>(number_before(ended.output, " states, stored"));
  // SPIN names a search that was cut off, by depth, time or an error.
  result.complete = ended.output.find("Search not completed") == std::string::npos &&
                    ended.output.find("max search depth too small") == std::string::npos &&
                    ended.output.find("memory limit") == std::string::npos && order.bits_log2 == 0;
  read_counts(ended.errors, result);
  if (result.violated) {
    std::istringstream lines(shell(command_of(order, own.path(), " -S")).output);
    for (std::string line; std::getline(lines, line);) {
      if (line.find('@') != std::string::npos || line.find("START OF CYCLE") != std::string::npos) {
        result.trail.push_back(line.substr(line.find_first_of("@<")));
      }
    }
    if (result.trail.empty()) {
      throw ToolTrouble("a verifier found a violation and shows no trail: " + last_lines(ended.output + ended.errors));
    }
  }
  return result;
}

}  // namespace sipwright::kit
