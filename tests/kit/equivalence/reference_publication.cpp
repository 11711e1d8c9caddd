// The Boost.MSM machine of model/publication.hpp; alone in its unit because it compiles slowly.
#include "model/publication.hpp"
#include "model/msm.hpp"
#include "kit/equivalence/reference.hpp"

namespace sipwright::tests {

using namespace model::publication;

struct PublicationPlan {
  using Machine = model::publication::Machine;
  using Context = model::publication::Context;
  using Config = model::publication::Config;
  using Sink = Recorder;
};

struct ReferencePublication::Impl {
  model::Msm<PublicationPlan> engine;
};

ReferencePublication::ReferencePublication() : impl_(std::make_unique<Impl>()) {}
ReferencePublication::~ReferencePublication() = default;

int ReferencePublication::process(EventKind kind, const Event& event, const Config& config, Recorder& sink) {
  switch (kind) {
#define EVENT(name, doc) \
  case EventKind::name:  \
    return impl_->engine.process(on::name{event}, config, sink);
    SIPWRIGHT_PUBLICATION_EVENTS(EVENT)
#undef EVENT
  }
  return -1;
}

State ReferencePublication::state() const {
#define STATE(name, doc) \
  if (impl_->engine.in<in::name>()) return State::name;
  SIPWRIGHT_PUBLICATION_STATES(STATE)
#undef STATE
  return State{};
}

const Context& ReferencePublication::context() const { return impl_->engine.context(); }

}  // namespace sipwright::tests
