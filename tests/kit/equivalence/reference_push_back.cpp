// The Boost.MSM machine of model/push_back.hpp; alone in its unit because it compiles slowly.
#include "model/push_back.hpp"
#include "model/msm.hpp"
#include "kit/equivalence/reference.hpp"

namespace sipwright::tests {

using namespace model::push_back;

struct PushBackPlan {
  using Machine = model::push_back::Machine;
  using Context = model::push_back::Context;
  using Config = model::push_back::Config;
  using Sink = Recorder;
};

struct ReferencePushBack::Impl {
  model::Msm<PushBackPlan> engine;
};

ReferencePushBack::ReferencePushBack() : impl_(std::make_unique<Impl>()) {}
ReferencePushBack::~ReferencePushBack() = default;

int ReferencePushBack::process(EventKind kind, const Event& event, const Config& config, Recorder& sink) {
  switch (kind) {
#define EVENT(name, doc) \
  case EventKind::name:  \
    return impl_->engine.process(on::name{event}, config, sink);
    SIPWRIGHT_PUSH_BACK_EVENTS(EVENT)
#undef EVENT
  }
  return -1;
}

State ReferencePushBack::state() const {
#define STATE(name, doc) \
  if (impl_->engine.in<in::name>()) return State::name;
  SIPWRIGHT_PUSH_BACK_STATES(STATE)
#undef STATE
  return State{};
}

const Context& ReferencePushBack::context() const { return impl_->engine.context(); }

}  // namespace sipwright::tests
