// The framer at every split of a stream, and what it says to streams that are none of SIP.
#include "sipwright/framer.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace sipwright {
namespace {

std::string message(const std::string& length_line, const std::string& body = {}) {
  return "PUBLISH sip:john.doe@sfb.example SIP/2.0\r\nCall-ID: a\r\n" + length_line + "\r\n\r\n" + body;
}

const std::string with_body = message("Content-Length: 12", "0123\r\n\r\n4567");
const std::string without_body = message("l:0");
const std::string folded = message("Content-Length  :\r\n 3", "abc");

// What came out of a stream, one line per frame.
std::vector<std::string> frames_of(Framer& framer) {
  std::vector<std::string> out;
  for (;;) {
    const Frame frame = framer.next();
    if (frame.kind == FrameKind::need_more) return out;
    if (frame.kind == FrameKind::message) out.push_back(std::string(frame.bytes));
    if (frame.kind == FrameKind::ping) out.push_back("ping");
    if (frame.kind == FrameKind::broken) {
      out.push_back("broken: " + std::string(describe(frame.error)));
      return out;
    }
  }
}

std::vector<std::string> frames_of_pieces(const std::vector<std::string_view>& pieces, FramerLimits limits) {
  Framer framer(limits);
  std::vector<std::string> all;
  for (const std::string_view piece : pieces) {
    framer.append(piece);
    for (std::string& frame : frames_of(framer)) all.push_back(std::move(frame));
    if (!all.empty() && all.back().starts_with("broken")) break;
  }
  return all;
}

std::vector<std::string> frames_of_text(const std::string& stream,
                                        FramerLimits limits = default_framer_limits()) {
  return frames_of_pieces({stream}, limits);
}

std::string broken(FrameError error) {
  return "broken: " + std::string(describe(error));
}

TEST(Framer, CutsMessagesAtEverySplitInTwo) {
  const std::string stream = "\r\n" + with_body + "\r\n\r\n" + without_body + with_body + "\r\n" + folded;
  const std::vector<std::string> expected{with_body, "ping", without_body, with_body, folded};
  for (std::size_t split = 0; split <= stream.size(); ++split) {
    const std::string_view all(stream);
    EXPECT_EQ(frames_of_pieces({all.substr(0, split), all.substr(split)}, default_framer_limits()), expected)
        << "split at " << split;
  }
}

TEST(Framer, CutsMessagesInPiecesOfEverySize) {
  const std::string stream = "\r\n\r\n" + with_body + without_body + "\r\n" + folded;
  const std::vector<std::string> expected{"ping", with_body, without_body, folded};
  for (std::size_t size = 1; size < stream.size(); ++size) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < stream.size(); at += size) {
      pieces.push_back(std::string_view(stream).substr(at, size));
    }
    EXPECT_EQ(frames_of_pieces(pieces, default_framer_limits()), expected) << "pieces of " << size;
  }
}

TEST(Framer, KnowsWhetherItStandsBetweenMessages) {
  Framer framer;
  EXPECT_TRUE(framer.at_boundary());
  framer.append(std::string_view(with_body).substr(0, 20));
  EXPECT_TRUE(frames_of(framer).empty());
  EXPECT_FALSE(framer.at_boundary());
  framer.append(std::string_view(with_body).substr(20));
  EXPECT_EQ(frames_of(framer).size(), 1u);
  EXPECT_TRUE(framer.at_boundary());
}

TEST(Framer, TellsOnePingForTwoLineEnds) {
  EXPECT_EQ(frames_of_text("\r\n"), std::vector<std::string>{});
  EXPECT_EQ(frames_of_text("\r\n\r\n"), std::vector<std::string>{"ping"});
  EXPECT_EQ(frames_of_text("\r\n\r\n\r\n"), std::vector<std::string>{"ping"});
  EXPECT_EQ(frames_of_text("\r\n\r\n\r\n\r\n"), (std::vector<std::string>{"ping", "ping"}));
  // One line end before a message and one after it are no ping.
  EXPECT_EQ(frames_of_text("\r\n" + without_body + "\r\n"), std::vector<std::string>{without_body});
}

