// XML from strangers, made into a tree: the one place where libxml2 meets bytes from the network.
#pragma once

#include <libxml/tree.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sipwright/presence/document.hpp"

namespace sipwright::presence::xml {

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

// The tree of a document within the limits, or the fault. The tree holds no entities, DTD or other encodings.
Error read(std::string_view octets, Document& out);

// Where the parser stood when it knew the element: the end of its start tag, in octets from the start.
std::uint32_t offset_of(const xmlNode* element);

// An error that points at an element.
Error at(const xmlNode* element, Fault fault, std::string text);

inline std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}
inline std::string_view name_of(const xmlNode* node) {
  return view(node->name);
}
inline std::string_view namespace_of(const xmlNode* node) {
  return node->ns == nullptr ? std::string_view() : view(node->ns->href);
}
inline bool is(const xmlNode* node, std::string_view ns, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && name_of(node) == name && namespace_of(node) == ns;
}

// The first child element, and the next one beside it; nullptr: none.
xmlNode* first_child(const xmlNode* node);
xmlNode* next(const xmlNode* node);

// The text inside an element without the blanks around it, and an attribute without namespace.
std::string text_of(const xmlNode* node);
bool attribute_of(const xmlNode* node, const char* name, std::string& out);

}  // namespace sipwright::presence::xml
