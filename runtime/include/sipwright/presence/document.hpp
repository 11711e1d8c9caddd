// Presence documents (application/pidf+xml): built, read and checked.
//
//     presence::Presence state = presence::on_the_phone("sip:john.doe@sfb.example", "John Doe",
//     "2026-01-31T12:00:00.000Z"); std::string body; if (auto error = presence::build(state,
//     presence::Profile::sfb, body)) report(error.text);
//
//     presence::Presence heard;
//     if (auto error = presence::parse(body, heard)) report(error.line, error.text);
//
// Two generations of the format are spoken. RFC 4480 (2006) puts activities into a dm:person element;
// deployed gateways still send what was drafted before: activities as text inside the status of a tuple. A
// reader of only the new form sees nothing but "open" in the old one, the opposite of what is meant, so
// `parse` reads both into one struct.
//
// Nothing here opens a file or a connection. Document type declarations are refused, so there are no entities
// to expand; size, depth and counts are bounded by presence/limits.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sipwright::presence {

// What `build` writes. See runtime/src/presence/README.md for each difference to the documents they are
// modelled on.
enum class Profile : std::uint8_t {
  sfb,      // draft-era names, as an AudioCodes gateway sends them to Skype for Business
  rfc4480,  // PIDF (RFC 3863) with data model (RFC 4479), RPID (RFC 4480) and CIPID (RFC 4482)
};

// RFC 3863 4.1.4; `none` where a status has extensions only.
enum class Basic : std::uint8_t { none, open, closed };

struct Note {
  std::string text;
  std::string language;  // xml:lang; empty: not given
};

struct Tuple {
  std::string id;  // empty in `build`: t0, t1, ... by position
  Basic basic = Basic::none;
  std::string contact;    // a URI; empty in `build` for rfc4480: the entity
  std::string priority;   // 0 to 1 with at most three decimals, as text; empty: not given
  std::string timestamp;  // RFC 3339; required by `build` for rfc4480
  std::vector<Note> notes;
};

// What a document says, whatever its form.
struct Presence {
  std::string entity;  // the presentity's URI
  std::vector<Tuple> tuples;
  std::vector<std::string> activities;  // names of RFC 4480 3.2 such as "on-the-phone", or free words
  std::string display_name;
  std::vector<Note> notes;  // on the presentity or the person
  bool draft_form = false;  // `parse` met draft-era activities; `build` ignores it
};

// The closed list of what can be wrong. Error::text tells what to do.
enum class Fault : std::uint8_t {
  none,
  // reading
  too_large,       // more octets than limits::document_octets_max
  too_deep,        // nested deeper than depth_max
  too_many,        // more elements, attributes, tuples, activities or notes than their limits
  wrong_encoding,  // octets that are not UTF-8, or another encoding declared (RFC 3863 7)
  doctype,         // a document type declaration, the door to entities and external references
  malformed,       // not well-formed XML, or an undeclared prefix or entity
  not_presence,    // the root is not `presence` of urn:ietf:params:xml:ns:pidf
  no_entity,       // no entity attribute (RFC 3863 4.1.1)
  bad_id,          // a tuple without id, or an id used twice; in `build`: not a name that xs:ID allows
  bad_status,      // a tuple without status, or basic neither open nor closed (RFC 3863 4.1.3, 4.1.4)
  // building
  bad_text,       // a value that is not UTF-8, holds a character XML cannot carry, or is over text_octets_max
  no_tuple,       // nothing to say
  bad_timestamp,  // rfc4480: missing or not RFC 3339 with upper-case T and Z
  bad_priority,   // not 0 to 1 with at most three decimals
  // validating
  invalid,  // well-formed, and against one of the schemas
  out_of_memory,
};

// The name of a fault, as it stands above.
std::string_view name(Fault fault);

// Converts to true if there is an error.
struct Error {
  Fault fault = Fault::none;
  // Where reading stood, in octets from the start of the document: at what is wrong, at its end, or
  // right behind it.
  std::uint32_t offset = 0;
  std::uint32_t line = 0;  // from 1; 0 where there is no place to point to
  std::string text;        // one line for a person
  explicit operator bool() const { return fault != Fault::none; }
};

// The state of a user who is in a call: one tuple, open, with activity on-the-phone.
// timestamp: RFC 3339; see timestamp().
Presence on_the_phone(std::string_view entity, std::string_view display_name, std::string_view timestamp);

// The document of `state`, UTF-8 with XML declaration; lines end with CR LF. `sfb` leaves out what the
// gateway's document does not have: contact, timestamp and notes. On an error `out` is unchanged. Errors:
// those under "building", bad_id, bad_status, too_many, too_large.
Error build(const Presence& state, Profile profile, std::string& out);

// Reads both forms. Order of elements and unknown elements do not matter here (RFC 3863 4.2.3), text is
// trimmed; ask `validate` for the letter of the schema. On an error `out` is unspecified. Errors: those under
// "reading", out_of_memory.
Error parse(std::string_view document, Presence& out);

// RFC 3339 in UTC with milliseconds: 2026-01-31T12:00:00.000Z. Successive documents must not carry the same
// (RFC 3863 4.1.7). Argument: milliseconds since 1970-01-01T00:00:00Z, below the year 10000; beyond, an empty
// string.
std::string timestamp(std::int64_t unix_ms);

}  // namespace sipwright::presence
