#include "kit/proof/properties.hpp"

namespace sipwright::kit {
namespace {

constexpr std::string_view publication = "publication", transactions = "transactions";
constexpr std::string_view usual = "AGENTS=1 USERS=2 FAULTS=1 WHIMS=1 RESTARTS=1";

// clang-format off
constexpr Property list[] = {
    {"publisher-guards", publication, 0, "", "Exactly one guard of a (state, event) pair holds.", "",
     "publisher/Idle/want/1/guard negated", 0, ""},
    {"publisher-expected", publication, 1, "", "Nothing happens to a publisher that its table does not list.", "",
     "publisher/Waiting/want/1/no row", 0, ""},
    {"one-open", publication, 2, "", "No PUBLISH is sent while one is open.", "RFC3903-4-11",
     "publisher/Publishing/want/1/to Published", 0, "AGENTS=1 USERS=3 FAULTS=0 WHIMS=0 RESTARTS=0"},
    {"newest-tag", publication, 3, "", "SIP-If-Match names the tag of the newest 2xx, and none that met 412.",
     "RFC3903-4.3-02 RFC3903-4.3-12 RFC3903-5-02", "publisher/Refreshing/accepted/1/drop keep_tag", 0, ""},
    {"living-tag", publication, 4, "", "No request names a tag whose grant has ended.", "RFC3903-3-05 SW-18",
     "publisher/alive/without event.now < dies_at", 0, ""},
    {"initial-asks", publication, 5, "", "An initial PUBLISH is sent only if a state is wanted, and asks for time.",
     "RFC3903-4.1-11 RFC3903-4.2-01", "publisher/ask_desired/min for max in asked = max(desired, expires_min)", 0, ""},
    {"no-second", publication, 6, "", "No initial PUBLISH is sent while a usable tag is known.", "RFC3903-4.2-01 SW-12",
     "publisher/note_grant/drop dies_at = sent_at + granted s", 0, ""},
    {"removal-zero", publication, 7, "", "A removal asks for 0 s, and begins only if nothing is wanted.",
     "RFC3903-4.1-11 RFC3903-4.5-01 SW-14", "publisher/send_removal/drop asked = 0", 0, ""},
    {"update-wanted", publication, 8, "", "What nobody wants any more is neither refreshed nor modified.", "SW-14",
     "publisher/Published/refresh_due/1/without wanted in guard", 0, ""},
    {"retry-after", publication, 9, "", "Nothing is sent before Retry-After has passed.", "RFC3903-9-03",
     "publisher/start_hold/drop hold_until = event.now + event.retry_after s", 0, ""},
    {"bounded-amends", publication, 10, "", "A request is amended at once only so often.", "SW-06",
     "publisher/amend/drop amended = amended + 1", 0, "AGENTS=1 USERS=1 FAULTS=0 WHIMS=4 RESTARTS=0"},
    {"bounded-sends", publication, 11, "", "A publisher sends at most 5 requests a second by itself, whatever is "
     "answered, 412 to everything too.", "SW-03 SW-06", "publisher/settle/branches swapped in arm(refresh, refresh_at "
     "if (wanted and not dirty) else event.now)", 0, ""},
    {"refresh-clean", publication, 12, "", "No refresh keeps alive a state that is known to be outdated.",
     "SW-08 SW-12", "publisher/restore_dirty/drop dirty = wanted", 0, ""},
    {"isolation", publication, 13, "", "Nobody changes what another publisher has published for the same presentity.",
     "RFC3903-6-11 RFC3903-6-13", "", 1, "AGENTS=2 USERS=2 FAULTS=0 WHIMS=0 RESTARTS=0"},
    {"no-gap", publication, -1, "no_gap", "What is wanted comes to be published and stays so, once faults end.",
     "RFC3903-4.3-01 SW-12", "publisher/refresh_at/+ for -", 0, ""},
    {"no-ghost", publication, -1, "no_ghost", "Once nothing is wanted, nothing stays published.",
     "RFC3903-4.5-01 SW-13", "", 2, ""},
    {"comes-to-rest", publication, -1, "comes_to_rest", "Once nothing is wanted, the publisher comes to rest in Idle.",
     "SW-13", "publisher/Published/unwant/1/drop send_removal", 0, ""},
    {"time-passes", publication, -1, "time_passes", "No livelock: there is no endless activity without time passing.",
     "SW-03 SW-06", "publisher/settle/branches swapped in arm(refresh, refresh_at if (wanted and not dirty) else "
     "event.now)", 0, ""},
    {"storm-passes", publication, -1, "time_passes_in_storm", "No livelock either where everything is answered 412.",
     "RFC3903-5-04 SW-16", "publisher/retry_at/- for +", 0, ""},
    {"transaction-guards", transactions, 0, "", "Exactly one guard of a (state, event) pair holds.", "",
     "client_transaction/Trying/final/1/guard negated", 0, ""},
    {"transaction-expected", transactions, 1, "", "Nothing happens to a transaction that its table does not list.", "",
     "client_transaction/Completed/final/1/no row", 0, ""},
    {"one-outcome", transactions, 2, "", "The client's user hears one outcome, and nothing after it.",
     "RFC3261-17.1.2.2-02 RFC3261-17.1.2.2-05", "client_transaction/Trying/timer_F/1/to Start", 0, ""},
    {"handed-once", transactions, 3, "", "The server's user gets a request once, where nothing travels longer than T1.",
     "RFC3261-17.2.2-01", "server_transaction/Trying/final/1/to Terminated", 0, ""},
    {"few-copies", transactions, 4, "", "A request is sent at most 11 times.", "RFC3261-17.1.2.2-01",
     "client_transaction/double_interval/drop interval = min(interval * 2, config.t2)", 0, ""},
    {"timeout-at-64-T1", transactions, 5, "", "Who hears of a timeout hears it 64*T1 after the request.",
     "RFC3261-17.1.2.2-02", "client_transaction/start_F/late arm(F, event.now + (config.t1 * 64))", 0, ""},
    {"trying-not-early", transactions, 6, "", "Over UDP no 100 before the client's timer E has reached T2.",
     "RFC4320-4.1-02", "server_transaction/Trying/provisional/1/guard negated", 0, ""},
    {"no-408", transactions, 7, "", "No 408 is sent.", "RFC4320-4.2-01",
     "server_transaction/sendable/without not (event.status == 408)", 0, ""},
    {"never-late", transactions, 8, "", "Nothing is sent after the client has given up.", "RFC4320-4.2-01",
     "server_transaction/sendable/without event.now < late_at", 0, ""},
    {"one-answer", transactions, 9, "", "One final answer is sent, however many the user gives.", "RFC3261-17.2.2-02",
     "server_transaction/Trying/final/1/twice send_final()", 0, ""},
    {"no-timer-left", transactions, 10, "", "No timer is armed when a transaction is over.", "RFC3261-17.1.2.2-05",
     "client_transaction/give_up/drop disarm(E)", 0, ""},
    {"repeats-what-was-sent", transactions, 11, "", "A copy of the request is answered only with what was sent before.",
     "RFC3261-17.2.2-01", "server_transaction/Trying/timer_trying/1/drop send_trying()", 0, ""},
    {"stream-once", transactions, 12, "", "Over a stream a request is sent once.", "RFC3261-17.1.2.2-06",
     "client_transaction/Start/request/1/guard negated", 0, ""},
    {"client-ends", transactions, -1, "client_ends", "A client transaction ends.", "RFC3261-17.1.2.2-02",
     "client_transaction/Start/request/1/drop start_F", 0, ""},
    {"server-ends", transactions, -1, "server_ends", "A server transaction ends, answered or not.",
     "RFC3261-17.2.2-02 SW-19", "server_transaction/start_J/drop arm(J, event.now + (config.t1 * 64))", 0, ""},
    {"answer-arrives", transactions, -1, "answer_arrives", "Where nothing gets lost, an answer in time is heard.",
     "RFC3261-17.1.2.2-04", "", 2, "LOSSLESS=1 DUPLICATES=1 BREAKS=1 DELAY=0"},
};

constexpr ProofRun runs[] = {
    {publication, "", usual, "AGENTS=1 USERS=3 FAULTS=2 WHIMS=3 RESTARTS=1"},
    {publication, "", "AGENTS=2 USERS=2 FAULTS=1 WHIMS=0 RESTARTS=1", "AGENTS=2 USERS=3 FAULTS=2 WHIMS=1 RESTARTS=1"},
    {publication, "", "AGENTS=1 USERS=3 FAULTS=1 WHIMS=1 RESTARTS=0", "AGENTS=1 USERS=4 FAULTS=2 WHIMS=2 RESTARTS=1"},
    {publication, "", "AGENTS=1 USERS=3 FAULTS=2 WHIMS=0 RESTARTS=1", "AGENTS=1 USERS=4 FAULTS=4 WHIMS=1 RESTARTS=2"},
    {publication, "", "AGENTS=1 USERS=1 FAULTS=0 WHIMS=4 RESTARTS=0", "AGENTS=1 USERS=2 FAULTS=1 WHIMS=5 RESTARTS=0"},
    {publication, "", "STORM=1 AGENTS=1 USERS=3 FAULTS=2", "STORM=1 AGENTS=2 USERS=4 FAULTS=3"},
    {publication, "no_gap", usual, "AGENTS=2 USERS=3 FAULTS=1 WHIMS=1 RESTARTS=1"},
    {publication, "no_ghost", usual, "AGENTS=2 USERS=3 FAULTS=1 WHIMS=1 RESTARTS=1"},
    {publication, "comes_to_rest", usual, "AGENTS=2 USERS=3 FAULTS=1 WHIMS=1 RESTARTS=1"},
    {publication, "time_passes", usual, "AGENTS=2 USERS=3 FAULTS=1 WHIMS=1 RESTARTS=1"},
    {publication, "time_passes_in_storm", "STORM=1 AGENTS=1 USERS=2 FAULTS=1", "STORM=1 AGENTS=2 USERS=3 FAULTS=2"},
    {transactions, "", "DUPLICATES=1 BREAKS=1 DELAY=0", "DUPLICATES=3 BREAKS=2 DELAY=0"},
    {transactions, "client_ends", "DUPLICATES=1 BREAKS=0 DELAY=0", "DUPLICATES=3 BREAKS=1 DELAY=0"},
    {transactions, "server_ends", "DUPLICATES=0 BREAKS=0 DELAY=0", "DUPLICATES=3 BREAKS=1 DELAY=0"},
    {transactions, "answer_arrives", "LOSSLESS=1 DUPLICATES=1 BREAKS=1 DELAY=0",
     "LOSSLESS=1 DUPLICATES=3 BREAKS=2 DELAY=0"},
};
constexpr std::string_view no_end = "No agent is told to end for good in these worlds; the table's tests take the row.";
constexpr std::string_view no_refusal =
    "A connection of these worlds may break, but is never refused; the table's tests take the row.";
constexpr RowReason reasons[] = {
    {"publisher", 1,
     "A Retry-After is waited for in Waiting, so that Idle is never held; the row completes the guards."},
    {"publisher", 80, no_end},
    {"publisher", 82, no_end},
    {"publisher", 86, no_end},
    {"publisher", 92, no_end},
    {"publisher", 96, no_end},
    {"client_transaction", 6, no_refusal},
    {"client_transaction", 7, no_refusal},
    {"client_transaction", 8, no_refusal},
    {"client_transaction", 16, no_refusal},
    {"client_transaction", 24, no_refusal},
    {"compositor", -1,
     "Publishers send PUBLISH of a known package in due form, unasked who they are; the table's tests take the rest."},
    {"publication", 2, "Whoever has died is gone by the timer before a request can name it."},
};
// clang-format on
constexpr std::string_view tables[] = {"publisher", "client_transaction", "server_transaction", "compositor",
                                       "publication"};

}  // namespace

std::span<const std::string_view> proven_tables() { return tables; }

std::span<const RowReason> rows_out_of_reach() { return reasons; }

std::span<const Property> properties() { return list; }

std::span<const ProofRun> proof_runs() { return runs; }

std::string_view planted_scope(const Property& property) {
  if (!property.scope.empty()) return property.scope;
  for (const ProofRun& run : runs) {
    if (run.proof == property.proof && run.formula == property.formula) return run.small;
  }
  return {};
}

}  // namespace sipwright::kit
