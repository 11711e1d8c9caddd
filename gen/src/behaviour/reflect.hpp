// From the types of a table to the IR. Nothing here knows a particular machine.
#pragma once

#include <type_traits>

#include "ir.hpp"
#include "model/describe.hpp"
#include "model/message_expr.hpp"
#include "model/table.hpp"

namespace sipwright::gen::behaviour {

template <class T>
std::string type_text() {
  if constexpr (std::is_same_v<T, bool>) {
    return "bool";
  } else if constexpr (std::is_same_v<T, std::uint32_t>) {
    return "std::uint32_t";
  } else if constexpr (std::is_same_v<T, model::Instant>) {
    return "Instant";
  } else if constexpr (std::is_same_v<T, model::text> || std::is_same_v<T, model::number>) {
    return "message";
  } else if constexpr (std::is_enum_v<T>) {
    return std::string(type_name(T{}));
  } else {
    return "Tag";
  }
}

template <class T>
Expr reflect();

template <class... A>
void reflect_args(model::list<A...>, std::vector<Expr>& into) {
  (into.push_back(reflect<A>()), ...);
}

template <class T>
Expr reflect() {
  Expr node;
  node.op = T::op;
  if constexpr (requires { T::name; }) node.name = T::name;
  if constexpr (requires { T::owner; }) node.owner = T::owner;
  if constexpr (requires { T::value; }) node.value = T::value;
  if constexpr (requires { typename T::type; }) node.type = type_text<typename T::type>();
  if constexpr (requires { typename T::args; }) reflect_args(typename T::args{}, node.args);
  return node;
}

template <class Row>
Transition reflect_row() {
  Transition row{std::string(Row::ids), std::string(Row::From::name), std::string(Row::On::name), {}, {}, {}};
  if constexpr (!std::is_same_v<typename Row::To, model::Stay>) row.to = Row::To::name;
  row.steps = reflect<typename Row::Steps>();
  row.guard = reflect<typename Row::Guard>();
  return row;
}

template <class... R>
void reflect_rows(model::rows<R...>, std::vector<Transition>& into) {
  (into.push_back(reflect_row<R>()), ...);
}

template <class... M>
void reflect_meanings(model::classification<M...>, std::vector<Meaning>& into) {
  (into.push_back({std::string(M::ids), std::string(M::On::name), reflect<typename M::Predicate>()}), ...);
}

template <class... L>
void reflect_locals(model::list<L...>, std::vector<LocalEvent>& into) {
  (into.push_back({std::string(L::name), std::string(L::ids), std::string(L::On::name), L::status}), ...);
}

inline std::vector<Word> words(const model::WordInfo* begin, const model::WordInfo* end) {
  std::vector<Word> out;
  for (; begin != end; ++begin) out.push_back({std::string(begin->name), std::string(begin->doc)});
  return out;
}

template <std::size_t n>
std::vector<Word> words(const model::WordInfo (&info)[n]) {
  return words(info, info + n);
}

template <std::size_t n>
std::vector<Member> members(const model::MemberInfo (&info)[n]) {
  std::vector<Member> out;
  for (const model::MemberInfo& one : info) {
    out.push_back({std::string(one.type), std::string(one.name), std::string(one.initial), std::string(one.doc)});
  }
  return out;
}

inline std::vector<Member> members(const model::NoMembers&) { return {}; }

// What the type of a machine says; the lists of words are added by the reader.
template <class M>
Machine reflect_machine() {
  Machine machine;
  machine.name = M::name;
  machine.title = M::title;
  machine.sources = M::sources;
  machine.purpose = M::purpose;
  machine.initial = M::Initial::name;
  machine.has_tag = M::has_tag;
  reflect_rows(typename M::Rows{}, machine.rows);
  reflect_meanings(typename M::Classification{}, machine.classification);
  machine.reading = reflect<typename M::Reading>();
  reflect_locals(typename M::Locals{}, machine.locals);
  return machine;
}

}  // namespace sipwright::gen::behaviour
