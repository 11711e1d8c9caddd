// Messages parsed and written again: octet for octet, and in canonical form, which says the same and is its own
// canonical form.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "mutations.hpp"
#include "sipwright/parser.hpp"
#include "sipwright/writer.hpp"

namespace sipwright::test {
namespace {

std::string written(const Message& message, Form form, std::size_t room = 1 << 17) {
  std::string buffer(room, '\0');
  Writer writer(buffer);
  write(writer, message, form);
  EXPECT_TRUE(writer.complete());
  return std::string(writer.text());
}

// What a fold stands for, read off RFC 3261 7.3.1 and not off the writer. Blanks at the end, which separators leave
// within a capture, say nothing.
std::string unfolded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
      continue;
    }
    for (++i; i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\t'); ++i) {
    }
    out += ' ';
  }
  out.resize(out.find_last_not_of(" \t") + 1);
  return out;
}

struct Room {
  std::unique_ptr<Message> first = std::make_unique<Message>(), second = std::make_unique<Message>();
};

void expect_same_captures(const Message& a, const Row& row_a, const Message& b, const Row& row_b) {
  ASSERT_EQ(a.end(row_a) - a.begin(row_a), b.end(row_b) - b.begin(row_b));
  for (auto [x, y] = std::pair(a.begin(row_a), b.begin(row_b)); x != a.end(row_a); ++x, ++y) {
    ASSERT_EQ(x->label, y->label);
    ASSERT_EQ(x->size, y->size);
    ASSERT_EQ(x->value, y->value);
    ASSERT_EQ(unfolded(a.text(*x)), unfolded(b.text(*y)));
  }
}

void expect_round_trip(const std::string& bytes, Room& room) {
  const Message& message = *room.first;
  const std::string whole = bytes.substr(0, message.head_octets() + message.body().size());
  ASSERT_EQ(written(message, Form::as_it_was), whole);

  const std::string canonical = written(message, Form::canonical);
  ASSERT_EQ(parse(canonical, *room.second).describe(), "valid") << canonical;
  ASSERT_EQ(written(*room.second, Form::canonical), canonical);
  ASSERT_EQ(room.second->body(), message.body());
  ASSERT_EQ(room.second->row_count(), message.row_count());
  for (std::size_t i = 0; i < message.row_count(); ++i) {
    const Row& was = message.row(i);
    const Row& is = room.second->row(i);
    ASSERT_EQ(is.header, was.header);
    if (is.header == Header::other) {
      ASSERT_EQ(room.second->name(is), message.name(was));
    } else {
      ASSERT_EQ(room.second->name(is), name_of(is.header));
    }
    ASSERT_NO_FATAL_FAILURE(expect_same_captures(message, was, *room.second, is)) << canonical;
  }
  const std::string head = canonical.substr(0, room.second->head_octets());
  for (const char* blank : {" ", "\t"}) ASSERT_EQ(head.find("\r\n" + std::string(blank)), std::string::npos) << head;
}

TEST(RoundTrip, of_the_corpus) {
  Room room;
  int valid = 0;
  for (const CorpusMessage& one : corpus()) {
    if (!parse(one.octets, *room.first).accepted()) continue;
    ++valid;
    ASSERT_NO_FATAL_FAILURE(expect_round_trip(one.octets, room)) << one.name;
  }
  EXPECT_GE(valid, 20);
}

TEST(RoundTrip, of_mutated_messages) {
  Room room;
  Mutator mutator(7);
  int valid = 0, changed = 0;
  for (int i = 0; i < 6000; ++i) {
    const std::string message = mutator.mutate(corpus()[static_cast<std::size_t>(i) % corpus().size()].octets);
    if (!parse(message, *room.first).accepted()) continue;
    ++valid;
    ASSERT_NO_FATAL_FAILURE(expect_round_trip(message, room)) << message;
    changed += written(*room.first, Form::canonical) != message;
  }
  EXPECT_GT(valid, 600);
  EXPECT_GT(changed, 300) << "hardly a message that was not canonical";
}

// Every header field, with values drawn from its rule, under both its names, with blanks and folds about them.
TEST(RoundTrip, of_values_drawn_from_the_grammar) {
  const std::string request =
      "OPTIONS sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/UDP a.example\r\nFrom: <sip:a@b>;tag=1\r\nTo: "
      "<sip:c@d>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n";
  Room room;
  int rows = 0;
  for (std::size_t i = 1; i < header_count; ++i) {
    const Header header = static_cast<Header>(i);
    const HeaderTraits& known = traits(header);
    if (known.mandatory_in_request && known.single) continue;
    const std::string name = header == Header::other ? "X-Extension" : std::string(known.name);
    gen::Sentences sentences(grammar(), i);
    for (int draw = 0; draw < 40; ++draw) {
      const std::string value = sentences.sentence(rule_of_header(header == Header::other ? "" : name));
      const std::string& called = draw % 2 == 0 || known.compact.empty() ? name : std::string(known.compact);
      const std::string between = draw % 4 == 0 ? ":" : draw % 4 == 1 ? " \t: " : draw % 4 == 2 ? ":\r\n " : ": ";
      const std::string message = request + called + between + value + "\r\n\r\n";
      const Verdict verdict = parse(message, *room.first);
      ASSERT_TRUE(verdict.well_formed()) << message;
      if (!verdict.accepted()) continue;  // out of range, or a length that has no body
      ++rows;
      ASSERT_NO_FATAL_FAILURE(expect_round_trip(message, room)) << message;
    }
  }
  EXPECT_GT(rows, 800);
}

TEST(RoundTrip, tells_when_the_room_is_too_small) {
  Room room;
  const std::string& bytes = corpus().front().octets;
  for (const CorpusMessage& one : corpus()) {
    if (!parse(one.octets, *room.first).accepted()) continue;
    char small[100];
    Writer writer(small);
    write(writer, *room.first, Form::as_it_was);
    EXPECT_TRUE(writer.overflow());
    EXPECT_FALSE(writer.complete());
    EXPECT_EQ(writer.text(), one.octets.substr(0, sizeof small));
    return;
  }
  FAIL() << bytes;
}

TEST(RoundTrip, canonical_form_as_an_example) {
  const std::string bytes =
      "SIP/2.0 200 OK\r\nv:SIP / 2.0 / UDP\r\n\ta.example \r\nf \t: <sip:a@b>;tag=1 \r\n"
      "t:\r\n \"x\r\n  y\" <sip:c@d>\r\n"
      "I: 1\r\nCSEQ:1   OPTIONS\r\nx-own :a\r\n b \r\n \r\nl: 2\r\n\r\nok and more";
  Room room;
  ASSERT_EQ(parse(bytes, *room.first).describe(), "valid");
  EXPECT_EQ(written(*room.first, Form::canonical),
            "SIP/2.0 200 OK\r\nVia: SIP / 2.0 / UDP a.example\r\nFrom: <sip:a@b>;tag=1\r\nTo: \"x y\" <sip:c@d>\r\n"
            "Call-ID: 1\r\nCSeq: 1   OPTIONS\r\nx-own: a b\r\nContent-Length: 2\r\n\r\nok");
  EXPECT_EQ(written(*room.first, Form::as_it_was), bytes.substr(0, bytes.size() - 9));
}

}  // namespace
}  // namespace sipwright::test
