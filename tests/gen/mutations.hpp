// Messages that are nearly the corpus: what the differential tests feed to both parsers.
#pragma once

#include <string>
#include <vector>

#include "syntax/sentences.hpp"

namespace sipwright::test {

// The project's grammar, read once.
const gen::Grammar& grammar();

// The start rule of a header field, found by its long or compact name in any case; "extensionValue" where
// there is none.
std::string rule_of_header(const std::string& name);

struct CorpusMessage {
  std::string name;
  std::string octets;
};

// Every message under tests/wire/seed and tests/wire/torture.
const std::vector<CorpusMessage>& corpus();

// Changes a message in one to three places. About half of the changes know the syntax (a header field's value
// is drawn from the grammar or is a near miss, names change case or length, folds and blanks come in, rows
// are dropped, doubled or swapped); the others do not (octets flipped, cut, doubled).
class Mutator {
 public:
  explicit Mutator(std::uint64_t seed);
  std::string mutate(std::string message);

 private:
  void mutate_once(std::string& message);
  void mutate_row(std::string& message);
  void mutate_octets(std::string& message);

  gen::Dice dice_;
  gen::Sentences sentences_;
};

}  // namespace sipwright::test
