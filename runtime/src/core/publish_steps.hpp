// What the compositor's machine asks for while it judges a request: credentials, look-ups, the store, the answer.
//
// Which check comes when, and which answer follows from it, is said in the model (compositor, RFC 3903 6 behind
// RFC 3261 8.2); here is only how each check is done.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/answers.hpp"
#include "core/incoming.hpp"
#include "core/publication_store.hpp"
#include "sipwright/authenticator.hpp"
#include "sipwright/compositor.hpp"
#include "sipwright/machines/compositor.hpp"

namespace sipwright::core {

// An answer, and what the request did.
struct Outcome {
  Answer answer;
  machines::CompositorOutcome what = machines::CompositorOutcome::none;
};

class PublishSteps {
 public:
  // `config` and `store` must outlive the object.
  PublishSteps(const CompositorConfig& config, PublicationStore& store, Randomness& randomness);

  // Judges a request that can be answered. Either everything that it asks for is done, or nothing. `event` is
  // what the machine makes of it.
  Outcome judge(const Incoming& request, const machines::CompositorEvent& event, Instant now);

 private:
  class Effects;

  machines::CompositorEventKind identify(const Incoming& request, Instant now, std::string& user) const;

  const CompositorConfig& config_;
  PublicationStore& store_;
  machines::CompositorConfig machine_config_;
  std::unique_ptr<digest::Authenticator> authenticator_;  // none: nobody is challenged
};

}  // namespace sipwright::core
