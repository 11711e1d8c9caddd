// The Boost.MSM machine of model/client_transaction.hpp; alone in its unit because it compiles slowly.
#include "model/client_transaction.hpp"
#include "model/msm.hpp"
#include "kit/equivalence/reference.hpp"

namespace sipwright::tests {

using namespace model::client_transaction;

struct ClientTransactionPlan {
  using Machine = model::client_transaction::Machine;
  using Context = model::client_transaction::Context;
  using Config = model::client_transaction::Config;
  using Sink = Recorder;
};

struct ReferenceClientTransaction::Impl {
  model::Msm<ClientTransactionPlan> engine;
};

ReferenceClientTransaction::ReferenceClientTransaction() : impl_(std::make_unique<Impl>()) {}
ReferenceClientTransaction::~ReferenceClientTransaction() = default;

int ReferenceClientTransaction::process(EventKind kind, const Event& event, const Config& config, Recorder& sink) {
  switch (kind) {
#define EVENT(name, doc) \
  case EventKind::name:  \
    return impl_->engine.process(on::name{event}, config, sink);
    SIPWRIGHT_CLIENT_TRANSACTION_EVENTS(EVENT)
#undef EVENT
  }
  return -1;
}

State ReferenceClientTransaction::state() const {
#define STATE(name, doc) \
  if (impl_->engine.in<in::name>()) return State::name;
  SIPWRIGHT_CLIENT_TRANSACTION_STATES(STATE)
#undef STATE
  return State{};
}

const Context& ReferenceClientTransaction::context() const { return impl_->engine.context(); }

}  // namespace sipwright::tests
