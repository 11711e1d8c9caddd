// All proofs: builds the verifiers, explores every run, plants every fault, and says for each property what came of it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/proof/properties.hpp"
#include "kit/proof/verifier.hpp"

namespace sipwright::kit {

// The Promela files below a folder: "generated/publisher.pml" and so on, with a text each.
struct PromelaFile {
  std::string name;
  std::string text;
};

struct ProofSettings {
  std::vector<PromelaFile> tables;          // emitted from the model
  std::vector<PromelaFile> mutated_tables;  // the same with the mutants that the properties plant
  std::function<int(std::string_view name)> mutant_number;  // 0: there is none of that name
  std::vector<std::string> only;            // properties by name; empty: all
  bool runs = true;                         // explore what must hold
  bool planted = true;                      // prove that each planted fault breaks its property
  bool deep = false;
  int deep_minutes = 60;                    // in all, of `deep`
  int deep_bits_log2 = 32;                  // memory of one deep run: 2^this bits
  std::uint64_t deep_seed = 1;
  unsigned workers = 2;
  std::function<void(const std::string&)> progress;  // may be empty
};

// What one run found; its claims are those of its proof.
struct RunReport {
  ProofRun run;
  RunResult result;
};

struct PropertyReport {
  const Property* property = nullptr;
  bool violated = false;
  bool vacuous = false;        // the premise never occurred
  bool incomplete = false;     // a search was cut off (never held against a deep run)
  bool fault_found = false;    // the planted fault broke it
  std::uint64_t states = 0, premises = 0;
  double seconds = 0;
  std::string ladder;          // of a violation; without one, of the planted fault
  std::vector<std::string> trail;
  RunResult planted;
  bool held() const { return !violated && !vacuous && !incomplete; }
};

struct ProofReport {
  std::vector<RunReport> runs;
  std::vector<PropertyReport> properties;
  std::vector<std::string> rows_not_taken;  // that no run took, "publisher 12"
  double seconds = 0;
};

// Throws ToolTrouble.
ProofReport prove(const ProofSettings& settings);

// The text of model/proofs/NAME.pml as built into the library.
std::vector<PromelaFile> proof_files();

}  // namespace sipwright::kit
