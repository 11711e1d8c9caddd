// Emits the names of header fields, with a perfect hash over them, and of labels.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <sstream>

#include "banner.hpp"
#include "syntax/emit.hpp"

namespace sipwright::gen {
namespace {

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

void labels_of(const Node& node, std::set<std::string>& labels) {
  if (!node.label.empty()) labels.insert(node.label);
  for (const Node& part : node.parts) labels_of(part, labels);
}

// A hash without collisions over the known names, of length, last three letters with the colon, and two further ones.
// A name of one letter borrows the end of the line before it, which is always the same.
struct NameHash {
  std::uint32_t pair_factor, factor, bits;
  std::uint32_t operator()(const std::string& name) const {
    const std::string line = "\r\n" + name + ":";
    const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(line[i])); };
    const std::size_t end = name.size() - 1;  // of the last three letters, in the line
    const std::size_t pair = 2 + name.size() / 8;
    const std::uint32_t last = (at(end) | at(end + 1) << 8 | at(end + 2) << 16 | at(end + 3) << 24) | 0x20202020u;
    const std::uint32_t two = (at(pair) | at(pair + 1) << 8) | 0x2020u | static_cast<std::uint32_t>(name.size()) << 16;
    return ((last + two * pair_factor) * factor) >> (32 - bits);
  }
};

NameHash find_hash(const std::vector<std::string>& names) {
  std::mt19937 random(3903);  // fixed, so that the output is the same each time
  for (std::uint32_t bits = 8; bits <= 12; ++bits) {
    for (int attempt = 0; attempt < 400000; ++attempt) {
      const auto pair_factor = static_cast<std::uint32_t>(random());
      const NameHash hash{pair_factor, static_cast<std::uint32_t>(random()) | 1, bits};
      std::vector<bool> taken(std::size_t{1} << bits);
      if (std::all_of(names.begin(), names.end(), [&](const std::string& name) {
            const bool free = !taken[hash(name)];
            taken[hash(name)] = true;
            return free;
          }))
        return hash;
    }
  }
  throw std::runtime_error("no perfect hash found over the header names: widen the search in emit_names.cpp");
}

// The names in the form in which a kernel compares them: see the text that it writes.
std::string emit_slots(const std::vector<std::pair<std::string, std::string>>& entries, const NameHash& hash) {
  if (entries.size() >= 255) throw std::runtime_error("too many header names for one octet: widen HeaderSlot's number");
  std::ostringstream out;
  out << cpp_banner("A perfect hash over the names of header fields, long and compact.") << R"(#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

)" << include_line("sipwright/headers.hpp")
      << R"(
namespace sipwright {

// A line begins with the name and its colon where ((line ^ name) & mask) is zero in all 32 octets: the mask leaves out
// what is behind the colon, and of letters the bit that tells their case.
struct HeaderSlot {
  char name[32];
  char mask[32];
};

constexpr HeaderSlot header_slot(std::string_view name) {
  HeaderSlot slot{};
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const char c = i < name.size() ? name[i] : ':';
    slot.name[i] = c;
    slot.mask[i] = static_cast<char>(c >= 'a' && c <= 'z' ? 0xDF : 0xFF);
  }
  return slot;
}

// The first one is nobody's: what has no name before its colon.
alignas(64) inline constexpr HeaderSlot header_slots[] = {
    header_slot(""),
)";
  for (const auto& [name, id] : entries) out << "    header_slot(\"" << name << "\"),\n";
  out << "};\n\ninline constexpr Header slot_headers[] = {\n    Header::other,\n";
  for (const auto& [name, id] : entries) out << "    Header::" << id << ",\n";
  out << "};\n\n// By hash.\ninline constexpr std::uint8_t slot_numbers[] = {";
  std::vector<std::size_t> numbers(std::size_t{1} << hash.bits);
  for (std::size_t i = 0; i < entries.size(); ++i) numbers[hash(entries[i].first)] = i + 1;
  for (std::size_t i = 0; i < numbers.size(); ++i) out << (i % 24 == 0 ? "\n    " : " ") << numbers[i] << ',';
  out << R"(
};

