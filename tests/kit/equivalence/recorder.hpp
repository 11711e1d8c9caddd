// A sink that writes down the effects of any machine, the reference's or the emitted one's, in one comparable form.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <ostream>
#include <string_view>
#include <type_traits>
#include <vector>

#include "model/publisher_words.hpp"

namespace sipwright::tests {

// Millions are made and compared: no heap.
struct Effect {
  std::string_view name;
  std::array<std::int64_t, 8> arguments{};  // enumerations by rank, instants in nanoseconds, tags by value
  std::size_t count = 0;
  void add(std::int64_t argument) { arguments.at(count++) = argument; }
  friend bool operator==(const Effect&, const Effect&) = default;
};

inline std::ostream& operator<<(std::ostream& out, const Effect& effect) {
  out << effect.name << "(";
  for (std::size_t i = 0; i < effect.count; ++i) out << (i > 0 ? ", " : "") << effect.arguments[i];
  return out << ")";
}

class Recorder {
 public:
#define SIPWRIGHT_RECORD(effect_name)                \
  template <class... A>                              \
  void effect_name(const A&... a) {                  \
    Effect& effect = effects.emplace_back();         \
    effect.name = #effect_name;                      \
    (effect.add(number(a)), ...);                    \
    if (look != nullptr) look(looked_at, effect);    \
  }
  SIPWRIGHT_RECORD(send)
  SIPWRIGHT_RECORD(authorize)
  SIPWRIGHT_RECORD(arm)
  SIPWRIGHT_RECORD(disarm)
  SIPWRIGHT_RECORD(tell)
  SIPWRIGHT_RECORD(transmit)
  SIPWRIGHT_RECORD(deliver)
  SIPWRIGHT_RECORD(timed_out)
  SIPWRIGHT_RECORD(failed)
  SIPWRIGHT_RECORD(unheard)
  SIPWRIGHT_RECORD(fall_back)
  SIPWRIGHT_RECORD(send_trying)
  SIPWRIGHT_RECORD(send_final)
  SIPWRIGHT_RECORD(repeat)
  SIPWRIGHT_RECORD(identify)
  SIPWRIGHT_RECORD(check_authority)
  SIPWRIGHT_RECORD(check_scheme)
  SIPWRIGHT_RECORD(check_resource)
  SIPWRIGHT_RECORD(check_media)
  SIPWRIGHT_RECORD(find_package)
  SIPWRIGHT_RECORD(find_tag)
  SIPWRIGHT_RECORD(go_on)
  SIPWRIGHT_RECORD(store)
  SIPWRIGHT_RECORD(renew)
  SIPWRIGHT_RECORD(replace)
  SIPWRIGHT_RECORD(remove)
  SIPWRIGHT_RECORD(draw_tag)
  SIPWRIGHT_RECORD(challenge)
  SIPWRIGHT_RECORD(allow)
  SIPWRIGHT_RECORD(allow_events)
  SIPWRIGHT_RECORD(accept)
  SIPWRIGHT_RECORD(unsupported)
  SIPWRIGHT_RECORD(min_expires)
  SIPWRIGHT_RECORD(retry_after)
  SIPWRIGHT_RECORD(etag)
  SIPWRIGHT_RECORD(expires)
  SIPWRIGHT_RECORD(answer)
  SIPWRIGHT_RECORD(assign_tag)
  SIPWRIGHT_RECORD(keep_document)
  SIPWRIGHT_RECORD(found)
  SIPWRIGHT_RECORD(expired)
  SIPWRIGHT_RECORD(forget)
  SIPWRIGHT_RECORD(begin_counting)
  SIPWRIGHT_RECORD(end_counting)
  SIPWRIGHT_RECORD(show)
  SIPWRIGHT_RECORD(keep_own)
  SIPWRIGHT_RECORD(show_own)
  SIPWRIGHT_RECORD(forget_own)
  SIPWRIGHT_RECORD(show_nothing)
  SIPWRIGHT_RECORD(forget_calls)
  SIPWRIGHT_RECORD(keep_challenge)
  SIPWRIGHT_RECORD(forget_challenge)
  SIPWRIGHT_RECORD(judge)
  SIPWRIGHT_RECORD(write)
  SIPWRIGHT_RECORD(pass)
  SIPWRIGHT_RECORD(hold)
#undef SIPWRIGHT_RECORD

  std::vector<Effect> effects;

  // Adds to an effect what its receiver sees of a machine at that moment; none: effects are their arguments alone.
  void (*look)(const void* machine, Effect& effect) = nullptr;
  const void* looked_at = nullptr;

 private:
  template <class A>
  static std::int64_t number(const A& a) {
    if constexpr (std::is_same_v<A, std::chrono::nanoseconds>) {
      return a.count();
    } else if constexpr (std::is_same_v<A, model::publisher::Tag>) {
      return a.value;
    } else {
      return static_cast<std::int64_t>(a);
    }
  }
};

}  // namespace sipwright::tests
