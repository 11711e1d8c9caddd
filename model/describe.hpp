// What a machine says of itself in words: the lists that the emitters and the tests read.
#pragma once

#include <cstdint>
#include <string_view>

namespace sipwright::model {

struct MemberInfo {
  std::string_view type;
  std::string_view name;
  std::string_view initial;
  std::string_view doc;
};

struct WordInfo {
  std::string_view name;
  std::string_view doc;
};

// A closed enumeration of a machine, such as its timers.
struct EnumInfo {
  std::string_view name;
  const WordInfo* begin;
  const WordInfo* end;
};

// The lists of a machine that has none of them.
struct NoMembers {};
struct NoEnums {
  static constexpr const EnumInfo* begin() { return nullptr; }
  static constexpr const EnumInfo* end() { return nullptr; }
};

#define SIPWRIGHT_MEMBER_INFO(type, name, initial, doc) MemberInfo{#type, #name, #initial, doc},
#define SIPWRIGHT_WORD_INFO(name, doc) WordInfo{#name, doc},
#define SIPWRIGHT_ENUMERATOR(name, doc) name,
#define SIPWRIGHT_ENUMERATOR_CASE(name_, doc) \
  case Self::name_:                           \
    return #name_;

// SIPWRIGHT_ENUM(Timer, SIPWRIGHT_X_TIMERS): the enumeration, its names, and its description `TimerInfo`.
#define SIPWRIGHT_ENUM(Name, LIST)                                            \
  enum class Name : std::uint8_t { LIST(SIPWRIGHT_ENUMERATOR) };              \
  constexpr std::string_view to_string(Name value) {                          \
    using Self = Name;                                                        \
    switch (value) { LIST(SIPWRIGHT_ENUMERATOR_CASE) }                        \
    return {};                                                                \
  }                                                                           \
  constexpr std::string_view type_name(Name) { return #Name; }                \
  inline constexpr WordInfo Name##Info[] = {LIST(SIPWRIGHT_WORD_INFO)};

}  // namespace sipwright::model
