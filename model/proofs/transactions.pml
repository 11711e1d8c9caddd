// One non-INVITE client transaction and the server transactions that its request makes, over UDP or over a stream.
//
// A unit of time is T1; T2, T4 and 64*T1 keep their real proportions. UDP loses, duplicates and reorders: copies are
// alike, so what is on its way is a count for each kind of message, and any of them may be next. Nothing travels longer
// than DELAY units. The user of the server answers when it likes, in time, late, with 408 or never, more than once too.
#define PAST 12
#define client_transaction_t1 1
#define client_transaction_t2 8
#define client_transaction_t4 10
#define server_transaction_t1 1
#define server_transaction_t2 8
#define TRANSMITS_MAX 11
#define NONE 255

#include "common.pml"
#include "../generated/client_transaction.pml"
#include "../generated/server_transaction.pml"

#define CLAIM_ONE_OUTCOME 2
#define CLAIM_HANDED_ONCE 3
#define CLAIM_FEW_COPIES 4
#define CLAIM_TIMEOUT_AT_64_T1 5
#define CLAIM_TRYING_NOT_EARLY 6
#define CLAIM_NO_408 7
#define CLAIM_NEVER_LATE 8
#define CLAIM_ONE_ANSWER 9
#define CLAIM_NO_TIMER_LEFT 10
#define CLAIM_REPEATS_WHAT_WAS_SENT 11
#define CLAIM_STREAM_ONCE 12

#define FAULT_LOSES_ALL_ANSWERS 2

bool reliable;
bool lossless;
byte duplicates;   // that the network may still make
byte breaks;       // of the transport
byte late_bound;   // DELAY

byte requests;     // copies on their way
byte requests_age;
byte tryings;
byte tryings_age;
byte finals;
byte finals_age;

byte timer_e = NONE;
byte timer_f = NONE;
byte timer_k = NONE;
byte server_timer;  // which, plus 1
byte server_left;
byte client_age;    // since the request was handed over, while it is open
byte server_age;    // since the request came, until it is answered

byte transmits;
byte outcomes;
bool answered;
byte handed;
bool sent_final;
bool sent_any;
byte answers = 2;   // that the server's user may still give
bit clock;

inline put(a_count, a_age) {
  if
  :: a_count == 0 -> a_count = 1; a_age = 0
  :: a_count == 1 -> a_count = 2
  :: else -> skip
  fi
}

// ---- what the machines do

inline client_transaction_transmit() {
  printf("@transmit\n");
  transmits++;
  CLAIM(CLAIM_FEW_COPIES, transmits <= TRANSMITS_MAX);
  CLAIM(CLAIM_STREAM_ONCE, !reliable || transmits == 1);
  put(requests, requests_age);
}
inline client_transaction_deliver() {
  printf("@deliver\n");
  CLAIM(CLAIM_ONE_OUTCOME, outcomes == 0);
  outcomes = (kind == ClientTransaction_Event_final -> 1 : outcomes);
  answered = (kind == ClientTransaction_Event_final -> true : answered);
}
inline client_transaction_timed_out() {
  printf("@timed_out\n");
  CLAIM(CLAIM_ONE_OUTCOME, outcomes == 0);
  CLAIM(CLAIM_TIMEOUT_AT_64_T1, client_age == 64);
  outcomes = 1;
}
inline client_transaction_failed() {
  CLAIM(CLAIM_ONE_OUTCOME, outcomes == 0);
  outcomes = 1;
}
inline client_transaction_unheard() { client_transaction_failed() }
inline client_transaction_fall_back() { client_transaction_transmit() }
inline client_transaction_arm(a_timer, a_at) {
  if
  :: a_timer == ClientTransaction_Timer_E -> timer_e = a_at
  :: a_timer == ClientTransaction_Timer_F -> timer_f = a_at
  :: else -> timer_k = a_at
  fi
}
inline client_transaction_disarm(a_timer) {
  if
  :: a_timer == ClientTransaction_Timer_E -> timer_e = NONE
  :: a_timer == ClientTransaction_Timer_F -> timer_f = NONE
  :: else -> timer_k = NONE
  fi
}
inline server_transaction_arm(a_timer, a_at) {
  server_timer = a_timer + 1;
  server_left = a_at;
}
inline server_transaction_disarm() {
  server_timer = 0;
  server_left = 0;
}
inline server_transaction_deliver() {
  printf("@handed\n");
  CLAIM(CLAIM_HANDED_ONCE, handed == 0);
  handed = 1;
}
inline server_transaction_send_trying() {
  printf("@trying\n");
  CLAIM(CLAIM_TRYING_NOT_EARLY, reliable || server_age >= 7);
  sent_any = true;
  put(tryings, tryings_age);
}
inline server_transaction_send_final() {
  printf("@final\n");
  CLAIM(CLAIM_NO_408, server_transaction_event_status != 408);
  CLAIM(CLAIM_NEVER_LATE, server_age < 64);
  CLAIM(CLAIM_ONE_ANSWER, !sent_final);
  sent_final = true;
  sent_any = true;
  put(finals, finals_age);
}
inline server_transaction_repeat() {
  printf("@repeat\n");
  CLAIM(CLAIM_REPEATS_WHAT_WAS_SENT, sent_any);
  if
  :: sent_final -> put(finals, finals_age)
  :: else -> put(tryings, tryings_age)
  fi
}
inline server_transaction_failed() { skip; }

