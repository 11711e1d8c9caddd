// Octets that may become XML text: UTF-8, XML characters, escapes, and the value types of PIDF.
#include "presence/text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "sipwright/presence/document.hpp"

namespace sipwright::presence {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// The octets of the UTF-8 sequence at the start of `text`; 0 if it is not one.
std::size_t sequence_length(std::string_view text) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = octet(0);
  if (first < 0x80) return 1;
  std::size_t length = 0;
  unsigned low =
      0x80;  // bounds of the second octet: they keep out overlong forms, surrogates and too large values
  unsigned high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  }
  if (length == 0 || text.size() < length || octet(1) < low || octet(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((octet(i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

// `count` digits at `at` as a number; -1 if there is anything else.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool between(int value, int low, int high) {
  return value >= low && value <= high;
}

int days_of(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  // Of the full centuries, only each fourth one is a leap year.
  const bool leap = year % 25 != 0 ? year % 4 == 0 : year % 16 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view octets) {
  for (std::size_t at = 0; at < octets.size();) {
    const std::size_t length = sequence_length(octets.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

bool is_xml_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = static_cast<unsigned char>(text[i]);
    if (octet < 0x20 && !is_blank(text[i])) return false;
    // U+FFFE and U+FFFF
    if (octet == 0xEF && text.substr(i, 2) == "\xEF\xBF" && i + 2 < text.size() &&
        static_cast<unsigned char>(text[i + 2]) >= 0xBE) {
      return false;
    }
  }
  return true;
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      // As they are, a parser would turn these into LF or blank (XML 1.0 sections 2.11 and 3.3.3).
      case '\r':
        out += "&#13;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\t':
        out += "&#9;";
        break;
      default:
        out += c;
    }
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_id(std::string_view text) {
  if (text.empty() || !(is_letter(text[0]) || text[0] == '_')) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_'; });
}

bool is_timestamp(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00T00:00:00";
  if (text.size() < shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i]) return false;
  }
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  if (!between(month, 1, 12) || !between(digits(text, 8, 2), 1, days_of(year, month))) return false;
  // 60 is a leap second.
  if (digits(text, 11, 2) > 23 || digits(text, 14, 2) > 59 || digits(text, 17, 2) > 60) return false;
  text.remove_prefix(shape.size());
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    if (text.empty() || !is_digit(text[0])) return false;
    while (!text.empty() && is_digit(text[0])) text.remove_prefix(1);
  }
  if (text == "Z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
         between(digits(text, 1, 2), 0, 23) && between(digits(text, 4, 2), 0, 59);
}

bool is_priority(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return false;
  if (text.size() == 1) return true;
  if (text[1] != '.' || text.size() > 5) return false;
  return std::all_of(text.begin() + 2, text.end(),
                     [&](char c) { return text[0] == '1' ? c == '0' : is_digit(c); });
}

std::string timestamp(std::int64_t unix_ms) {
  constexpr std::int64_t day_ms = 86'400'000;
  constexpr std::int64_t year_10000_ms = 253'402'300'800'000;
  if (unix_ms < 0 || unix_ms >= year_10000_ms) return {};
  const std::int64_t in_day = unix_ms % day_ms;
  // Gregorian date of a day number, counted in years that begin in March, so that the leap day is the last.
  const std::int64_t day = unix_ms / day_ms + 719'468;
  const std::int64_t era = day / 146'097;
  const std::int64_t of_era = day % 146'097;
  const std::int64_t year_of_era = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * of_year + 2) / 153;
  const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  const int year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  const int date = static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year, month, date,
                static_cast<int>(in_day / 3'600'000), static_cast<int>(in_day / 60'000 % 60),
                static_cast<int>(in_day / 1'000 % 60), static_cast<int>(in_day % 1'000));
  return text;
}

}  // namespace sipwright::presence
