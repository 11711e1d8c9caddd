// The Boost.MSM machines behind a plain interface, so that only three units of the tests know MSM.
#pragma once

#include <memory>

#include "model/call.hpp"
#include "model/call_presence.hpp"
#include "model/client_transaction.hpp"
#include "model/compositor.hpp"
#include "model/digest_client.hpp"
#include "model/publication.hpp"
#include "model/publisher.hpp"
#include "model/push_back.hpp"
#include "model/server_transaction.hpp"
#include "kit/equivalence/recorder.hpp"

namespace sipwright::tests {

// process() gives the number of the row that was taken, or -1.
#define SIPWRIGHT_REFERENCE(Title, space)                                                                  \
  class Reference##Title {                                                                                 \
   public:                                                                                                 \
    Reference##Title();                                                                                    \
    ~Reference##Title();                                                                                   \
    int process(model::space::EventKind kind, const model::space::Event& event,                            \
                const model::space::Config& config, Recorder& sink);                                       \
    model::space::State state() const;                                                                     \
    const model::space::Context& context() const;                                                          \
                                                                                                           \
   private:                                                                                                \
    struct Impl;                                                                                           \
    std::unique_ptr<Impl> impl_;                                                                           \
  };

SIPWRIGHT_REFERENCE(Publisher, publisher)
SIPWRIGHT_REFERENCE(ClientTransaction, client_transaction)
SIPWRIGHT_REFERENCE(ServerTransaction, server_transaction)
SIPWRIGHT_REFERENCE(Compositor, compositor)
SIPWRIGHT_REFERENCE(Publication, publication)
SIPWRIGHT_REFERENCE(Call, call)
SIPWRIGHT_REFERENCE(CallPresence, call_presence)
SIPWRIGHT_REFERENCE(DigestClient, digest_client)
SIPWRIGHT_REFERENCE(PushBack, push_back)
#undef SIPWRIGHT_REFERENCE

}  // namespace sipwright::tests