// The number of the only slot that can be that of a line whose first colon is at `length`. Reads the two octets before
// the line, which are CR and LF.
inline std::size_t slot_number(const char* line, std::size_t length) {
  const auto at = [](const char* p, unsigned i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(p[i])) << 8 * i;
  };
  const char* const end = line + length - 3;
  const char* const pair = line + length / 8;
  const std::uint32_t last = at(end, 0) | at(end, 1) | at(end, 2) | at(end, 3);
  const std::uint32_t two = at(pair, 0) | at(pair, 1) | static_cast<std::uint32_t>(length) << 16;
  const std::uint32_t mixed = (last | 0x20202020u) + (two | 0x2020u) * )"
      << hash.pair_factor << "u;\n  return slot_numbers[mixed * " << hash.factor << "u >> " << 32 - hash.bits << R"(];
}

}  // namespace sipwright
)";
  return out.str();
}

}  // namespace

std::string cpp_banner(const std::string& purpose, const std::string& sources) {
  return banner("//", sources) + "//\n// " + purpose + "\n";
}

std::string identifier(const std::string& header) {
  std::string name = lower(header);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<const Rule*> header_rules(const Grammar& grammar) {
  std::vector<const Rule*> rules;
  for (const Rule& rule : grammar.rules)
    if (!rule.notes.header.empty()) rules.push_back(&rule);
  std::sort(rules.begin(), rules.end(),
            [](const Rule* a, const Rule* b) { return lower(a->notes.header) < lower(b->notes.header); });
  return rules;
}

std::vector<GeneratedFile> emit_names(const Grammar& grammar) {
  const std::vector<const Rule*> rules = header_rules(grammar);
  std::ostringstream hpp, cpp, labels_hpp, labels_cpp;

  hpp << cpp_banner("The header fields that the grammar knows.") << R"(#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sipwright {

enum class Header : std::uint16_t {
  none,   // no header field
  other,  // one that the grammar does not name: kept as it is, never split
)";
  for (const Rule* rule : rules)
    hpp << "  " << identifier(rule->notes.header) << ",  // " << rule->notes.header << ", " << rule->source
        << "\n";
  hpp << R"(};

inline constexpr std::size_t header_count = )"
      << rules.size() + 2 << R"(;

// What the grammar says of a header field beside its syntax.
struct HeaderTraits {
  std::string_view name;     // the long name
  std::string_view compact;  // the compact form, or empty
  bool single;               // one value in one row (RFC 3261 7.3.1)
  bool may_be_empty;
  bool mandatory_in_request;
  bool mandatory_in_response;
};

const HeaderTraits& traits(Header header);

// A set of header fields, for tests of many at once.
class HeaderSet {
 public:
  constexpr void insert(Header header) { word(header) |= bit(header); }
  constexpr bool contains(Header header) const { return (words_[index(header) / 64] & bit(header)) != 0; }

 private:
  static constexpr std::size_t words = (header_count + 63) / 64;
  static constexpr std::size_t index(Header header) { return static_cast<std::size_t>(header); }
  static constexpr std::uint64_t bit(Header header) { return std::uint64_t{1} << (index(header) % 64); }
  constexpr std::uint64_t& word(Header header) { return words_[index(header) / 64]; }

  std::uint64_t words_[words] = {};
};

// The header fields that the grammar marks @single, and all of them, `none` and `other` too.
extern const HeaderSet single_headers;
extern const HeaderSet all_headers;

// The long name; empty for `none` and `other`.
inline std::string_view name_of(Header header) { return traits(header).name; }

// The header field of that name, long or compact, in any case; Header::other where it is not known.
Header find_header(std::string_view name);

}  // namespace sipwright
)";

  std::vector<std::string> names;
  std::vector<std::pair<std::string, std::string>> entries;  // lower-case name, enumerator
  for (const Rule* rule : rules)
    for (const std::string& name : {rule->notes.header, rule->notes.compact}) {
      if (name.empty()) continue;
      names.push_back(lower(name));
      entries.emplace_back(lower(name), identifier(rule->notes.header));
    }
  const NameHash hash = find_hash(names);
  cpp << cpp_banner("Names of header fields: traits, and a perfect hash over long and compact names.")
      << R"(#include "sipwright/headers.hpp"

#include <cstring>

)" << include_line("sipwright/header_slots.hpp")
      << R"(
