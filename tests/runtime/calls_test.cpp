// From calls to presence: what rings, what counts, what is shown before, while and after.
#include <gtest/gtest.h>

#include "wire.hpp"

namespace sipwright::test {
namespace {

constexpr std::string_view jane = "sip:jane@example.com";

class CallsTest : public testing::Test {
 protected:
  void ring(const char* call, std::string_view user = john) { EXPECT_EQ(tell_ringing(call, user), Misuse::none); }
  Misuse tell_ringing(const char* call, std::string_view user) {
    const Misuse misuse = wire.agent.call_ringing(call, user, wire.now);
    wire.run_for(0s);
    return misuse;
  }
  Misuse connect(const char* call, std::string_view user = john) {
    const Misuse misuse = wire.agent.call_connected(call, user, on_the_phone, wire.now);
    wire.run_for(0s);
    return misuse;
  }
  Misuse hold(const char* call) { return settled(wire.agent.call_held(call, wire.now)); }
  Misuse resume(const char* call) { return settled(wire.agent.call_resumed(call, wire.now)); }
  Misuse end(const char* call) { return settled(wire.agent.call_ended(call, wire.now)); }
  Misuse settled(Misuse misuse) {
    wire.run_for(0s);
    return misuse;
  }
  // What the compositor shows of john; empty: nothing.
  std::string shown() {
    const auto all = wire.live();
    EXPECT_LE(all.size(), 1U);
    return all.empty() ? "" : std::string(all[0].document);
  }
  Wire wire;
};

TEST_F(CallsTest, RingingShowsNothingAndMayEndUnanswered) {
  ring("c1");
  ring("c1");
  EXPECT_EQ(wire.requests.size(), 0U);
  EXPECT_FALSE(wire.agent.idle()) << "a call is known";
  EXPECT_EQ(hold("c1"), Misuse::already_there) << "nothing to hold yet";
  EXPECT_EQ(end("c1"), Misuse::none);
  EXPECT_EQ(wire.requests.size(), 0U);
  EXPECT_TRUE(wire.agent.idle());
  EXPECT_EQ(wire.agent.publications(), 0U);
  EXPECT_EQ(end("c1"), Misuse::unknown);
}

TEST_F(CallsTest, FromRingingThroughHoldToTheEnd) {
  ring("c1");
  EXPECT_EQ(connect("c1"), Misuse::none);
  EXPECT_EQ(shown(), on_the_phone.body);
  EXPECT_EQ(tell_ringing("c1", john), Misuse::already_there);
  EXPECT_EQ(hold("c1"), Misuse::none);
  EXPECT_EQ(hold("c1"), Misuse::already_there);
  EXPECT_EQ(resume("c1"), Misuse::none);
  EXPECT_EQ(hold("c1"), Misuse::none);
  EXPECT_EQ(wire.requests.size(), 1U) << "the line is taken all the time";
  EXPECT_EQ(end("c1"), Misuse::none);
  EXPECT_EQ(shown(), "");
  EXPECT_EQ(wire.requests.size(), 2U);
  EXPECT_TRUE(wire.agent.idle());
}

TEST_F(CallsTest, AHeldCallStillCountsWhenTheOtherEnds) {
  connect("c1");
  hold("c1");
  connect("c2");
  end("c2");
  EXPECT_EQ(shown(), on_the_phone.body);
  EXPECT_EQ(wire.requests.size(), 1U);
  end("c1");
  EXPECT_EQ(shown(), "");
}

TEST_F(CallsTest, ARingingCallOutlivesTheOneThatEnds) {
  connect("c1");
  ring("c2");
  end("c1");
  EXPECT_EQ(shown(), "");
  EXPECT_EQ(connect("c2"), Misuse::none);
  EXPECT_EQ(shown(), on_the_phone.body);
  end("c2");
  EXPECT_EQ(shown(), "");
  EXPECT_TRUE(wire.agent.idle());
}

TEST_F(CallsTest, BothPartiesFollowTheCall) {
  ring("c1", john);
  ring("c1", jane);
  connect("c1", john);
  connect("c1", jane);
  EXPECT_EQ(hold("c1"), Misuse::none);
  EXPECT_EQ(wire.esc.publications(), 2U);
  EXPECT_EQ(end("c1"), Misuse::none);
  EXPECT_EQ(wire.esc.publications(), 0U);
}

TEST_F(CallsTest, TheOwnStateComesBackAfterTheLastCall) {
  wire.agent.publish(john, available, wire.now);
  wire.run_for(0s);
  connect("c1");
  EXPECT_EQ(shown(), on_the_phone.body);
  connect("c2");
  end("c1");
  EXPECT_EQ(shown(), on_the_phone.body);
  end("c2");
  EXPECT_EQ(shown(), available.body) << "else the user would be on the phone for ever";
  EXPECT_EQ(wire.kinds(), (std::vector{Kind::published, Kind::modified, Kind::modified}));
}

TEST_F(CallsTest, OfTwoWishesTheNewerOneShows) {
  connect("c1");
  wire.agent.publish(john, available, wire.now);
  wire.run_for(0s);
  EXPECT_EQ(shown(), available.body);
  wire.agent.modify(john, {"application/pidf+xml", "<away/>"}, wire.now);
  wire.run_for(0s);
  connect("c2");
  end("c1");
  end("c2");
  EXPECT_EQ(shown(), "<away/>");
}

TEST_F(CallsTest, AChangeDuringACallIsTheCalls) {
  wire.agent.publish(john, available, wire.now);
  connect("c1");
  wire.agent.modify(john, {"application/pidf+xml", "<conference/>"}, wire.now);
  wire.run_for(0s);
  EXPECT_EQ(shown(), "<conference/>");
  end("c1");
  EXPECT_EQ(shown(), available.body);
}

TEST_F(CallsTest, RemoveSilencesTheCallsThatAreThere) {
  connect("c1");
  EXPECT_EQ(settled(wire.agent.remove(john, wire.now)), Misuse::none);
  EXPECT_EQ(shown(), "");
  EXPECT_EQ(end("c1"), Misuse::unknown);
  EXPECT_EQ(settled(wire.agent.remove(john, wire.now)), Misuse::unknown);
  connect("c2");
  EXPECT_EQ(shown(), on_the_phone.body);
}

TEST_F(CallsTest, ShutdownForgetsWhatRings) {
  ring("c1");
  connect("c2", jane);
  wire.agent.shutdown(wire.now);
  wire.run_for(0s);
  EXPECT_TRUE(wire.agent.idle());
  EXPECT_EQ(wire.esc.publications(), 0U);
  EXPECT_EQ(connect("c3"), Misuse::shutting_down);
}

TEST_F(CallsTest, BadNamesAreRefused) {
  EXPECT_EQ(tell_ringing("", john), Misuse::bad_call);
  EXPECT_EQ(tell_ringing("c1", "no uri"), Misuse::bad_uri);
  EXPECT_EQ(hold("c1"), Misuse::unknown);
  EXPECT_EQ(resume("c1"), Misuse::unknown);
  EXPECT_TRUE(wire.agent.idle());
}

}  // namespace
}  // namespace sipwright::test
