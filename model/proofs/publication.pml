// Publishers and an event state compositor (ESC), above the transactions: what a user wants comes to be published, and
// nothing else stays.
//
// The transactions below are taken as what transactions.pml proves of them: the ESC's side sees a request at most once,
// and the publisher hears exactly one outcome: an answer to that very request, or a timeout. A request that has timed
// out may still arrive, after newer ones. The ESC is the compositor's tables over a small store, and has whims.
//
// A unit of time is a second of a world where lifetimes are short; only the order of the settings counts:
// lifetime 8, transaction 3, refresh margin 5, back-off 2 to 4, Retry-After 2. Bounds: users change their minds USERS
// times, FAULTS messages get lost, the ESC has WHIMS and restarts RESTARTS times; failures are counted to 2, from where
// the back-off is at its longest.

#define PUBLISHERS 2
#define PUBLISHER_COUNT PUBLISHERS
#define ENTRIES 3
#define TAGS 7
#define PAST 12
#define LIFE 8
#define TRANSACTION 3
#define RETRY_AFTER 2
#define DELAY 1
#define NUMBER_255 2
#define publisher_refresh_margin 5
#define publisher_gap_min 1
#define publisher_back_off_min 2
#define publisher_back_off_max 4
#define publisher_amended_max 2
#define publisher_shutdown_max 9
// Requests of one publisher between two seconds, where its user keeps still.
#define SENDS_MAX 5

#include "common.pml"
#include "../generated/publisher.pml"

#define CLAIM_ONE_OPEN 2
#define CLAIM_NEWEST_TAG 3
#define CLAIM_LIVING_TAG 4
#define CLAIM_INITIAL_ASKS 5
#define CLAIM_NO_SECOND 6
#define CLAIM_REMOVAL 7
#define CLAIM_UPDATE_WANTED 8
#define CLAIM_RETRY_AFTER 9
#define CLAIM_BOUNDED_AMENDS 10
#define CLAIM_BOUNDED_SENDS 11
#define CLAIM_REFRESH_CLEAN 12
#define CLAIM_ISOLATION 13

// Planted faults.
#define FAULT_SHARED_TAGS 1
#define FAULT_FORGETS_TO_EXPIRE 2
#define FAULT_TWO_OPEN 3

typedef Request {
  bool present;
  byte shape;
  byte expires;
  byte tag;
  byte document;
  byte age
}
typedef Answer {
  bool present;
  byte kind;  // the publisher's event that it is
  byte tag;
  byte whim;
  byte expires;
  byte age
}
Request request[PUBLISHERS];  // of the open transaction
Request late[PUBLISHERS];     // of one that has timed out
Answer answer[PUBLISHERS];
Answer scrap;                 // to a request that has timed out: nobody hears it

// Of each publisher, as the harness sees it, apart from the machine's own memory.
typedef View {
  bool wanted;        // by the user
  byte document;      // the newest that the user has given, 1 and 2 by turns
  bool open;          // a transaction
  byte timer;         // which one is armed, plus 1
  byte timer_left;
  byte newest;        // tag of the newest 2xx; 0: none, or told dead
  byte life;          // seconds that it may still be used
  byte sent_ago;
  byte hold;          // seconds of Retry-After left
  byte sends;         // since the last second began, or the user spoke
  byte amends;        // of the open request
  byte asked
}
View view[PUBLISHERS];

byte users;
byte faults;
byte whims;
byte restarts;
byte agents; // 1 or 2: both for one presentity
bool storm;  // whatever is asked, the answer is 412
bit clock;   // changes with every second
// Within one step.
byte whim;
bool due_only;

#include "publication_esc.pml"

inline publisher_arm(a_timer, a_at) {
  view[self].timer = a_timer + 1;
  view[self].timer_left = ((a_at) < 0 -> 0 : (a_at));
}
inline publisher_disarm() {
  view[self].timer = 0;
  view[self].timer_left = 0;
}
inline publisher_tell(a_outcome, a_status) {
  printf("@tell %d %d %d\n", self, a_outcome, a_status);
}