namespace sipwright {
namespace {

constexpr HeaderTraits all_traits[header_count] = {
    {"", "", false, true, false, false},
    {"", "", false, true, false, false},
)";
  const auto yes = [](bool value) { return value ? "true" : "false"; };
  for (const Rule* rule : rules) {
    const Annotations& notes = rule->notes;
    cpp << "    {\"" << notes.header << "\", \"" << notes.compact << "\", " << yes(notes.single) << ", "
        << yes(notes.empty) << ", " << yes(notes.mandatory_in_request) << ", "
        << yes(notes.mandatory_in_response) << "},\n";
  }
  cpp << R"(};

constexpr HeaderSet having(bool HeaderTraits::* trait) {
  HeaderSet set;
  for (std::size_t i = 0; i < header_count; ++i)
    if (all_traits[i].*trait) set.insert(static_cast<Header>(i));
  return set;
}

}  // namespace

constinit const HeaderSet single_headers = having(&HeaderTraits::single);
constinit const HeaderSet all_headers = [] {
  HeaderSet set;
  for (std::size_t i = 0; i < header_count; ++i) set.insert(static_cast<Header>(i));
  return set;
}();

const HeaderTraits& traits(Header header) { return all_traits[static_cast<std::size_t>(header)]; }

Header find_header(std::string_view name) {
  // As a line, since that is what names are looked for in.
  char line[2 + 32 + 1] = {'\r', '\n'};
  if (name.empty() || name.size() >= sizeof(HeaderSlot::name) - 1) return Header::other;
  std::memcpy(line + 2, name.data(), name.size());
  line[2 + name.size()] = ':';
  const std::size_t number = slot_number(line + 2, name.size());
  const HeaderSlot& slot = header_slots[number];
  for (std::size_t i = 0; i <= name.size(); ++i)
    if (slot.mask[i] == 0 || ((line[2 + i] ^ slot.name[i]) & slot.mask[i]) != 0) return Header::other;
  return slot.mask[name.size() + 1] == 0 ? slot_headers[number] : Header::other;
}

}  // namespace sipwright
)";

  std::set<std::string> labels;
  for (const Rule& rule : grammar.rules) labels_of(rule.body, labels);
  labels_hpp << cpp_banner("The labels of the grammar: what a capture can be.") << R"(#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sipwright {

enum class Label : std::uint16_t {
)";
  for (const std::string& label : labels) labels_hpp << "  " << label << ",\n";
  labels_hpp << "};\n\ninline constexpr std::size_t label_count = " << labels.size()
             << ";\n\n// The label as the grammar writes it.\nstd::string_view name_of(Label label);\n\n// "
                "Whether the label gathers several captures (`+=` in the grammar).\nbool is_list(Label "
                "label);\n\n}  // namespace sipwright\n";
  std::set<std::string> lists;
  const std::function<void(const Node&)> find_lists = [&](const Node& node) {
    if (node.is_list) lists.insert(node.label);
    for (const Node& part : node.parts) find_lists(part);
  };
  for (const Rule& rule : grammar.rules) find_lists(rule.body);
  labels_cpp << cpp_banner("The labels of the grammar, by name.")
             << "#include \"sipwright/labels.hpp\"\n\nnamespace sipwright {\nnamespace {\n\nstruct Entry {\n "
                " std::string_view name;\n  bool list;\n};\n\nconstexpr Entry entries[label_count] = {\n";
  for (const std::string& label : labels)
    labels_cpp << "    {\"" << label << "\", " << yes(lists.count(label) != 0) << "},\n";
  labels_cpp << "};\n\n}  // namespace\n\nstd::string_view name_of(Label label) { return "
                "entries[static_cast<std::size_t>(label)].name; }\n\nbool is_list(Label label) { return "
                "entries[static_cast<std::size_t>(label)].list; }\n\n}  // namespace sipwright\n";

  return {{"runtime/generated/sipwright/header_slots.hpp", emit_slots(entries, hash)},
          {"runtime/generated/sipwright/headers.hpp", hpp.str()},
          {"runtime/generated/headers.cpp", cpp.str()},
          {"runtime/generated/sipwright/labels.hpp", labels_hpp.str()},
          {"runtime/generated/labels.cpp", labels_cpp.str()}};
}

}  // namespace sipwright::gen
