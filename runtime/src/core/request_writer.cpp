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

  char branch_room[word::magic_cookie.size() + 2 * Hex::digits];
  Writer branch(branch_room);
  for (const std::string_view piece : {word::magic_cookie, branch_high.text(), branch_low.text()}) branch.append(piece);
  const parts::ViaParm hop{.transportName = name_of(request.transport),
                           .by = {.text = config_.sent_by},
                           .branch = branch.text(),
                           .rport = true};

  Writer writer(buffer_);
  writer.request_line(method::publish, request.presentity)
      .header(parts::ViaValue{.items = {&hop, 1}})
      .header(parts::MaxForwardsValue{.hops = limit::max_forwards})
      .header(parts::FromValue{.uri = {.text = from}, .tag = from_tag.text()})
      .header(parts::ToValue{.uri = {.text = request.presentity}})
      .header(Header::call_id, {call_id_high.text(), call_id_low.text()})
      .header(parts::CseqValue{.sequence = request.chain.cseq, .verb = method::publish})
      .header(parts::EventValue{.package = config_.package})
      .header(parts::ExpiresValue{.seconds = request.expires_s});
  if (!request.if_match.empty()) writer.header(Header::sip_if_match, request.if_match);
  if (!request.authorization.empty()) writer.header(Header::authorization, request.authorization);
  if (!request.proxy_authorization.empty())
    writer.header(Header::proxy_authorization, request.proxy_authorization);
  if (!config_.user_agent.empty()) writer.header(Header::user_agent, config_.user_agent);
  if (!request.media_type.empty()) writer.header(Header::content_type, request.media_type);
  writer.finish(request.body);
  return writer.complete() ? writer.text() : std::string_view();
}

}  // namespace sipwright::core
