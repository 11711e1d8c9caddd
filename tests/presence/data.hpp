// What the cases of this folder share: the gateway's document, and replacing a part of a document.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sipwright::presence::test {

// The body of the gateway manual's PUBLISH (data/PROVENANCE.md).
inline std::string gateway_body() {
  std::ifstream file(PRESENCE_DATA "/gateway-initial.sip", std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  const std::string message = text.str();
  const std::size_t end = message.find("\r\n\r\n");
  if (end == std::string::npos) throw std::runtime_error("cannot read data/gateway-initial.sip");
  return message.substr(end + 4);
}

// `text` with the one occurrence of `from` replaced; throws if it does not stand there, so that no case tests
// nothing.
inline std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("nothing to replace: " + std::string(from));
  return text.replace(at, from.size(), to);
}

inline const std::string current_body =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\" xmlns:dm=\"urn:ietf:params:xml:ns:pidf:data-model\"\n"
    " xmlns:rpid=\"urn:ietf:params:xml:ns:pidf:rpid\" xmlns:c=\"urn:ietf:params:xml:ns:pidf:cipid\"\n"
    " entity=\"sip:john.doe@sfb.example\">\n"
    "<tuple id=\"t0\"><status><basic>open</basic></status>"
    "<contact priority=\"0.8\">sip:john.doe@sfb.example</contact>"
    "<note xml:lang=\"en\">at the desk</note><timestamp>2026-01-31T12:00:00Z</timestamp></tuple>\n"
    "<note>all day</note>\n"
    "<dm:person id=\"p0\"><rpid:activities><rpid:on-the-phone/></rpid:activities>"
    "<c:display-name>John Doe</c:display-name></dm:person>\n"
    "</presence>\n";

}  // namespace sipwright::presence::test
