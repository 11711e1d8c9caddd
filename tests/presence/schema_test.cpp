// The schemas tell right from wrong, row by row of runtime/src/presence/README.md where one is concerned.
#include "sipwright/presence/schema.hpp"

#include <gtest/gtest.h>

#include "data.hpp"

namespace sipwright::presence {
namespace {

const Schemas& schemas() {
  static const Schemas all;
  return all;
}

TEST(PresenceSchema, GatewaysDocumentHasOneFault) {
  const Error error = schemas().validate(test::gateway_body());
  EXPECT_EQ(error.fault, Fault::invalid);
  EXPECT_EQ(error.line, 7u);  // <tuple id="0">
  EXPECT_NE(error.text.find("ID"), std::string::npos) << error.text;
  const std::string mended = test::with(test::gateway_body(), "id=\"0\"", "id=\"t0\"");
  EXPECT_FALSE(schemas().validate(mended));
  EXPECT_FALSE(schemas().validate(mended, Profile::sfb));
  EXPECT_TRUE(schemas().validate(mended, Profile::rfc4480));
}

TEST(PresenceSchema, CurrentForm) {
  EXPECT_FALSE(schemas().validate(test::current_body));
  EXPECT_FALSE(schemas().validate(test::current_body, Profile::rfc4480));
  EXPECT_TRUE(schemas().validate(test::current_body, Profile::sfb));
}

struct Case {
  const char* title;
  const char* from;
  const char* to;
};

// Each breaks one rule of RFC 3863 section 4, RFC 4479, 4480 or 4482, and nothing else.
TEST(PresenceSchema, RefusesEachBrokenRule) {
  static const Case cases[] = {
      {"entity missing", " entity=\"sip:john.doe@sfb.example\"", ""},
      {"id missing", " id=\"t0\"", ""},
      {"id begins with a digit", "id=\"t0\"", "id=\"0\""},
      {"id of tuple and person alike", "id=\"p0\"", "id=\"t0\""},
      {"status missing", "<status><basic>open</basic></status>", ""},
      {"status empty", "<basic>open</basic>", ""},
      {"basic in capitals", ">open<", ">Open<"},
      {"basic twice", "<basic>open</basic>", "<basic>open</basic><basic>open</basic>"},
      {"priority above one", "0.8", "1.1"},
      {"priority with four decimals", "0.8", "0.1234"},
      {"timestamp no date", "2026-01-31T", "2026-02-31T"},
      {"contact behind the timestamp", "</timestamp>", "</timestamp><contact>sip:a@b</contact>"},
      {"unknown element of PIDF", "<note>all day</note>", "<notes/>"},
      {"note before the tuple", "<tuple", "<note/><tuple"},
      {"attribute of no namespace", "<note>all day", "<note x=\"1\">all day"},
      {"activities in a tuple", "<contact", "<rpid:activities><rpid:busy/></rpid:activities><contact"},
      {"activity of no RFC", "<rpid:on-the-phone/>", "<rpid:dancing/>"},
      {"activity with text", "<rpid:on-the-phone/>", "<rpid:on-the-phone>x</rpid:on-the-phone>"},
      {"unknown beside another", "<rpid:on-the-phone/>", "<rpid:unknown/><rpid:on-the-phone/>"},
      {"until is no date", "<rpid:activities>", "<rpid:activities until=\"later\">"},
      {"RPID name of no RFC", "<c:display-name>", "<rpid:weather/><c:display-name>"},
      {"CIPID name of no RFC", "<c:display-name>John Doe</c:display-name>", "<c:name>J</c:name>"},
      {"element in a display name", "John Doe", "<c:b/>"},
      {"person without id", " id=\"p0\"", ""},
      {"draft activities without text", "<note>all day</note>",
       "<e:activities xmlns:e=\"urn:ietf:params:xml:ns:pidf:status:rpid-status\"><e:activity> "
       "</e:activity></e:activities>"},
  };
  for (const Case& each : cases) {
    const Error error = schemas().validate(test::with(test::current_body, each.from, each.to));
    EXPECT_EQ(name(error.fault), "invalid") << each.title;
    EXPECT_GT(error.line, 0u) << each.title;
    EXPECT_FALSE(error.text.empty()) << each.title;
  }
}

TEST(PresenceSchema, AcceptsWhatTheRfcsLeaveOpen) {
  static const Case cases[] = {
      {"no tuple", "<note>all day</note>", ""},
      {"extension in status only", "<basic>open</basic>", "<l:location xmlns:l=\"urn:l\">home</l:location>"},
      {"extension beside basic", "<basic>open</basic>",
       "<basic>open</basic><l:location xmlns:l=\"urn:l\"><l:x y=\"1\"/></l:location>"},
      {"relationship in a tuple", "<contact", "<rpid:relationship><rpid:self/></rpid:relationship><contact"},
      {"activity of another namespace", "<rpid:on-the-phone/>", "<x:dancing xmlns:x=\"urn:x\"/>"},
      {"note in activities", "<rpid:on-the-phone/>",
       "<rpid:note xml:lang=\"en\">n</rpid:note><rpid:on-the-phone/><rpid:busy/>"},
      {"activities with a span", "<rpid:activities>",
       "<rpid:activities from=\"2005-05-30T12:00:00+05:00\" id=\"a1\">"},
      {"device", "<dm:person",
       "<dm:device id=\"d0\"><dm:deviceID>urn:x:1</dm:deviceID></dm:device><dm:person"},
      {"priority one", "0.8", "1.000"},
      {"no contact", "<contact priority=\"0.8\">sip:john.doe@sfb.example</contact>", ""},
  };
  for (const Case& each : cases) {
    const Error error = schemas().validate(test::with(test::current_body, each.from, each.to));
    EXPECT_EQ(name(error.fault), "none") << each.title << ": " << error.line << ": " << error.text;
  }
}

TEST(PresenceSchema, XmlFaultsComeThrough) {
  EXPECT_EQ(schemas().validate("<a>").fault, Fault::malformed);
  EXPECT_EQ(schemas().validate("<!DOCTYPE a><a/>").fault, Fault::doctype);
}

}  // namespace
}  // namespace sipwright::presence