// ---- who may do what next

#define gone(a_count) a_count--
#define waiting (client_transaction[0].state == ClientTransaction_State_Trying || \
                 client_transaction[0].state == ClientTransaction_State_Proceeding)
#define begun (waiting || client_transaction[0].state == ClientTransaction_State_Completed)
#define serving (server_transaction[0].state == ServerTransaction_State_Trying || \
                 server_transaction[0].state == ServerTransaction_State_Proceeding)
#define server_over (server_transaction[0].state == ServerTransaction_State_Terminated)
// A stream neither loses nor copies; where it may, UDP does.
#define may_lose (!reliable && !lossless)
#define may_copy (!reliable && duplicates > 0)

proctype client() {
  do
  :: atomic {
       if
       :: client_transaction[0].state == ClientTransaction_State_Start ->
          kind = ClientTransaction_Event_request; client_transaction_event_reliable = reliable
       :: tryings > 0 -> gone(tryings); kind = ClientTransaction_Event_provisional
       :: tryings > 0 && may_copy -> duplicates--; kind = ClientTransaction_Event_provisional
       :: finals > 0 && fault != FAULT_LOSES_ALL_ANSWERS -> gone(finals); kind = ClientTransaction_Event_final
       :: finals > 0 && may_copy -> duplicates--; kind = ClientTransaction_Event_final
       :: tryings > 0 && may_lose -> gone(tryings); printf("@lost_trying\n")
       :: finals > 0 && (may_lose || fault == FAULT_LOSES_ALL_ANSWERS) -> gone(finals); printf("@lost_final\n")
       :: timer_e == 0 -> timer_e = NONE; kind = ClientTransaction_Event_timer_E
       :: timer_f == 0 -> timer_f = NONE; kind = ClientTransaction_Event_timer_F
       :: timer_k == 0 -> timer_k = NONE; kind = ClientTransaction_Event_timer_K
       :: breaks > 0 && begun -> breaks--; kind = ClientTransaction_Event_transport_failed
       :: breaks > 0 && begun -> breaks--; kind = ClientTransaction_Event_misrouted
       fi;
       if
       :: kind != NOTHING && client_transaction[0].state != ClientTransaction_State_Terminated ->
          printf("@client %d %d\n", kind, client_transaction_event_reliable);
#include "../generated/client_transaction_rows.pml"
          d_step {
            printf("@row 1 %d %d\n", client_transaction_row, client_transaction[0].state);
            c_code { if (now.client_transaction_row >= 0) ++rows_taken[1][now.client_transaction_row]; };
            CLAIM(CLAIM_EXPECTED, client_transaction_row >= 0);
            if
            :: client_transaction[0].state == ClientTransaction_State_Terminated ->
               CLAIM(CLAIM_NO_TIMER_LEFT, timer_e == NONE && timer_f == NONE && timer_k == NONE)
            :: else -> skip
            fi;
            client_age = (waiting -> client_age : 0)
          }
       :: else -> skip
       fi;
       client_transaction_event_over();
       kind = NOTHING
     }
  od
}

