// The event state compositor of publication.pml: the compositor's table judges a request, the table of a publication says
// what becomes of the state, and between them is a store of a few entries. Around it whims: what a compositor, or whoever
// stands before it, may answer besides.

#define COMPOSITOR_STEP
#define PUBLICATION_STEP
#define PUBLICATION_COUNT ENTRIES
#define compositor_guarded false
#define compositor_expires_min 1
#define compositor_expires_max expires_max
#define compositor_expires_standard LIFE
#define compositor_pause RETRY_AFTER
#define publication_horizon (4 * LIFE)
// What no request is granted more than.
#define NO_LIMIT (4 * LIFE)

#include "../generated/compositor.pml"
#include "../generated/publication.pml"

typedef Entry {
  byte tag;
  byte document;
  byte owner
}
Entry entry[ENTRIES];

#define is_live(i) (publication[i].state == Publication_State_Live)
#define entry_has(i, t) (is_live(i) && entry[i].tag == t)
#define stale_in(i, t) (entry_has(i, t) && entry[i].document != view[self].document)
#define known_to(p, t)                                                                              \
  (publisher[p].tag == t || view[p].newest == t || (request[p].present && request[p].tag == t) ||   \
   (late[p].present && late[p].tag == t) || (answer[p].present && answer[p].tag == t))
#define tag_in_use(t) (entry_has(0, t) || entry_has(1, t) || entry_has(2, t) || known_to(0, t) || known_to(1, t))
#define stale_entry(t) (stale_in(0, t) || stale_in(1, t) || stale_in(2, t))

// What the ESC may answer besides what RFC 3903 6 asks of it.
#define WHIM_NONE 0
#define WHIM_HALF 1       // grants half of what was asked
#define WHIM_NO_EXPIRES 2 // grants it and does not say so
#define WHIM_UNTAGGED 3   // 200 without SIP-ETag
#define WHIM_ZERO 4       // 200 with Expires: 0
#define WHIM_412 5
#define WHIM_423 6
#define WHIM_503 7        // with Retry-After
#define WHIM_500 8
#define WHIM_401 9
#define WHIM_407 10       // stale=true
#define WHIM_401_HOPELESS 11
#define WHIM_BRIEF 12      // grants one second
#define WHIM_LAST 12
#define is_success(a_whim) (a_whim <= WHIM_ZERO || a_whim == WHIM_BRIEF)

// Within one step: the request that is judged, and what the answer has.
#define NOBODY 255
byte asker = NOBODY;
Request judged;
byte expires_max;
byte asked;
byte tag;
byte grant;
short status;
byte place;
bool unheard;  // it arrived late

inline draw_tag() {
  tag = 1;
  do
  :: tag_in_use(tag) -> tag++
  :: else -> break
  od;
  assert(tag <= TAGS);
  if
  :: fault == FAULT_SHARED_TAGS -> tag = 1
  :: else -> skip
  fi
}
inline find_entry(a_tag) {
  place = 0;
  do
  :: place < ENTRIES && !entry_has(place, a_tag) -> place++
  :: else -> break
  od
}
inline find_room() {
  place = 0;
  do
  :: place < ENTRIES && is_live(place) -> place++
  :: else -> break
  od
}

// ---- what the compositor's machine asks for; what it asks of nobody holds

#define ASKS_NOTHING 0
#define ASKS_NO_ONE 1
#define ASKS_STORE 2
#define ASKS_ROOM 3
inline compositor_identify() { asked = ASKS_NO_ONE }
inline compositor_check_authority() { asked = ASKS_NO_ONE }
inline compositor_check_scheme() { asked = ASKS_NO_ONE }
inline compositor_check_resource() { asked = ASKS_NO_ONE }
inline compositor_check_media() { asked = ASKS_NO_ONE }
inline compositor_find_package() { asked = ASKS_NO_ONE }
inline compositor_go_on() { asked = ASKS_NO_ONE }
inline compositor_find_tag() { asked = ASKS_STORE; kind = Publication_Event_named }
inline compositor_store(a_seconds) { asked = ASKS_ROOM; grant = a_seconds }
inline compositor_renew(a_seconds) { asked = ASKS_STORE; kind = Publication_Event_renew; grant = a_seconds }
inline compositor_replace(a_seconds) { asked = ASKS_STORE; kind = Publication_Event_replace; grant = a_seconds }
inline compositor_remove() { asked = ASKS_STORE; kind = Publication_Event_remove }
inline compositor_draw_tag() { asked = ASKS_NO_ONE }
inline compositor_challenge(a_stale) { skip }
inline compositor_allow() { skip }
inline compositor_allow_events() { skip }
inline compositor_accept() { skip }
inline compositor_unsupported() { skip }
inline compositor_min_expires(a_seconds) { skip }
inline compositor_retry_after(a_seconds) { skip }
// Of a removal the tag names nothing: it is drawn only where the answer does not tell that it is one.
inline compositor_etag() {
  if
  :: tag == 0 && whim == WHIM_NO_EXPIRES -> draw_tag()
  :: else -> skip
  fi
}
inline compositor_expires(a_seconds) { grant = a_seconds }
inline compositor_answer(a_status, a_outcome) { status = a_status }

