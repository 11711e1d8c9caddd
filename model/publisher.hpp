// The publisher (EPA, RFC 3903 section 4 and 5): how one state is published, kept alive, changed and removed.
//
// Read it as four open requests (Publishing, Refreshing, Modifying, Removing) between three places of rest (Idle,
// Published, Waiting) and the odd one (Untagged). While a request is open the user's wishes are only noted: `wanted`
// and `dirty` hold the newest one, which is the whole queue. Published and Waiting decide what comes next, when their
// timer fires; an answer that leaves something to do fires it at once. A tag goes into a request only while `alive`.
#pragma once

#include "model/publisher_expr.hpp"

namespace sipwright::model::publisher {

namespace table {
using namespace in;
using namespace on;

// clang-format off
//  requirements
//   state      event        next        steps, guard

// RFC 3903 4.2: the first PUBLISH of a state has a body and names no tag.
using Start = rows<
  Tr<"RFC3903-4.2-01 RFC3903-4.2-03",
     Idle,       want,        Publishing, Do<note_want, send_initial>, When<unheld>>,
  Tr<"RFC3903-9-03",
     Idle,       want,        Waiting,    Do<note_want, fx::arm<Is<Timer::retry>, ctx::hold_until>>,
                                          When<Not<unheld>>>,
  Tr<"SW-08",
     Idle,       unwant,      Stay,       Do<note_unwant>>>;

using Initial = rows<
  Tr<"RFC3903-4-11 SW-08",
     Publishing, want,        Stay,       Do<note_want>>,
  Tr<"RFC3903-4-11 SW-14",
     Publishing, unwant,      Stay,       Do<note_unwant>>,
  Tr<"RFC3903-5-01",
     Publishing, provisional, Stay,       Do<>>,
  Tr<"RFC3903-4.2-08 SW-10 SW-07",
     Publishing, accepted,    Published,  Do<note_grant, keep_tag, settle, Tell<Outcome::published>>>,
  Tr<"SW-09",
     Publishing, untagged,    Untagged,   Do<wait_for_end, Tell<Outcome::published>>>,
  Tr<"SW-11",
     Publishing, ended,       Waiting,    Do<start_anew>>,
  Tr<"RFC3261-22.2-02 RFC3261-22.2-03 RFC3261-22.3-01 RFC3903-14.1-04",
     Publishing, challenged,  Stay,       Do<note_challenge, Set<ctx::dirty, False>, Authorize<Shape::initial>>,
                                          When<And<ctx::wanted, may_answer>>>,
  Tr<"RFC3261-22.1-02 SW-06",
     Publishing, challenged,  Waiting,    Do<start_back_off>, When<Not<may_answer>>>,
  // A call that was over before its challenge came: nothing was published, and nobody was refused.
  Tr<"SW-14",
     Publishing, challenged,  Idle,       Do<end_unpublished>, When<And<Not<ctx::wanted>, may_answer>>>,
  Tr<"SW-16",
     Publishing, stale_tag,   Waiting,    Do<start_back_off>>,
  Tr<"RFC3903-5-05",
     Publishing, too_brief,   Stay,       Do<raise_floor, Set<ctx::dirty, False>, Send<Shape::initial>>,
                                          When<And<ctx::wanted, may_raise>>>,
  Tr<"SW-06 SW-16",
     Publishing, too_brief,   Waiting,    Do<start_back_off>, When<Not<may_raise>>>,
  Tr<"SW-14",
     Publishing, too_brief,   Idle,       Do<end_unpublished>, When<And<Not<ctx::wanted>, may_raise>>>,
  Tr<"RFC3903-9-03",
     Publishing, pushed_back, Waiting,    Do<start_hold>>,
  Tr<"RFC3903-4-12 SW-03 SW-31",
     Publishing, failed,      Waiting,    Do<note_doubt, start_back_off>>>;

// What is to be done next with a living publication.
using Living = rows<
  Tr<"RFC3903-4.2-02 RFC3903-4.4-01 RFC3903-4.4-02",
     Published,  want,        Modifying,  Do<note_want, send_modify>, When<alive>>,
  Tr<"RFC3903-3-05 SW-18",
     Published,  want,        Publishing, Do<note_want, send_initial>, When<Not<alive>>>,
  Tr<"RFC3903-4.5-01 RFC3903-4.5-02",
     Published,  unwant,      Removing,   Do<note_unwant, send_removal>, When<alive>>,
  Tr<"SW-18",
     Published,  unwant,      Idle,       Do<note_unwant, end_expired>, When<Not<alive>>>,
  Tr<"RFC3903-4.3-01 RFC3903-4.3-02 RFC3903-4.3-12 SW-01 SW-02",
     Published,  refresh_due, Refreshing, Do<send_refresh>, When<And<alive, ctx::wanted, Not<ctx::dirty>>>>,
  Tr<"RFC3903-4.4-01 RFC3903-4.4-02 SW-08",
     Published,  refresh_due, Modifying,  Do<send_modify>, When<And<alive, ctx::wanted, ctx::dirty>>>,
  Tr<"RFC3903-4.5-01 SW-14",
     Published,  refresh_due, Removing,   Do<send_removal>, When<And<alive, Not<ctx::wanted>>>>,
  Tr<"RFC3903-3-05 SW-18",
     Published,  refresh_due, Publishing, Do<Tell<Outcome::expired>, send_initial>,
                                          When<And<Not<alive>, ctx::wanted>>>,
  Tr<"SW-18",
     Published,  refresh_due, Idle,       Do<end_expired>, When<And<Not<alive>, Not<ctx::wanted>>>>>;

// RFC 3903 4.3: a refresh names the tag and has no body. Where it must be sent again and the state has changed
// meanwhile, the new state goes along: a request that is begun after a change must not keep it back.
using Refresh = rows<
  Tr<"RFC3903-4-11 SW-08",
     Refreshing, want,        Stay,       Do<note_want>>,
  Tr<"RFC3903-4-11 SW-14",
     Refreshing, unwant,      Stay,       Do<note_unwant>>,
  Tr<"RFC3903-5-01",
     Refreshing, provisional, Stay,       Do<>>,
  Tr<"RFC3903-4.3-05 RFC3903-4.3-10 SW-10 SW-07",
     Refreshing, accepted,    Published,  Do<note_grant, keep_tag, settle, Tell<Outcome::refreshed>>>,
  Tr<"SW-09",
     Refreshing, untagged,    Untagged,   Do<wait_for_end, Tell<Outcome::refreshed>>>,
  Tr<"SW-11",
     Refreshing, ended,       Waiting,    Do<forget_tag, start_anew>>,
  Tr<"RFC3261-22.2-02 RFC3261-22.2-03 RFC3261-22.3-01 RFC3903-14.1-04",
     Refreshing, challenged,  Stay,       Do<note_challenge, Authorize<Shape::refresh>>,
                                          When<And<ctx::wanted, Not<ctx::dirty>, may_answer, alive>>>,
  Tr<"RFC3261-22.2-02 RFC3261-22.2-03 RFC3903-4.4-01 RFC3903-4.4-02",
     Refreshing, challenged,  Modifying,  Do<note_challenge, Set<ctx::dirty, False>, Authorize<Shape::modify>>,
                                          When<And<ctx::wanted, ctx::dirty, may_answer, alive>>>,
  Tr<"RFC3261-22.1-02 SW-06 SW-18",
     Refreshing, challenged,  Waiting,    Do<start_back_off>,
                                          When<Or<Not<alive>, And<ctx::wanted, Not<may_answer>>>>>,
  Tr<"RFC3903-4.5-01 SW-14",
     Refreshing, challenged,  Removing,   Do<send_removal>, When<And<Not<ctx::wanted>, alive>>>,
  Tr<"RFC3903-5-02 RFC3903-5-03 RFC3903-5-04 RFC3903-3-05",
     Refreshing, stale_tag,   Publishing, Do<send_initial>, When<ctx::wanted>>,
  Tr<"RFC3903-5-02 RFC3903-5-04 SW-31",
     Refreshing, stale_tag,   Idle,       Do<end_stale>, When<Not<ctx::wanted>>>,
  Tr<"RFC3903-5-05",
     Refreshing, too_brief,   Stay,       Do<raise_floor, Send<Shape::refresh>>,
                                          When<And<ctx::wanted, Not<ctx::dirty>, may_raise, alive>>>,
  Tr<"RFC3903-5-05 RFC3903-4.4-01 RFC3903-4.4-02",
     Refreshing, too_brief,   Modifying,  Do<raise_floor, Set<ctx::dirty, False>, Send<Shape::modify>>,
                                          When<And<ctx::wanted, ctx::dirty, may_raise, alive>>>,
  Tr<"SW-06 SW-16 SW-18",
     Refreshing, too_brief,   Waiting,    Do<start_back_off>, When<Or<Not<alive>, And<ctx::wanted, Not<may_raise>>>>>,
  Tr<"RFC3903-4.5-01 SW-14",
     Refreshing, too_brief,   Removing,   Do<send_removal>, When<And<Not<ctx::wanted>, alive>>>,
  Tr<"RFC3903-9-03",
     Refreshing, pushed_back, Waiting,    Do<start_hold>>,
  Tr<"RFC3903-4-12 SW-03 SW-12 SW-31",
     Refreshing, failed,      Waiting,    Do<note_doubt, start_back_off>>>;

// RFC 3903 4.4: a modification names the tag and has the new body.
using Modification = rows<
  Tr<"RFC3903-4-11 SW-08",
     Modifying,  want,        Stay,       Do<note_want>>,
  Tr<"RFC3903-4-11 SW-14",
     Modifying,  unwant,      Stay,       Do<note_unwant>>,
  Tr<"RFC3903-5-01",
     Modifying,  provisional, Stay,       Do<>>,
  Tr<"RFC3903-4.4-04 RFC3903-4.4-08 SW-10 SW-07",
     Modifying,  accepted,    Published,  Do<note_grant, keep_tag, settle, Tell<Outcome::modified>>>,
  Tr<"SW-09",
     Modifying,  untagged,    Untagged,   Do<wait_for_end, Tell<Outcome::modified>>>,
  Tr<"SW-11",
     Modifying,  ended,       Waiting,    Do<forget_tag, start_anew>>,
  Tr<"RFC3261-22.2-02 RFC3261-22.2-03 RFC3261-22.3-01 RFC3903-14.1-04",
     Modifying,  challenged,  Stay,       Do<note_challenge, Set<ctx::dirty, False>, Authorize<Shape::modify>>,
                                          When<And<ctx::wanted, may_answer, alive>>>,
  Tr<"RFC3261-22.1-02 SW-06 SW-18",
     Modifying,  challenged,  Waiting,    Do<restore_dirty, start_back_off>,
                                          When<Or<Not<alive>, And<ctx::wanted, Not<may_answer>>>>>,
  Tr<"RFC3903-4.5-01 SW-14",
     Modifying,  challenged,  Removing,   Do<send_removal>, When<And<Not<ctx::wanted>, alive>>>,
  Tr<"RFC3903-5-02 RFC3903-5-03 RFC3903-5-04 RFC3903-3-05",
     Modifying,  stale_tag,   Publishing, Do<send_initial>, When<ctx::wanted>>,
  Tr<"RFC3903-5-02 RFC3903-5-04 SW-31",
     Modifying,  stale_tag,   Idle,       Do<end_stale>, When<Not<ctx::wanted>>>,
  Tr<"RFC3903-5-05",
     Modifying,  too_brief,   Stay,       Do<raise_floor, Set<ctx::dirty, False>, Send<Shape::modify>>,
                                          When<And<ctx::wanted, may_raise, alive>>>,
  Tr<"SW-06 SW-16 SW-18",
     Modifying,  too_brief,   Waiting,    Do<restore_dirty, start_back_off>,
                                          When<Or<Not<alive>, And<ctx::wanted, Not<may_raise>>>>>,
  Tr<"RFC3903-4.5-01 SW-14",
     Modifying,  too_brief,   Removing,   Do<send_removal>, When<And<Not<ctx::wanted>, alive>>>,
  Tr<"RFC3903-9-03",
     Modifying,  pushed_back, Waiting,    Do<restore_dirty, start_hold>>,
  Tr<"RFC3903-4-12 SW-03 SW-12 SW-31",
     Modifying,  failed,      Waiting,    Do<note_doubt, restore_dirty, start_back_off>>>;

// RFC 3903 4.5: a removal names the tag, has no body and asks for zero seconds.
using Removal = rows<
  Tr<"RFC3903-4-11 SW-15",
     Removing,   want,        Stay,       Do<note_want>>,
  Tr<"RFC3903-4-11",
     Removing,   unwant,      Stay,       Do<note_unwant>>,
  Tr<"RFC3903-5-01",
     Removing,   provisional, Stay,       Do<>>,
  Tr<"RFC3903-4.5-01",
     Removing,   accepted,    Idle,       Do<end_removed>, When<Not<ctx::wanted>>>,
  Tr<"RFC3903-4.2-01 SW-15",
     Removing,   accepted,    Publishing, Do<end_removed, send_initial>, When<ctx::wanted>>,
  Tr<"RFC3903-4.5-01 SW-09",
     Removing,   untagged,    Idle,       Do<end_removed>, When<Not<ctx::wanted>>>,
  Tr<"RFC3903-4.2-01 SW-09 SW-15",
     Removing,   untagged,    Publishing, Do<end_removed, send_initial>, When<ctx::wanted>>,
  Tr<"RFC3903-4.5-01",
     Removing,   ended,       Idle,       Do<end_removed>, When<Not<ctx::wanted>>>,
  Tr<"RFC3903-4.2-01 SW-15",
     Removing,   ended,       Publishing, Do<end_removed, send_initial>, When<ctx::wanted>>,
  Tr<"RFC3261-22.2-02 RFC3261-22.2-03 RFC3261-22.3-01 RFC3903-14.1-04",
     Removing,   challenged,  Stay,       Do<note_challenge, Authorize<Shape::removal>>,
                                          When<And<may_answer, alive>>>,
  Tr<"RFC3261-22.1-02 SW-06 SW-18",
     Removing,   challenged,  Waiting,    Do<start_back_off>, When<Not<And<may_answer, alive>>>>,
  Tr<"RFC3903-5-02 RFC3903-5-04 SW-31",
     Removing,   stale_tag,   Idle,       Do<end_stale>, When<Not<ctx::wanted>>>,
  Tr<"RFC3903-5-02 RFC3903-5-04 SW-15 SW-31",
     Removing,   stale_tag,   Publishing, Do<end_stale, send_initial>, When<ctx::wanted>>,
  Tr<"SW-16",
     Removing,   too_brief,   Waiting,    Do<start_back_off>>,
  Tr<"RFC3903-9-03",
     Removing,   pushed_back, Waiting,    Do<start_hold>>,
  Tr<"RFC3903-4-12 SW-03 SW-13",
     Removing,   failed,      Waiting,    Do<start_back_off>>>;

// Nothing is open and something went wrong: the tag, if there is one, is tried while it is alive; a 412 clears it up.
using Recovery = rows<
  Tr<"SW-08 SW-03",
     Waiting,    want,        Stay,       Do<note_want>>,
  Tr<"RFC3903-4.5-01 SW-13",
     Waiting,    unwant,      Removing,   Do<note_unwant, send_removal>, When<And<ctx::wanted, alive, unheld>>>,
  Tr<"SW-18 SW-31",
     Waiting,    unwant,      Stay,       Do<note_unwant, forget_tag, tell_end>,
                                          When<And<ctx::wanted, Not<alive>, Not<ev::last>>>>,
  Tr<"SW-18 SW-31 SW-32",
     Waiting,    unwant,      Idle,       Do<note_unwant, end_unpublished>,
                                          When<And<ctx::wanted, Not<alive>, ev::last>>>,
  Tr<"RFC3903-9-03 SW-13",
     Waiting,    unwant,      Stay,       Do<note_unwant>,
                                          When<And<Or<Not<ctx::wanted>, And<alive, Not<unheld>>>,
                                                   Or<Not<ev::last>, And<alive, Not<held_beyond_end>>>>>>,
  Tr<"SW-32",
     Waiting,    unwant,      Stay,       Do<note_unwant, fx::arm<Is<Timer::retry>, ev::now>>,
                                          When<And<Or<Not<ctx::wanted>, And<alive, Not<unheld>>>,
                                                   ev::last, Or<Not<alive>, held_beyond_end>>>>,
  Tr<"RFC3903-4.3-02 RFC3903-4.3-12 SW-12",
     Waiting,    retry_due,   Refreshing, Do<send_refresh>, When<And<alive, ctx::wanted, Not<ctx::dirty>>>>,
  Tr<"RFC3903-4.4-01 RFC3903-4.4-02 SW-12",
     Waiting,    retry_due,   Modifying,  Do<send_modify>, When<And<alive, ctx::wanted, ctx::dirty>>>,
  Tr<"RFC3903-4.5-01 SW-13",
     Waiting,    retry_due,   Removing,   Do<send_removal>, When<And<alive, Not<ctx::wanted>, unheld>>>,
  Tr<"RFC3903-9-03 SW-32",
     Waiting,    retry_due,   Idle,       Do<end_left>, When<And<alive, Not<ctx::wanted>, Not<unheld>>>>,
  Tr<"RFC3903-4.2-01 RFC3903-4.2-03 SW-18",
     Waiting,    retry_due,   Publishing, Do<send_initial>, When<And<Not<alive>, ctx::wanted>>>,
  Tr<"SW-13 SW-18",
     Waiting,    retry_due,   Idle,       Do<end_expired>, When<And<Not<alive>, Not<ctx::wanted>, ctx::has_tag>>>,
  Tr<"SW-03",
     Waiting,    retry_due,   Idle,       Do<fx::disarm<>>,
                                          When<And<Not<alive>, Not<ctx::wanted>, Not<ctx::has_tag>>>>>;

using Unknown = rows<
  Tr<"SW-17",
     Untagged,   want,        Publishing, Do<note_want, send_initial>>,
  Tr<"SW-17",
     Untagged,   unwant,      Stay,       Do<note_unwant>, When<Not<ev::last>>>,
  Tr<"SW-09 SW-32",
     Untagged,   unwant,      Idle,       Do<note_unwant, end_left>, When<ev::last>>,
  Tr<"SW-09 SW-17",
     Untagged,   expiry_due,  Publishing, Do<send_initial>, When<And<ctx::wanted, ctx::dirty>>>,
  Tr<"SW-09",
     Untagged,   expiry_due,  Publishing, Do<Tell<Outcome::expired>, send_initial>,
                                          When<And<ctx::wanted, Not<ctx::dirty>>>>,
  Tr<"SW-09",
     Untagged,   expiry_due,  Idle,       Do<end_expired>, When<And<Not<ctx::wanted>, Not<ctx::ending>>>>,
  Tr<"SW-09 SW-32",
     Untagged,   expiry_due,  Idle,       Do<end_left>, When<And<Not<ctx::wanted>, ctx::ending>>>>;

using Success = StatusIn<200, 299>;
using Challenge = Or<StatusIs<status::unauthorized>, StatusIs<status::proxy_authentication_required>>;
using grants_nothing = And<Present<msg::expires>, Eq<Value<msg::expires>, Num<0>>>;
using has_one_tag =
    And<Present<msg::etag>, Eq<msg::etag_rows, Num<1>>, Le<Length<msg::etag>, Num<limit::tag_octets_max>>>;

// Which answer is which event; the first row that fits counts.
using Answers = classification<
  Means<"RFC3261-8.1.3.2-01",                 provisional, Le<Value<msg::status>, Num<199>>>,
  Means<"SW-11",                              ended,       And<Success, grants_nothing>>,
  Means<"RFC3903-4.2-08 SW-05",               accepted,    And<Success, has_one_tag>>,
  Means<"RFC3261-8.1.3.2-01 SW-09",           untagged,    Success>,
  Means<"RFC3261-22.2-02 RFC3261-22.3-01",    challenged,  Challenge>,
  Means<"RFC3903-5-02",                       stale_tag,   StatusIs<status::conditional_request_failed>>,
  Means<"RFC3903-5-05",                       too_brief,   StatusIs<status::interval_too_brief>>,
  Means<"RFC3903-9-03",                       pushed_back, Present<msg::retry_after>>,
  Means<"RFC3903-5-01",                       failed,      Always>>;
// clang-format on

}  // namespace table

// What an event takes over from the answer. The core adds now and random, and after a challenge answerable and stale.
using Reads = Do<Set<ev::status, Value<msg::status>>, Set<ev::has_expires, Present<msg::expires>>,
                 Set<ev::expires, Value<msg::expires>>, Set<ev::min_expires, Value<msg::min_expires>>,
                 Set<ev::retry_after, Value<msg::retry_after>>,
                 Set<ev::proxy, StatusIs<status::proxy_authentication_required>>, Set<ev::tag, msg::etag>>;

// RFC 3261 8.1.3.1: a timeout counts as 408, a transport error as 503.
struct timed_out : Local<"RFC3261-8.1.3.1-01", on::failed, status::request_timeout> {
  static constexpr std::string_view name = "timed_out";
};
struct transport_failed : Local<"RFC3261-8.1.3.1-01", on::failed, status::service_unavailable> {
  static constexpr std::string_view name = "transport_failed";
};

struct Machine {
  static constexpr std::string_view name = "publisher";
  static constexpr std::string_view title = "Publisher";
  static constexpr std::string_view sources =
      "model/publisher.hpp, model/publisher_expr.hpp, model/publisher_words.hpp";
  static constexpr std::string_view purpose = "The publisher (event publication agent), RFC 3903 sections 4 and 5.";
  static constexpr bool has_tag = true;
  using Rows = join<table::Start, table::Initial, table::Living, table::Refresh, table::Modification, table::Removal,
                    table::Recovery, table::Unknown>;
  using Initial = in::Idle;
  using Classification = table::Answers;
  using Reading = Reads;
  using Locals = list<timed_out, transport_failed>;
};

}  // namespace sipwright::model::publisher
