// posix_spawn, three pipes and poll.
#include "kit/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <utility>

extern char** environ;

namespace sipwright::kit {
namespace {

using Clock = std::chrono::steady_clock;

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("pipe: " + std::string(std::strerror(errno)));
  return ends;
}

void close_end(int& descriptor) {
  if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments) {
  // Writing to a program that has ended is no reason to end the test.
  std::signal(SIGPIPE, SIG_IGN);
  auto in = make_pipe(), out = make_pipe(), err = make_pipe();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const int error = ::posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close_end(in[0]);
  close_end(out[1]);
  close_end(err[1]);
  input_ = in[1];
  output_ = out[0];
  error_ = err[0];
  if (error != 0) throw std::runtime_error("cannot start " + arguments.at(0) + ": " + std::strerror(error));
}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  close_end(input_);
  close_end(output_);
  close_end(error_);
}

void Process::write(const std::string& text) {
  for (std::size_t at = 0; at < text.size() && input_ >= 0;) {
    const ssize_t octets = ::write(input_, text.data() + at, text.size() - at);
    if (octets < 0 && errno == EINTR) continue;
    if (octets < 0) return;
    at += static_cast<std::size_t>(octets);
  }
}

void Process::close_input() {
  close_end(input_);
}

void Process::take_from(int& descriptor, std::string& into) {
  std::array<char, 4096> buffer;
  const ssize_t octets = ::read(descriptor, buffer.data(), buffer.size());
  if (octets > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(octets));
  } else if (octets == 0 || errno != EINTR) {
    close_end(descriptor);
  }
}

// Reads what has come, waiting for something at most `span`.
void Process::take(std::chrono::milliseconds span) {
  std::array<pollfd, 2> wanted{pollfd{output_, POLLIN, 0}, pollfd{error_, POLLIN, 0}};
  if (::poll(wanted.data(), wanted.size(), static_cast<int>(span.count())) <= 0) return;
  if (wanted[0].revents != 0) take_from(output_, output_text_);
  if (wanted[1].revents != 0) take_from(error_, error_text_);
}

std::string Process::line(std::chrono::milliseconds span) {
  const auto end = Clock::now() + span;
  for (;;) {
    if (const std::size_t at = output_text_.find('\n'); at != std::string::npos) {
      std::string line = output_text_.substr(0, at);
      output_text_.erase(0, at + 1);
      return line;
    }
    if (output_ < 0 || Clock::now() >= end) return {};
    take(std::chrono::milliseconds(20));
  }
}

std::string Process::rest() { return std::exchange(output_text_, {}); }

void Process::signal(int number) const {
  if (pid_ > 0) ::kill(pid_, number);
}

int Process::wait(std::chrono::milliseconds span) {
  const auto end = Clock::now() + span;
  while (pid_ > 0) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    } else if (Clock::now() >= end) {
      ::kill(pid_, SIGKILL);
      ::waitpid(std::exchange(pid_, -1), nullptr, 0);
    } else if (output_ >= 0 || error_ >= 0) {
      take(std::chrono::milliseconds(20));
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  while (output_ >= 0 || error_ >= 0) take(std::chrono::milliseconds(100));
  return status_;
}

const std::string& Process::errors() {
  if (error_ >= 0) take(std::chrono::milliseconds(0));
  return error_text_;
}

Ended run(const std::vector<std::string>& arguments, const std::string& input) {
  Process process(arguments);
  process.write(input);
  process.close_input();
  const int status = process.wait();
  return {status, process.rest(), process.errors()};
}

}  // namespace sipwright::kit
