// Random correct traces: several agents and users, a compositor that keeps the rules, lost answers, copies, restarts.
// None may be accused. Every breach of monitor_breach_test would be found here by the same monitor.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

#include "trace.hpp"

namespace sipwright::model {
namespace {

// One publication as both ends know it.
struct Side1 {
  std::string tag;        // what the agent believes
  std::string live;       // what the compositor holds
  std::string document;   // the accepted one, as the agent knows it
  std::string wanted;
  Nanoseconds answered{};
  std::uint32_t grant = 0;
  bool unsure = false;
};

class World {
 public:
  Trace trace;

  void step(int user, int action, std::uint32_t expires) {
    keep_alive();
    Side1& it = users_[user];
    switch (action) {
      case 0: change(user, it, expires, false); break;
      case 1: change(user, it, expires, true); break;
      case 2: refresh(user, it, expires); break;
      case 3: hang_up(user, it); break;
      case 4: trace.wait(static_cast<double>(expires % 20)); break;
      default: copy_of_everything(user, it, expires); break;
    }
  }

 private:
  std::string resource(int user) const { return "sip:user" + std::to_string(user) + "@sfb.example"; }
  std::string fresh() { return "t" + std::to_string(++tags_); }

  Publish about(int user, const Side1& it, std::uint32_t expires, bool body) const {
    Publish out;
    out.resource = resource(user);
    out.if_match = it.tag;
    if (body) out.body = it.wanted;
    out.expires = expires;
    return out;
  }

  // The compositor of section 6, as small as can be.
  Answer serve(Side1& it, const Publish& request) {
    if (!request.if_match.empty() && request.if_match != it.live) return {.code = 412};
    const std::uint32_t grant = std::min(request.expires.value_or(600), 600u);
    Answer ok{.etag = fresh(), .expires = grant};
    it.live = grant == 0 ? "" : ok.etag;
    return ok;
  }

  void finish(std::size_t number, Side1& it, const Publish& request, const Answer& answer) {
    trace.answer(number, answer);
    if (answer.code == 412) {
      it.tag.clear();
      return;
    }
    it.tag = *answer.expires == 0 ? "" : answer.etag;
    it.grant = *answer.expires;
    it.answered = trace.now();
    if (!request.body.empty()) it.document = request.body;
  }

  void exchange(int user, Side1& it, std::uint32_t expires, bool body, bool lost) {
    const Publish request = about(user, it, expires, body);
    const auto number = trace.publish(request);
    const Answer answer = serve(it, request);
    if (!lost) return finish(number, it, request, answer);
    trace.lose_answer(number, answer);
    trace.wait(32);
    // The agent starts over at once; the tag that it knows may be dead at the compositor by now.
    const Publish again = about(user, it, expires, true);
    const auto second = trace.publish(again);
    finish(second, it, again, serve(it, again));
    if (it.tag.empty() && !it.wanted.empty()) {
      const Publish initial = about(user, it, expires, true);
      const auto third = trace.publish(initial);
      finish(third, it, initial, serve(it, initial));
    }
  }

  void change(int user, Side1& it, std::uint32_t expires, bool lost) {
    it.wanted = "doc " + fresh();
    trace.want(it.wanted, default_agent, resource(user));
    exchange(user, it, 300 + expires, true, lost);
  }

  void refresh(int user, Side1& it, std::uint32_t expires) {
    if (it.tag.empty()) return;
    exchange(user, it, 300 + expires, false, false);
  }

  void hang_up(int user, Side1& it) {
    if (it.wanted.empty()) return;
    it.wanted.clear();
    trace.want_nothing(default_agent, resource(user));
    if (!it.tag.empty()) exchange(user, it, 0, false, false);
  }

  void copy_of_everything(int user, Side1& it, std::uint32_t expires) {
    if (it.tag.empty()) return;
    const Publish request = about(user, it, 300 + expires, false);
    const auto number = trace.publish(request);
    trace.duplicate(number);
    const Answer answer = serve(it, request);
    trace.lose_answer(number, answer);
    trace.duplicate(number);
    finish(number, it, request, answer);
    trace.duplicate(number);
    trace.answer(number, answer);
  }

  // Nobody is late: everything wanted is refreshed when a third of its life is left at most.
  void keep_alive() {
    for (auto& [user, it] : users_) {
      if (it.tag.empty() || it.wanted.empty()) continue;
      const auto age = std::chrono::duration_cast<std::chrono::seconds>(trace.now() - it.answered).count();
      if (age * 3 > it.grant) refresh(user, it, 500);
    }
  }

  std::map<int, Side1> users_;
  int tags_ = 0;
};

TEST(MonitorRandom, correct_traces_are_never_accused) {
  EXPECT_TRUE(rc::check("no accusation", [] {
    const auto steps = *rc::gen::container<std::vector<std::tuple<int, int, std::uint32_t>>>(
        rc::gen::tuple(rc::gen::inRange(0, 3), rc::gen::inRange(0, 6), rc::gen::inRange<std::uint32_t>(0, 500)));
    World world;
    for (const auto& [user, action, expires] : steps) world.step(user, action, expires);
    const std::string breaches = world.trace.breaches();
    RC_LOG() << world.trace.findings();
    RC_ASSERT(breaches == "");
  }));
}

}  // namespace
}  // namespace sipwright::model
