// Values of the format: timestamps, priorities, names, UTF-8.
#include "presence/text.hpp"

#include <gtest/gtest.h>

#include "sipwright/presence/document.hpp"

namespace sipwright::presence {
namespace {

TEST(PresenceText, TimestampsAreWritten) {
  EXPECT_EQ(timestamp(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(timestamp(951'782'400'000), "2000-02-29T00:00:00.000Z");
  EXPECT_EQ(timestamp(951'868'799'999), "2000-02-29T23:59:59.999Z");
  EXPECT_EQ(timestamp(951'868'800'000), "2000-03-01T00:00:00.000Z");
  EXPECT_EQ(timestamp(4'107'542'399'000), "2100-02-28T23:59:59.000Z");
  EXPECT_EQ(timestamp(4'107'542'400'000), "2100-03-01T00:00:00.000Z");
  EXPECT_EQ(timestamp(253'402'300'799'999), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(timestamp(253'402'300'800'000), "");
  EXPECT_EQ(timestamp(-1), "");
}

TEST(PresenceText, TimestampsAreRead) {
  for (const char* good : {"2026-01-31T12:00:00Z", "2026-01-31T12:00:00.5Z", "2024-02-29T23:59:60Z",
                           "2005-05-30T22:02:44+05:00"}) {
    EXPECT_TRUE(is_timestamp(good)) << good;
  }
  for (const char* bad :
       {"", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31t12:00:00Z", "2026-01-31T12:00:00z",
        "2026-02-29T12:00:00Z", "2026-13-01T12:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T12:00:00.Z",
        "2026-01-31T12:00:00+24:00", "2026-01-31T12:00:00ZZ"}) {
    EXPECT_FALSE(is_timestamp(bad)) << bad;
  }
}

TEST(PresenceText, Priorities) {
  for (const char* good : {"0", "1", "0.", "0.021", "0.5", "1.00", "1.000"})
    EXPECT_TRUE(is_priority(good)) << good;
  for (const char* bad : {"", "2", "1.001", "0.1234", "-0", "0,5", ".5", "00"})
    EXPECT_FALSE(is_priority(bad)) << bad;
}

// Every value of up to four octets at the borders of RFC 3629's table.
TEST(PresenceText, Utf8Borders) {
  for (const char* good : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(find_invalid_utf8(good), std::string_view::npos);
  }
  for (const char* bad :
       {"\x80", "\xC1\xBF", "\xC2", "\xC2\x7F", "\xC2\xC0", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xEF\xBF",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF"}) {
    EXPECT_EQ(find_invalid_utf8(std::string("ab") + bad + "c"), 2u);
  }
}

TEST(PresenceText, Escaping) {
  std::string out;
  append_escaped(out, "<a b=\"c\">&\r\n\t'");
  EXPECT_EQ(out, "&lt;a b=&quot;c&quot;&gt;&amp;&#13;&#10;&#9;'");
}

}  // namespace
}  // namespace sipwright::presence
