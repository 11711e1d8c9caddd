/* Sofia-SIP: msg_make() copies the octets into the message and decodes every header field that the library
 * knows; msg_destroy() gives the memory back. */
#include <sofia-sip/msg.h>
#include <sofia-sip/msg_addr.h>
#include <sofia-sip/sip.h>
#include <sofia-sip/sip_header.h>

#include "peer.h"

static int start(void) {
  return sip_default_mclass() == NULL;
}

static int full(const char* bytes, size_t size) {
  msg_t* const msg = msg_make(sip_default_mclass(), 0, bytes, (ssize_t)size);
  if (msg == NULL) return 1;
  const sip_t* const sip = sip_object(msg);
  const int refused = sip == NULL || sip->sip_error != NULL || msg_extract_errors(msg) != 0 ||
                      (sip->sip_request == NULL && sip->sip_status == NULL) || sip->sip_via == NULL ||
                      sip->sip_from == NULL || sip->sip_to == NULL || sip->sip_call_id == NULL ||
                      sip->sip_cseq == NULL || sip->sip_content_length == NULL;
  msg_destroy(msg);
  return refused;
}

const struct bench_peer sipwright_bench_peer = {"sofia", start, full};
