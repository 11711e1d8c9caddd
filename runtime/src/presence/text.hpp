// Octets that may become XML text, and how.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sipwright::presence {

// The offset of the first octet that does not belong to well-formed UTF-8 (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF); npos if there is none.
std::size_t find_invalid_utf8(std::string_view octets);

// True if every character is one that XML 1.0 can carry (section 2.2: of the controls only tab, LF and CR).
// Takes valid UTF-8.
bool is_xml_text(std::string_view text);

// Appends the text so that it reads back the same as an element's content or between double quotes.
void append_escaped(std::string& out, std::string_view text);

// Without the blanks around it (XML 1.0 section 2.3).
std::string_view trimmed(std::string_view text);

// A name that xs:ID allows, ASCII only: a letter or '_' first, then letters, digits, '.', '-' and '_'.
bool is_id(std::string_view text);

// RFC 3339 date-time with upper-case T and Z (RFC 3863 4.1.7), every number in its range.
bool is_timestamp(std::string_view text);

// 0 to 1 with at most three decimals (RFC 3863 4.1.5).
bool is_priority(std::string_view text);

}  // namespace sipwright::presence