proctype server() {
  do
  :: atomic {
       if
       :: requests > 0 ->
          if
          :: gone(requests)
          :: may_copy -> duplicates--
          fi;
          if
          :: server_transaction[0].state == ServerTransaction_State_Start || server_over ->
             d_step {
               // A copy that comes when the transaction is over makes a new one.
               server_transaction[0].state = ServerTransaction_State_Start;
               server_age = 0;
               sent_final = false;
               sent_any = false;
               kind = ServerTransaction_Event_request;
               server_transaction_event_reliable = reliable
             }
          :: else -> kind = ServerTransaction_Event_retransmission
          fi
       :: requests > 0 && may_lose -> gone(requests); printf("@lost_request\n")
       :: serving && answers > 0 ->
          answers--; kind = ServerTransaction_Event_final; server_transaction_event_status = 200
       :: serving && answers > 0 ->
          answers--; kind = ServerTransaction_Event_final; server_transaction_event_status = 408;
          handed = (server_age < 64 -> 0 : handed)  // a refusal that is no answer: the next copy is handed over
       :: sent_final && !server_over && answers > 0 ->
          answers--; kind = ServerTransaction_Event_final; server_transaction_event_status = 200
       :: handed && !server_over && answers > 0 -> answers--; kind = ServerTransaction_Event_provisional
       :: server_timer != 0 && server_left == 0 ->
          kind = (server_timer == 1 + ServerTransaction_Timer_trying -> ServerTransaction_Event_timer_trying :
                  (server_timer == 1 + ServerTransaction_Timer_late -> ServerTransaction_Event_timer_late :
                   ServerTransaction_Event_timer_J));
          server_timer = 0
       :: breaks > 0 && server_transaction[0].state != ServerTransaction_State_Start && !server_over ->
          breaks--; kind = ServerTransaction_Event_transport_failed;
          handed = 0  // a copy after that is a new request
       fi;
       if
       :: kind != NOTHING ->
          printf("@server %d %d %d\n", kind, server_transaction_event_reliable, server_transaction_event_status);
#include "../generated/server_transaction_rows.pml"
          d_step {
            printf("@row 2 %d %d\n", server_transaction_row, server_transaction[0].state);
            c_code { if (now.server_transaction_row >= 0) ++rows_taken[2][now.server_transaction_row]; };
            CLAIM(CLAIM_EXPECTED, server_transaction_row >= 0);
            if
            :: server_over -> CLAIM(CLAIM_NO_TIMER_LEFT, server_timer == 0)
            :: else -> skip
            fi;
            server_age = (serving -> server_age : 0)
          }
       :: else -> skip
       fi;
       server_transaction_event_over();
       kind = NOTHING
     }
  od
}

#define elapse(x) x = (x == NONE || x == 0 -> x : x - 1)
#define travels(a_count, a_age) (a_count == 0 || a_age < late_bound)
#define grow_old(a_count, a_age) a_age = (a_count > 0 -> a_age + 1 : 0)
#define nothing_due                                                                               \
  (timer_e != 0 && timer_f != 0 && timer_k != 0 && !(server_timer != 0 && server_left == 0) &&    \
   client_transaction[0].state != ClientTransaction_State_Start && travels(finals, finals_age) && \
   travels(tryings, tryings_age) && travels(requests, requests_age))

proctype time() {
  do
  :: d_step {
       nothing_due ->
       printf("@second\n");
       clock = 1 - clock;
       client_transaction_age(1);
       server_transaction_age(1);
       elapse(timer_e);
       elapse(timer_f);
       elapse(timer_k);
       server_left = (server_left > 0 -> server_left - 1 : 0);
       client_age = (waiting -> client_age + 1 : 0);
       server_age = (serving && server_age < 70 -> server_age + 1 : server_age);
       grow_old(requests, requests_age);
       grow_old(tryings, tryings_age);
       grow_old(finals, finals_age)
     }
  od
}

init {
  atomic {
    read_parameters();
    c_code {
      now.lossless = parameter("LOSSLESS", 0);
      now.duplicates = parameter("DUPLICATES", 1);
      now.breaks = parameter("BREAKS", 1);
      now.late_bound = parameter("DELAY", 0);
    };
    if
    :: reliable = true
    :: reliable = false
    fi;
    run client();
    run server();
    run time()
  }
}

#define client_over (client_transaction[0].state == ClientTransaction_State_Terminated)
#define may_rest (server_over || server_transaction[0].state == ServerTransaction_State_Start)

ltl client_ends { <> client_over }
ltl server_ends { [] <> may_rest }
ltl answer_arrives { [] ((lossless && breaks > 0 && sent_final && waiting && client_age < 60) -> <> (answered || breaks == 0)) }
