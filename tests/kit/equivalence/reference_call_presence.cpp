// The Boost.MSM machine of model/call_presence.hpp; alone in its unit because it compiles slowly.
#include "model/call_presence.hpp"
#include "model/msm.hpp"
#include "kit/equivalence/reference.hpp"

namespace sipwright::tests {

using namespace model::call_presence;

struct CallPresencePlan {
  using Machine = model::call_presence::Machine;
  using Context = model::call_presence::Context;
  using Config = model::call_presence::Config;
  using Sink = Recorder;
};

struct ReferenceCallPresence::Impl {
  model::Msm<CallPresencePlan> engine;
};

ReferenceCallPresence::ReferenceCallPresence() : impl_(std::make_unique<Impl>()) {}
ReferenceCallPresence::~ReferenceCallPresence() = default;

int ReferenceCallPresence::process(EventKind kind, const Event& event, const Config& config, Recorder& sink) {
  switch (kind) {
#define EVENT(name, doc) \
  case EventKind::name:  \
    return impl_->engine.process(on::name{event}, config, sink);
    SIPWRIGHT_CALL_PRESENCE_EVENTS(EVENT)
#undef EVENT
  }
  return -1;
}

State ReferenceCallPresence::state() const {
#define STATE(name, doc) \
  if (impl_->engine.in<in::name>()) return State::name;
  SIPWRIGHT_CALL_PRESENCE_STATES(STATE)
#undef STATE
  return State{};
}

const Context& ReferenceCallPresence::context() const { return impl_->engine.context(); }

}  // namespace sipwright::tests
