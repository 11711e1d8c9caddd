// Which message is which event: the emitted classifiers, and the model's own trees, on the same messages.
#include <gtest/gtest.h>

#include <string>

#include "model/client_transaction.hpp"
#include "model/compositor.hpp"
#include "model/digest_client.hpp"
#include "model/publisher.hpp"
#include "model/push_back.hpp"
#include "sipwright/machines/client_transaction.hpp"
#include "sipwright/machines/compositor.hpp"
#include "sipwright/machines/digest_client.hpp"
#include "sipwright/machines/publisher.hpp"
#include "sipwright/machines/push_back.hpp"

namespace sipwright::tests {
namespace {

using model::Fields;

// The first row of a classification that fits, executed by the model.
template <class... M>
std::string_view first(model::classification<M...>, const Fields& message) {
  struct {
    const Fields& message;
  } scope{message};
  std::string_view found;
  (void)((M::Predicate::get(scope) && (found = M::On::name, true)) || ...);
  return found;
}

std::string publisher_event(const Fields& message) {
  const std::string_view model = first(model::publisher::Machine::Classification{}, message);
  const std::string_view emitted = to_string(machines::classify_publisher(message).kind);
  EXPECT_EQ(model, emitted);
  return std::string(emitted);
}

Fields answer(std::uint32_t status) {
  Fields fields;
  fields.status = status;
  fields.via_rows = 1;
  return fields;
}

Fields success(std::string_view tag, std::uint32_t expires) {
  Fields fields = answer(200);
  fields.etag = tag;
  fields.etag_rows = 1;
  fields.expires = expires;
  return fields;
}

TEST(Classify, Publisher) {
  EXPECT_EQ(publisher_event(answer(100)), "provisional");
  EXPECT_EQ(publisher_event(answer(199)), "provisional");
  EXPECT_EQ(publisher_event(success("a", 60)), "accepted");
  EXPECT_EQ(publisher_event(success("a", 0)), "ended");
  EXPECT_EQ(publisher_event(answer(200)), "untagged");
  EXPECT_EQ(publisher_event(answer(299)), "untagged");
  EXPECT_EQ(publisher_event(answer(300)), "failed");
  EXPECT_EQ(publisher_event(answer(401)), "challenged");
  EXPECT_EQ(publisher_event(answer(407)), "challenged");
  EXPECT_EQ(publisher_event(answer(412)), "stale_tag");
  EXPECT_EQ(publisher_event(answer(423)), "too_brief");
  EXPECT_EQ(publisher_event(answer(503)), "failed");
  EXPECT_EQ(publisher_event(answer(699)), "failed");
  Fields pushed = answer(503);
  pushed.retry_after = 20;
  EXPECT_EQ(publisher_event(pushed), "pushed_back");
}

// SW-05, and RFC 3903 6: one tag, no more.
TEST(Classify, UnusableTags) {
  const std::string longest(512, 'x'), too_long(513, 'x');
  EXPECT_EQ(publisher_event(success(longest, 60)), "accepted");
  EXPECT_EQ(publisher_event(success(too_long, 60)), "untagged");
  Fields two = success("a", 60);
  two.etag_rows = 2;
  EXPECT_EQ(publisher_event(two), "untagged");
}

TEST(Classify, EventTakesOverWhatTheAnswerSays) {
  Fields fields = success("tag", 60);
  const auto accepted = machines::classify_publisher(fields);
  EXPECT_EQ(accepted.status, 200u);
  EXPECT_TRUE(accepted.has_expires);
  EXPECT_EQ(accepted.expires, 60u);
  EXPECT_EQ(accepted.tag, "tag");
  EXPECT_FALSE(accepted.proxy);
  fields = answer(407);
  fields.retry_after = 5;
  fields.min_expires = 6;
  const auto challenged = machines::classify_publisher(fields);
  EXPECT_TRUE(challenged.proxy);
  EXPECT_FALSE(challenged.has_expires);
  EXPECT_EQ(challenged.retry_after, 5u);
  EXPECT_EQ(challenged.min_expires, 6u);
}

TEST(Classify, WhatNoMessageBrings) {
  EXPECT_EQ(machines::PublisherEvent::timed_out().status, 408u);
  EXPECT_EQ(machines::PublisherEvent::transport_failed().status, 503u);
  EXPECT_EQ(machines::PublisherEvent::timed_out().kind, machines::PublisherEventKind::failed);
}

TEST(Classify, ClientTransaction) {
  const auto event = [](const Fields& message) {
    const std::string_view model = first(model::client_transaction::Machine::Classification{}, message);
    EXPECT_EQ(model, to_string(machines::classify_client_transaction(message).kind));
    return std::string(model);
  };
  EXPECT_EQ(event(answer(100)), "provisional");
  EXPECT_EQ(event(answer(200)), "final");
  EXPECT_EQ(event(answer(699)), "final");
  Fields misrouted = answer(200);
  misrouted.via_rows = 2;
  EXPECT_EQ(event(misrouted), "misrouted");
}

TEST(Classify, DigestClient) {
  const auto event = [](const Fields& message) {
    const std::string_view model = first(model::digest_client::Machine::Classification{}, message);
    EXPECT_EQ(model, to_string(machines::classify_digest_client(message).kind));
    return std::string(model);
  };
  EXPECT_EQ(event(answer(401)), "challenged");
  EXPECT_EQ(event(answer(407)), "challenged");
  EXPECT_EQ(event(answer(200)), "accepted");
  EXPECT_EQ(event(answer(299)), "accepted");
  for (const std::uint32_t silent : {100u, 300u, 403u, 412u, 503u}) EXPECT_EQ(event(answer(silent)), "other");
  EXPECT_TRUE(machines::classify_digest_client(answer(407)).proxy);
  EXPECT_FALSE(machines::classify_digest_client(answer(401)).proxy);
}

TEST(Classify, PushBack) {
  const auto event = [](const Fields& message) {
    const std::string_view model = first(model::push_back::Machine::Classification{}, message);
    EXPECT_EQ(model, to_string(machines::classify_push_back(message).kind));
    return std::string(model);
  };
  EXPECT_EQ(event(answer(503)), "answered");
  for (const std::uint32_t status : {200u, 404u, 480u, 500u, 503u}) {
    Fields pause = answer(status);
    pause.retry_after = 20;
    EXPECT_EQ(event(pause), status == 503 ? "pushed_back" : "answered") << "the server, not a resource or a user";
    EXPECT_EQ(machines::classify_push_back(pause).retry_after, 20u);
  }
}

Fields request(std::string_view method) {
  Fields fields;
  fields.is_request = true;
  fields.method = method;
  return fields;
}

TEST(Classify, Compositor) {
  const auto event = [](std::string_view method) {
    const std::string_view model = first(model::compositor::Machine::Classification{}, request(method));
    EXPECT_EQ(model, to_string(machines::classify_compositor(request(method)).kind));
    return std::string(model);
  };
  EXPECT_EQ(event("PUBLISH"), "publish");
  EXPECT_EQ(event("OPTIONS"), "options");
  EXPECT_EQ(event("CANCEL"), "cancel");
  for (const char* known : {"SUBSCRIBE", "NOTIFY", "INVITE", "BYE", "REGISTER", "MESSAGE", "INFO", "UPDATE", "REFER",
                            "PRACK"}) {
    EXPECT_EQ(event(known), "unserved");
  }
  EXPECT_EQ(event("publish"), "unknown");
  EXPECT_EQ(event("PUBLISHED"), "unknown");
}

TEST(Classify, CompositorTakesOverWhatTheRequestSays) {
  Fields fields = request("PUBLISH");
  auto bare = machines::classify_compositor(fields);
  EXPECT_TRUE(bare.publishes);
  EXPECT_FALSE(bare.extended || bare.names_tag || bare.has_expires || bare.has_body);
  fields.event_rows = 1;
  fields.if_match_rows = 2;
  fields.if_match = "x";
  fields.expires = 0;
  fields.body = "x";
  fields.require = "x";
  const auto full = machines::classify_compositor(fields);
  EXPECT_TRUE(full.extended && full.names_tag && full.has_expires && full.has_body);
  EXPECT_EQ(full.event_rows, 1u);
  EXPECT_EQ(full.tag_rows, 2u);
  EXPECT_EQ(full.expires, 0u);
  EXPECT_FALSE(machines::classify_compositor(request("OPTIONS")).publishes);
}

}  // namespace
}  // namespace sipwright::tests
