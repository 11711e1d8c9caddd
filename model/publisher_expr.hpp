// The publisher's named guards and steps: what its table says in one word each.
#pragma once

#include "model/publisher_words.hpp"

namespace sipwright::model::publisher {

#define NAMED(word) static constexpr std::string_view name = #word;

// ---- guards

// The tag may stand in a new request: after the local end of the grant it must not (RFC 3903 3).
struct alive : Def<And<ctx::has_tag, Lt<ev::now, ctx::dies_at>>> { NAMED(alive) };
// No Retry-After forbids new requests.
struct unheld : Def<Le<ctx::hold_until, ev::now>> { NAMED(unheld) };
// A challenge is answered once per request and challenger, again only where merely the nonce was too old.
struct may_answer
    : Def<And<ev::answerable, Lt<ctx::amended, cfg::amended_max>,
              Or<ev::stale, Not<If<ev::proxy, ctx::answered_proxy, ctx::answered_server>>>>> { NAMED(may_answer) };
// A 423 helps only if it asks for more than was asked.
struct may_raise
    : Def<And<Lt<ctx::asked, ev::min_expires>, Lt<ctx::amended, cfg::amended_max>>> { NAMED(may_raise) };

// The agent ends before the pause that the server asked for.
struct held_beyond_end
    : Def<Lt<Add<ev::now, cfg::shutdown_max>, ctx::hold_until>> { NAMED(held_beyond_end) };
// The agent ends, and waiting would bring nothing: there is no tag that a removal could name, or no time for it.
struct nothing_to_wait_for
    : Def<And<ctx::ending, Or<Not<alive>, held_beyond_end>>> { NAMED(nothing_to_wait_for) };

// ---- times

// Early enough to survive a whole client transaction, for short grants in the middle; counted from the first sending.
struct refresh_at
    : Def<Max<Add<ev::now, cfg::gap_min>,
              Sub<ctx::dies_at, Min<Div<Seconds<ctx::granted>, Num<2>>, cfg::refresh_margin>>>> { NAMED(refresh_at) };
struct back_off
    : Def<Min<cfg::back_off_max, Doubled<cfg::back_off_min, Min<ctx::failures, Num<16>>>>> { NAMED(back_off) };
// Half of it and a random part of the other half, so that agents that failed together do not come back together.
struct retry_at
    : Def<Add<ev::now, Add<Div<back_off, Num<2>>, Div<Mul<Div<back_off, Num<2>>, ev::random>, Num<65536>>>>> {
  NAMED(retry_at)
};
struct held_retry_at : Def<Add<ctx::hold_until, Div<Mul<cfg::back_off_min, ev::random>, Num<65536>>>> {
  NAMED(held_retry_at)
};

// ---- steps: memory

struct note_want
    : Steps<Set<ctx::wanted, True>, Set<ctx::dirty, True>, Set<ctx::desired, Max<ev::expires, Num<1>>>,
            Set<ctx::ending, False>> { NAMED(note_want) };
struct note_unwant
    : Steps<Set<ctx::wanted, False>, Set<ctx::dirty, False>,
            Set<ctx::ending, Or<ctx::ending, ev::last>>> { NAMED(note_unwant) };
struct forget_tag : Steps<Clear<ctx::tag>, Set<ctx::has_tag, False>> { NAMED(forget_tag) };
struct note_grant
    : Steps<Set<ctx::granted, If<ev::has_expires, Min<ev::expires, ctx::asked>, ctx::asked>>,
            Set<ctx::dies_at, Add<ctx::sent_at, Seconds<ctx::granted>>>, Set<ctx::failures, Num<0>>> {
  NAMED(note_grant)
};
struct keep_tag
    : Steps<Set<ctx::tag, ev::tag>, Set<ctx::has_tag, True>, Set<ctx::doubtful, False>> { NAMED(keep_tag) };
struct note_failure : Steps<Set<ctx::failures, Min<Add<ctx::failures, Num<1>>, Num<255>>>> { NAMED(note_failure) };
// Of a failed request that had a body nobody knows whether its state arrived.
struct note_doubt : Steps<Set<ctx::doubtful, Or<ctx::doubtful, ev::lost>>> { NAMED(note_doubt) };
struct restore_dirty : Steps<Set<ctx::dirty, ctx::wanted>> { NAMED(restore_dirty) };

// ---- steps: requests

template <Shape shape>
using Send = fx::send<Is<shape>, ctx::asked, ctx::tag>;
template <Shape shape>
using Authorize = fx::authorize<Is<shape>, ctx::asked, ctx::tag>;

// A new request: its count of amendments starts anew.
struct fresh_request
    : Steps<Set<ctx::amended, Num<0>>, Set<ctx::answered_server, False>, Set<ctx::answered_proxy, False>,
            Set<ctx::sent_at, ev::now>> { NAMED(fresh_request) };
struct ask_desired : Steps<Set<ctx::asked, Max<ctx::desired, ctx::expires_min>>> { NAMED(ask_desired) };

struct send_initial
    : Steps<forget_tag, fresh_request, ask_desired, Set<ctx::dirty, False>, fx::disarm<>,
            Send<Shape::initial>> { NAMED(send_initial) };
struct send_refresh
    : Steps<fresh_request, ask_desired, fx::disarm<>, Send<Shape::refresh>> {
  NAMED(send_refresh)
};
struct send_modify
    : Steps<fresh_request, ask_desired, Set<ctx::dirty, False>, fx::disarm<>,
            Send<Shape::modify>> { NAMED(send_modify) };
struct send_removal
    : Steps<fresh_request, Set<ctx::asked, Num<0>>, fx::disarm<>,
            Send<Shape::removal>> { NAMED(send_removal) };

// The open request once more, changed as the answer demands; a new transaction.
struct amend : Steps<Set<ctx::amended, Add<ctx::amended, Num<1>>>, Set<ctx::sent_at, ev::now>> { NAMED(amend) };
struct note_challenge
    : Steps<amend, Set<ctx::answered_proxy, Or<ctx::answered_proxy, ev::proxy>>,
            Set<ctx::answered_server, Or<ctx::answered_server, Not<ev::proxy>>>> { NAMED(note_challenge) };
struct raise_floor
    : Steps<amend, Set<ctx::expires_min, Max<ctx::expires_min, ev::min_expires>>, ask_desired> { NAMED(raise_floor) };

// ---- steps: what comes after the answer

template <Outcome outcome>
using Tell = fx::tell<Is<outcome>, ev::status>;

// Everything further is decided when the timer fires: at once if something else is wanted by now.
struct settle
    : Steps<fx::arm<Is<Timer::refresh>, If<And<ctx::wanted, Not<ctx::dirty>>, refresh_at, ev::now>>> { NAMED(settle) };
// Where nothing is wanted and no tag is known, nothing is published any more, as far as anybody can know.
struct tell_end
    : Steps<fx::tell<If<ctx::doubtful, Is<Outcome::left>, Is<Outcome::removed>>, ev::status>,
            Set<ctx::doubtful, False>> { NAMED(tell_end) };
// A failure; the last word where nothing is wanted, no tag is known and nobody knows what the compositor stored.
struct tell_failure
    : Steps<fx::tell<If<And<Not<ctx::wanted>, Not<ctx::has_tag>, ctx::doubtful>, Is<Outcome::left>,
                        Is<Outcome::failed>>, ev::status>,
            Set<ctx::doubtful, And<ctx::doubtful, Or<ctx::wanted, ctx::has_tag>>>> { NAMED(tell_failure) };
struct wait_to_retry
    : Steps<fx::arm<Is<Timer::retry>, If<nothing_to_wait_for, ev::now, retry_at>>, note_failure> {
  NAMED(wait_to_retry)
};
struct start_back_off : Steps<wait_to_retry, tell_failure> { NAMED(start_back_off) };
// Nothing was granted: a failure for whoever still wants something.
struct start_anew
    : Steps<wait_to_retry, fx::tell<If<ctx::wanted, Is<Outcome::failed>, Is<Outcome::removed>>, ev::status>> {
  NAMED(start_anew)
};
struct start_hold
    : Steps<note_failure, Set<ctx::hold_until, Add<ev::now, Seconds<ev::retry_after>>>,
            fx::arm<Is<Timer::retry>, If<nothing_to_wait_for, ev::now, held_retry_at>>, tell_failure> {
  NAMED(start_hold)
};
struct wait_for_end
    : Steps<note_grant, forget_tag,
            fx::arm<Is<Timer::expiry>, If<Or<ctx::dirty, ctx::ending>, ev::now,
                                          Max<ctx::dies_at, Add<ev::now, cfg::gap_min>>>>> { NAMED(wait_for_end) };
struct end_removed
    : Steps<forget_tag, Set<ctx::failures, Num<0>>, Set<ctx::doubtful, False>, fx::disarm<>,
            Tell<Outcome::removed>> { NAMED(end_removed) };
// The tag is dead at the compositor: by a removal, or because a request without an answer was acted on.
struct end_stale
    : Steps<forget_tag, Set<ctx::failures, Num<0>>, fx::disarm<>, tell_end> { NAMED(end_stale) };
// What was asked for was not stored, and is not asked for again: no status, since no answer was a failure.
struct end_unpublished
    : Steps<forget_tag, Set<ctx::failures, Num<0>>, fx::disarm<>,
            fx::tell<If<ctx::doubtful, Is<Outcome::left>, Is<Outcome::removed>>, Num<0>>,
            Set<ctx::doubtful, False>> { NAMED(end_unpublished) };
struct end_expired
    : Steps<forget_tag, fx::disarm<>,
            fx::tell<If<ctx::doubtful, Is<Outcome::left>, Is<Outcome::expired>>, ev::status>,
            Set<ctx::doubtful, False>> { NAMED(end_expired) };
struct end_left
    : Steps<forget_tag, Set<ctx::doubtful, False>, fx::disarm<>, Tell<Outcome::left>> { NAMED(end_left) };

#undef NAMED

}  // namespace sipwright::model::publisher
