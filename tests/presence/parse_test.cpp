// Both generations of the format say the same to a reader.
#include <gtest/gtest.h>

#include "data.hpp"
#include "sipwright/presence/document.hpp"

namespace sipwright::presence {
namespace {

Presence heard(std::string_view body) {
  Presence out;
  const Error error = parse(body, out);
  EXPECT_EQ(error.fault, Fault::none) << error.line << ": " << error.text;
  return out;
}

Error refusal(std::string_view body) {
  Presence out;
  return parse(body, out);
}

const std::vector<std::string> phone{"on-the-phone"};

TEST(PresenceParse, TheGatewaysDocument) {
  const Presence state = heard(test::gateway_body());
  EXPECT_EQ(state.entity, "sip:john.doe@sfb.example");
  ASSERT_EQ(state.tuples.size(), 1u);
  EXPECT_EQ(state.tuples[0].id, "0");  // not a name, and still read
  EXPECT_EQ(state.tuples[0].basic, Basic::open);
  EXPECT_EQ(state.tuples[0].contact, "");
  EXPECT_EQ(state.tuples[0].timestamp, "");
  EXPECT_EQ(state.activities, phone);
  EXPECT_EQ(state.display_name, "John Doe");
  EXPECT_TRUE(state.draft_form);
}

TEST(PresenceParse, TheCurrentForm) {
  const Presence state = heard(test::current_body);
  EXPECT_EQ(state.entity, "sip:john.doe@sfb.example");
  ASSERT_EQ(state.tuples.size(), 1u);
  EXPECT_EQ(state.tuples[0].id, "t0");
  EXPECT_EQ(state.tuples[0].basic, Basic::open);
  EXPECT_EQ(state.tuples[0].contact, "sip:john.doe@sfb.example");
  EXPECT_EQ(state.tuples[0].priority, "0.8");
  EXPECT_EQ(state.tuples[0].timestamp, "2026-01-31T12:00:00Z");
  ASSERT_EQ(state.tuples[0].notes.size(), 1u);
  EXPECT_EQ(state.tuples[0].notes[0].text, "at the desk");
  EXPECT_EQ(state.tuples[0].notes[0].language, "en");
  ASSERT_EQ(state.notes.size(), 1u);
  EXPECT_EQ(state.notes[0].text, "all day");
  EXPECT_EQ(state.activities, phone);
  EXPECT_EQ(state.display_name, "John Doe");
  EXPECT_FALSE(state.draft_form);
}

TEST(PresenceParse, ActivityTextIsTrimmed) {
  EXPECT_EQ(
      heard(test::with(test::gateway_body(), ">on-the-phone<", ">\r\n\t on-the-phone \r\n<")).activities,
      phone);
}

TEST(PresenceParse, PrefixesAreFree) {
  std::string body = test::gateway_body();
  for (const char* prefix : {"ep:", "ci:"}) {
    for (std::size_t at; (at = body.find(prefix)) != std::string::npos;)
      body.replace(at, 3, std::string("q") + prefix[1] + ":");
  }
  body = test::with(test::with(body, "xmlns:ep", "xmlns:qp"), "xmlns:ci", "xmlns:qi");
  EXPECT_EQ(heard(body).activities, phone);
  EXPECT_EQ(heard(body).display_name, "John Doe");
  // RFC 3863 4.2.2: PIDF itself under a prefix.
  EXPECT_EQ(
      heard("<p:presence xmlns:p='urn:ietf:params:xml:ns:pidf' entity='sip:a@b'><p:tuple id='x'><p:status>"
            "<p:basic>closed</p:basic></p:status></p:tuple></p:presence>")
          .tuples[0]
          .basic,
      Basic::closed);
}

TEST(PresenceParse, OldWordsUnderNewNamesAndTheOtherWayRound) {
  std::string body = test::with(test::gateway_body(), "urn:ietf:params:xml:ns:pidf:status:rpid-status",
                                "urn:ietf:params:xml:ns:pidf:rpid");
  EXPECT_EQ(heard(body).activities, phone);
  body = test::with(test::gateway_body(), "<ep:activity>on-the-phone</ep:activity>",
                    "<ep:on-the-phone/><ep:busy/>");
  EXPECT_EQ(heard(body).activities, (std::vector<std::string>{"on-the-phone", "busy"}));
}

TEST(PresenceParse, UnknownElementsArePassedOverWithAllTheyHold) {
  const std::string body =
      test::with(test::current_body, "<dm:person",
                 "<x:y xmlns:x='urn:x'><rpid:activities><rpid:away/></rpid:activities></x:y><dm:person");
  EXPECT_EQ(heard(body).activities, phone);
  EXPECT_EQ(heard(test::with(test::current_body, "<rpid:on-the-phone/>",
                             "<x:dancing xmlns:x='urn:x'/><rpid:on-the-phone/>"))
                .activities,
            phone);
}

TEST(PresenceParse, ThePersonsNameCountsMost) {
  const std::string body =
      test::with(test::current_body, "<note>all day</note>", "<c:display-name>Elsewhere</c:display-name>");
  EXPECT_EQ(heard(body).display_name, "John Doe");
}

TEST(PresenceParse, PriorityOutOfRangeCountsAsNone) {
  EXPECT_EQ(heard(test::with(test::current_body, "0.8", "7")).tuples[0].priority, "");
}

TEST(PresenceParse, NoTupleAtAllIsADocument) {
  EXPECT_TRUE(heard("<presence xmlns='urn:ietf:params:xml:ns:pidf' entity='sip:a@b'/>").tuples.empty());
}

TEST(PresenceParse, ByteOrderMarkAndAsciiAreUtf8) {
  EXPECT_EQ(heard("\xEF\xBB\xBF" + test::current_body).activities, phone);
  EXPECT_EQ(heard(test::with(test::current_body, "UTF-8", "us-ascii")).activities, phone);
}

struct Case {
  const char* title;
  const char* from;
  const char* to;
  Fault fault;
  std::uint32_t line;
};

TEST(PresenceParse, RefusesWithFaultAndPlace) {
  static const Case cases[] = {
      {"another root", "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\"", "<presence xmlns=\"urn:x\"",
       Fault::not_presence, 2},
      {"no entity", "entity=\"sip:john.doe@sfb.example\"", "", Fault::no_entity, 2},
      {"empty entity", "entity=\"sip:john.doe@sfb.example\"", "entity=\" \"", Fault::no_entity, 2},
      {"tuple without id", "<tuple id=\"t0\">", "<tuple>", Fault::bad_id, 5},
      {"id twice", "<note>all day</note>", "<tuple id=\"t0\"><status><basic>open</basic></status></tuple>",
       Fault::bad_id, 6},
      {"no status", "<status><basic>open</basic></status>", "", Fault::bad_status, 5},
      {"basic is a word of ours", ">open<", ">OPEN<", Fault::bad_status, 5},
      {"end tag missing", "</tuple>", "", Fault::malformed, 8},
      {"prefix undeclared", "<note>all day</note>", "<u:note/>", Fault::malformed, 6},
      {"entity undeclared", "all day", "&nbsp;", Fault::malformed, 6},
      {"attribute twice", "id=\"t0\"", "id=\"t0\" id=\"t1\"", Fault::malformed, 5},
      {"text behind the root", "</presence>\n", "</presence>\nx", Fault::malformed, 9},
  };
  for (const Case& each : cases) {
    const Error error = refusal(test::with(test::current_body, each.from, each.to));
    EXPECT_EQ(name(error.fault), name(each.fault)) << each.title << ": " << error.text;
    EXPECT_NEAR(error.line, each.line, 4) << each.title << ": " << error.text;
    EXPECT_GT(error.offset, 0u) << each.title;
    EXPECT_FALSE(error.text.empty()) << each.title;
    EXPECT_EQ(error.text.find('\n'), std::string::npos) << each.title;
  }
}

TEST(PresenceParse, OffsetPointsToTheEndOfTheGuiltyTag) {
  const std::string body = test::with(test::current_body, ">open<", ">OPEN<");
  const Error error = refusal(body);
  EXPECT_EQ(error.offset, body.find("<basic>") + 6);
  EXPECT_EQ(error.line, 5u);
}

}  // namespace
}  // namespace sipwright::presence
