// What every proof shares: parameters of a run, claims with a count of their premises, rows taken.
//
// Parameters come from the environment when a run begins, so that one verifier serves every scope, every planted fault
// and every mutant. They never change within a run.

c_decl {
\#include <stdlib.h>
static long premises[32];
static long rows_taken[5][512];
static int parameter(const char *name, int standard) {
  const char *text = getenv(name);
  return text ? atoi(text) : standard;
}
static void tell_counts(void) {
  for (int i = 0; i < 32; ++i)
    if (premises[i] > 0) fprintf(stderr, "premise %d %ld\n", i, premises[i]);
  for (int m = 0; m < 5; ++m)
    for (int i = 0; i < 512; ++i)
      if (rows_taken[m][i] > 0) fprintf(stderr, "row %d %d %ld\n", m, i, rows_taken[m][i]);
}
}

int claims;    // bit n: claim n is checked
short mutant;  // of the tables, 0: none
byte fault;    // planted in the harness, 0: none

inline read_parameters() {
  c_code {
    atexit(tell_counts);
    now.claims = parameter("CLAIMS", -1);
    now.mutant = parameter("MUTANT", 0);
    now.fault = parameter("FAULT", 0);
  }
}

// A claim whose premise holds here.
#define CLAIM(number, condition)                                                   \
  c_code { ++premises[number]; };                                                  \
  if                                                                               \
  :: (condition) -> skip                                                           \
  :: else -> printf("@broken %d\n", number); assert(((claims >> number) & 1) == 0) \
  fi

// Claims that stand in the tables themselves.
#define CLAIM_GUARDS 0
#define CLAIM_EXPECTED 1
#define EXACTLY_ONE(holding) CLAIM(CLAIM_GUARDS, (holding) == 1)

// The machine and the event at hand.
#define NOTHING 255
byte self;
byte kind = NOTHING;
