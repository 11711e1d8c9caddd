// Writes presence documents. The layout of `sfb` is the gateway's own, line by line, which no serializer
// would give: so the text is written here, and tests read it back and hold it against the schemas.
#include <algorithm>
#include <set>
#include <utility>

#include "presence/names.hpp"
#include "presence/text.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/presence/document.hpp"
#include "sipwright/presence/limits.hpp"

namespace sipwright::presence {
namespace {

constexpr std::string_view eol = "\r\n";
constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n";

Error fault(Fault which, std::string text) {
  return {which, 0, 0, std::move(text)};
}

std::string_view word(Basic basic) {
  return basic == Basic::open ? "open" : "closed";
}

class Writer {
 public:
  // Text that needs no escaping: names and punctuation of ours.
  Writer& raw(std::string_view text) {
    out_ += text;
    return *this;
  }
  Writer& value(std::string_view text) {
    append_escaped(out_, text);
    return *this;
  }
  Writer& attribute(std::string_view name, std::string_view text) {
    return raw(name).raw("=\"").value(text).raw("\"");
  }
  Writer& element(std::string_view name, std::string_view text) {
    return raw("<").raw(name).raw(">").value(text).raw("</").raw(name).raw(">").raw(eol);
  }
  Writer& open(std::string_view name) { return raw("<").raw(name).raw(">").raw(eol); }
  Writer& close(std::string_view name) { return raw("</").raw(name).raw(">").raw(eol); }
  Writer& notes(const std::vector<Note>& notes) {
    for (const Note& note : notes) {
      raw("<note");
      if (!note.language.empty()) raw(" ").attribute("xml:lang", note.language);
      raw(">").value(note.text).raw("</note>").raw(eol);
    }
    return *this;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

Error check_text(std::string_view what, std::string_view text) {
  const std::string name(what);
  if (text.size() > limits::text_octets_max) {
    return fault(Fault::bad_text,
                 name + " is longer than " + std::to_string(limits::text_octets_max) + " octets: shorten it");
  }
  const std::size_t at = find_invalid_utf8(text);
  if (at != std::string_view::npos) {
    return fault(Fault::bad_text,
                 name + " is not UTF-8 at octet " + std::to_string(at) + ": convert it first");
  }
  if (!is_xml_text(text)) return fault(Fault::bad_text, name + " holds a control character: remove it");
  return {};
}

Error check_notes(const std::vector<Note>& notes) {
  if (notes.size() > limits::notes_max) return fault(Fault::too_many, "too many notes: leave some out");
  for (const Note& note : notes) {
    if (auto error = check_text("note", note.text)) return error;
    if (auto error = check_text("language of a note", note.language)) return error;
  }
  return {};
}

Error check_tuple(const Tuple& tuple, const std::string& id, Profile profile) {
  if (!is_id(id)) {
    return fault(Fault::bad_id,
                 "tuple id must begin with a letter or _ and go on with letters, digits, '.', '-', '_'");
  }
  if (tuple.basic == Basic::none)
    return fault(Fault::bad_status, "tuple " + id + " is neither open nor closed: set basic");
  if (profile == Profile::sfb) return {};
  if (auto error = check_text("contact", tuple.contact)) return error;
  if (!tuple.priority.empty() && !is_priority(tuple.priority)) {
    return fault(Fault::bad_priority,
                 "priority of tuple " + id + " is not 0 to 1 with at most three decimals");
  }
  if (!is_timestamp(tuple.timestamp)) {
    return fault(Fault::bad_timestamp,
                 "timestamp of tuple " + id + " is not of the form 2026-01-31T12:00:00Z (RFC 3339)");
  }
  return check_notes(tuple.notes);
}

Error check(const Presence& state, const std::vector<std::string>& ids, Profile profile) {
  if (trimmed(state.entity).empty()) return fault(Fault::no_entity, "no presentity: give its URI as entity");
  if (auto error = check_text("entity", state.entity)) return error;
  if (auto error = check_text("display name", state.display_name)) return error;
  if (state.tuples.empty()) return fault(Fault::no_tuple, "nothing to publish: give at least one tuple");
  if (state.tuples.size() > limits::tuples_max)
    return fault(Fault::too_many, "too many tuples: publish fewer");
  if (state.activities.size() > limits::activities_max)
    return fault(Fault::too_many, "too many activities: publish fewer");
  for (const std::string& activity : state.activities) {
    if (auto error = check_text("activity", activity)) return error;
    if (trimmed(activity).empty())
      return fault(Fault::bad_text, "an activity is empty: name it or leave it out");
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (auto error = check_tuple(state.tuples[i], ids[i], profile)) return error;
  }
  if (std::set<std::string>(ids.begin(), ids.end()).size() != ids.size()) {
    return fault(Fault::bad_id, "two tuples have the same id: give each its own");
  }
  return profile == Profile::sfb ? Error{} : check_notes(state.notes);
}

std::string write_sfb(const Presence& state, const std::vector<std::string>& ids) {
  Writer out;
  out.raw(declaration).raw("<presence ").attribute("xmlns", ns::pidf).raw(eol);
  out.attribute("xmlns:ep", ns::draft_status).raw(eol).attribute("xmlns:et", ns::draft_tuple).raw(eol);
  out.attribute("xmlns:ci", ns::cipid).raw(eol).attribute("entity", state.entity).raw(">").raw(eol);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    out.raw("<tuple ").attribute("id", ids[i]).raw(">").raw(eol).open("status");
    out.element("basic", word(state.tuples[i].basic));
    // What the person does stands in the first tuple: the draft form has no place of its own for it.
    if (i == 0 && !state.activities.empty()) {
      out.open("ep:activities");
      for (const std::string& activity : state.activities) out.element("ep:activity", trimmed(activity));
      out.close("ep:activities");
    }
    out.close("status").close("tuple");
  }
  if (!state.display_name.empty()) out.element("ci:display-name", state.display_name);
  return out.close("presence").take();
}

void write_activities(Writer& out, const std::vector<std::string>& activities) {
  std::vector<std::string_view> words;
  for (const std::string& each : activities) {
    const std::string_view word = trimmed(each);
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  // `unknown` stands alone or not at all (RFC 4480 5.1).
  if (words.size() > 1) words.erase(std::remove(words.begin(), words.end(), "unknown"), words.end());
  out.open("rpid:activities");
  for (const std::string_view activity : words) {
    if (is_activity_name(activity)) {
      out.raw("<rpid:").raw(activity).raw("/>").raw(eol);
    } else {
      out.element("rpid:other", activity);
    }
  }
  out.close("rpid:activities");
}

// The person's id: one that no tuple has, since xs:ID is unique in the whole document.
std::string person_id(const std::vector<std::string>& ids) {
  std::string id = "p0";
  while (std::find(ids.begin(), ids.end(), id) != ids.end()) id += "p";
  return id;
}

std::string write_rfc4480(const Presence& state, const std::vector<std::string>& ids) {
  Writer out;
  out.raw(declaration).raw("<presence ").attribute("xmlns", ns::pidf).raw(eol);
  out.raw(" ")
      .attribute("xmlns:dm", ns::data_model)
      .raw(eol)
      .raw(" ")
      .attribute("xmlns:rpid", ns::rpid)
      .raw(eol);
  out.raw(" ")
      .attribute("xmlns:c", ns::cipid)
      .raw(eol)
      .raw(" ")
      .attribute("entity", state.entity)
      .raw(">")
      .raw(eol);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const Tuple& tuple = state.tuples[i];
    out.raw("<tuple ").attribute("id", ids[i]).raw(">").raw(eol);
    out.raw("<status><basic>").raw(word(tuple.basic)).raw("</basic></status>").raw(eol).raw("<contact");
    if (!tuple.priority.empty()) out.raw(" ").attribute("priority", tuple.priority);
    out.raw(">").value(tuple.contact.empty() ? state.entity : tuple.contact).raw("</contact>").raw(eol);
    out.notes(tuple.notes).element("timestamp", tuple.timestamp).close("tuple");
  }
  out.notes(state.notes);
  if (!state.activities.empty() || !state.display_name.empty()) {
    out.raw("<dm:person ").attribute("id", person_id(ids)).raw(">").raw(eol);
    if (!state.activities.empty()) write_activities(out, state.activities);
    if (!state.display_name.empty()) out.element("c:display-name", state.display_name);
    out.close("dm:person");
  }
  return out.close("presence").take();
}

}  // namespace

Presence on_the_phone(std::string_view entity, std::string_view display_name, std::string_view timestamp) {
  Presence state;
  state.entity = entity;
  state.display_name = display_name;
  state.activities.emplace_back("on-the-phone");
  Tuple tuple;
  tuple.basic = Basic::open;
  tuple.timestamp = timestamp;
  state.tuples.push_back(std::move(tuple));
  return state;
}

Error build(const Presence& state, Profile profile, std::string& out) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < state.tuples.size(); ++i) {
    const std::string& given = state.tuples[i].id;
    ids.push_back(given.empty() ? "t" + std::to_string(i) : given);
  }
  if (auto error = check(state, ids, profile)) return error;
  std::string document = profile == Profile::sfb ? write_sfb(state, ids) : write_rfc4480(state, ids);
  if (document.size() > sipwright::limits::document_octets_max) {
    return fault(Fault::too_large, "the document would be longer than " +
                                       std::to_string(sipwright::limits::document_octets_max) +
                                       " octets: publish less");
  }
  out = std::move(document);
  return {};
}

}  // namespace sipwright::presence
