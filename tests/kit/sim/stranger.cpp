// The stranger's requests as text.
#include "kit/sim/stranger.hpp"

#include <algorithm>

namespace sipwright::kit {

std::string stranger_says(Oddity oddity, const std::string& resource, std::uint32_t expires_s_min,
                          std::string_view transport, unsigned number) {
  const bool odd_package = oddity == Oddity::unknown_package || oddity == Oddity::unknown_package_and_tag;
  const bool brief = oddity == Oddity::too_brief || oddity == Oddity::unknown_tag_too_brief;
  const bool tagged = oddity == Oddity::unknown_package_and_tag || oddity == Oddity::unknown_tag_too_brief ||
                      oddity == Oddity::unknown_tag;
  const std::uint32_t expires = brief ? std::max(1u, expires_s_min - 1) : std::max(60u, expires_s_min);
  const std::string unique = std::to_string(number);
  const std::string body =
      "<?xml version=\"1.0\"?><presence xmlns=\"urn:ietf:params:xml:ns:pidf\" entity=\"" + resource +
      "\"><tuple id=\"s\"><status><basic>closed</basic></status></tuple></presence>";
  std::string out = "PUBLISH " + resource + " SIP/2.0\r\nVia: SIP/2.0/" + std::string(transport) + ' ' +
                    stranger_address + ";branch=z9hG4bKstranger" + unique + "\r\nMax-Forwards: 70\r\nFrom: <" +
                    resource + ">;tag=stranger" + unique + "\r\nTo: <" + resource + ">\r\nCall-ID: stranger" + unique +
                    "@" + stranger_address + "\r\nCSeq: 1 PUBLISH\r\nEvent: " + (odd_package ? "x-odd" : "presence") +
                    "\r\nExpires: " + std::to_string(expires) + "\r\n";
  if (tagged) out += "SIP-If-Match: nobody-gave-this\r\n";
  return out + "Content-Type: application/pidf+xml\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

}  // namespace sipwright::kit
