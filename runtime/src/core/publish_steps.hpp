// How a compositor judges a request: the general checks of RFC 3261 8.2, then the six steps of RFC 3903 6.
#pragma once

#include <memory>
#include <optional>

#include "core/answers.hpp"
#include "core/incoming.hpp"
#include "core/publication_store.hpp"
#include "sipwright/authenticator.hpp"
#include "sipwright/compositor.hpp"

namespace sipwright::core {

// An answer, and what the request did.
struct Outcome {
  Answer answer;
  CompositorEvent::Kind kind = CompositorEvent::Kind::refused;
};

class PublishSteps {
 public:
  // `config` and `store` must outlive the object.
  PublishSteps(const CompositorConfig& config, PublicationStore& store, Randomness& randomness);

  // Judges a well-formed request that is not merged. Either everything that it asks for is done, or nothing.
  Outcome judge(const Incoming& request, bool merged, Instant now);

 private:
  std::optional<Answer> check_identity(const Incoming& request, Instant now);
  std::optional<Answer> check_request(const Incoming& request, bool merged);
  Outcome publish(const Fields& request, Instant now);

  const CompositorConfig& config_;
  PublicationStore& store_;
  std::unique_ptr<digest::Authenticator> authenticator_;  // none: nobody is challenged
};

}  // namespace sipwright::core
