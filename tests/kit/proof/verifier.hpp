// Makes verifiers of Promela files with SPIN and a C compiler, and runs them.
//
// A verifier reads its bounds, the planted fault and the claims to check from its environment, so one of each kind is
// enough for all runs of a proof.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sipwright::kit {

// A tool is missing, or does not do what it should.
class ToolTrouble : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A new folder that is removed with all that is in it.
class WorkFolder {
 public:
  WorkFolder();
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  const std::string& path() const { return path_; }
  // Writes a file; folders in its name are made.
  void write(const std::string& name, std::string_view text) const;

 private:
  std::string path_;
};

enum class Checks { claims, formulas };
// Bitstate: a hash of each state is kept instead of the state, and the search takes a random way: for scopes that do
// not fit into memory.
enum class Search { complete, bitstate };

// Compiles FOLDER/proofs/PROOF.pml; the path of the verifier. `level` is the compiler's -O.
std::string make_verifier(const std::string& folder, std::string_view proof, Checks checks, Search search, char level);

struct RunResult {
  bool violated = false;
  bool complete = false;                         // the whole state space was explored
  std::uint64_t states = 0;
  double seconds = 0;
  std::map<int, std::uint64_t> premises;         // of each claim
  std::map<int, std::map<int, std::uint64_t>> rows;  // how often each row of each machine was taken
  std::vector<std::string> trail;                // of a violation: what happened, line by line
};

struct RunOrder {
  std::string verifier;
  std::string scope;            // NAME=VALUE, separated by a space
  std::string formula;          // of Checks::formulas
  std::uint32_t claims = ~0u;   // bit n: claim n
  int mutant = 0, fault = 0;
  // Of Search::bitstate: exponent of the number of bits, seed of the random way, minutes at most.
  int bits_log2 = 0;
  std::uint64_t seed = 0;
  int minutes_max = 0;
};

// Runs it to its end; then, if a violation was found, once more along its trail. Throws ToolTrouble.
RunResult run_verifier(const RunOrder& order);

}  // namespace sipwright::kit
