// The event state compositor of publication.pml: RFC 3903 section 6 on a few entries, and its whims.

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
  :: place < ENTRIES && entry[place].live -> place++
  :: else -> break
  od
}
inline entry_gone(i) {
  entry[i].live = false;
  entry[i].tag = 0;
  entry[i].document = 0;
  entry[i].left = 0;
  entry[i].owner = 0
}

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

// Request `a_request` of publisher `self`; `a_answer` is its answer.
inline serve(a_request, a_answer) {
  a_request.present = false;
  a_answer.present = true;
  a_answer.whim = whim;
  a_answer.tag = 0;
  a_answer.expires = 0;
  a_answer.age = 0;
  grant = (whim == WHIM_HALF && a_request.expires > 1 -> a_request.expires / 2 : a_request.expires);
  grant = (whim == WHIM_BRIEF && a_request.expires > 1 -> 1 : grant);
  if
  :: a_request.shape == Publisher_Shape_initial -> find_room()
  :: else -> find_entry(a_request.tag)
  fi;
  if
  :: whim == WHIM_423 -> a_answer.kind = Publisher_Event_too_brief
  :: whim == WHIM_503 -> a_answer.kind = Publisher_Event_pushed_back
  :: whim == WHIM_500 -> a_answer.kind = Publisher_Event_failed
  :: whim == WHIM_401 || whim == WHIM_407 || whim == WHIM_401_HOPELESS -> a_answer.kind = Publisher_Event_challenged
  :: whim == WHIM_412 || (is_success(whim) && place == ENTRIES && a_request.shape != Publisher_Shape_initial) ->
     a_answer.kind = Publisher_Event_stale_tag
  :: is_success(whim) && place == ENTRIES && a_request.shape == Publisher_Shape_initial ->
     a_answer.kind = Publisher_Event_failed
  :: else ->
     CLAIM(CLAIM_ISOLATION, a_request.shape == Publisher_Shape_initial || entry[place].owner == self);
     draw_tag();
     if
     :: a_request.shape == Publisher_Shape_removal || whim == WHIM_ZERO ->
        entry_gone(place);
        a_answer.kind = (whim == WHIM_NO_EXPIRES -> Publisher_Event_accepted :
                         (whim == WHIM_UNTAGGED -> Publisher_Event_untagged : Publisher_Event_ended));
        a_answer.tag = (a_answer.kind == Publisher_Event_accepted -> tag : 0)
     :: else ->
        entry[place].live = true;
        entry[place].tag = tag;
        entry[place].left = grant;
        entry[place].owner = self;
        if
        :: a_request.document != 0 -> entry[place].document = a_request.document
        :: else -> skip
        fi;
        a_answer.kind = (whim == WHIM_UNTAGGED -> Publisher_Event_untagged : Publisher_Event_accepted);
        a_answer.tag = (whim == WHIM_UNTAGGED -> 0 : tag);
        a_answer.expires = grant
     fi
  fi;
  printf("@served %d %d %d %d %d %d\n", self, a_request.shape, a_request.tag, a_answer.kind, a_answer.tag,
         a_answer.expires);
  grant = 0;
  tag = 0;
  place = 0;
  whim = 0
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
