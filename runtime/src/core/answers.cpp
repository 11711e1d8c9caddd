// Writing of answers.
#include "core/answers.hpp"

#include <cstddef>

#include "core/text.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::core {
namespace {

std::string_view without_brackets(std::string_view host) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') return host.substr(1, host.size() - 2);
  return host;
}

std::uint16_t default_port(Transport transport) {
  return static_cast<std::uint16_t>(transport == Transport::tls ? limit::port_sips : limit::port_sip);
}

// RFC 3581 4: the client wrote rport without a value and so asks for it.
bool wants_rport(const Fields& request) {
  if (request.via_rport.data() == nullptr) return false;
  return request.via_rport.empty() || same_caseless(request.via_rport, word::rport);
}

bool points_into(std::string_view part, std::string_view whole) {
  return part.data() != nullptr && part.data() >= whole.data() &&
         part.data() + part.size() <= whole.data() + whole.size();
}

// The top Via of the answer: RFC 3261 18.2.1 and RFC 3581 4. A `received` that came with the request says
// nothing.
void append_top_via(std::string& out, const Incoming& incoming) {
  const Fields& request = incoming.fields;
  const Peer& source = incoming.peer;
  std::string_view rest = incoming.top_via;
  const bool rport = wants_rport(request);
  const bool has_received = points_into(request.via_received, rest);
  const bool needs_received =
      rport || has_received || !same_caseless(without_brackets(request.via_host), source.address());

  // What changes is replaced in the order in which it stands.
  const char* rport_end = rport && points_into(request.via_rport, rest)
                              ? request.via_rport.data() + request.via_rport.size()
                              : nullptr;
  const auto copy_up_to = [&](const char* place) {
    const auto size = static_cast<std::size_t>(place - rest.data());
    out += rest.substr(0, size);
    rest.remove_prefix(size);
  };
  const auto put_rport = [&] {
    copy_up_to(rport_end);
    out += spelling::equal;
    out += Decimal(source.port()).text();
  };
  const auto put_received = [&] {
    copy_up_to(request.via_received.data());
    out += source.address();
    rest.remove_prefix(request.via_received.size());
  };
  const bool rport_first = rport_end != nullptr && (!has_received || rport_end < request.via_received.data());
  if (rport_first) put_rport();
  if (has_received) put_received();
  if (rport_end != nullptr && !rport_first) put_rport();
  out += rest;
  if (needs_received && !has_received) {
    out += spelling::semi;
    out += word::received;
    out += spelling::equal;
    out += source.address();
  }
}

template <class Items, class Text>
void append_list(std::string& out, const Items& items, Text text) {
  for (const auto& item : items) {
    if (!out.empty()) out += spelling::comma;
    out += text(item);
  }
}

}  // namespace

Peer way_back(const Fields& request, const Peer& source) {
  if (is_reliable(source.transport()) || wants_rport(request)) return source;
  if (!request.via_port) return source.with_port(default_port(source.transport()));
  return source.with_port(static_cast<std::uint16_t>(*request.via_port));
}

void AnswerWriter::write_vias(Writer& writer, const Incoming& request) {
  bool top = true;
  each_row(request, Header::via, [&](std::string_view value) {
    if (!top) {
      writer.header(Header::via, value);
      return;
    }
    top = false;
    const std::string_view first = request.top_via;
    text_.clear();
    if (points_into(first, value)) {
      text_ += value.substr(0, static_cast<std::size_t>(first.data() - value.data()));
      append_top_via(text_, request);
      text_ += value.substr(static_cast<std::size_t>(first.data() + first.size() - value.data()));
    } else {
      text_ += value;
    }
    writer.header(Header::via, text_);
  });
}

void AnswerWriter::write_details(Writer& writer, const Answer& answer) {
  if (answer.tag) {
    text_.clear();
    answer.tag->append_to(text_);
    writer.header(Header::sip_etag, text_);
  }
  if (answer.expires_s) writer.header(Header::expires, std::uint64_t{*answer.expires_s});
  if (answer.min_expires_s) writer.header(Header::min_expires, std::uint64_t{*answer.min_expires_s});
  if (answer.retry_after_s) writer.header(Header::retry_after, std::uint64_t{*answer.retry_after_s});
  if (answer.allow) writer.header(Header::allow, {method::publish, spelling::comma, method::options});
  if (answer.allow_events) {
    text_.clear();
    append_list(text_, config_.packages, [](const PackageConfig& package) { return package.name; });
    writer.header(Header::allow_events, text_);
  }
  if (answer.accept != nullptr) {
    text_.clear();
    append_list(text_, answer.accept->media_types, [](const std::string& type) { return type; });
    writer.header(Header::accept, text_);
  }
  if (!answer.unsupported.empty()) writer.header(Header::unsupported, answer.unsupported);
  for (const std::string& challenge : answer.challenges) writer.header(Header::www_authenticate, challenge);
}

std::string_view AnswerWriter::write(const Incoming& request, const Answer& answer, std::string_view to_tag) {
  const Fields& fields = request.fields;
  Writer writer(buffer_);
  writer.status_line(answer.status);
  write_vias(writer, request);
  writer.header(Header::from, fields.from_value);
  if (fields.to_tag.data() != nullptr) {
    writer.header(Header::to, fields.to_value);
  } else {
    writer.header(Header::to, {fields.to_value, spelling::semi, word::tag, spelling::equal, to_tag});
  }
  writer.header(Header::call_id, fields.call_id);
  each_row(request, Header::cseq, [&](std::string_view value) { writer.header(Header::cseq, value); });
  write_details(writer, answer);
  if (!config_.server.empty()) writer.header(Header::server, config_.server);
  writer.finish();
  return writer.complete() ? writer.text() : std::string_view();
}

}  // namespace sipwright::core
