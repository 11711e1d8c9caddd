// The Boost.MSM machine of model/call.hpp; alone in its unit because it compiles slowly.
#include "model/call.hpp"
#include "model/msm.hpp"
#include "kit/equivalence/reference.hpp"

namespace sipwright::tests {

using namespace model::call;

struct CallPlan {
  using Machine = model::call::Machine;
  using Context = model::call::Context;
  using Config = model::call::Config;
  using Sink = Recorder;
};

struct ReferenceCall::Impl {
  model::Msm<CallPlan> engine;
};

ReferenceCall::ReferenceCall() : impl_(std::make_unique<Impl>()) {}
ReferenceCall::~ReferenceCall() = default;

int ReferenceCall::process(EventKind kind, const Event& event, const Config& config, Recorder& sink) {
  switch (kind) {
#define EVENT(name, doc) \
  case EventKind::name:  \
    return impl_->engine.process(on::name{event}, config, sink);
    SIPWRIGHT_CALL_EVENTS(EVENT)
#undef EVENT
  }
  return -1;
}

State ReferenceCall::state() const {
#define STATE(name, doc) \
  if (impl_->engine.in<in::name>()) return State::name;
  SIPWRIGHT_CALL_STATES(STATE)
#undef STATE
  return State{};
}

const Context& ReferenceCall::context() const { return impl_->engine.context(); }

}  // namespace sipwright::tests