inline open_request(a_shape, a_expires, a_tag) {
  printf("@request %d %d %d %d %d\n", self, a_shape, a_expires, a_tag, view[self].document);
  CLAIM(CLAIM_ONE_OPEN, view[self].open == false);
  CLAIM(CLAIM_RETRY_AFTER, view[self].hold == 0);
  view[self].sends++;
  CLAIM(CLAIM_BOUNDED_SENDS, view[self].sends <= SENDS_MAX);
  if
  :: a_shape == Publisher_Shape_initial ->
     CLAIM(CLAIM_INITIAL_ASKS, a_expires > 0 && view[self].wanted);
     CLAIM(CLAIM_NO_SECOND, view[self].newest == 0 || view[self].life == 0)
  :: else ->
     CLAIM(CLAIM_NEWEST_TAG, a_tag != 0 && a_tag == view[self].newest);
     CLAIM(CLAIM_LIVING_TAG, view[self].life > 0);
     if
     :: a_shape == Publisher_Shape_removal ->
        CLAIM(CLAIM_REMOVAL, a_expires == 0 && (!view[self].wanted || kind == Publisher_Event_challenged))
     :: else ->
        CLAIM(CLAIM_UPDATE_WANTED, a_expires > 0 && view[self].wanted);
        if
        :: a_shape == Publisher_Shape_refresh && kind != Publisher_Event_too_brief &&
           kind != Publisher_Event_challenged -> CLAIM(CLAIM_REFRESH_CLEAN, !stale_entry(a_tag))
        :: else -> skip
        fi
     fi
  fi;
  request[self].present = true;
  request[self].shape = a_shape;
  request[self].expires = a_expires;
  request[self].tag = a_tag;
  request[self].document = (a_shape == Publisher_Shape_initial || a_shape == Publisher_Shape_modify ->
                            view[self].document : 0);
  request[self].age = 0;
  answer[self].present = false;
  view[self].open = true;
  view[self].sent_ago = 0;
  view[self].asked = a_expires;
}
inline publisher_send(a_shape, a_expires, a_tag) {
  if
  :: kind == Publisher_Event_too_brief && publisher[self].state != Publisher_State_Removing &&
     publisher[self].amended > 0 -> view[self].amends++
  :: else -> view[self].amends = 0
  fi;
  CLAIM(CLAIM_BOUNDED_AMENDS, view[self].amends <= publisher_amended_max);
  open_request(a_shape, a_expires, a_tag);
}
inline publisher_authorize(a_shape, a_expires, a_tag) {
  view[self].amends++;
  CLAIM(CLAIM_BOUNDED_AMENDS, view[self].amends <= publisher_amended_max);
  open_request(a_shape, a_expires, a_tag);
}

// ---- one publisher: its user, its network, its timers

// The transaction is over: by its answer, or without one.
inline closed() {
  view[self].open = false;
  view[self].sent_ago = 0;
  view[self].asked = 0
}

// What the publisher is told by its answer, and what the harness makes of it.
inline hear() {
  kind = answer[self].kind;
  publisher_event_tag = answer[self].tag;
  if
  :: kind == Publisher_Event_accepted || kind == Publisher_Event_untagged || kind == Publisher_Event_ended ->
     publisher_event_status = 200;
     publisher_event_has_expires = answer[self].whim != WHIM_NO_EXPIRES;
     publisher_event_expires = (answer[self].whim != WHIM_NO_EXPIRES -> answer[self].expires : 0);
     view[self].newest = (answer[self].expires > 0 -> answer[self].tag : 0);
     view[self].life = (view[self].newest != 0 && answer[self].expires > view[self].sent_ago ->
                        answer[self].expires - view[self].sent_ago : 0)
  :: kind == Publisher_Event_stale_tag ->
     publisher_event_status = 412;
     view[self].newest = 0;
     view[self].life = 0
  :: kind == Publisher_Event_too_brief ->
     publisher_event_status = 423;
     publisher_event_min_expires = LIFE + 2
  :: kind == Publisher_Event_pushed_back ->
     publisher_event_status = 503;
     publisher_event_retry_after = RETRY_AFTER;
     view[self].hold = RETRY_AFTER
  :: kind == Publisher_Event_failed -> publisher_event_status = 500
  :: kind == Publisher_Event_challenged ->
     publisher_event_proxy = answer[self].whim == WHIM_407;
     publisher_event_stale = answer[self].whim == WHIM_407;
     publisher_event_answerable = answer[self].whim != WHIM_401_HOPELESS;
     publisher_event_status = (answer[self].whim == WHIM_407 -> 407 : 401)
  fi;
  closed();
  forget_answer()
}

