/* GNU oSIP: osip_message_parse() decodes the header fields that the library knows into lists of its types;
 * those that it does not know (Event, SIP-ETag, ...) stay text. */
#include <osipparser2/osip_parser.h>
#include <sys/time.h>

#include "peer.h"

static int start(void) {
  return parser_init();
}

static int full(const char* bytes, size_t size) {
  osip_message_t* message = NULL;
  if (osip_message_init(&message) != 0) return 1;
  const int refused = osip_message_parse(message, bytes, size) != 0 || message->from == NULL ||
                      message->to == NULL || message->call_id == NULL || message->cseq == NULL ||
                      osip_list_size(&message->vias) == 0;
  osip_message_free(message);
  return refused;
}

const struct bench_peer sipwright_bench_peer = {"osip", start, full};
