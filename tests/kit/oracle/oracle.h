/* The reference parser: the same grammar, read by ANTLR.
 *
 * It exists to disagree with the generated parser. It is slow (about a millisecond a message), allocates, and is never
 * part of the runtime. The interface is C, because g++ builds the library and fuzzers built by clang link it.
 *
 * A message is read in two levels, as the grammar says: messageHead cuts the start line and the raw header fields, then
 * each value is judged by the start rule of its name, or by extensionValue. What ANTLR ignores is checked here on the
 * parse tree: @except (a rule without what another derives) and @type (numbers with a largest value).
 *
 * Limits: comments nest without end in RFC 3261 and ANTLR descends on the machine's stack, so input with more than
 * SIPWRIGHT_ORACLE_DEPTH_MAX open parentheses is not judged: the answer is SIPWRIGHT_ORACLE_TOO_DEEP.
 *
 * Functions may be called from one thread at a time. Strings in answers are static.
 */
#ifndef SIPWRIGHT_ORACLE_H
#define SIPWRIGHT_ORACLE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { SIPWRIGHT_ORACLE_DEPTH_MAX = 64 };

enum sipwright_oracle_answer {
  SIPWRIGHT_ORACLE_WELL_FORMED,
  SIPWRIGHT_ORACLE_OUT_OF_RANGE, /* derived by the grammar, but a number is above its @type */
  SIPWRIGHT_ORACLE_MALFORMED,
  SIPWRIGHT_ORACLE_TOO_DEEP,
  SIPWRIGHT_ORACLE_NO_SUCH_RULE
};

/* One label of the grammar and the octets that it stands for. Captures come in pre-order: those inside follow, one
 * deeper. Offsets count from the first octet given. A rule with @type has a number; it stops at the rule's maximum. */
struct sipwright_oracle_capture {
  const char* label;
  size_t begin;
  size_t end;
  unsigned depth;
  int has_number;
  unsigned long number;
};

/* offset: the first octet that no continuation could stand at (malformed), or the first of the number (out of range).
 * exact: 0 where only the re-check of @except refused, which knows the name but not the octet behind it that broke the
 * rule for that name. */
struct sipwright_oracle_verdict {
  enum sipwright_oracle_answer answer;
  size_t offset;
  int exact;
};

typedef void (*sipwright_oracle_capture_fn)(void* user, const struct sipwright_oracle_capture* capture);

/* Judges `n` octets by one start rule ("viaValue"), all of them. Captures are told only for what the grammar derives.
 * `on_capture` may be null. */
struct sipwright_oracle_verdict sipwright_oracle_parse_rule(const char* start_rule,
                                                            const unsigned char* bytes, size_t n,
                                                            sipwright_oracle_capture_fn on_capture,
                                                            void* user);

/* One header field, or the start line (row 0, without a name). `header` is the grammar's spelling, null for extensions
 * and the start line. */
struct sipwright_oracle_row {
  const char* rule;
  const char* header;
  size_t name_begin, name_end;
  size_t value_begin, value_end;
  struct sipwright_oracle_verdict verdict;
};

/* Why a message that is well-formed is refused all the same: the @refuse of the grammar, in the order in which they are
 * looked at. `names_start_line`: the text wants the start line named behind it where no header field is to blame. */
struct sipwright_oracle_reason {
  const char* name; /* "missing_header" */
  unsigned status;
  const char* text;
  int names_start_line;
};

/* Null behind the last one. */
const struct sipwright_oracle_reason* sipwright_oracle_reason_at(size_t index);

struct sipwright_oracle_message {
  struct sipwright_oracle_verdict verdict;
  const char* rule;   /* what failed: messageHead, or the start rule of a value; null where nothing did */
  int row;            /* which row that was; -1 where it was the head itself, or nothing */
  int is_request;
  /* Where the verdict is not malformed: the first reason to refuse the message, null where there is none; the header
   * field that is to blame, null where none is; and where the fault stands. */
  const struct sipwright_oracle_reason* refused;
  const char* culprit;
  size_t refused_at;
  size_t head_length; /* octets up to and with the empty line */
  size_t body_length; /* what Content-Length says, or all the rest */
};

/* For each row `on_row`, then its captures, up to the first that is malformed. Both may be null. */
struct sipwright_oracle_sink {
  void* user;
  void (*on_row)(void* user, const struct sipwright_oracle_row* row);
  sipwright_oracle_capture_fn on_capture;
};

struct sipwright_oracle_message sipwright_oracle_parse_message(const unsigned char* bytes, size_t n,
                                                               const struct sipwright_oracle_sink* sink);

/* Start rules by index, for tests that go through all of them; null behind the last. `header` may be null. */
const char* sipwright_oracle_start_rule(size_t index, const char** header);

/* ANTLR's own complaints about the grammar, met while it judges this input in its exact mode: each ambiguity (two parse
 * trees) and each place where only the full context decides. `rule` is where the decision stands; `alternatives` prints
 * like {1, 2}. */
struct sipwright_oracle_complaint {
  const char* kind; /* "ambiguity" or "context" */
  const char* rule;
  const char* alternatives;
  size_t begin;
  size_t end;
};
void sipwright_oracle_diagnose(const char* start_rule, const unsigned char* bytes, size_t n,
                               void (*on_complaint)(void* user,
                                                    const struct sipwright_oracle_complaint* complaint),
                               void* user);

/* How often ANTLR's cheaper prediction (SLL) failed on input that the full one (LL) took, since the start. */
size_t sipwright_oracle_ll_rescues(void);

#ifdef __cplusplus
}
#endif

#endif
