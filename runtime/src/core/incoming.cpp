// Reading a message by the generated parser.
#include "core/incoming.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "sipwright/needed_fields.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::core {
namespace {

// Without these nobody can say whose request it was and where its answer goes (RFC 3261 8.2.6).
bool can_be_answered(const Incoming& incoming) {
  const Fields& fields = incoming.fields;
  return fields.via_host.data() != nullptr && fields.from_value.data() != nullptr &&
         fields.to_value.data() != nullptr && fields.call_id.data() != nullptr && fields.cseq &&
         fields.cseq_method.data() != nullptr;
}

// Whether the message is judged by the header field.
bool matters(const Message& message, Header header) {
  return message.is_request() ? needed_in_request(header) : needed_in_answer(header);
}

// Cuts out the header field, folds included, that holds the octet at `offset`; false if that is none.
bool cut_row(std::string& message, std::size_t offset) {
  const auto is_row_end = [&](std::size_t at) {
    return message.compare(at, 2, "\r\n") == 0 && at + 2 < message.size() && message[at + 2] != ' ' &&
           message[at + 2] != '\t';
  };
  std::size_t begin = std::min(offset, message.size());
  while (begin >= 2 && !is_row_end(begin - 2)) --begin;
  if (begin < 2) return false;
  std::size_t end = std::max(begin, offset);
  while (end < message.size() && !is_row_end(end)) ++end;
  if (end >= message.size()) return false;
  message.erase(begin, end + 2 - begin);
  return true;
}

}  // namespace

Reading read(std::string_view bytes, const Peer& peer, Incoming& incoming) {
  incoming.peer = peer;
  incoming.refused_with = 0;
  incoming.top_via = {};
  incoming.fields = {};
  Verdict verdict = parse(bytes, incoming.message);
  bool spoilt = false;
  for (int i = 0; i < mended_rows_max && verdict.error == SyntaxError::header_value; ++i) {
    if (i == 0) incoming.mended.assign(bytes);
    spoilt = spoilt || matters(incoming.message, verdict.header);
    if (!cut_row(incoming.mended, verdict.offset)) break;
    verdict = parse(incoming.mended, incoming.message);
  }
  // Of an invalid message the rows before the fault are known; before the start line there is none.
  if (incoming.message.row_count() == 0) return Reading::worthless;
  fill_fields(incoming.message, incoming.fields);
  if (const Capture* via = incoming.message.find(Header::via, {Label::items})) {
    incoming.top_via = incoming.message.text(*via);
  }
  if (!can_be_answered(incoming)) return Reading::worthless;
  // Whether the scheme is served is for the checks to say, at their place in the order (RFC 3261 8.2.2.1).
  const bool well_formed = verdict.accepted() || verdict.refusal == Refusal::unsupported_uri_scheme;
  if (well_formed && !spoilt) return Reading::good;
  incoming.refused_with = verdict.status;
  return Reading::bad;
}

SentBy split_sent_by(std::string_view text) {
  // The colons of an IPv6 address stand in brackets (RFC 3261 25.1 hostport).
  const std::size_t bracket = text.rfind(']');
  const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return {text, {}};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

bool SentBy::is(const Fields& fields) const {
  if (!same_caseless(host, fields.via_host)) return false;
  if (!fields.via_port) return port.empty();
  return Decimal(*fields.via_port).text() == port;
}

std::size_t count_vias(const Incoming& incoming) {
  const Message& message = incoming.message;
  std::size_t count = 0;
  for (std::size_t i = 1; i < message.row_count(); ++i) {
    const Row& row = message.row(i);
    if (row.header != Header::via) continue;
    for (const Capture* capture = message.begin(row); capture < message.end(row); capture += capture->size) {
      count += capture->label == Label::items;
    }
  }
  return count;
}

}  // namespace sipwright::core