// ---- what a publication's machine does, `self` being the entry

inline publication_assign_tag() {
  draw_tag();
  entry[self].tag = tag;
  entry[self].owner = asker
}
inline publication_keep_document() { entry[self].document = judged.document }
inline publication_found() { asked = ASKS_NO_ONE }
inline publication_expired() { skip }
inline publication_forget() {
  entry[self].tag = 0;
  entry[self].document = 0;
  entry[self].owner = 0;
  publication[self].dies_at = -PAST
}
// The timer is dies_at itself.
inline publication_arm(a_timer, a_at) { skip }
inline publication_disarm() { skip }

// ---- one request

// Request `a_request` of publisher `self` arrives.
inline arrives(a_request) {
  asker = self;
  judged.present = true;
  judged.shape = a_request.shape;
  judged.expires = a_request.expires;
  judged.tag = a_request.tag;
  judged.document = a_request.document;
  forget_request(a_request)
}

// What the machine is told of it.
inline present_request() {
  expires_max = (whim == WHIM_HALF && judged.expires > 1 -> judged.expires / 2 :
                 (whim == WHIM_BRIEF -> 1 : (whim == WHIM_ZERO -> 0 : NO_LIMIT)));
  compositor_event_publishes = true;
  compositor_event_event_rows = 1;
  compositor_event_tag_rows = (judged.shape == Publisher_Shape_initial -> 0 : 1);
  compositor_event_names_tag = (judged.shape != Publisher_Shape_initial);
  compositor_event_has_expires = true;
  compositor_event_expires = judged.expires;
  compositor_event_has_body = (judged.shape == Publisher_Shape_initial || judged.shape == Publisher_Shape_modify);
  kind = Compositor_Event_publish
}

// The answer as the publisher gets it.
inline make_answer(a_answer) {
  a_answer.present = true;
  a_answer.whim = whim;
  a_answer.tag = 0;
  a_answer.expires = 0;
  a_answer.age = 0;
  if
  :: whim == WHIM_423 -> a_answer.kind = Publisher_Event_too_brief
  :: whim == WHIM_503 -> a_answer.kind = Publisher_Event_pushed_back
  :: whim == WHIM_500 -> a_answer.kind = Publisher_Event_failed
  :: whim == WHIM_401 || whim == WHIM_407 || whim == WHIM_401_HOPELESS -> a_answer.kind = Publisher_Event_challenged
  :: whim == WHIM_412 || (is_success(whim) && status == 412) -> a_answer.kind = Publisher_Event_stale_tag
  :: is_success(whim) && status == 503 -> a_answer.kind = Publisher_Event_pushed_back
  :: else ->
     assert(status == 200);
     a_answer.expires = grant;
     a_answer.kind = (whim == WHIM_UNTAGGED -> Publisher_Event_untagged :
                      (grant == 0 && whim != WHIM_NO_EXPIRES -> Publisher_Event_ended : Publisher_Event_accepted));
     a_answer.tag = (a_answer.kind == Publisher_Event_accepted -> tag : 0)
  fi;
  printf("@served %d %d %d %d %d %d\n", asker, judged.shape, judged.tag, a_answer.kind, a_answer.tag,
         a_answer.expires)
}

// Nothing of a request stays but its answer: the next one overwrites what the machine remembers.
inline request_over() {
  compositor_event_over();
  publication_event_over();
  compositor[0].publishes = 0; compositor[0].merged = 0; compositor[0].extended = 0; compositor[0].event_rows = 0;
  compositor[0].tag_rows = 0; compositor[0].names_tag = 0; compositor[0].has_expires = 0; compositor[0].expires = 0;
  compositor[0].has_body = 0; compositor[0].granted = 0; compositor[0].outcome = 0;
  forget_request(judged);
  asker = NOBODY; expires_max = 0; asked = 0; tag = 0; grant = 0; status = 0; place = 0; whim = 0; unheard = false;
  kind = NOTHING
}

// What the network no longer carries.
inline forget_answer() {
  answer[self].present = false;
  answer[self].kind = 0;
  answer[self].tag = 0;
  answer[self].whim = 0;
  answer[self].expires = 0;
  answer[self].age = 0
}
inline forget_request(a_request) {
  a_request.present = false;
  a_request.shape = 0;
  a_request.expires = 0;
  a_request.tag = 0;
  a_request.document = 0;
  a_request.age = 0
}
