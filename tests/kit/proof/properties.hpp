// What is proven with SPIN, by name, in which runs, and which planted fault must break it.
#pragma once

#include <span>
#include <string_view>

namespace sipwright::kit {

// One property. A claim is an assertion with a premise, checked in every safety run of its proof; a formula is a
// temporal one and has a run of its own.
struct Property {
  std::string_view name;
  std::string_view proof;         // model/proofs/PROOF.pml
  int claim;                      // its number there; -1: a formula
  std::string_view formula;       // the name of the ltl block
  std::string_view says;
  std::string_view requirements;  // separated by a space
  std::string_view mutant;        // planted: a changed row, by the name of the mutant
  int fault;                      // planted: a fault of the proof's own world; 0: none
  std::string_view scope;         // of the planted run, where the proof's usual one does not show the fault
};
std::span<const Property> properties();

// One run of a verifier: bounds as NAME=VALUE, separated by a space.
struct ProofRun {
  std::string_view proof;
  std::string_view formula;  // empty: all claims
  std::string_view small;    // what continuous integration explores, completely
  std::string_view deep;     // what `--deep` samples
};
std::span<const ProofRun> proof_runs();

// A row that no run can take, and why; every other row has to be taken by one.
struct RowReason {
  std::string_view machine;
  int row;  // -1: whatever no run takes of this machine
  std::string_view reason;
};
std::span<const RowReason> rows_out_of_reach();

// The tables that the proofs consist of, in the order of their numbers there.
std::span<const std::string_view> proven_tables();

// The bounds of a planted run.
std::string_view planted_scope(const Property& property);

}  // namespace sipwright::kit
