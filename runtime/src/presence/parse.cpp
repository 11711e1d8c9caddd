// From the tree of a presence document to what it says, in either generation of the format.
#include "presence/names.hpp"
#include "presence/text.hpp"
#include "presence/xml.hpp"
#include "sipwright/presence/limits.hpp"

namespace sipwright::presence {
namespace {

class Reader {
 public:
  explicit Reader(Presence& out) : out_(out) {}

  Error presence(const xmlNode* root) {
    if (!xml::is(root, ns::pidf, "presence")) {
      return xml::at(
          root, Fault::not_presence,
          "the root is not presence of namespace " + std::string(ns::pidf) + ": send a PIDF document");
    }
    if (!xml::attribute_of(root, "entity", out_.entity) || out_.entity.empty()) {
      return xml::at(root, Fault::no_entity, "presence has no entity attribute: name the presentity");
    }
    for (const xmlNode* child = xml::first_child(root); child != nullptr; child = xml::next(child)) {
      if (auto error = part(child)) return error;
    }
    return {};
  }

 private:
  Error part(const xmlNode* node) {
    if (xml::is(node, ns::pidf, "tuple")) return tuple(node);
    if (xml::is(node, ns::pidf, "note")) return note(node, out_.notes);
    if (xml::is(node, ns::data_model, "person")) return person(node);
    return extension(node);
  }

  Error tuple(const xmlNode* node) {
    if (out_.tuples.size() == limits::tuples_max) return xml::at(node, Fault::too_many, "too many tuples");
    Tuple tuple;
    // Any string will do (RFC 3863 4.1.2), although the schema wants a name: a common gateway counts from
    // "0".
    if (!xml::attribute_of(node, "id", tuple.id) || tuple.id.empty()) {
      return xml::at(node, Fault::bad_id, "a tuple has no id: give each its own");
    }
    for (const Tuple& other : out_.tuples) {
      if (other.id == tuple.id)
        return xml::at(node, Fault::bad_id, "two tuples have the same id: give each its own");
    }
    bool has_status = false;
    for (const xmlNode* child = xml::first_child(node); child != nullptr; child = xml::next(child)) {
      if (xml::is(child, ns::pidf, "status")) {
        has_status = true;
        if (auto error = status(child, tuple)) return error;
      } else if (auto error = tuple_part(child, tuple)) {
        return error;
      }
    }
    if (!has_status)
      return xml::at(node, Fault::bad_status, "a tuple has no status: add it (RFC 3863 section 4.1.3)");
    out_.tuples.push_back(std::move(tuple));
    return {};
  }

  Error tuple_part(const xmlNode* node, Tuple& tuple) {
    if (xml::is(node, ns::pidf, "contact")) {
      tuple.contact = xml::text_of(node);
      std::string priority;
      // One out of range counts as none (RFC 3863 4.1.5).
      if (xml::attribute_of(node, "priority", priority) && is_priority(priority)) tuple.priority = priority;
      return {};
    }
    if (xml::is(node, ns::pidf, "timestamp")) {
      tuple.timestamp = xml::text_of(node);
      return {};
    }
    if (xml::is(node, ns::pidf, "note")) return note(node, tuple.notes);
    return extension(node);
  }

  Error status(const xmlNode* node, Tuple& tuple) {
    for (const xmlNode* child = xml::first_child(node); child != nullptr; child = xml::next(child)) {
      if (!xml::is(child, ns::pidf, "basic")) {
        if (auto error = extension(child)) return error;
        continue;
      }
      const std::string word = xml::text_of(child);
      if (word != "open" && word != "closed") {
        return xml::at(child, Fault::bad_status, "basic is neither open nor closed (RFC 3863 section 4.1.4)");
      }
      tuple.basic = word == "open" ? Basic::open : Basic::closed;
    }
    return {};
  }

  Error person(const xmlNode* node) {
    for (const xmlNode* child = xml::first_child(node); child != nullptr; child = xml::next(child)) {
      if (xml::is(child, ns::data_model, "note")) {
        if (auto error = note(child, out_.notes)) return error;
      } else if (xml::is(child, ns::cipid, "display-name")) {
        // The person's own name counts more than one that stands elsewhere.
        if (!named_by_person_) out_.display_name = xml::text_of(child);
        named_by_person_ = true;
      } else if (auto error = extension(child)) {
        return error;
      }
    }
    return {};
  }

  // What is of no namespace known here is passed over with all it holds (RFC 3863 4.2.3).
  Error extension(const xmlNode* node) {
    if (xml::is(node, ns::cipid, "display-name")) {
      if (out_.display_name.empty()) out_.display_name = xml::text_of(node);
      return {};
    }
    const std::string_view space = xml::namespace_of(node);
    if (xml::name_of(node) != "activities" || !(space == ns::rpid || ns::is_draft(space))) return {};
    if (ns::is_draft(space)) out_.draft_form = true;
    for (const xmlNode* child = xml::first_child(node); child != nullptr; child = xml::next(child)) {
      if (xml::namespace_of(child) != space || xml::name_of(child) == "note") continue;
      if (auto error = activity(child)) return error;
    }
    return {};
  }

  // In the draft form the word is the text of `activity`, today it is the element's name or the text of
  // `other`. Some peers mix them, so the name of the element decides and not its namespace.
  Error activity(const xmlNode* node) {
    const std::string_view name = xml::name_of(node);
    std::string word = name == "activity" || name == "other" ? xml::text_of(node) : std::string(name);
    if (word.empty()) return {};
    for (const std::string& known : out_.activities) {
      if (known == word) return {};
    }
    if (out_.activities.size() == limits::activities_max)
      return xml::at(node, Fault::too_many, "too many activities");
    out_.activities.push_back(std::move(word));
    return {};
  }

  Error note(const xmlNode* node, std::vector<Note>& notes) {
    if (++notes_ > limits::notes_max) return xml::at(node, Fault::too_many, "too many notes");
    xmlChar* const language = xmlNodeGetLang(node);
    notes.push_back({xml::text_of(node), std::string(xml::view(language))});
    xmlFree(language);
    return {};
  }

  Presence& out_;
  std::size_t notes_ = 0;
  bool named_by_person_ = false;
};

}  // namespace

Error parse(std::string_view document, Presence& out) {
  xml::Document tree;
  if (auto error = xml::read(document, tree)) return error;
  out = Presence();
  return Reader(out).presence(xmlDocGetRootElement(tree.get()));
}

std::string_view name(Fault fault) {
  switch (fault) {
    case Fault::none:
      return "none";
    case Fault::too_large:
      return "too_large";
    case Fault::too_deep:
      return "too_deep";
    case Fault::too_many:
      return "too_many";
    case Fault::wrong_encoding:
      return "wrong_encoding";
    case Fault::doctype:
      return "doctype";
    case Fault::malformed:
      return "malformed";
    case Fault::not_presence:
      return "not_presence";
    case Fault::no_entity:
      return "no_entity";
    case Fault::bad_id:
      return "bad_id";
    case Fault::bad_status:
      return "bad_status";
    case Fault::bad_text:
      return "bad_text";
    case Fault::no_tuple:
      return "no_tuple";
    case Fault::bad_timestamp:
      return "bad_timestamp";
    case Fault::bad_priority:
      return "bad_priority";
    case Fault::invalid:
      return "invalid";
    case Fault::out_of_memory:
      return "out_of_memory";
  }
  return "unknown";
}

}  // namespace sipwright::presence
