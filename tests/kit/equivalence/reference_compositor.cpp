// The Boost.MSM machine of model/compositor.hpp; alone in its unit because it compiles slowly.
#include "model/compositor.hpp"
#include "model/msm.hpp"
#include "kit/equivalence/reference.hpp"

namespace sipwright::tests {

using namespace model::compositor;

struct CompositorPlan {
  using Machine = model::compositor::Machine;
  using Context = model::compositor::Context;
  using Config = model::compositor::Config;
  using Sink = Recorder;
};

struct ReferenceCompositor::Impl {
  model::Msm<CompositorPlan> engine;
};

ReferenceCompositor::ReferenceCompositor() : impl_(std::make_unique<Impl>()) {}
ReferenceCompositor::~ReferenceCompositor() = default;

int ReferenceCompositor::process(EventKind kind, const Event& event, const Config& config, Recorder& sink) {
  switch (kind) {
#define EVENT(name, doc) \
  case EventKind::name:  \
    return impl_->engine.process(on::name{event}, config, sink);
    SIPWRIGHT_COMPOSITOR_EVENTS(EVENT)
#undef EVENT
  }
  return -1;
}

State ReferenceCompositor::state() const {
#define STATE(name, doc) \
  if (impl_->engine.in<in::name>()) return State::name;
  SIPWRIGHT_COMPOSITOR_STATES(STATE)
#undef STATE
  return State{};
}

const Context& ReferenceCompositor::context() const { return impl_->engine.context(); }

}  // namespace sipwright::tests
