// Guards of one (state, event) pair: exactly one holds, whatever context and event hold. MSM tests the last row first
// and a switch the first, so anything else would make two machines of one table.
//
// The generator proves it with comparisons as propositions; here they are numbers, reachable or not.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <utility>

#include "model/call_presence.hpp"
#include "model/client_transaction.hpp"
#include "model/compositor.hpp"
#include "model/digest_client.hpp"
#include "model/publication.hpp"
#include "model/publisher.hpp"
#include "model/push_back.hpp"
#include "model/server_transaction.hpp"

namespace sipwright::tests {
namespace {

// Few values, so that equality and order of any two members come in every way.
struct Few {
  std::mt19937& random;
  void fill(bool& value) { value = random() % 2 == 0; }
  void fill(std::uint32_t& value) { value = random() % 8 == 0 ? 408 : static_cast<std::uint32_t>(random() % 6); }
  void fill(model::Instant& value) { value = model::Instant(random() % 4); }
  void fill(model::compositor::Outcome& value) { value = static_cast<model::compositor::Outcome>(random() % 6); }
  void fill(model::publisher::Tag& value) { value = model::publisher::Tag(static_cast<std::uint32_t>(random() % 2)); }
};

template <class Row, class Scope>
void count(std::map<std::pair<std::string_view, std::string_view>, int>& holding, const Scope& scope) {
  holding[{Row::From::name, Row::On::name}] += Row::Guard::get(scope) ? 1 : 0;
}

template <class Scope, class... R>
void expect_one(model::rows<R...>, const Scope& scope) {
  std::map<std::pair<std::string_view, std::string_view>, int> holding;
  (count<R>(holding, scope), ...);
  for (const auto& [pair, rows] : holding) ASSERT_EQ(rows, 1) << pair.first << ", " << pair.second;
}

struct Nothing {};

constexpr int worlds = 100'000;

#define SIPWRIGHT_GUARDS(space, P)                                             \
  std::mt19937 random(1);                                                      \
  Few few{random};                                                             \
  const model::space::Config config;                                           \
  Nothing sink;                                                                \
  for (int i = 0; i < worlds && !HasFatalFailure(); ++i) {                     \
    model::space::Context context;                                             \
    model::space::Event event;                                                 \
    SIPWRIGHT_##P##_CONTEXT(FILL_CONTEXT) SIPWRIGHT_##P##_FIELDS(FILL_EVENT)   \
    expect_one(model::space::Machine::Rows{}, model::Scope{context, event, config, sink}); \
  }
#define FILL_CONTEXT(type, name, initial, doc) few.fill(context.name);
#define FILL_EVENT(type, name, initial, doc) few.fill(event.name);

TEST(Guards, PublisherExactlyOne) { SIPWRIGHT_GUARDS(publisher, PUBLISHER) }
TEST(Guards, ClientTransactionExactlyOne) { SIPWRIGHT_GUARDS(client_transaction, CLIENT_TRANSACTION) }
TEST(Guards, ServerTransactionExactlyOne) { SIPWRIGHT_GUARDS(server_transaction, SERVER_TRANSACTION) }
TEST(Guards, CompositorExactlyOne) { SIPWRIGHT_GUARDS(compositor, COMPOSITOR) }
TEST(Guards, CallPresenceExactlyOne) { SIPWRIGHT_GUARDS(call_presence, CALL_PRESENCE) }
TEST(Guards, DigestClientExactlyOne) { SIPWRIGHT_GUARDS(digest_client, DIGEST_CLIENT) }
TEST(Guards, PushBackExactlyOne) { SIPWRIGHT_GUARDS(push_back, PUSH_BACK) }
TEST(Guards, PublicationExactlyOne) { SIPWRIGHT_GUARDS(publication, PUBLICATION) }

}  // namespace
}  // namespace sipwright::tests
