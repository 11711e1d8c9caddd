/* libre: sip_msg_decode() decodes the start line, the first Via, From, To and CSeq; the others that the library has
 * types for are decoded here from its list of header fields. */
#include <stdint.h>
#include <sys/types.h>
#include <sys/socket.h>

#include <re.h>
#define DEBUG_MODULE "bench"
#define DEBUG_LEVEL 0
#include <re_dbg.h>

#include "peer.h"

static int start(void) {
  dbg_init(DBG_EMERG, 0); /* it would print a line for each Via with a host name */
  return 0;
}

static int decode(const struct sip_hdr* header, int first_via) {
  struct sip_addr address;
  struct sip_via via;
  struct httpauth_digest_resp response;
  switch (header->id) {
    case SIP_HDR_VIA:
      return first_via ? 0 : sip_via_decode(&via, &header->val);
    case SIP_HDR_CONTACT:
    case SIP_HDR_ROUTE:
    case SIP_HDR_RECORD_ROUTE:
      return sip_addr_decode(&address, &header->val);
    case SIP_HDR_AUTHORIZATION:
    case SIP_HDR_PROXY_AUTHORIZATION:
      return httpauth_digest_response_decode(&response, &header->val);
    case SIP_HDR_EXPIRES:
    case SIP_HDR_MAX_FORWARDS:
    case SIP_HDR_CONTENT_LENGTH:
      (void)pl_u32(&header->val);
      return 0;
    default:
      return 0;
  }
}

static int full(const char* bytes, size_t size) {
  struct mbuf* const buffer = mbuf_alloc(size);
  if (buffer == NULL) return 1;
  struct sip_msg* message = NULL;
  int refused = mbuf_write_mem(buffer, (const uint8_t*)bytes, size);
  buffer->pos = 0;
  refused = refused || sip_msg_decode(&message, buffer) != 0;
  int first_via = 1;
  for (struct le* at = refused ? NULL : message->hdrl.head; at != NULL && !refused; at = at->next) {
    const struct sip_hdr* const header = at->data;
    refused = decode(header, first_via);
    if (header->id == SIP_HDR_VIA) first_via = 0;
  }
  mem_deref(message);
  mem_deref(buffer);
  return refused;
}

const struct bench_peer sipwright_bench_peer = {"re", start, full};
