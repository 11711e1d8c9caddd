// The header fields that a message is judged by: a malformed one of these spoils it.
//
// RFC 3261 8.2.2: a malformed header field that is not needed for processing the request should be ignored, and a
// client has no more reason to drop an answer for it. What is not listed, or listed for the other direction only, is
// left out as if it were not there.
#pragma once

// clang-format off
//        header field         requests  answers   because
#define SIPWRIGHT_NEEDED_FIELDS(NEED)                                                                          \
  NEED(via,                     true,    true,    "RFC3261-8.2.6.2-01", "the answer's way back; 17.1.3 matches by it") \
  NEED(from,                    true,    true,    "RFC3261-8.2.6.2-01", "copied into the answer")              \
  NEED(to,                      true,    true,    "RFC3261-8.2.6.2-02", "copied into the answer, with a tag")  \
  NEED(call_id,                 true,    true,    "RFC3261-8.2.6.2-01", "copied into the answer")              \
  NEED(cseq,                    true,    true,    "RFC3261-8.2.6.2-01", "copied; 17.1.3 matches by its method") \
  NEED(content_length,          true,    true,    "RFC4475-3.3.8-01",   "where the body ends")                 \
  NEED(event,                   true,    false,   "RFC3903-6-10",       "step 2")                              \
  NEED(sip_if_match,            true,    false,   "RFC3903-6-12",       "step 3")                              \
  NEED(expires,                 true,    true,    "RFC3903-6-14",       "step 4; the interval that was granted") \
  NEED(content_type,            true,    false,   "RFC3903-6-20",       "step 5")                              \
  NEED(require,                 true,    false,   "RFC3261-8.2.2.3-01", "extensions that are asked for")       \
  NEED(authorization,           true,    false,   "RFC3903-14.1-02",    "who sends it")                        \
  NEED(sip_etag,                false,   true,    "RFC3903-4.2-08",     "the tag for the next request")        \
  NEED(min_expires,             false,   true,    "RFC3903-5-05",       "what a 423 wants")                    \
  NEED(retry_after,             false,   true,    "RFC3903-9-03",       "how long to wait")                    \
  NEED(www_authenticate,        false,   true,    "RFC3261-22.2-02",    "the challenge of a 401")              \
  NEED(proxy_authenticate,      false,   true,    "RFC3261-22.3-01",    "the challenge of a 407")
// clang-format on
