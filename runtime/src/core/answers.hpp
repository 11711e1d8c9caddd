// Answers to requests: what they say, and how they are written (RFC 3261 8.2.6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/incoming.hpp"
#include "core/publication_store.hpp"
#include "sipwright/compositor.hpp"
#include "sipwright/writer.hpp"

namespace sipwright::core {

// A status code and the header fields that it obliges to.
struct Answer {
  std::uint16_t status = 0;
  std::optional<Tag> tag;                      // SIP-ETag (RFC 3903 11.3.1)
  std::optional<std::uint32_t> expires_s;      // Expires
  std::optional<std::uint32_t> min_expires_s;  // Min-Expires (RFC 3261 20.23)
  std::optional<std::uint32_t> retry_after_s;  // Retry-After (RFC 3261 20.33)
  bool allow = false;                          // Allow: the methods served (RFC 3261 8.2.1)
  bool allow_events = false;                   // Allow-Events: the packages served (RFC 3903 11.1.1)
  // Accept: the media types of this package (RFC 3261 8.2.3).
  const PackageConfig* accept = nullptr;
  std::string unsupported;              // Unsupported: option tags (RFC 3261 8.2.2.3)
  std::vector<std::string> challenges;  // WWW-Authenticate, one row each
};

// Where the answer to a request goes: RFC 3261 18.2.2 and RFC 3581 4. On streams back through the connection.
Peer way_back(const Fields& request, const Peer& source);

// Writes the answer. Via, From, Call-ID and CSeq are the request's, octet for octet, except that the top Via
// tells where the request came from; To gets `to_tag` if it has none. For final answers: a 100 has no tag of its own.
class AnswerWriter {
 public:
  explicit AnswerWriter(const CompositorConfig& config)
      : config_(config), buffer_(limits::message_octets_max) {}
  // The text is valid until the next call; empty if the answer would be longer than
  // limits::message_octets_max.
  std::string_view write(const Incoming& request, const Answer& answer, std::string_view to_tag);

 private:
  void write_vias(Writer& writer, const Incoming& request);
  void write_details(Writer& writer, const Answer& answer);

  const CompositorConfig& config_;
  std::vector<char> buffer_;
  std::string text_;  // scratch
};

}  // namespace sipwright::core
