// The compositor's table in every situation there is: each combination of what a request says and what the checks say,
// against RFC 3903 section 6 and RFC 3261 section 8.2 written down as plain code.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "sipwright/machines/compositor.hpp"
#include "sipwright/machines/publication.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::tests {
namespace {

using machines::CompositorEvent;
using machines::CompositorEventKind;
using machines::CompositorOutcome;
using machines::CompositorState;
using Kind = CompositorEventKind;

// One situation, and where the machine's effects go.
struct Desk {
  bool guarded = false;
  Kind identity = Kind::passed;
  bool authority = true, scheme = true, resource = true, package = true, tag = true, media = true, room = true;

  void identify() { next = identity; }
  void check_authority() { say(authority); }
  void check_scheme() { say(scheme); }
  void check_resource() { say(resource); }
  void find_package() { say(package); }
  void find_tag() { say(tag); }
  void check_media() { say(media); }
  void go_on() { say(true); }
  void store(std::uint32_t s) { change("store", s, room); }
  void renew(std::uint32_t s) { change("renew", s, true); }
  void replace(std::uint32_t s) { change("replace", s, true); }
  void remove() { change("remove", 0, true); }
  void draw_tag() { change("draw_tag", 0, true); }
  void challenge(bool stale) { owed += stale ? " challenge-stale" : " challenge"; }
  void allow() { owed += " allow"; }
  void allow_events() { owed += " allow-events"; }
  void accept() { owed += " accept"; }
  void unsupported() { owed += " unsupported"; }
  void min_expires(std::uint32_t s) { owed += " min-expires " + std::to_string(s); }
  void retry_after(std::uint32_t s) { owed += " retry-after " + std::to_string(s); }
  void etag() { owed += " etag"; }
  void expires(std::uint32_t s) { owed += " expires " + std::to_string(s); }
  void answer(std::uint32_t code, CompositorOutcome what) {
    ++answers;
    status = code;
    outcome = what;
  }

  std::optional<Kind> next;
  std::string owed, changes;
  std::uint32_t status = 0;
  CompositorOutcome outcome = CompositorOutcome::none;
  int answers = 0;

