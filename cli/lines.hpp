// Lines of standard input, without blocking the event loop: pipes, terminals and plain files.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace sipwright::cli {

// Longer lines are not kept: they are told as too long, once, and skipped to their end.
inline constexpr std::size_t line_octets_max = 65'536;

class Lines {
 public:
  // `line` gets each line without its end, and its number from 1; `too_long` is told in place of a line that
  // is. `end` comes once, after the last line.
  Lines(boost::asio::io_context& loop, std::function<void(std::string_view line, std::size_t number)> line,
        std::function<void(std::size_t number)> too_long, std::function<void()> end);

  void start();
  // No further call.
  void stop();

 private:
  void wait();
  void read();
  void take(std::string_view octets);
  void finish();

  boost::asio::io_context& loop_;
  boost::asio::posix::stream_descriptor input_;
  std::function<void(std::string_view, std::size_t)> line_;
  std::function<void(std::size_t)> too_long_;
  std::function<void()> end_;
  std::string partial_;
  std::size_t number_ = 0;
  bool skipping_ = false;
  bool stopped_ = false;
  bool pollable_ = true;  // a plain file is not: it is always ready
  std::array<char, 16'384> buffer_;
};

}  // namespace sipwright::cli
