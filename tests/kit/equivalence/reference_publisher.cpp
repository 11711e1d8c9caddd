// The Boost.MSM machine of model/publisher.hpp; alone in its unit because it compiles slowly.
#include "model/publisher.hpp"
#include "model/msm.hpp"
#include "kit/equivalence/reference.hpp"

namespace sipwright::tests {

using namespace model::publisher;

struct PublisherPlan {
  using Machine = model::publisher::Machine;
  using Context = model::publisher::Context;
  using Config = model::publisher::Config;
  using Sink = Recorder;
};

struct ReferencePublisher::Impl {
  model::Msm<PublisherPlan> engine;
};

ReferencePublisher::ReferencePublisher() : impl_(std::make_unique<Impl>()) {}
ReferencePublisher::~ReferencePublisher() = default;

int ReferencePublisher::process(EventKind kind, const Event& event, const Config& config, Recorder& sink) {
  switch (kind) {
#define EVENT(name, doc) \
  case EventKind::name:  \
    return impl_->engine.process(on::name{event}, config, sink);
    SIPWRIGHT_PUBLISHER_EVENTS(EVENT)
#undef EVENT
  }
  return -1;
}

State ReferencePublisher::state() const {
#define STATE(name, doc) \
  if (impl_->engine.in<in::name>()) return State::name;
  SIPWRIGHT_PUBLISHER_STATES(STATE)
#undef STATE
  return State{};
}

const Context& ReferencePublisher::context() const { return impl_->engine.context(); }

}  // namespace sipwright::tests