TEST(Framer, BreaksWithoutUsableContentLength) {
  EXPECT_EQ(frames_of_text(message("Subject: none")).back(), broken(FrameError::content_length_missing));
  for (const char* value : {"", "abc", "-1", "1 2", "0x10", "4294967296", "99999999999999999999999", "1,2"}) {
    EXPECT_EQ(frames_of_text(message(std::string("Content-Length: ") + value)).back(),
              broken(FrameError::content_length_invalid))
        << value;
  }
  EXPECT_EQ(frames_of_text(message("Content-Length: 1\r\nl: 2", "ab")).back(),
            broken(FrameError::content_length_invalid));
  // The same twice is a fault too, but one that the parser may name: the stream goes on.
  const std::string twice = message("Content-Length: 1\r\nl: 1", "a");
  EXPECT_EQ(frames_of_text(twice), std::vector<std::string>{twice});
}

TEST(Framer, FindsContentLengthBesideOtherFaults) {
  const std::string faulty =
      "PUBLISH sip:a SIP/2.0\r\nVia: @@@\r\nno colon\r\n:\r\nCONTENT-length\t: 2\r\n\r\nab";
  EXPECT_EQ(frames_of_text(faulty), std::vector<std::string>{faulty});
}

TEST(Framer, HoldsTheLimitOfTheHead) {
  const FramerLimits limits{200, 100};
  const std::string fixed = message("Content-Length: 0\r\nX: ");
  const std::string fits = message("Content-Length: 0\r\nX: " + std::string(200 - fixed.size(), 'x'));
  ASSERT_EQ(fits.size(), 200u);
  EXPECT_EQ(frames_of_text(fits, limits), std::vector<std::string>{fits});
  const std::string above = message("Content-Length: 0\r\nX: " + std::string(201 - fixed.size(), 'x'));
  EXPECT_EQ(frames_of_text(above, limits).back(), broken(FrameError::head_too_long));
  // Without an empty line ever: as soon as the limit is passed, however it arrives.
  Framer framer(limits);
  for (int i = 0; i < 200; ++i) {
    framer.append("x");
    EXPECT_EQ(framer.next().kind, FrameKind::need_more) << i;
  }
  framer.append("x");
  EXPECT_EQ(framer.next().error, FrameError::head_too_long);
}

TEST(Framer, HoldsTheLimitOfTheBody) {
  const FramerLimits limits{200, 100};
  const std::string fits = message("Content-Length: 100", std::string(100, 'b'));
  EXPECT_EQ(frames_of_text(fits, limits), std::vector<std::string>{fits});
  EXPECT_EQ(frames_of_text(message("Content-Length: 101"), limits).back(), broken(FrameError::body_too_long));
  EXPECT_EQ(frames_of_text(message("Content-Length: 4294967295"), limits).back(),
            broken(FrameError::body_too_long));
}

TEST(Framer, NamesOtherProtocols) {
  for (const std::string& stream :
       {std::string("\x16\x03\x01\x02\x00", 5), std::string("\0", 1), std::string("\n"),
        std::string(" PUBLISH"), std::string("\r\r\n"), std::string("\r\n\rX"), std::string("\xff\xfe")}) {
    EXPECT_EQ(frames_of_text(stream).back(), broken(FrameError::not_sip));
  }
}

TEST(Framer, StaysBroken) {
  Framer framer;
  framer.append(message("Subject: none"));
  EXPECT_EQ(framer.next().error, FrameError::content_length_missing);
  framer.append(with_body);
  EXPECT_EQ(framer.next().kind, FrameKind::broken);
  EXPECT_EQ(framer.next().error, FrameError::content_length_missing);
  EXPECT_FALSE(framer.at_boundary());
}

// Mutated streams in random pieces: the same frames as in one piece, and never more octets than came in.
TEST(Framer, SaysTheSameToMutatedStreamsAtAnySplit) {
  std::mt19937 random(20261122);
  const auto below = [&random](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  for (int round = 0; round < 3000; ++round) {
    std::string stream = "\r\n\r\n" + with_body + without_body + folded;
    for (std::size_t n = below(4); n > 0; --n) {
      stream[below(stream.size())] = "\r\n\0:0 9aZ\xff"[below(10)];
    }
    if (below(3) == 0) stream.erase(below(stream.size()), below(20));
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < stream.size();) {
      const std::size_t size = 1 + below(60);
      pieces.push_back(std::string_view(stream).substr(at, size));
      at += size;
    }
    const auto whole = frames_of_text(stream);
    EXPECT_EQ(frames_of_pieces(pieces, default_framer_limits()), whole) << "round " << round;
    std::size_t octets = 0;
    for (const std::string& frame : whole)
      octets += frame.starts_with("broken") || frame == "ping" ? 0 : frame.size();
    EXPECT_LE(octets, stream.size());
  }
}

}  // namespace
}  // namespace sipwright
