// The Boost.MSM machine of model/digest_client.hpp; alone in its unit because it compiles slowly.
#include "model/digest_client.hpp"
#include "model/msm.hpp"
#include "kit/equivalence/reference.hpp"

namespace sipwright::tests {

using namespace model::digest_client;

struct DigestClientPlan {
  using Machine = model::digest_client::Machine;
  using Context = model::digest_client::Context;
  using Config = model::digest_client::Config;
  using Sink = Recorder;
};

struct ReferenceDigestClient::Impl {
  model::Msm<DigestClientPlan> engine;
};

ReferenceDigestClient::ReferenceDigestClient() : impl_(std::make_unique<Impl>()) {}
ReferenceDigestClient::~ReferenceDigestClient() = default;

int ReferenceDigestClient::process(EventKind kind, const Event& event, const Config& config, Recorder& sink) {
  switch (kind) {
#define EVENT(name, doc) \
  case EventKind::name:  \
    return impl_->engine.process(on::name{event}, config, sink);
    SIPWRIGHT_DIGEST_CLIENT_EVENTS(EVENT)
#undef EVENT
  }
  return -1;
}

State ReferenceDigestClient::state() const {
#define STATE(name, doc) \
  if (impl_->engine.in<in::name>()) return State::name;
  SIPWRIGHT_DIGEST_CLIENT_STATES(STATE)
#undef STATE
  return State{};
}

const Context& ReferenceDigestClient::context() const { return impl_->engine.context(); }

}  // namespace sipwright::tests
