// A counterexample, read from the trail of a verifier: as a SIP ladder, and as events for the runtime's machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sipwright::kit {

// The ladder of a trail of model/proofs/PROOF.pml; `property` is what it breaks. A unit of time is printed as a second.
std::string ladder_of_trail(std::string_view proof, std::string_view property, const std::vector<std::string>& trail);

// One line of a trail: its word and its numbers.
struct TrailLine {
  std::string word;
  std::vector<int> numbers;
  int at(std::size_t i) const { return i < numbers.size() ? numbers[i] : 0; }
};
TrailLine read_trail_line(const std::string& line);

}  // namespace sipwright::kit
