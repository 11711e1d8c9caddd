// Presence documents against RELAX NG: each namespace by its own grammar.
#include <libxml/relaxng.h>

#include <array>
#include <set>
#include <stdexcept>

#include "presence/names.hpp"
#include "presence/schemas.hpp"
#include "presence/text.hpp"
#include "presence/xml.hpp"
#include "sipwright/presence/schema.hpp"

namespace sipwright::presence {
namespace {

struct FreeSchema {
  void operator()(xmlRelaxNG* schema) const { xmlRelaxNGFree(schema); }
};
using Schema = std::unique_ptr<xmlRelaxNG, FreeSchema>;

void keep_silent(void*, xmlErrorPtr) {}

Schema compile(std::string_view text) {
  xmlRelaxNGParserCtxt* const parser = xmlRelaxNGNewMemParserCtxt(text.data(), static_cast<int>(text.size()));
  if (parser == nullptr) throw std::bad_alloc();
  xmlRelaxNGSetParserStructuredErrors(parser, keep_silent, nullptr);
  Schema schema(xmlRelaxNGParse(parser));
  xmlRelaxNGFreeParserCtxt(parser);
  // The text is part of this library and compiled in its tests.
  if (!schema) throw std::logic_error("a RELAX NG schema of the library does not compile");
  return schema;
}

// The first complaint: those that follow tell of the same from further away.
struct Complaint {
  std::string text;
  int line = 0;
};

void complain(void* user, xmlErrorPtr error) {
  auto& complaint = *static_cast<Complaint*>(user);
  if (!complaint.text.empty() || error == nullptr || error->message == nullptr) return;
  complaint.text = trimmed(error->message);
  for (char& c : complaint.text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  complaint.line = error->line;
}

Error judge(xmlRelaxNG* schema, xmlDoc* document, const xmlNode* where) {
  xmlRelaxNGValidCtxt* const validator = xmlRelaxNGNewValidCtxt(schema);
  if (validator == nullptr) return {Fault::out_of_memory, 0, 0, "out of memory"};
  Complaint complaint;
  xmlRelaxNGSetValidStructuredErrors(validator, complain, &complaint);
  const int result = xmlRelaxNGValidateDoc(validator, document);
  xmlRelaxNGFreeValidCtxt(validator);
  if (result == 0) return {};
  Error error =
      xml::at(where, Fault::invalid, complaint.text.empty() ? "against the schema" : complaint.text);
  if (complaint.line > 0) error.line = static_cast<std::uint32_t>(complaint.line);
  return error;
}

// Every id of type xs:ID in the document, whatever the namespace: the grammars see one island each.
Error check_ids(const xmlNode* node, std::set<std::string>& seen) {
  std::string id;
  const std::string_view space = xml::namespace_of(node);
  const bool typed = space == ns::pidf || space == ns::data_model || space == ns::rpid;
  if (typed && xml::attribute_of(node, "id", id) && !seen.insert(id).second) {
    return xml::at(node, Fault::invalid, "id \"" + id + "\" is used twice");
  }
  for (const xmlNode* child = xml::first_child(node); child != nullptr; child = xml::next(child)) {
    if (auto error = check_ids(child, seen)) return error;
  }
  return {};
}

}  // namespace

struct Schemas::Compiled {
  Schema pidf = compile(schema_text::pidf);
  Schema data_model = compile(schema_text::data_model);
  Schema rpid = compile(schema_text::rpid);
  Schema cipid = compile(schema_text::cipid);
  Schema draft_rpid = compile(schema_text::draft_rpid);
  Schema sfb = compile(schema_text::profile_sfb);
  Schema rfc4480 = compile(schema_text::profile_rfc4480);

  xmlRelaxNG* of(std::string_view space) const {
    if (space == ns::data_model) return data_model.get();
    if (space == ns::rpid) return rpid.get();
    if (space == ns::cipid) return cipid.get();
    if (space == ns::draft_status) return draft_rpid.get();
    return nullptr;
  }

  // Judges what stands in `node` by the grammar of its namespace, wherever that differs from the namespace
  // above.
  Error islands(const xmlNode* node) const {
    for (xmlNode* child = xml::first_child(node); child != nullptr; child = xml::next(child)) {
      const std::string_view space = xml::namespace_of(child);
      if (space != xml::namespace_of(node)) {
        if (auto error = island(child, of(space))) return error;
      }
      if (auto error = islands(child)) return error;
    }
    return {};
  }

  // libxml2 judges whole documents, so the element becomes one.
  static Error island(xmlNode* node, xmlRelaxNG* schema) {
    if (schema == nullptr) return {};
    const xml::Document alone(xmlNewDoc(reinterpret_cast<const xmlChar*>("1.0")));
    xmlNode* const copy = alone ? xmlDocCopyNode(node, alone.get(), 1) : nullptr;
    if (copy == nullptr) return {Fault::out_of_memory, 0, 0, "out of memory"};
    xmlDocSetRootElement(alone.get(), copy);
    return judge(schema, alone.get(), node);
  }

  Error document(std::string_view octets, xmlRelaxNG* shape) const {
    xml::Document tree;
    if (auto error = xml::read(octets, tree)) return error;
    const xmlNode* const root = xmlDocGetRootElement(tree.get());
    if (auto error = judge(pidf.get(), tree.get(), root)) return error;
    std::set<std::string> seen;
    if (auto error = check_ids(root, seen)) return error;
    if (auto error = islands(root)) return error;
    if (shape == nullptr) return {};
    // Ids are registered in the tree when it is judged, so a second judge needs a fresh one.
    if (auto error = xml::read(octets, tree)) return error;
    return judge(shape, tree.get(), xmlDocGetRootElement(tree.get()));
  }
};

Schemas::Schemas() : compiled_(std::make_unique<Compiled>()) {}
Schemas::~Schemas() = default;
Schemas::Schemas(Schemas&&) noexcept = default;
Schemas& Schemas::operator=(Schemas&&) noexcept = default;

Error Schemas::validate(std::string_view document) const {
  return compiled_->document(document, nullptr);
}

Error Schemas::validate(std::string_view document, Profile profile) const {
  return compiled_->document(document,
                             profile == Profile::sfb ? compiled_->sfb.get() : compiled_->rfc4480.get());
}

}  // namespace sipwright::presence
