// Bodies in parts: what is cut out of them, and what is no such body.
#include "sipwright/multipart.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "sipwright/parser.hpp"

namespace sipwright {
namespace {

struct Cut {
  std::vector<BodyPart> parts;
  MultipartError error;
  std::size_t offset;
};

Cut cut(std::string_view body, std::string_view boundary = "b") {
  Cut result;
  MultipartReader reader(body, boundary);
  for (BodyPart part; reader.next(part);) result.parts.push_back(part);
  result.error = reader.error();
  result.offset = reader.offset();
  return result;
}

std::optional<std::string> boundary_in(const std::string& content_type) {
  const auto message = std::make_unique<Message>();
  if (!parse_value(Header::content_type, content_type, *message).accepted()) return "not parsed";
  const auto boundary = multipart_boundary(*message);
  return boundary ? std::optional<std::string>(*boundary) : std::nullopt;
}

TEST(Boundary, comes_from_a_content_type_that_is_multipart) {
  EXPECT_EQ(boundary_in("multipart/mixed;boundary=b1"), "b1");
  EXPECT_EQ(boundary_in("Multipart/Related; type=\"text/xml\"; Boundary=b1"), "b1");
  EXPECT_EQ(boundary_in("multipart/mixed;boundary=\"a b:c\""), "a b:c");
  EXPECT_EQ(boundary_in("multipart/mixed"), std::nullopt);
  EXPECT_EQ(boundary_in("application/sdp;boundary=b1"), std::nullopt);
  EXPECT_EQ(boundary_in("multiparts/mixed;boundary=b1"), std::nullopt);
}

TEST(Boundary, follows_its_rule) {
  EXPECT_EQ(boundary_in("multipart/mixed;boundary=a*b"), std::nullopt) << "a token, but no boundary";
  EXPECT_EQ(boundary_in("multipart/mixed;boundary=\"\""), std::nullopt);
  EXPECT_EQ(boundary_in("multipart/mixed;boundary=\"a \""), std::nullopt) << "a blank at the end";
  EXPECT_EQ(boundary_in("multipart/mixed;boundary=\"a\\\"b\""), std::nullopt);
  EXPECT_EQ(boundary_in("multipart/mixed;boundary=" + std::string(70, 'x')), std::string(70, 'x'));
  EXPECT_EQ(boundary_in("multipart/mixed;boundary=" + std::string(71, 'x')), std::nullopt);
}

TEST(Multipart, is_cut_into_its_parts) {
  const std::string body =
      "preamble\r\n--b\r\nContent-Type: text/plain\r\nc-x: 1\r\n\r\none\r\ntwo\r\n--b \t\r\n"
      "c : application/sdp\r\nContent-ID:\r\n <1@x>\r\nContent-Disposition: session;handling=optional\r\n\r\n"
      "\r\n\r\n--b\r\n\r\n--bb\r\n--b--\r\nepilogue\r\n--b\r\n";
  const Cut all = cut(body);
  EXPECT_EQ(all.error, MultipartError::none);
  ASSERT_EQ(all.parts.size(), 3u);
  EXPECT_EQ(all.parts[0].body, "one\r\ntwo");
  EXPECT_EQ(all.parts[0].head, "Content-Type: text/plain\r\nc-x: 1\r\n");
  EXPECT_EQ(all.parts[0].value(Header::content_type), "text/plain");
  EXPECT_EQ(all.parts[0].value(Header::content_id).data(), nullptr);
  EXPECT_EQ(all.parts[1].value(Header::content_type), "application/sdp") << "the compact form";
  EXPECT_EQ(all.parts[1].value(Header::content_id), "<1@x>") << "folded";
  EXPECT_EQ(all.parts[1].value(Header::content_disposition), "session;handling=optional");
  EXPECT_EQ(all.parts[1].body, "\r\n");
  EXPECT_EQ(all.parts[2].head, "");
  EXPECT_EQ(all.parts[2].body, "--bb") << "a longer boundary is another one";
}

TEST(Multipart, takes_parts_without_a_body_or_without_anything) {
  const Cut fields = cut("--b\r\nContent-Type: text/plain\r\n--b--");
  EXPECT_EQ(fields.error, MultipartError::none);
  ASSERT_EQ(fields.parts.size(), 1u);
  EXPECT_EQ(fields.parts[0].value(Header::content_type), "text/plain");
  EXPECT_EQ(fields.parts[0].body, "");

  const Cut empty = cut("--b\r\nContent-Type: text/plain\r\n\r\n--b\r\n--b\r\n\r\n--b--\r\n");
  EXPECT_EQ(empty.error, MultipartError::none);
  ASSERT_EQ(empty.parts.size(), 3u);
  for (const BodyPart& part : empty.parts) EXPECT_EQ(part.body, "");

  const Cut none = cut("--b--\r\n");
  EXPECT_EQ(none.error, MultipartError::none);
  EXPECT_TRUE(none.parts.empty());
}

TEST(Multipart, says_what_is_wrong_and_where) {
  EXPECT_EQ(cut("").error, MultipartError::no_delimiter);
  EXPECT_EQ(cut("hello\r\n--c\r\n").error, MultipartError::no_delimiter);
  EXPECT_EQ(cut("--b").error, MultipartError::no_delimiter) << "no line end behind it";
  EXPECT_TRUE(cut("x--b\r\n\r\nx\r\n--b--").parts.empty()) << "within a line";

  const std::string unfinished = "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n";
  const Cut one = cut(unfinished);
  EXPECT_EQ(one.error, MultipartError::unfinished);
  EXPECT_EQ(one.offset, unfinished.size());
  EXPECT_EQ(one.parts.size(), 1u) << "what came before is given out";
  EXPECT_EQ(cut("--b\r\n\r\none\r\n--b--x").error, MultipartError::unfinished);

  const std::string bad = "--b\r\nContent-Type: a/b\r\nno field\r\n\r\none\r\n--b--\r\n";
  const Cut field = cut(bad);
  EXPECT_EQ(field.error, MultipartError::bad_field);
  EXPECT_EQ(field.offset, bad.find("no field"));
}

TEST(Multipart, is_bounded) {
  std::string many = "--b\r\n";
  for (std::size_t i = 0; i <= limits::parts_max; ++i) many += "\r\nx\r\n--b\r\n";
  many += "\r\nlast\r\n--b--\r\n";
  const Cut parts = cut(many);
  EXPECT_EQ(parts.error, MultipartError::too_many_parts);
  EXPECT_EQ(parts.parts.size(), limits::parts_max);

  std::string long_head = "--b\r\n";
  while (long_head.size() <= limits::part_head_octets_max) long_head += "x: " + std::string(500, 'y') + "\r\n";
  EXPECT_EQ(cut(long_head + "\r\n\r\n--b--").error, MultipartError::head_too_long);
}

TEST(Multipart, stands_within_another) {
  const std::string inner = "--i\r\n\r\ndeep\r\n--i--\r\n";
  const std::string body = "--b\r\nContent-Type: multipart/alternative;boundary=i\r\n\r\n" + inner + "\r\n--b--\r\n";
  const Cut outer = cut(body);
  ASSERT_EQ(outer.parts.size(), 1u);
  const auto message = std::make_unique<Message>();
  ASSERT_TRUE(parse_value(Header::content_type, outer.parts[0].value(Header::content_type), *message).accepted());
  const auto boundary = multipart_boundary(*message);
  ASSERT_TRUE(boundary);
  const Cut deep = cut(outer.parts[0].body, *boundary);
  ASSERT_EQ(deep.parts.size(), 1u);
  EXPECT_EQ(deep.parts[0].body, "deep");
}

// RFC 4475 3.1.1.11: a text, and a signature that holds every octet.
TEST(Multipart, is_read_from_the_torture_message) {
  std::ifstream in(SIPWRIGHT_ROOT "/tests/wire/torture/rfc4475/mpart01.dat", std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  const std::string bytes = text.str();
  const auto message = std::make_unique<Message>();
  ASSERT_TRUE(parse(bytes, *message).accepted());
  const auto boundary = multipart_boundary(*message);
  ASSERT_TRUE(boundary);
  const Cut all = cut(message->body(), *boundary);
  EXPECT_EQ(all.error, MultipartError::none);
  ASSERT_EQ(all.parts.size(), 2u);
  EXPECT_EQ(all.parts[0].body, "Hello");
  EXPECT_EQ(all.parts[1].value(Header::content_type), "application/octet-stream");
  EXPECT_EQ(all.parts[1].body.substr(0, 4), std::string_view("0\x82\x01R"));
  EXPECT_EQ(all.parts[1].body.size(), 342u);
}

}  // namespace
}  // namespace sipwright
