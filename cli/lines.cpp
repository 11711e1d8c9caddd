// Reading standard input as lines. The descriptor keeps its blocking mode, which it may share with a shell:
// it is read only when something is there.
#include "lines.hpp"

#include <unistd.h>

#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

namespace sipwright::cli {
namespace asio = boost::asio;

Lines::Lines(asio::io_context& loop, std::function<void(std::string_view, std::size_t)> line,
             std::function<void(std::size_t)> too_long, std::function<void()> end)
    : loop_(loop),
      input_(loop),
      line_(std::move(line)),
      too_long_(std::move(too_long)),
      end_(std::move(end)) {}

void Lines::start() {
  boost::system::error_code error;
  // A copy of the descriptor, since closing ours must not close standard input.
  input_.assign(::dup(STDIN_FILENO), error);
  if (error) {
    asio::post(loop_, [this] { finish(); });
    return;
  }
  wait();
}

void Lines::stop() {
  stopped_ = true;
  boost::system::error_code ignored;
  input_.close(ignored);
}

void Lines::wait() {
  if (stopped_) return;
  if (!pollable_) {
    asio::post(loop_, [this] { read(); });
    return;
  }
  input_.async_wait(asio::posix::stream_descriptor::wait_read, [this](boost::system::error_code error) {
    if (stopped_) return;
    pollable_ = !error;
    read();
  });
}

void Lines::read() {
  if (stopped_) return;
  const ssize_t octets = ::read(input_.native_handle(), buffer_.data(), buffer_.size());
  if (octets < 0 && (errno == EINTR || errno == EAGAIN)) return wait();
  if (octets <= 0) return finish();
  take({buffer_.data(), static_cast<std::size_t>(octets)});
  wait();
}

void Lines::take(std::string_view octets) {
  while (!octets.empty() && !stopped_) {
    const std::size_t end = octets.find('\n');
    const std::string_view piece = octets.substr(0, end);
    octets.remove_prefix(end == std::string_view::npos ? octets.size() : end + 1);
    if (!skipping_ && partial_.size() + piece.size() > line_octets_max) {
      skipping_ = true;
      partial_.clear();
      too_long_(number_ + 1);
    }
    if (!skipping_) partial_.append(piece);
    if (end == std::string_view::npos) return;
    ++number_;
    if (!std::exchange(skipping_, false)) {
      const std::string line = std::exchange(partial_, {});
      line_(line, number_);
    }
  }
}

void Lines::finish() {
  if (stopped_) return;
  if (!partial_.empty()) line_(std::exchange(partial_, {}), ++number_);
  if (stopped_) return;
  stop();
  end_();
}

}  // namespace sipwright::cli
