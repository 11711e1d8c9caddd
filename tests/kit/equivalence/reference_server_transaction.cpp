// The Boost.MSM machine of model/server_transaction.hpp; alone in its unit because it compiles slowly.
#include "model/server_transaction.hpp"
#include "model/msm.hpp"
#include "kit/equivalence/reference.hpp"

namespace sipwright::tests {

using namespace model::server_transaction;

struct ServerTransactionPlan {
  using Machine = model::server_transaction::Machine;
  using Context = model::server_transaction::Context;
  using Config = model::server_transaction::Config;
  using Sink = Recorder;
};

struct ReferenceServerTransaction::Impl {
  model::Msm<ServerTransactionPlan> engine;
};

ReferenceServerTransaction::ReferenceServerTransaction() : impl_(std::make_unique<Impl>()) {}
ReferenceServerTransaction::~ReferenceServerTransaction() = default;

int ReferenceServerTransaction::process(EventKind kind, const Event& event, const Config& config, Recorder& sink) {
  switch (kind) {
#define EVENT(name, doc) \
  case EventKind::name:  \
    return impl_->engine.process(on::name{event}, config, sink);
    SIPWRIGHT_SERVER_TRANSACTION_EVENTS(EVENT)
#undef EVENT
  }
  return -1;
}

State ReferenceServerTransaction::state() const {
#define STATE(name, doc) \
  if (impl_->engine.in<in::name>()) return State::name;
  SIPWRIGHT_SERVER_TRANSACTION_STATES(STATE)
#undef STATE
  return State{};
}

const Context& ReferenceServerTransaction::context() const { return impl_->engine.context(); }

}  // namespace sipwright::tests
