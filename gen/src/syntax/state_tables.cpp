// Writes automata as arrays.
#include "syntax/state_tables.hpp"

namespace sipwright::gen {

void StateTables::add(const std::map<int, ByteSet>& targets, int at_end) {
  states_ += "{" + std::to_string(edge_count_) + ", " + std::to_string(targets.size()) + ", " +
             std::to_string(at_end) + "}, ";
  for (const auto& [target, bytes] : targets) {
    edges_ += "{" + std::to_string(tests_.number_of(bytes)) + ", " + std::to_string(target) + "}, ";
    ++edge_count_;
  }
}

std::string StateTables::text() const {
  const auto wrapped = [](const std::string& items) {
    std::string text = "      ";
    std::size_t column = 6;
    for (std::size_t from = 0; from < items.size();) {
      const std::size_t end = items.find("}, ", from) + 3;
      if (column + end - from > 110) {
        text.back() = '\n';
        text += "      ";
        column = 6;
      }
      text += items.substr(from, end - from);
      column += end - from;
      from = end;
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
  };
  // Every automaton has an edge: one that has none takes nothing, and no rule is empty.
  return "  static constexpr Edge edges[] = {\n" + wrapped(edges_.empty() ? "{0, 0}, " : edges_) +
         "\n  };\n  static constexpr State states[] = {\n" + wrapped(states_) + "\n  };\n";
}

}  // namespace sipwright::gen
