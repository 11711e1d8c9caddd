// Who parses in the bench: our parser with each kernel and in each mode, the peers that are installed, and
// ANTLR.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sipwright::bench {

struct Participant {
  std::string name;    // "full/avx2", "sofia", "antlr"
  std::string kernel;  // of ours; empty: somebody else's
  // Parses one message completely; false: it was refused.
  bool (*parse)(const Participant&, std::string_view message);
  int (*peer)(const char* bytes, std::size_t size);
};

// To be called before the participant's turn: our kernels are chosen for the whole process.
void prepare(const Participant& participant);

// Ours, with every kernel that this machine has.
std::vector<Participant> ours();

// The foreign parsers whose shared objects were built. Throws std::runtime_error where one cannot be loaded.
std::vector<Participant> peers();

// The reference parser of the tests: ANTLR on the same grammar.
Participant antlr();

}  // namespace sipwright::bench
