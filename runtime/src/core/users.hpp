// What each user is to be shown as: wishes and calls come in, publications are asked for.
//
// What follows from what is said in the model (call, call_presence); this class runs one machine per user and one
// per call and user, and keeps the user's own state.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/calls.hpp"
#include "core/publications.hpp"
#include "sipwright/agent.hpp"
#include "sipwright/machines/call_presence.hpp"
#include "sipwright/time.hpp"

namespace sipwright::core {

class Users {
 public:
  using Id = Publications::Id;

  // `publications` must outlive the object.
  Users(Publications& publications, KeyedHash& hash) : publications_(publications), calls_(hash) {}

  // Something that the user wants. `document` is for publish and modify. Misuse::unknown if nothing is shown
  // that could be changed.
  Misuse wish(Id id, machines::CallPresenceEventKind kind, const Document& document, Instant now);

  // Something that happens to a call of the user. `document` is what connected shows. Misuse::already_there or
  // unknown if the call is in no state for it, too_many if there is no room for one more.
  Misuse call(Id id, std::string_view name, machines::CallEventKind kind, const Document& document, Instant now);
  // The same for all users of the call.
  Misuse call(std::string_view name, machines::CallEventKind kind, Instant now);

  // Ends all that is shown and forgets all calls.
  void end_all(Instant now);

 private:
  struct Own {
    std::string media_type, body;
  };
  struct User {
    machines::CallPresence machine;
    std::unique_ptr<Own> own;
  };
  class CallEffects;
  class UserEffects;

  int process(Id id, machines::CallPresenceEventKind kind, const Document& document, Instant now);

  Publications& publications_;
  Calls calls_;
  std::deque<User> users_;  // by id
  std::vector<Id> others_;  // scratch
};

}  // namespace sipwright::core
