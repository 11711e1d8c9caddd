// libxml2 on a short leash: limits and refusals are callbacks that stop the parser where it stands.
#include "presence/xml.hpp"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <cctype>
#include <mutex>

#include "presence/text.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/presence/limits.hpp"

namespace sipwright::presence::xml {
namespace {

struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};
using Context = std::unique_ptr<xmlParserCtxt, FreeContext>;

// What the callbacks below found, kept in the context's _private.
struct Watch {
  Fault fault = Fault::none;
  std::size_t depth = 0;
  std::size_t elements = 0;
};

xmlParserCtxt* context_of(void* user) {
  return static_cast<xmlParserCtxt*>(user);
}
Watch& watch_of(void* user) {
  return *static_cast<Watch*>(context_of(user)->_private);
}

void stop(void* user, Fault fault) {
  if (watch_of(user).fault == Fault::none) watch_of(user).fault = fault;
  xmlStopParser(context_of(user));
}

std::uint32_t position(xmlParserCtxt* context) {
  const long consumed = xmlByteConsumed(context);
  return consumed < 0 ? 0 : static_cast<std::uint32_t>(consumed);
}

// The encoding that the XML declaration names; empty: none. libxml2 is not asked: it would begin to convert
// at once.
std::string declared_encoding(std::string_view octets) {
  if (octets.substr(0, 3) == "\xEF\xBB\xBF") octets.remove_prefix(3);
  if (octets.substr(0, 5) != "<?xml") return {};
  octets = octets.substr(0, octets.find("?>"));
  const std::size_t word = octets.find("encoding");
  if (word == std::string_view::npos) return {};
  const std::size_t open = octets.find_first_of("\"'", word);
  if (open == std::string_view::npos) return {};
  const std::string_view value = octets.substr(open + 1);
  std::string lower;
  for (const char c : value.substr(0, value.find(octets[open]))) {
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return lower;
}

// Comes before anything inside the document type declaration is looked at.
void internal_subset(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
  stop(user, Fault::doctype);
}

void start_element(void* user, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int namespaces,
                   const xmlChar** namespace_pairs, int attributes, int defaulted,
                   const xmlChar** attribute_parts) {
  Watch& watch = watch_of(user);
  if (watch.fault != Fault::none) return;
  if (++watch.depth > limits::depth_max) return stop(user, Fault::too_deep);
  if (++watch.elements > limits::elements_max) return stop(user, Fault::too_many);
  if (static_cast<std::size_t>(namespaces) + static_cast<std::size_t>(attributes) > limits::attributes_max) {
    return stop(user, Fault::too_many);
  }
  xmlSAX2StartElementNs(user, name, prefix, uri, namespaces, namespace_pairs, attributes, defaulted,
                        attribute_parts);
  xmlParserCtxt* const context = context_of(user);
  if (context->node != nullptr) {
    context->node->_private = reinterpret_cast<void*>(static_cast<std::uintptr_t>(position(context)));
  }
}

void end_element(void* user, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri) {
  if (watch_of(user).fault != Fault::none) return;
  --watch_of(user).depth;
  xmlSAX2EndElementNs(user, name, prefix, uri);
}

std::string text_for(Fault fault, const xmlParserCtxt* context) {
  switch (fault) {
    case Fault::too_deep:
      return "nested deeper than " + std::to_string(limits::depth_max) + " elements: not a presence document";
    case Fault::too_many:
      return "more than " + std::to_string(limits::elements_max) + " elements or " +
             std::to_string(limits::attributes_max) + " attributes in one: split the document";
    case Fault::wrong_encoding:
      return "not UTF-8: send presence documents in UTF-8 (RFC 3863 section 7)";
    case Fault::doctype:
      return "a document type declaration: remove it, presence documents have none";
    default:
      break;
  }
  std::string text = context->lastError.message == nullptr ? "not well-formed" : context->lastError.message;
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return text + ": correct the document";
}

Fault fault_of(const xmlParserCtxt* context) {
  return context->lastError.code == XML_ERR_NO_MEMORY ? Fault::out_of_memory : Fault::malformed;
}

std::uint32_t line_at(std::string_view octets, std::size_t offset) {
  std::uint32_t line = 1;
  for (const char c : octets.substr(0, offset)) line += c == '\n' ? 1 : 0;
  return line;
}

Error check_octets(std::string_view octets) {
  if (octets.size() > sipwright::limits::document_octets_max) {
    return {Fault::too_large, 0, 0,
            "longer than " + std::to_string(sipwright::limits::document_octets_max) +
                " octets: split the document"};
  }
  const std::size_t wrong = find_invalid_utf8(octets);
  if (wrong != std::string_view::npos) {
    return {Fault::wrong_encoding, static_cast<std::uint32_t>(wrong), line_at(octets, wrong),
            text_for(Fault::wrong_encoding, nullptr)};
  }
  // US-ASCII is a part of UTF-8; names compare without regard to case (XML 1.0 section 4.3.3).
  const std::string declared = declared_encoding(octets);
  if (!declared.empty() && declared != "utf-8" && declared != "us-ascii") {
    return {Fault::wrong_encoding, 0, 1, text_for(Fault::wrong_encoding, nullptr)};
  }
  return {};
}

}  // namespace

Error read(std::string_view octets, Document& out) {
  if (auto error = check_octets(octets)) return error;
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });

  const Context context(xmlNewParserCtxt());
  if (!context) return {Fault::out_of_memory, 0, 0, "out of memory"};
  Watch watch;
  context->_private = &watch;
  context->sax->internalSubset = internal_subset;
  context->sax->startElementNs = start_element;
  context->sax->endElementNs = end_element;

  // Entities are not substituted, nothing is loaded or converted, nothing goes to stderr.
  const int options =
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC;
  Document document(xmlCtxtReadMemory(context.get(), octets.data(), static_cast<int>(octets.size()), nullptr,
                                      nullptr, options));
  if (watch.fault == Fault::none && document && context->wellFormed != 0 && context->nsWellFormed != 0 &&
      xmlDocGetRootElement(document.get()) != nullptr) {
    out = std::move(document);
    return {};
  }
  const Fault fault = watch.fault != Fault::none ? watch.fault : fault_of(context.get());
  const auto line = static_cast<std::uint32_t>(context->lastError.line > 0 ? context->lastError.line
                                               : context->input != nullptr ? context->input->line
                                                                           : 1);
  return {fault, position(context.get()), line, text_for(fault, context.get())};
}

std::uint32_t offset_of(const xmlNode* element) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(element->_private));
}

Error at(const xmlNode* element, Fault fault, std::string text) {
  return {fault, offset_of(element), static_cast<std::uint32_t>(xmlGetLineNo(element)), std::move(text)};
}

xmlNode* first_child(const xmlNode* node) {
  xmlNode* child = node->children;
  while (child != nullptr && child->type != XML_ELEMENT_NODE) child = child->next;
  return child;
}

xmlNode* next(const xmlNode* node) {
  xmlNode* sibling = node->next;
  while (sibling != nullptr && sibling->type != XML_ELEMENT_NODE) sibling = sibling->next;
  return sibling;
}

std::string text_of(const xmlNode* node) {
  xmlChar* const content = xmlNodeGetContent(node);
  std::string text(trimmed(view(content)));
  xmlFree(content);
  return text;
}

bool attribute_of(const xmlNode* node, const char* name, std::string& out) {
  xmlChar* const value = xmlGetNoNsProp(node, reinterpret_cast<const xmlChar*>(name));
  if (value == nullptr) return false;
  out = trimmed(view(value));
  xmlFree(value);
  return true;
}

}  // namespace sipwright::presence::xml
