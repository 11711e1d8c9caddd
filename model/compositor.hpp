// The compositor (ESC, RFC 3903 section 6): how a request is judged, one check after the other, each with its answer.
//
// Read it from top to bottom: the general checks of RFC 3261 8.2, then the six steps of section 6. The first check
// that fails gives the answer, and nothing has changed until Storing: that is what makes a request atomic. Requests
// are judged in the order in which they arrive, since only Idle takes one. What lives, and until when, is the matter
// of the other half of the compositor, `publication.hpp`.
#pragma once

#include "model/compositor_words.hpp"

namespace sipwright::model::compositor {

#define NAMED(word) static constexpr std::string_view name = #word;

// ---- guards

struct conditional : Def<Lt<Num<0>, ctx::tag_rows>> { NAMED(conditional) };
struct names_one_tag : Def<And<Eq<ctx::tag_rows, Num<1>>, ctx::names_tag>> { NAMED(names_one_tag) };
// What the parser says that a malformed request is to be answered with, if it says so.
struct fitting : Def<If<Lt<Num<0>, ev::status>, ev::status, Status<status::bad_request>>> { NAMED(fitting) };
// RFC 6665 8.2.1: exactly one event type.
struct names_one_package : Def<Eq<ctx::event_rows, Num<1>>> { NAMED(names_one_package) };
// RFC 3903 6 step 4: the interval that is asked for.
struct requested : Def<If<ctx::has_expires, ctx::expires, cfg::expires_standard>> { NAMED(requested) };
struct too_brief : Def<And<Lt<Num<0>, requested>, Lt<requested, cfg::expires_min>>> { NAMED(too_brief) };
// "a special value of 0": a chosen interval of nothing.
struct removal : Def<Eq<ctx::granted, Num<0>>> { NAMED(removal) };

// ---- steps

struct note_request
    : Steps<Set<ctx::publishes, ev::publishes>, Set<ctx::merged, ev::merged>, Set<ctx::extended, ev::extended>,
            Set<ctx::event_rows, ev::event_rows>, Set<ctx::tag_rows, ev::tag_rows>,
            Set<ctx::names_tag, ev::names_tag>, Set<ctx::has_expires, ev::has_expires>,
            Set<ctx::expires, ev::expires>, Set<ctx::has_body, ev::has_body>, Set<ctx::granted, Num<0>>,
            Set<ctx::outcome, Is<Outcome::none>>> { NAMED(note_request) };
struct choose_lifetime : Steps<Set<ctx::granted, Min<requested, cfg::expires_max>>> { NAMED(choose_lifetime) };

// A refused PUBLISH is told to the user, any other request is not.
struct refusal : Def<If<ctx::publishes, Is<Outcome::refused>, Is<Outcome::none>>> { NAMED(refusal) };
struct refusal_at_once : Def<If<ev::publishes, Is<Outcome::refused>, Is<Outcome::none>>> { NAMED(refusal_at_once) };
template <std::uint16_t code>
using Refuse = fx::answer<Status<code>, refusal>;
template <class Code>
using RefuseAtOnce = fx::answer<Code, refusal_at_once>;

template <Outcome outcome, class Store>
using Decide = Do<Set<ctx::outcome, Is<outcome>>, Store>;

#undef NAMED

namespace table {
using namespace in;
using namespace on;

// clang-format off
//  requirements
//   state      event       next        steps, guard

// What needs no further check.
using Arrival = rows<
  Tr<"RFC3261-8.2.2-01 RFC4475-3.3.1-01 RFC4475-3.3.8-01",
     Idle,      malformed,  Stay,       Do<RefuseAtOnce<fitting>>>,
  Tr<"RFC3903-9-01 RFC3903-9-02 SW-20",
     Idle,      overloaded, Stay,       Do<fx::retry_after<cfg::pause>,
                                           RefuseAtOnce<Status<status::service_unavailable>>>>,
  Tr<"RFC3261-9.1-01",
     Idle,      cancel,     Stay,       Do<RefuseAtOnce<Status<status::call_does_not_exist>>>>,
  Tr<"RFC3261-8.2.1-01",
     Idle,      unserved,   Stay,       Do<fx::allow<>, RefuseAtOnce<Status<status::method_not_allowed>>>>,
  Tr<"RFC3261-8.2.1-01",
     Idle,      unknown,    Stay,       Do<fx::allow<>, RefuseAtOnce<Status<status::not_implemented>>>>,
  Tr<"RFC3903-14.1-02 RFC3903-14.2-01 RFC3903-14.1-04",
     Idle,      publish,    Identity,   Do<note_request, fx::identify<>>, When<cfg::guarded>>,
  Tr<"RFC3903-6-07",
     Idle,      publish,    Scheme,     Do<note_request, fx::check_scheme<>>, When<Not<cfg::guarded>>>,
  Tr<"RFC3903-7-01",
     Idle,      options,    Scheme,     Do<note_request, fx::check_scheme<>>>>;

// RFC 3261 8.2 puts the sender first, RFC 3903 14 wants it for each request.
using Sender = rows<
  Tr<"RFC3903-14.1-03",
     Identity,  passed,     Authority,  Do<fx::check_authority<>>>,
  Tr<"RFC3261-22.2-01 RFC3903-14.1-02",
     Identity,  failed,     Idle,       Do<fx::challenge<False>, Refuse<status::unauthorized>>>,
  Tr<"RFC3903-14.3-01 RFC7616-3.4-02",
     Identity,  stale,      Idle,       Do<fx::challenge<True>, Refuse<status::unauthorized>>>,
  Tr<"RFC8760-2.6-02",
     Identity,  misused,    Idle,       Do<Refuse<status::bad_request>>>,
  Tr<"RFC3903-14.1-01",
     Authority, failed,     Idle,       Do<Refuse<status::forbidden>>>,
  Tr<"RFC3903-14.1-01",
     Authority, passed,     Scheme,     Do<fx::check_scheme<>>>>;

// RFC 3261 8.2.2, and step 1 in its midst.
using General = rows<
  Tr<"RFC3261-8.2.2.1-01",
     Scheme,    failed,     Idle,       Do<Refuse<status::unsupported_uri_scheme>>>,
  Tr<"RFC3903-6-01",
     Scheme,    passed,     Resource,   Do<fx::check_resource<>>, When<ctx::publishes>>,
  Tr<"RFC3903-7-01",
     Scheme,    passed,     Extension,  Do<fx::go_on<>>, When<Not<ctx::publishes>>>,
  Tr<"RFC3903-6-08",
     Resource,  failed,     Idle,       Do<Refuse<status::not_found>>>,
  Tr<"RFC3903-6-07",
     Resource,  passed,     Extension,  Do<fx::go_on<>>>,
  Tr<"RFC3261-8.2.2.2-01",
     Extension, passed,     Idle,       Do<Refuse<status::loop_detected>>, When<ctx::merged>>,
  Tr<"RFC3261-8.2.2.3-01",
     Extension, passed,     Idle,       Do<fx::unsupported<>, Refuse<status::bad_extension>>,
                                        When<And<Not<ctx::merged>, ctx::extended>>>,
  Tr<"RFC3903-7-01 RFC3903-7-02 RFC3903-7-03 RFC3261-11.2-01",
     Extension, passed,     Idle,       Do<fx::allow<>, fx::allow_events<>, fx::accept<>,
                                           fx::answer<Status<status::ok>, Is<Outcome::none>>>,
                                        When<And<Not<ctx::merged>, Not<ctx::extended>, Not<ctx::publishes>>>>,
  Tr<"RFC3903-6-07",
     Extension, passed,     Package,    Do<fx::find_package<>>,
                                        When<And<Not<ctx::merged>, Not<ctx::extended>, ctx::publishes>>>>;

using Step2 = rows<
  Tr<"RFC3903-6-10 RFC6665-8.2.1-03",
     Package,   failed,     Idle,       Do<fx::allow_events<>, Refuse<status::bad_event>>>,
  Tr<"RFC6665-8.2.1-01",
     Package,   passed,     Idle,       Do<fx::allow_events<>, Refuse<status::bad_event>>,
                                        When<Not<names_one_package>>>,
  Tr<"RFC3903-6-34",
     Package,   passed,     Condition,  Do<fx::go_on<>>, When<names_one_package>>>;

using Step3 = rows<
  Tr<"RFC3903-6-11",
     Condition, passed,     Lifetime,   Do<fx::go_on<>>, When<Not<conditional>>>,
  Tr<"RFC3903-6-12",
     Condition, passed,     Idle,       Do<Refuse<status::bad_request>>, When<And<conditional, Not<names_one_tag>>>>,
  Tr<"RFC3903-6-13",
     Condition, passed,     Matching,   Do<fx::find_tag<>>, When<And<conditional, names_one_tag>>>,
  Tr<"RFC3903-6-13 RFC5839-6.2-01",
     Matching,  failed,     Idle,       Do<Refuse<status::conditional_request_failed>>>,
  Tr<"RFC3903-6-13",
     Matching,  passed,     Lifetime,   Do<fx::go_on<>>>>;

using Step4 = rows<
  Tr<"RFC3903-6-17 RFC3903-6-19 RFC3261-21.4.17-01",
     Lifetime,  passed,     Idle,       Do<fx::min_expires<cfg::expires_min>, Refuse<status::interval_too_brief>>,
                                        When<too_brief>>,
  Tr<"RFC3903-6-14 RFC3903-6-15 RFC3903-6-16 RFC3903-6-18",
     Lifetime,  passed,     Content,    Do<choose_lifetime, fx::go_on<>>, When<Not<too_brief>>>>;

using Step5 = rows<
  Tr<"RFC3903-6-22",
     Content,   passed,     Idle,       Do<Refuse<status::bad_request>>,
                                        When<And<Not<ctx::has_body>, Not<conditional>>>>,
  Tr<"RFC3903-6-24",
     Content,   passed,     Storing,    Decide<Outcome::refreshed, fx::renew<ctx::granted>>,
                                        When<And<Not<ctx::has_body>, conditional, Not<removal>>>>,
  Tr<"RFC3903-6-25",
     Content,   passed,     Storing,    Decide<Outcome::removed, fx::remove<>>,
                                        When<And<Not<ctx::has_body>, conditional, removal>>>,
  Tr<"RFC3903-6-20",
     Content,   passed,     Media,      Do<fx::check_media<>>, When<ctx::has_body>>,
  Tr<"RFC3903-6-20 RFC3903-6-35",
     Media,     failed,     Idle,       Do<fx::accept<>, Refuse<status::unsupported_media_type>>>,
  Tr<"RFC3903-6-21 RFC3903-6-11",
     Media,     passed,     Storing,    Decide<Outcome::published, fx::store<ctx::granted>>,
                                        When<And<Not<conditional>, Not<removal>>>>,
  Tr<"RFC3903-6-21",
     Media,     passed,     Storing,    Decide<Outcome::modified, fx::replace<ctx::granted>>,
                                        When<And<conditional, Not<removal>>>>,
  Tr<"RFC3903-6-25 RFC3903-6-26",
     Media,     passed,     Storing,    Decide<Outcome::removed, fx::remove<>>, When<And<conditional, removal>>>,
  Tr<"RFC3903-6-26",
     Media,     passed,     Storing,    Decide<Outcome::removed, fx::draw_tag<>>,
                                        When<And<Not<conditional>, removal>>>>;

using Step6 = rows<
  Tr<"RFC3903-6-27 RFC3903-6-28 RFC3903-9-01 RFC3903-9-02 SW-20",
     Storing,   failed,     Idle,       Do<fx::retry_after<cfg::pause>, Refuse<status::service_unavailable>>>,
  Tr<"RFC3903-6-29 RFC3903-6-30 RFC3903-6-31 RFC3903-6-36",
     Storing,   passed,     Idle,       Do<fx::etag<>, fx::expires<ctx::granted>,
                                           fx::answer<Status<status::ok>, ctx::outcome>>>>;

template <class Word>
using Method = Eq<msg::method, Word>;

// RFC 3261 8.2.1 tells methods that are known and not served from unknown ones.
using Known = Or<Method<named_method::subscribe>, Method<named_method::notify>, Method<named_method::invite>,
                 Method<named_method::bye>, Method<named_method::enroll>, Method<named_method::message>,
                 Method<named_method::info>, Method<named_method::update>, Method<named_method::refer>,
                 Method<named_method::prack>>;

// Which request is which event; the first row that fits counts.
using Requests = classification<
  Means<"RFC3903-6-07",     publish,  Method<named_method::publish>>,
  Means<"RFC3903-7-01",     options,  Method<named_method::options>>,
  Means<"RFC3261-9.1-01",   cancel,   Method<named_method::cancel>>,
  Means<"RFC3261-8.2.1-01", unserved, Known>,
  Means<"RFC3261-8.2.1-01", unknown,  Always>>;
// clang-format on

}  // namespace table

// What an event takes over from the request. The core adds merged; it makes malformed or overloaded of it where the
// request must not be acted on.
using Reads = Do<Set<ev::publishes, table::Method<named_method::publish>>, Set<ev::extended, Present<msg::require>>,
                 Set<ev::event_rows, msg::event_rows>, Set<ev::tag_rows, msg::if_match_rows>,
                 Set<ev::names_tag, Lt<Num<0>, Length<msg::if_match>>>, Set<ev::has_expires, Present<msg::expires>>,
                 Set<ev::expires, Value<msg::expires>>, Set<ev::has_body, Lt<Num<0>, Length<msg::body>>>>;

struct Machine {
  static constexpr std::string_view name = "compositor";
  static constexpr std::string_view title = "Compositor";
  static constexpr std::string_view sources = "model/compositor.hpp, model/compositor_words.hpp";
  static constexpr std::string_view purpose =
      "How the event state compositor judges a request, RFC 3903 section 6 behind RFC 3261 section 8.2.";
  static constexpr bool has_tag = false;
  using Rows = join<table::Arrival, table::Sender, table::General, table::Step2, table::Step3, table::Step4,
                    table::Step5, table::Step6>;
  using Initial = in::Idle;
  using Classification = table::Requests;
  using Reading = Reads;
  using Locals = list<>;
};

}  // namespace sipwright::model::compositor