 private:
  void say(bool holds) { next = holds ? Kind::passed : Kind::failed; }
  void change(const char* what, std::uint32_t seconds, bool done) {
    if (done) changes += what + (" " + std::to_string(seconds));
    say(done);
  }
};

constexpr machines::CompositorConfig standard;

// Runs one request through; the machine has to be idle again.
std::string run(Desk& desk, const CompositorEvent& event) {
  machines::Compositor machine;
  machines::CompositorConfig config;
  config.guarded = desk.guarded;
  machine.process(event, config, desk);
  while (const auto kind = std::exchange(desk.next, std::nullopt)) {
    CompositorEvent told;
    told.kind = *kind;
    if (machine.process(told, config, desk) < 0) return "unexpected " + std::string(to_string(*kind));
  }
  if (machine.state != CompositorState::Idle) return "ends in " + std::string(to_string(machine.state));
  if (desk.answers != 1) return std::to_string(desk.answers) + " answers";
  return std::to_string(desk.status) + desk.owed + (desk.changes.empty() ? "" : "; " + desk.changes);
}

// The same by the book: what stands first decides.
std::string by_the_book(const Desk& desk, const CompositorEvent& e) {
  if (desk.guarded) {
    if (desk.identity == Kind::failed) return "401 challenge";
    if (desk.identity == Kind::stale) return "401 challenge-stale";
    if (desk.identity == Kind::misused) return "400";
    if (!desk.authority) return "403";
  }
  if (!desk.scheme) return "416";
  if (!desk.resource) return "404";
  if (e.merged) return "482";
  if (e.extended) return "420 unsupported";
  if (!desk.package || e.event_rows != 1) return "489 allow-events";
  const bool conditional = e.tag_rows > 0;
  if (conditional && (e.tag_rows > 1 || !e.names_tag)) return "400";
  if (conditional && !desk.tag) return "412";
  const std::uint32_t asked = e.has_expires ? e.expires : 3600;
  if (asked != 0 && asked < 60) return "423 min-expires 60";
  const std::string granted = std::to_string(asked > 3600 ? 3600 : asked);
  if (!e.has_body && !conditional) return "400";
  if (e.has_body && !desk.media) return "415 accept";
  if (asked != 0 && !conditional && !desk.room) return "503 retry-after 30";
  const std::string answer = "200 etag expires " + granted + "; ";
  if (asked == 0) return answer + (conditional ? "remove 0" : "draw_tag 0");
  return answer + (!conditional ? "store " : e.has_body ? "replace " : "renew ") + granted;
}

template <class Visit>
void each_event(Visit&& visit) {
  CompositorEvent event;
  event.kind = Kind::publish;
  event.publishes = true;
  for (int bits = 0; bits < 32; ++bits) {
    event.merged = bits & 1;
    event.extended = bits & 2;
    event.names_tag = bits & 4;
    event.has_expires = bits & 8;
    event.has_body = bits & 16;
    for (event.event_rows = 0; event.event_rows < 3; ++event.event_rows) {
      for (event.tag_rows = 0; event.tag_rows < 3; ++event.tag_rows) {
        for (const std::uint32_t expires : {0u, 1u, 59u, 60u, 3600u, 3601u, 0xffffffffu}) {
          event.expires = expires;
          visit(event);
        }
      }
    }
  }
}

TEST(CompositorTable, EverySituationByTheBook) {
  std::size_t situations = 0;
  for (int bits = 0; bits < 256; ++bits) {
    for (const Kind identity : {Kind::passed, Kind::failed, Kind::stale, Kind::misused}) {
      Desk fresh;
      fresh.guarded = bits & 1;
      fresh.identity = identity;
      fresh.authority = bits & 2;
      fresh.scheme = bits & 4;
      fresh.resource = bits & 8;
      fresh.package = bits & 16;
      fresh.tag = bits & 32;
      fresh.media = bits & 64;
      fresh.room = bits & 128;
      if (!fresh.guarded && (identity != Kind::passed || !fresh.authority)) continue;
      each_event([&](const CompositorEvent& event) {
        if (testing::Test::HasFailure()) return;
        Desk desk = fresh;
        EXPECT_EQ(run(desk, event), by_the_book(fresh, event)) << "bits " << bits << ", " << to_string(identity);
        // Atomic: what changes something succeeds, what does not is refused.
        EXPECT_EQ(desk.changes.empty(), desk.outcome == CompositorOutcome::refused);
        ++situations;
      });
    }
  }
  EXPECT_EQ(situations, (512u + 64u) * 2016u);
}

TEST(CompositorTable, OtherRequests) {
  for (const bool publishes : {false, true}) {
    const auto told = publishes ? CompositorOutcome::refused : CompositorOutcome::none;
    CompositorEvent event;
    event.publishes = publishes;
    event.status = 493;
    const auto expect = [&](Kind kind, const char* answer) {
      Desk desk;
      desk.guarded = true;
      event.kind = kind;
      EXPECT_EQ(run(desk, event), answer);
      EXPECT_EQ(desk.outcome, told);
    };
    expect(Kind::malformed, "493");
    event.status = 0;
    expect(Kind::malformed, "400");
    expect(Kind::overloaded, "503 retry-after 30");
    expect(Kind::cancel, "481");
    expect(Kind::unserved, "405 allow");
    expect(Kind::unknown, "501 allow");
  }
  CompositorEvent options;
  options.kind = Kind::options;
  Desk desk;
  desk.resource = desk.package = desk.tag = desk.media = false;
  EXPECT_EQ(run(desk, options), "200 allow allow-events accept");
  EXPECT_EQ(desk.outcome, CompositorOutcome::none);
}

// Arrival order: while a request is judged no other one is taken.
TEST(CompositorTable, OnlyIdleTakesARequest) {
  for (int state = 1; state <= static_cast<int>(CompositorState::Storing); ++state) {
    machines::Compositor machine;
    machine.state = static_cast<CompositorState>(state);
    for (const Kind kind : {Kind::publish, Kind::options, Kind::malformed, Kind::overloaded}) {
      CompositorEvent event;
      event.kind = kind;
      Desk desk;
      EXPECT_EQ(machine.process(event, standard, desk), machines::Compositor::unexpected);
    }
  }
}

// ---- soft state

struct Shelf {
  std::string text;
  Instant end{};
  void assign_tag() { text += " tag"; }
  void keep_document() { text += " document"; }
  void found() { text += " found"; }
  void expired() { text += " expired"; }
  void forget() { text += " forget"; }
  void arm(machines::PublicationTimer, Instant at) {
    text += " arm";
    end = at;
  }
  void disarm() { text += " disarm"; }
};

class PublicationTable : public testing::Test {
 protected:
  std::string on(machines::PublicationEventKind kind, std::uint32_t granted = 0) {
    machines::PublicationEvent event;
    event.kind = kind;
    event.now = now;
    event.granted = granted;
    shelf.text.clear();
    const int row = one.process(event, {}, shelf);
    return row < 0 ? "unexpected" : std::string(to_string(one.state)) + shelf.text;
  }
  using Kind = machines::PublicationEventKind;
  machines::Publication one;
  Shelf shelf;
  Instant now = std::chrono::seconds(1000);
};

TEST_F(PublicationTable, LivesExactlyAsLongAsGranted) {
  EXPECT_EQ(on(Kind::named), "unexpected");
  EXPECT_EQ(on(Kind::store, 600), "Live document tag arm");
  EXPECT_EQ(shelf.end, std::chrono::seconds(1600));
  now = shelf.end - Instant(1);
  EXPECT_EQ(on(Kind::named), "Live found");
  EXPECT_EQ(on(Kind::renew, 60), "Live tag arm");
  now = shelf.end;
  EXPECT_EQ(on(Kind::named), "Void disarm expired forget");
  EXPECT_EQ(on(Kind::expiry_due), "unexpected");
}

TEST_F(PublicationTable, EndsInFourWays) {
  on(Kind::store, 600);
  EXPECT_EQ(on(Kind::replace, 60), "Live document tag arm");
  EXPECT_EQ(on(Kind::store, 600), "unexpected");
  EXPECT_EQ(on(Kind::remove), "Void disarm forget");
  on(Kind::store, 600);
  EXPECT_EQ(on(Kind::expiry_due), "Void disarm expired forget");
  on(Kind::store, 600);
  EXPECT_EQ(on(Kind::restart), "Void disarm forget");
}

TEST_F(PublicationTable, ClockHasAnEnd) {
  now = Instant::max() - std::chrono::seconds(5);
  on(Kind::store, 0xffffffff);
  EXPECT_EQ(shelf.end, Instant::max());
}

}  // namespace
}  // namespace sipwright::tests
