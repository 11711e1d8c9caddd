// The head of a PUBLISH, in the order of RFC 3261 8.1.1, and its body.
#include "core/request_writer.hpp"

#include "core/text.hpp"
#include "sipwright/vocabulary.hpp"
#include "sipwright/writer.hpp"

namespace sipwright::core {

std::string_view name_of(Transport transport) {
  switch (transport) {
    case Transport::udp:
      return transport::udp;
    case Transport::tcp:
      return transport::tcp;
    case Transport::tls:
      return transport::tls;
  }
  return {};
}

std::string_view RequestWriter::write(const PublishRequest& request) {
  const Hex branch_high(request.branch.high), branch_low(request.branch.low),
      from_tag(request.chain.from_tag);
  const Hex call_id_high(request.chain.call_id_high), call_id_low(request.chain.call_id_low);
  const std::string_view from =
      config_.from_uri.empty() ? request.presentity : std::string_view(config_.from_uri);

  Writer writer(buffer_);
  writer.request_line(method::publish, request.presentity)
      .header(Header::via,
              {word::sip_version, "/", name_of(request.transport), " ", config_.sent_by, ";", word::branch,
               "=", word::magic_cookie, branch_high.text(), branch_low.text(), ";", word::rport})
      .header(Header::max_forwards, std::uint64_t{limit::max_forwards})
      .header(Header::from, {"<", from, ">;", word::tag, "=", from_tag.text()})
      .header(Header::to, {"<", request.presentity, ">"})
      .header(Header::call_id, {call_id_high.text(), call_id_low.text()})
      .header(Header::cseq, {Decimal(request.chain.cseq).text(), " ", method::publish})
      .header(Header::event, config_.package)
      .header(Header::expires, std::uint64_t{request.expires_s});
  if (!request.if_match.empty()) writer.header(Header::sip_if_match, request.if_match);
  if (!request.authorization.empty()) writer.header(Header::authorization, request.authorization);
  if (!request.proxy_authorization.empty())
    writer.header(Header::proxy_authorization, request.proxy_authorization);
  if (!config_.user_agent.empty()) writer.header(Header::user_agent, config_.user_agent);
  if (!request.media_type.empty()) writer.header(Header::content_type, request.media_type);
  writer.finish(request.body);
  return writer.overflow() ? std::string_view() : writer.text();
}

}  // namespace sipwright::core
