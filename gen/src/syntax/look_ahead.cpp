// Writes the automaton of a decision as labels and jumps.
#include "syntax/look_ahead.hpp"

#include <map>

namespace sipwright::gen {

std::string pad(int depth) {
  return std::string(static_cast<std::size_t>(depth) * 2, ' ');
}

void emit_look_ahead(std::ostream& out, const Decision& decision, ByteTests& tests, const std::string& number,
                     const std::string& fail, int depth) {
  const std::string at = pad(depth);
  const std::string chosen = "goto choice_" + number + "_";
  out << at << "{\n" << at << "  const char* q = p;\n";
  for (std::size_t s = 0; s < decision.states.size(); ++s) {
    const Decision::State& state = decision.states[s];
    bool reached = false;
    for (std::size_t f = 0; f < decision.states.size(); ++f)
      for (int b = 0; b < 256; ++b)
        reached = reached || (f != s && decision.states[f].chosen[b] == Decision::undecided &&
                              decision.states[f].next[b] == static_cast<int>(s));
    if (reached) out << at << "l" << number << "_" << s << ":\n";
    std::map<int, ByteSet> onward;
    std::map<int, ByteSet> decided;
    for (int b = 0; b < 256; ++b) {
      if (state.chosen[b] == Decision::undecided)
        onward[state.next[b]].set(static_cast<std::size_t>(b));
      else if (state.chosen[b] != Decision::none)
        decided[state.chosen[b]].set(static_cast<std::size_t>(b));
    }
    if (const auto self = onward.find(static_cast<int>(s)); self != onward.end()) {
      out << at << "  " << tests.skip("q", self->second) << "\n";
      onward.erase(self);
    }
    for (const auto& [target, bytes] : onward)
      out << at << "  if (" << tests.test("q", bytes) << ") {\n"
          << at << "    ++q;\n"
          << at << "    goto l" << number << "_" << target << ";\n"
          << at << "  }\n";
    for (const auto& [alternative, bytes] : decided)
      out << at << "  if (" << tests.test("q", bytes) << ") " << chosen << alternative << ";\n";
    if (state.at_end != Decision::none)
      out << at << "  if (*q == '\\r' && !is_fold(q)) " << chosen << state.at_end << ";\n";
    out << at << "  " << fail << "\n";
  }
  out << at << "}\n";
}

}  // namespace sipwright::gen
