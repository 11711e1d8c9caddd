// One message that arrived: parsed, reduced to its fields, with where it came from.
//
// Reused from message to message, so that reading one allocates nothing. All views point into the bytes that
// were given to read(), or into `mended`, and live until the next read().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sipwright/endpoint.hpp"
#include "sipwright/fields.hpp"
#include "sipwright/headers.hpp"
#include "sipwright/parser.hpp"

namespace sipwright::core {

// How many unreadable header fields a message may have and still be looked at.
inline constexpr int mended_rows_max = 8;

struct Incoming {
  Message message;
  Fields fields;
  Peer peer;
  std::string_view top_via;        // the first value of Via, inside its row
  std::uint16_t refused_with = 0;  // with Reading::bad: what the parser suggests; 0: nothing
  std::string mended;              // the message without the header fields that could not be read
};

// How far a message can be used.
enum class Reading : std::uint8_t {
  good,       // well-formed in all that it is judged by
  bad,        // it has what an answer needs (Via, From, To, Call-ID, CSeq), but must not be acted on
  worthless,  // it cannot even be answered
};
// A header field that cannot be read is left out, up to mended_rows_max of them: if it does not matter for
// publication, as if it were not there (RFC 3261 8.2.2 asks for that), otherwise so that the rest can be
// answered.
Reading read(std::string_view bytes, const Peer& peer, Incoming& incoming);

// A sent-by (RFC 3261 18.1.1), taken apart.
struct SentBy {
  std::string_view host;
  std::string_view port;  // empty: the default
  // Whether the top Via of a message names the same. Blanks around the colon do not count.
  bool is(const Fields& fields) const;
};
SentBy split_sent_by(std::string_view text);

// How many values Via has in all its rows.
std::size_t count_vias(const Incoming& incoming);

// Calls `visit(value)` for each row of a header field, top first.
template <class Visit>
void each_row(const Incoming& incoming, Header header, Visit&& visit) {
  const Message& message = incoming.message;
  for (std::size_t i = 1; i < message.row_count(); ++i) {
    if (message.row(i).header == header) visit(message.value(message.row(i)));
  }
}

}  // namespace sipwright::core
