// A sink that spells effects out, one after the other: "disarm; send initial 600".
#pragma once

#include <chrono>
#include <concepts>
#include <string>
#include <string_view>

#include "sipwright/time.hpp"

namespace sipwright::tests {

struct Story {
  std::string text;

  template <class... A>
  void say(std::string_view name, const A&... a) {
    if (!text.empty()) text += "; ";
    text += name;
    (add(a), ...);
  }
  template <class... A>
  void send(const A&... a) { say("send", a...); }
  template <class... A>
  void authorize(const A&... a) { say("authorize", a...); }
  template <class... A>
  void arm(const A&... a) { say("arm", a...); }
  template <class... A>
  void disarm(const A&... a) { say("disarm", a...); }
  template <class... A>
  void tell(const A&... a) { say("tell", a...); }
  void transmit() { say("transmit"); }
  void deliver() { say("deliver"); }
  void timed_out() { say("timed_out"); }
  void failed() { say("failed"); }
  void send_trying() { say("send_trying"); }
  void send_final() { say("send_final"); }
  void repeat() { say("repeat"); }

 private:
  void add(Instant at) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at).count();
    text += " " + (ms % 1000 == 0 ? std::to_string(ms / 1000) + "s" : std::to_string(ms) + "ms");
  }
  void add(const std::string& tag) {
    if (!tag.empty()) text += " " + tag;
  }
  template <std::integral N>
  void add(N number) { text += " " + std::to_string(number); }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void add(Enum value) { text += " " + std::string(to_string(value)); }
};

}  // namespace sipwright::tests
