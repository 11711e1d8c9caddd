// Start lines and header fields written from their parts: what is written is what the grammar's separators and keywords
// make of them, and it is parsed back to the same parts.
#include <gtest/gtest.h>

#include <string>

#include "sipwright/parser.hpp"
#include "sipwright/vocabulary.hpp"
#include "sipwright/writer.hpp"

namespace sipwright::test {
namespace {

// The value alone, and it must be one.
template <class Value>
std::string written(const Value& value) {
  char room[1024];
  Writer writer(room);
  writer.header(value);
  EXPECT_TRUE(writer.complete());
  std::string text(writer.text());
  const std::string name = std::string(name_of(Value::header)) + ": ";
  EXPECT_EQ(text.substr(0, name.size()), name);
  text = text.substr(name.size(), text.size() - name.size() - 2);
  static Message message;
  EXPECT_EQ(parse_value(Value::header, text, message).describe(), "valid") << text;
  return text;
}

template <class Value>
bool refused(const Value& value) {
  char room[1024];
  Writer writer(room);
  writer.header(value);
  return writer.malformed() && !writer.complete();
}

TEST(Parts, via) {
  const parts::ViaExtension other{.paramName = "x", .paramValue = "a b"};
  const parts::ViaParm hops[] = {
      {.transportName = transport::tls,
       .by = {.hostPart = "a.example", .portNumber = 5061},
       .ttl = 1,
       .received = "192.0.2.1",
       .branch = "z9hG4bK1",
       .rport = true,
       .rportValue = 5060,
       .params = {&other, 1}},
      {.protocolVersion = "3.0", .transportName = "UDP", .by = {.text = "[::1]:5060"}, .rport = true}};
  EXPECT_EQ(written(parts::ViaValue{.items = hops}),
            "SIP/2.0/TLS a.example:5061;ttl=1;received=192.0.2.1;branch=z9hG4bK1;rport=5060;x=\"a b\", "
            "SIP/3.0/UDP [::1]:5060;rport");
  EXPECT_TRUE(refused(parts::ViaValue{}));
  const parts::ViaParm no_transport{.by = {.text = "a"}};
  EXPECT_TRUE(refused(parts::ViaValue{.items = {&no_transport, 1}}));
}

TEST(Parts, addresses_and_tags) {
  EXPECT_EQ(written(parts::FromValue{.uri = {.text = "sip:a@b"}, .tag = "1"}), "<sip:a@b>;tag=1");
  const std::string_view other = "x=1";
  const parts::UriHeader subject{.headerName = "subject", .headerValue = ""};
  const parts::AddrSpec uri{.scheme = scheme::sips,
                            .userPart = "alice",
                            .hostPart = "b.example",
                            .portNumber = 5061,
                            .transport = "tcp",
                            .lr = true,
                            .uriParams = {&other, 1},
                            .uriHeaders = {&subject, 1}};
  EXPECT_EQ(written(parts::ToValue{.display = "Alice B", .uri = uri}),
            "Alice B<sips:alice@b.example:5061;transport=tcp;lr;x=1?subject=>");
  const parts::AddrSpec mail{.scheme = "mailto", .opaque = "a@b"};
  EXPECT_EQ(written(parts::ToValue{.uri = mail}), "<mailto:a@b>");
  EXPECT_TRUE(refused(parts::ToValue{.tag = "1"})) << "no URI";
}

TEST(Parts, quotes_where_the_rule_does_not_take_the_text) {
  const auto display = [](std::string_view text) {
    const std::string value = written(parts::ToValue{.display = text, .uri = {.text = "sip:a@b"}});
    return value.substr(0, value.find('<'));
  };
  EXPECT_EQ(display("Alice"), "Alice");
  EXPECT_EQ(display("A. G. Bell"), "A. G. Bell");
  EXPECT_EQ(display("Bell, A."), "\"Bell, A.\"");
  EXPECT_EQ(display("the \"boss\" \\o/"), "\"the \\\"boss\\\" \\\\o/\"");
  EXPECT_EQ(display("\"quoted already\""), "\"quoted already\"");
  EXPECT_EQ(display("J\xC3\xBCrgen"), "\"J\xC3\xBCrgen\"");
  EXPECT_EQ(display(""), "\"\"");
  EXPECT_EQ(display(std::string_view("\0", 1)), std::string("\"\\\0\"", 4));
  EXPECT_TRUE(refused(parts::ToValue{.display = "a\r\nX-Evil: 1", .uri = {.text = "sip:a@b"}}));
}

TEST(Parts, other_header_fields) {
  EXPECT_EQ(written(parts::CseqValue{.sequence = 7, .verb = method::publish}), "7 PUBLISH");
  EXPECT_TRUE(refused(parts::CseqValue{.verb = method::publish}));
  EXPECT_EQ(written(parts::EventValue{.package = "presence", .id = "7"}), "presence;id=7");
  EXPECT_EQ(written(parts::MaxForwardsValue{.hops = 0}), "0");
  const parts::MediaParameter charset{.paramName = "charset", .paramValue = "utf-8"};
  const parts::MediaType plain{.mainType = "text", .subType = "plain"};
  EXPECT_EQ(written(parts::ContentTypeValue{.media = plain, .params = {&charset, 1}}), "text/plain;charset=utf-8");
  EXPECT_EQ(written(parts::ContactValue{.star = true}), "*");
  const parts::ContactParam contacts[] = {{.uri = {.text = "sip:a@b"}, .quality = "0.5", .expires = 60},
                                          {.text = "sip:c@d"}};
  EXPECT_EQ(written(parts::ContactValue{.items = contacts}), "<sip:a@b>;q=0.5;expires=60, sip:c@d");
  const parts::Product products[] = {{.productName = "sipwright", .productVersion = "1"}, {.productName = "x"}};
  const std::string_view remark = "(what (else))";
  EXPECT_EQ(written(parts::ServerValue{.products = products, .remarks = {&remark, 1}}), "sipwright/1 x (what (else))");
  EXPECT_EQ(written(parts::RetryAfterValue{.seconds = 5, .duration = 60}), "5;duration=60");
  EXPECT_EQ(written(parts::SupportedValue{}), "") << "a list that may be empty";
  const parts::AllowedMethod methods[] = {{.verb = "PUBLISH"}, {.verb = "OPTIONS"}};
  EXPECT_EQ(written(parts::AllowValue{.items = methods}), "PUBLISH, OPTIONS");
}

TEST(Parts, a_whole_message) {
  char room[512];
  const parts::ViaParm hop{.transportName = "UDP", .by = {.text = "a.example"}};
  Writer writer(room);
  writer.start_line(parts::RequestLine{.verb = "OPTIONS", .target = {.scheme = "sip", .hostPart = "b.example"}})
      .header(parts::ViaValue{.items = {&hop, 1}})
      .header(parts::FromValue{.uri = {.text = "sip:a@b"}, .tag = "1"})
      .header(parts::ToValue{.uri = {.text = "sip:c@d"}})
      .header(Header::call_id, "1")
      .header(parts::CseqValue{.sequence = 1, .verb = "OPTIONS"})
      .header(Header::max_forwards, 70)
      .header("X-Own", "value")
      .finish("body");
  ASSERT_TRUE(writer.complete());
  EXPECT_EQ(writer.text(),
            "OPTIONS sip:b.example SIP/2.0\r\nVia: SIP/2.0/UDP a.example\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\n"
            "Call-ID: 1\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nX-Own: value\r\nContent-Length: 4\r\n\r\nbody");
  Message message;
  EXPECT_EQ(parse(writer.text(), message).describe(), "valid");
}

TEST(Parts, status_lines) {
  char room[64];
  EXPECT_EQ(Writer(room).status_line(200).text(), "SIP/2.0 200 OK\r\n");
  EXPECT_EQ(Writer(room).status_line(299, "").text(), "SIP/2.0 299 \r\n");
  EXPECT_TRUE(Writer(room).start_line(parts::StatusLine{.phrase = "no code"}).malformed());
}

}  // namespace
}  // namespace sipwright::test
