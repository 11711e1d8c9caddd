// Documents from strangers who mean no good, and from damaged wires: one defined fault each, quickly, nothing
// opened.
#include <gtest/gtest.h>

#include <random>

#include "data.hpp"
#include "sipwright/limits.hpp"
#include "sipwright/presence/document.hpp"
#include "sipwright/presence/limits.hpp"
#include "sipwright/presence/schema.hpp"

namespace sipwright::presence {
namespace {

Error refusal(std::string_view body) {
  Presence out;
  return parse(body, out);
}

void expect_refused(std::string_view body, Fault fault, const std::string& title) {
  const Error error = refusal(body);
  EXPECT_EQ(name(error.fault), name(fault)) << title << ": " << error.text;
  EXPECT_FALSE(error.text.empty()) << title;
}

const std::string root = "<presence xmlns='urn:ietf:params:xml:ns:pidf' entity='sip:a@b'>";

TEST(PresenceHostile, EntityBomb) {
  std::string bomb = "<!DOCTYPE presence [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + before + "\">";
  }
  expect_refused("<?xml version='1.0'?>" + bomb + "]>" + root + "<note>&a29;</note></presence>",
                 Fault::doctype, "bomb");
}

TEST(PresenceHostile, ExternalReferences) {
  const std::string end = root + "<note>&x;</note></presence>";
  expect_refused("<!DOCTYPE presence [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + end, Fault::doctype,
                 "file");
  expect_refused("<!DOCTYPE presence [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]>" + end, Fault::doctype,
                 "http");
  expect_refused("<!DOCTYPE presence SYSTEM \"http://127.0.0.1:1/pidf.dtd\">" + end, Fault::doctype,
                 "external subset");
  expect_refused("<!DOCTYPE presence [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>" + end,
                 Fault::doctype, "parameter");
  expect_refused("<!DOCTYPE presence>" + end, Fault::doctype, "bare");
  // An inclusion is an element that nobody here knows.
  Presence state;
  EXPECT_FALSE(parse(
      root +
          "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/></presence>",
      state));
  EXPECT_TRUE(state.notes.empty());
}

TEST(PresenceHostile, Depth) {
  const auto nested = [](std::size_t n) {
    std::string body = root;
    for (std::size_t i = 1; i < n; ++i) body += "<x>";
    for (std::size_t i = 1; i < n; ++i) body += "</x>";
    return body + "</presence>";
  };
  EXPECT_FALSE(refusal(nested(limits::depth_max)));
  expect_refused(nested(limits::depth_max + 1), Fault::too_deep, "one too many");
  expect_refused(nested(6000), Fault::too_deep, "6000");
  std::string endless = root;
  while (endless.size() < 48'000) endless += "<x>";
  expect_refused(endless, Fault::too_deep, "never closed");
}

TEST(PresenceHostile, Size) {
  std::string body =
      root + "<note>" + std::string(sipwright::limits::document_octets_max, 'x') + "</note></presence>";
  expect_refused(body, Fault::too_large, "long");
  body = root + "<!--" + std::string(sipwright::limits::document_octets_max - root.size() - 18, 'x') +
         "--></presence>";
  ASSERT_EQ(body.size(), sipwright::limits::document_octets_max);
  EXPECT_FALSE(refusal(body));
  expect_refused(body + "\n", Fault::too_large, "one octet more");
}

TEST(PresenceHostile, Counts) {
  const auto repeated = [](std::size_t n, const std::string& what) {
    std::string body = root;
    for (std::size_t i = 0; i < n; ++i) body += what;
    return body + "</presence>";
  };
  EXPECT_FALSE(refusal(repeated(limits::elements_max - 1, "<x/>")));
  expect_refused(repeated(limits::elements_max, "<x/>"), Fault::too_many, "elements");
  EXPECT_FALSE(refusal(repeated(limits::notes_max, "<note/>")));
  expect_refused(repeated(limits::notes_max + 1, "<note/>"), Fault::too_many, "notes");
  std::string attributes = root + "<x";
  for (int i = 0; i < 65; ++i) attributes += " a" + std::to_string(i) + "=''";
  expect_refused(attributes + "/></presence>", Fault::too_many, "attributes");
  std::string tuples = root;
  for (std::size_t i = 0; i <= limits::tuples_max; ++i) {
    tuples += "<tuple id='t" + std::to_string(i) + "'><status><basic>open</basic></status></tuple>";
  }
  expect_refused(tuples + "</presence>", Fault::too_many, "tuples");
  std::string activities = root + "<r:activities xmlns:r='urn:ietf:params:xml:ns:pidf:rpid'>";
  for (std::size_t i = 0; i <= limits::activities_max; ++i)
    activities += "<r:other>" + std::to_string(i) + "</r:other>";
  expect_refused(activities + "</r:activities></presence>", Fault::too_many, "activities");
}

TEST(PresenceHostile, Encodings) {
  const auto declared = [](const std::string& encoding) {
    return "<?xml version='1.0' encoding='" + encoding + "'?>" + root + "</presence>";
  };
  EXPECT_FALSE(refusal(declared("UTF-8")));
  EXPECT_FALSE(refusal(declared("Utf-8")));
  for (const char* other :
       {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-7", "EBCDIC-US", "windows-1252", "nonsense", "UTF-8x"}) {
    expect_refused(declared(other), Fault::wrong_encoding, other);
  }
  std::string wide = "\xFF\xFE";
  for (const char c : declared("UTF-16")) wide += {c, '\0'};
  expect_refused(wide, Fault::wrong_encoding, "really UTF-16");
  const std::string latin = test::with(test::current_body, "John Doe", "J\xF6hn");
  expect_refused(latin, Fault::wrong_encoding, "an octet of Latin-1");
  EXPECT_EQ(refusal(latin).offset, latin.find('\xF6'));
  EXPECT_EQ(refusal(latin).line, 7u);
  for (const char* bad : {"\xC0\xBC", "\xE0\x80\xBC", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\x80"}) {
    expect_refused(test::with(test::current_body, "John Doe", bad), Fault::wrong_encoding, "not UTF-8");
  }
}

TEST(PresenceHostile, NotXml) {
  expect_refused("", Fault::malformed, "empty");
  expect_refused(" ", Fault::malformed, "blank");
  expect_refused(std::string_view("\0", 1), Fault::malformed, "NUL");
  expect_refused("PUBLISH sip:a@b SIP/2.0\r\n", Fault::malformed, "SIP");
  expect_refused("{\"entity\":1}", Fault::malformed, "JSON");
  expect_refused(test::with(test::current_body, "John Doe", "a&#0;b"), Fault::malformed, "character NUL");
  expect_refused(test::with(test::current_body, "John Doe",
                            std::string_view("a\x01"
                                             "b")),
                 Fault::malformed, "control");
  expect_refused(test::with(test::current_body, "John Doe", std::string_view("a\0b", 3)), Fault::malformed,
                 "NUL inside");
}

// A document that ends early is never taken for a shorter one.
TEST(PresenceHostile, EveryPrefixIsRefused) {
  for (const std::string& body : {test::gateway_body(), test::current_body}) {
    const std::size_t whole = body.rfind('>') + 1;
    for (std::size_t length = 0; length < whole; ++length) {
      ASSERT_TRUE(refusal(std::string_view(body).substr(0, length))) << length;
    }
    EXPECT_FALSE(refusal(body));
  }
}

// Damage anywhere gives a document or a fault of the list, in the reader and against the schemas.
TEST(PresenceHostile, DamagedDocuments) {
  std::mt19937 random(815);
  const Schemas schemas;
  const std::string_view pieces[] = {"<",
                                     ">",
                                     "/",
                                     "&",
                                     ";",
                                     "\"",
                                     "'",
                                     "=",
                                     ":",
                                     "<!--",
                                     "-->",
                                     "<![CDATA[",
                                     "]]>",
                                     "<?x ?>",
                                     "<!DOCTYPE x>",
                                     "&#x41;",
                                     "xmlns=''",
                                     "\xC3\xA4",
                                     "\xFF",
                                     std::string_view("\0", 1),
                                     "<tuple id='z'>",
                                     "</tuple>"};
  std::size_t accepted = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string body = round % 2 == 0 ? test::gateway_body() : test::current_body;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) {
      const std::size_t at = random() % body.size();
      switch (random() % 4) {
        case 0:
          body[at] = static_cast<char>(random());
          break;
        case 1:
          body.erase(at, 1 + random() % 20);
          break;
        case 2:
          body.insert(at, pieces[random() % std::size(pieces)]);
          break;
        default:
          body.insert(at, body.substr(random() % body.size(), random() % 60));
          break;
      }
      if (body.empty()) body = " ";
    }
    Presence state;
    const Error error = parse(body, state);
    (error ? refused : accepted) += 1;
    ASSERT_NE(name(error.fault), "unknown");
    ASSERT_LE(error.offset, body.size() + 4);
    if (round % 8 == 0) schemas.validate(body, round % 2 == 0 ? Profile::sfb : Profile::rfc4480);
  }
  // Neither side of the question went unasked.
  EXPECT_GT(accepted, 500u);
  EXPECT_GT(refused, 5'000u);
}

// The largest admissible documents come to an end: a grammar that tries every combination would take years.
TEST(PresenceHostile, SchemasComeToAnEnd) {
  const Schemas schemas;
  std::string deep = root;
  for (std::size_t i = 1; i < limits::depth_max; ++i) deep += "<x:x xmlns:x='urn:x' a='1' b='2'>t";
  for (std::size_t i = 1; i < limits::depth_max; ++i) deep += "</x:x>";
  EXPECT_FALSE(schemas.validate(deep + "</presence>"));
  std::string wide = root;
  for (std::size_t i = 1; i < limits::elements_max; ++i) wide += "<x:x xmlns:x='urn:x' a='1' b='2'>t</x:x>";
  EXPECT_FALSE(schemas.validate(wide + "</presence>"));
  std::string wrong = root;
  for (std::size_t i = 2; i < limits::elements_max; ++i) wrong += "<x:x xmlns:x='urn:x'>t</x:x>";
  EXPECT_TRUE(schemas.validate(wrong + "<tuple id='0'/></presence>"));
}

}  // namespace
}  // namespace sipwright::presence