proctype agent(byte me) {
  do
  :: atomic {
       if
       // The user speaks.
       :: users > 0 ->
          d_step {
            self = me; users--; kind = Publisher_Event_want; publisher_event_expires = LIFE;
            view[self].wanted = true; view[self].document = 3 - (view[self].document == 1 -> 1 : 2); view[self].sends = 0
          }
       :: users > 0 ->
          d_step {
            self = me; users--; kind = Publisher_Event_unwant;
            view[self].wanted = false; view[self].document = 0; view[self].sends = 0
          }
       // The network: a request arrives or is lost, one that was given up arrives late or is lost, an answer likewise.
       :: request[me].present ->
          if
          :: storm -> whim = WHIM_412
          :: !storm -> whim = WHIM_NONE
          :: !storm && whims > 0 -> whims--; select(whim : 1 .. WHIM_LAST)
          fi;
          d_step { self = me; arrives(request[self]) }
       :: late[me].present ->
          d_step { self = me; printf("@arrives_late %d\n", self); unheard = true; arrives(late[self]) }
       :: request[me].present && faults > 0 ->
          d_step { faults--; printf("@lost_request %d\n", me); forget_request(request[me]) }
       :: late[me].present -> d_step { printf("@lost_late %d\n", me); forget_request(late[me]) }
       :: answer[me].present && faults > 0 ->
          d_step { self = me; faults--; printf("@lost_answer %d\n", me); forget_answer() }
       :: answer[me].present -> d_step { self = me; printf("@answer %d\n", self); hear() }
       :: view[me].open && whims > 0 -> d_step { self = me; whims--; kind = Publisher_Event_provisional }
       // Timers.
       :: view[me].open && view[me].sent_ago >= TRANSACTION ->
          d_step {
            self = me; kind = Publisher_Event_failed; publisher_event_status = 408;
            printf("@timeout %d\n", self);
            if
            :: request[self].present ->
               late[self].present = true; late[self].shape = request[self].shape; late[self].tag = request[self].tag;
               late[self].expires = request[self].expires; late[self].document = request[self].document;
               late[self].age = 0; forget_request(request[self])
            :: else -> skip
            fi;
            closed();
            forget_answer()
          }
       :: view[me].timer != 0 && view[me].timer_left == 0 ->
          d_step {
            self = me;
            kind = (view[self].timer == 1 + Publisher_Timer_refresh -> Publisher_Event_refresh_due :
                    (view[self].timer == 1 + Publisher_Timer_retry -> Publisher_Event_retry_due :
                     Publisher_Event_expiry_due));
            view[self].timer = 0
          }
       fi;
       if
       :: asker != NOBODY ->
          d_step {
#include "publication_judge.pml"
          }
       :: kind != NOTHING ->
          printf("@event %d %d %d %d %d %d %d %d %d %d %d %d\n", self, kind, publisher_event_random,
                 publisher_event_status, publisher_event_has_expires, publisher_event_expires,
                 publisher_event_min_expires, publisher_event_retry_after, publisher_event_proxy,
                 publisher_event_answerable, publisher_event_stale, publisher_event_tag);
#include "../generated/publisher_rows.pml"
          d_step {
            printf("@row %d %d %d\n", self, publisher_row, publisher[self].state);
            c_code { if (now.publisher_row >= 0) ++rows_taken[0][now.publisher_row]; };
            CLAIM(CLAIM_EXPECTED, publisher_row >= 0);
            publisher_event_over();
            kind = NOTHING
          }
       :: else -> skip
       fi;
       self = 0
     }
  od
}

// ---- time and the ESC's own life

#define nothing_due(p)                                                                             \
  (!(view[p].timer != 0 && view[p].timer_left == 0) && !(view[p].open && view[p].sent_ago >= TRANSACTION) && \
   !(request[p].present && request[p].age >= DELAY) && !(late[p].present && late[p].age >= DELAY) &&                  \
   !(answer[p].present && answer[p].age >= DELAY))
#define less(x) x = (x > 0 -> x - 1 : 0)

inline second_passes() {
  printf("@second\n");
  clock = 1 - clock;
  self = 0;
  do
  :: self < PUBLISHERS ->
     publisher_age(1);
     if
     :: view[self].timer != 0 -> less(view[self].timer_left)
     :: else -> skip
     fi;
     if
     :: view[self].open -> view[self].sent_ago++
     :: else -> skip
     fi;
     less(view[self].life);
     less(view[self].hold);
     view[self].sends = 0;
     request[self].age = (request[self].present -> request[self].age + 1 : 0);
     late[self].age = (late[self].present -> late[self].age + 1 : 0);
     answer[self].age = (answer[self].present -> answer[self].age + 1 : 0);
     self++
  :: else -> break
  od;
  self = 0;
  do
  :: self < ENTRIES ->
     if
     :: is_live(self) -> publication_age(1)
     :: else -> skip
     fi;
     self++
  :: else -> break
  od;
  self = 0;
  kind = Publication_Event_expiry_due;
  due_only = true
}

proctype world() {
  do
  :: atomic {
       if
       :: d_step { nothing_due(0) && nothing_due(1) -> second_passes() }
       :: d_step { restarts > 0 -> restarts--; printf("@restart\n"); kind = Publication_Event_restart }
       fi;
       d_step {
         if
         :: due_only && fault == FAULT_FORGETS_TO_EXPIRE -> due_only = false; kind = NOTHING
         :: else ->
#include "publication_entries.pml"
         fi
       }
     }
  od
}

init {
  atomic {
    read_parameters();
    c_code {
      now.agents = parameter("AGENTS", 1);
      now.users = parameter("USERS", 2);
      now.faults = parameter("FAULTS", 1);
      now.whims = parameter("WHIMS", 1);
      now.restarts = parameter("RESTARTS", 1);
      now.storm = parameter("STORM", 0);
    };
    run world();
    run agent(0);
    if
    :: agents > 1 -> run agent(1)
    :: else -> skip
    fi
  }
}

#include "publication_formulas.pml"
