// What `build` writes, octet by octet where a document is given, and what it refuses to write.
#include <gtest/gtest.h>

#include <random>

#include "data.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/presence/document.hpp"
#include "sipwright/presence/limits.hpp"
#include "sipwright/presence/schema.hpp"

namespace sipwright::presence {
namespace {

constexpr std::string_view when = "2026-01-31T12:00:00.000Z";

std::string built(const Presence& state, Profile profile) {
  std::string out;
  const Error error = build(state, profile, out);
  EXPECT_EQ(error.fault, Fault::none) << error.text;
  return out;
}

Fault refused(const Presence& state, Profile profile) {
  std::string out = "untouched";
  const Error error = build(state, profile, out);
  EXPECT_EQ(out, "untouched");
  EXPECT_FALSE(error.text.empty());
  return error.fault;
}

Presence john() {
  return on_the_phone("sip:john.doe@sfb.example", "John Doe", when);
}

// README.md row 10 is the one difference: the id, which xs:ID would refuse.
TEST(PresenceBuild, SfbIsTheGatewaysBodyButForTheId) {
  EXPECT_EQ(built(john(), Profile::sfb), test::with(test::gateway_body(), "id=\"0\"", "id=\"t0\""));
}

TEST(PresenceBuild, Rfc4480HasContactTimestampAndPerson) {
  EXPECT_EQ(built(john(), Profile::rfc4480),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
            "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\"\r\n"
            " xmlns:dm=\"urn:ietf:params:xml:ns:pidf:data-model\"\r\n"
            " xmlns:rpid=\"urn:ietf:params:xml:ns:pidf:rpid\"\r\n"
            " xmlns:c=\"urn:ietf:params:xml:ns:pidf:cipid\"\r\n"
            " entity=\"sip:john.doe@sfb.example\">\r\n"
            "<tuple id=\"t0\">\r\n"
            "<status><basic>open</basic></status>\r\n"
            "<contact>sip:john.doe@sfb.example</contact>\r\n"
            "<timestamp>2026-01-31T12:00:00.000Z</timestamp>\r\n"
            "</tuple>\r\n"
            "<dm:person id=\"p0\">\r\n"
            "<rpid:activities>\r\n"
            "<rpid:on-the-phone/>\r\n"
            "</rpid:activities>\r\n"
            "<c:display-name>John Doe</c:display-name>\r\n"
            "</dm:person>\r\n"
            "</presence>\r\n");
}

TEST(PresenceBuild, EscapesWhatXmlReserves) {
  Presence state = john();
  state.display_name = "<J&\"D\"> \xC3\xA4\xC3\xB8 \xE6\x97\xA5 \xF0\x9F\x93\x9E ]]>";
  for (const Profile profile : {Profile::sfb, Profile::rfc4480}) {
    const std::string body = built(state, profile);
    EXPECT_NE(body.find("&lt;J&amp;&quot;D&quot;&gt; \xC3\xA4"), std::string::npos) << body;
    Presence heard;
    ASSERT_FALSE(parse(body, heard));
    EXPECT_EQ(heard.display_name, state.display_name);
  }
}

TEST(PresenceBuild, EscapesInAttributes) {
  Presence state = john();
  state.entity = "sip:a&b\"<c>'d@sfb.example";
  Presence heard;
  ASSERT_FALSE(parse(built(state, Profile::sfb), heard));
  EXPECT_EQ(heard.entity, state.entity);
}

TEST(PresenceBuild, RefusesWhatIsNotText) {
  for (const std::string_view bad : {"\xFF", "a\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "a\x01",
                                     "\xEF\xBF\xBE", "\xE2\x82"}) {
    Presence state = john();
    state.display_name = bad;
    EXPECT_EQ(refused(state, Profile::sfb), Fault::bad_text);
    EXPECT_EQ(refused(state, Profile::rfc4480), Fault::bad_text);
    state = john();
    state.entity += bad;
    EXPECT_EQ(refused(state, Profile::sfb), Fault::bad_text);
    state = john();
    state.activities[0] = bad;
    EXPECT_EQ(refused(state, Profile::sfb), Fault::bad_text);
  }
  Presence state = john();
  state.display_name = std::string("a\0b", 3);
  EXPECT_EQ(refused(state, Profile::sfb), Fault::bad_text);
}

TEST(PresenceBuild, RefusesEachImpossibleState) {
  Presence state;
  EXPECT_EQ(refused(state, Profile::sfb), Fault::no_entity);
  state.entity = "sip:a@b";
  EXPECT_EQ(refused(state, Profile::sfb), Fault::no_tuple);
  state = john();
  state.tuples[0].basic = Basic::none;
  EXPECT_EQ(refused(state, Profile::sfb), Fault::bad_status);
  for (const char* id : {"0", "-a", "a b", "a\"", "\xC3\xA4"}) {
    state = john();
    state.tuples[0].id = id;
    EXPECT_EQ(refused(state, Profile::sfb), Fault::bad_id) << id;
  }
  state = john();
  state.tuples.push_back(state.tuples[0]);
  state.tuples[1].id = "t0";  // the first one is t0 by position
  EXPECT_EQ(refused(state, Profile::sfb), Fault::bad_id);
  state = john();
  state.tuples[0].timestamp.clear();
  EXPECT_EQ(refused(state, Profile::rfc4480), Fault::bad_timestamp);
  EXPECT_FALSE(built(state, Profile::sfb).empty());
  state = john();
  state.tuples[0].priority = "1.5";
  EXPECT_EQ(refused(state, Profile::rfc4480), Fault::bad_priority);
  state = john();
  state.activities.push_back(" ");
  EXPECT_EQ(refused(state, Profile::rfc4480), Fault::bad_text);
}

TEST(PresenceBuild, RefusesWhatIsTooMuch) {
  Presence state = john();
  state.display_name.assign(limits::text_octets_max + 1, 'x');
  EXPECT_EQ(refused(state, Profile::sfb), Fault::bad_text);
  state = john();
  state.activities.assign(limits::activities_max + 1, "busy");
  EXPECT_EQ(refused(state, Profile::sfb), Fault::too_many);
  state = john();
  state.tuples.assign(limits::tuples_max + 1, state.tuples[0]);
  EXPECT_EQ(refused(state, Profile::sfb), Fault::too_many);
  state = john();
  state.activities.clear();
  for (int i = 0; i < 32; ++i) state.activities.push_back(std::to_string(i) + std::string(2000, '&'));
  EXPECT_EQ(refused(state, Profile::rfc4480), Fault::too_large);
}

// `unknown` says nothing beside another activity, and words of no RFC go into `other`.
TEST(PresenceBuild, ActivitiesBecomeElementsOrWords) {
  Presence state = john();
  state.activities = {"unknown", "busy", "lunch", "busy", " walking the dog "};
  const std::string body = built(state, Profile::rfc4480);
  EXPECT_NE(body.find("<rpid:activities>\r\n<rpid:busy/>\r\n<rpid:other>lunch</rpid:other>\r\n"
                      "<rpid:other>walking the dog</rpid:other>\r\n</rpid:activities>"),
            std::string::npos)
      << body;
  EXPECT_FALSE(Schemas().validate(body, Profile::rfc4480));
  state.activities = {"unknown"};
  EXPECT_NE(built(state, Profile::rfc4480).find("<rpid:unknown/>"), std::string::npos);
}

TEST(PresenceBuild, PersonsIdIsNoTuplesId) {
  Presence state = john();
  state.tuples[0].id = "p0";
  EXPECT_FALSE(Schemas().validate(built(state, Profile::rfc4480), Profile::rfc4480));
}

// Whatever can be built says what was meant and meets the schemas.
TEST(PresenceBuild, RandomStatesComeBack) {
  std::mt19937 random(4711);
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const auto text = [&] {
    static const std::string_view pieces[] = {"a",
                                              "Z",
                                              " ",
                                              "&",
                                              "<",
                                              ">",
                                              "\"",
                                              "'",
                                              "\n",
                                              "\r",
                                              "\t",
                                              "\xC3\xA9",
                                              "\xE2\x82\xAC",
                                              "]]>",
                                              "&amp;",
                                              "\xF0\x9F\x98\x80"};
    std::string out = "x";
    for (std::size_t i = pick(12); i > 0; --i) out += pieces[pick(std::size(pieces))];
    return out + "y";
  };
  const Schemas schemas;
  for (int round = 0; round < 500; ++round) {
    Presence state;
    state.entity = "sip:u" + std::to_string(pick(1000)) + "@sfb.example";
    state.display_name = pick(4) == 0 ? "" : text();
    for (std::size_t i = 1 + pick(3); i > 0; --i) {
      Tuple tuple;
      tuple.basic = pick(2) == 0 ? Basic::open : Basic::closed;
      tuple.contact = "sip:c" + std::to_string(pick(100)) + "@sfb.example";
      tuple.priority = pick(2) == 0 ? "" : "0.25";
      tuple.timestamp = timestamp(static_cast<std::int64_t>(random()) * 1000);
      if (pick(2) == 0) tuple.notes.push_back({text(), "en"});
      state.tuples.push_back(tuple);
    }
    static const char* const words[] = {"on-the-phone", "busy", "away", "meeting"};
    for (std::size_t i = pick(4); i > 0; --i) state.activities.emplace_back(words[i - 1]);
    if (pick(3) == 0) state.activities.push_back(text());
    for (const Profile profile : {Profile::sfb, Profile::rfc4480}) {
      const std::string body = built(state, profile);
      const Error error = schemas.validate(body, profile);
      ASSERT_FALSE(error) << error.line << ": " << error.text << "\n" << body;
      Presence heard;
      ASSERT_FALSE(parse(body, heard)) << body;
      EXPECT_EQ(heard.entity, state.entity);
      EXPECT_EQ(heard.display_name, state.display_name);
      EXPECT_EQ(heard.activities, state.activities);
      ASSERT_EQ(heard.tuples.size(), state.tuples.size());
      for (std::size_t i = 0; i < state.tuples.size(); ++i) {
        EXPECT_EQ(heard.tuples[i].basic, state.tuples[i].basic);
        if (profile == Profile::sfb) continue;
        EXPECT_EQ(heard.tuples[i].contact, state.tuples[i].contact);
        EXPECT_EQ(heard.tuples[i].priority, state.tuples[i].priority);
        EXPECT_EQ(heard.tuples[i].timestamp, state.tuples[i].timestamp);
        ASSERT_EQ(heard.tuples[i].notes.size(), state.tuples[i].notes.size());
        if (state.tuples[i].notes.empty()) continue;
        EXPECT_EQ(heard.tuples[i].notes[0].text, state.tuples[i].notes[0].text);
      }
    }
  }
}

}  // namespace
}  // namespace sipwright::presence
