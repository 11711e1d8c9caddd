// Execution of what the machines of users and calls decide.
#include "core/users.hpp"

#include "sipwright/limits.hpp"

namespace sipwright::core {

using machines::CallEventKind;
using machines::CallPresenceEventKind;

class Users::UserEffects {
 public:
  UserEffects(Users& all, Id id, const Document& document, Instant now)
      : all_(all), one_(all.users_[id]), id_(id), document_(document), now_(now) {}

  void show() { all_.publications_.want(id_, document_, now_); }
  void keep_own() {
    if (!one_.own) one_.own = std::make_unique<Own>();
    one_.own->media_type.assign(document_.media_type);
    one_.own->body.assign(document_.body);
  }
  void show_own() { all_.publications_.want(id_, {one_.own->media_type, one_.own->body}, now_); }
  void forget_own() { one_.own.reset(); }
  void show_nothing() { all_.publications_.unwant(id_, now_); }
  void forget_calls() {
    all_.calls_.remove_all(id_);
    all_.publications_.keep(id_, false);
  }

 private:
  Users& all_;
  User& one_;
  Id id_;
  const Document& document_;
  Instant now_;
};

class Users::CallEffects {
 public:
  CallEffects(Users& all, Id id, std::string_view name, const Document& document, Instant now)
      : all_(all), id_(id), name_(name), document_(document), now_(now) {}

  void begin_counting() { tell(CallPresenceEventKind::call_began); }
  void end_counting() { tell(CallPresenceEventKind::call_ended); }
  void forget() { forgotten = true; }
  bool forgotten = false;

 private:
  void tell(CallPresenceEventKind kind) {
    all_.publications_.set_call(id_, name_);
    all_.process(id_, kind, document_, now_);
  }

  Users& all_;
  Id id_;
  std::string_view name_;
  const Document& document_;
  Instant now_;
};

int Users::process(Id id, CallPresenceEventKind kind, const Document& document, Instant now) {
  if (users_.size() <= id) users_.resize(id + 1);
  UserEffects effects(*this, id, document, now);
  return users_[id].machine.process({kind}, {}, effects);
}

Misuse Users::wish(Id id, CallPresenceEventKind kind, const Document& document, Instant now) {
  const int row = process(id, kind, document, now);
  return row == machines::CallPresence::unexpected ? Misuse::unknown : Misuse::none;
}

Misuse Users::call(Id id, std::string_view name, CallEventKind kind, const Document& document, Instant now) {
  const bool is_there = calls_.holds(name, id);
  if (!is_there && calls_.size() >= limits::calls_max) {
    publications_.keep(id, calls_.any_for(id));
    return Misuse::too_many;
  }
  machines::Call machine = is_there ? calls_.machine(name, id) : machines::Call{};
  CallEffects effects(*this, id, name, document, now);
  if (machine.process({kind}, {}, effects) == machines::Call::unexpected) {
    return is_there ? Misuse::already_there : Misuse::unknown;
  }
  if (!is_there) calls_.add(name, id);
  if (effects.forgotten) {
    calls_.remove(name, id);
  } else {
    calls_.machine(name, id) = machine;
  }
  publications_.keep(id, calls_.any_for(id));
  return Misuse::none;
}

Misuse Users::call(std::string_view name, CallEventKind kind, Instant now) {
  others_.clear();
  calls_.each_of(name, [&](Id id) { others_.push_back(id); });
  if (others_.empty()) return Misuse::unknown;
  Misuse worst = Misuse::none;
  for (const Id id : others_) {
    const Misuse misuse = call(id, name, kind, {}, now);
    if (misuse != Misuse::none) worst = misuse;
  }
  return worst;
}

void Users::end_all(Instant now) {
  publications_.end();
  publications_.each([&](Id id) {
    calls_.remove_all(id);
    publications_.keep(id, false);
    process(id, CallPresenceEventKind::withdraw, {}, now);
    // Of one that was not wanted any more, too, nobody has said yet that this was the last word.
    publications_.unwant(id, now);
  });
}

}  // namespace sipwright::core
