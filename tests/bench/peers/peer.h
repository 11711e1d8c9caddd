/* A foreign parser, as the bench sees it: one shared object each, opened with its own symbols, because the
 * libraries use the same names (sip_*) for different things. Loaded by the bench alone; nothing that is
 * shipped links them.
 */
#ifndef SIPWRIGHT_BENCH_PEER_H
#define SIPWRIGHT_BENCH_PEER_H

#include <stddef.h>

struct bench_peer {
  const char* name;
  /* Once, before the first message; 0: ready. */
  int (*start)(void);
  /* Decodes every header field of one message into this library's own types, and frees what that took. 0:
   * accepted; anything else: the library refused it, or did not find what every message of the bench has. */
  int (*full)(const char* bytes, size_t size);
};

/* Each shared object exports one: */
extern const struct bench_peer sipwright_bench_peer;

#endif
