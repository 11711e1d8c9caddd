// Tells what is wrong with a line that a kernel has refused. Nothing here is fast, and none of it runs for valid input.
#include <cstring>

#include "core/kernel/kernel.hpp"
#include "sipwright/byte_sets.hpp"

#define SIPWRIGHT_KERNEL

namespace sipwright {
namespace {

#include "core/kernel/bytes.inc"

// Automata as the generator writes them: a state has `count` edges from `first` on; `end` is not -1 where the text may
// end there, and then is the alternative that this chooses.
struct Edge {
  std::uint16_t set;     // of bytes: see byte_sets
  std::int16_t target;   // a state, or ~ALTERNATIVE where that is chosen
};
struct State {
  std::uint16_t first;
  std::uint8_t count;
  std::int8_t end;
};

// The edge that the byte at `p` takes, or null. A CR is only taken where it begins a fold.
const Edge* edge_of(const Edge* edges, const State& state, const char* p) {
  if (*p == '\r' && !is_fold(p)) return nullptr;
  for (const Edge* edge = edges + state.first; edge != edges + state.first + state.count; ++edge)
    if (byte_sets[edge->set / 64][static_cast<unsigned char>(*p)] >> edge->set % 64 & 1) return edge;
  return nullptr;
}

// The end of the longest match.
const char* scan(const Edge* edges, const State* states, const char* p, const char*& fault) {
  const State* state = states;
  for (; const Edge* edge = edge_of(edges, *state, p); ++p) state = states + edge->target;
  return state->end != -1 ? p : (fault = p, nullptr);
}

// The alternative that what stands at `p` chooses; -1 where none goes on.
int choose(const Edge* edges, const State* states, const char* p, const char*& fault) {
  for (const State* state = states;; ++p) {
    const Edge* const edge = edge_of(edges, *state, p);
    if (edge == nullptr) {
      if (*p == '\r' && !is_fold(p) && state->end != -1) return state->end;
      fault = p;
      return -1;
    }
    if (edge->target < 0) return ~edge->target;
    state = states + edge->target;
  }
}

// clang-format off
#include "exact_parsers.inc"
// clang-format on

// A CR or LF alone is told from other faults.
LineFault fault_at(LineFault::Kind kind, Header header, const char* at) {
  const bool bare = *at == '\n' || (*at == '\r' && at[1] != '\n');
  return {bare ? LineFault::Kind::bare_line_end : kind, header, at};
}

}  // namespace

LineFault fault_of_start_line(const char* line) {
  const char* fault = nullptr;
  const char* const end = parse_start_line(line, fault);
  if (end != nullptr && is_line_end(end)) return {};
  return fault_at(LineFault::Kind::start_line, Header::none, end == nullptr ? fault : end);
}

LineFault fault_of_line(const char* line) {
  const char* fault = nullptr;
  const char* const name_end = scan_field_name(line, fault);
  const char* const value = name_end == nullptr ? nullptr : scan_field_colon(name_end, fault);
  if (value == nullptr) return fault_at(LineFault::Kind::bad_line, Header::none, fault);
  const Header header = find_header({line, static_cast<std::size_t>(name_end - line)});
  const char* const end = parse_header_value(header, value, fault);
  if (end != nullptr && is_line_end(end)) return {};
  return fault_at(LineFault::Kind::bad_value, header, end == nullptr ? fault : end);
}

LineFault fault_of_value(Header header, const char* value, const char* end) {
  const char* fault = nullptr;
  const char* const stopped = parse_header_value(header, value, fault);
  if (stopped == end) return {};
  return {LineFault::Kind::bad_value, header, stopped == nullptr ? fault : stopped};
}

}  // namespace sipwright
