// Complaints, guards and files.
#include "command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>

namespace sipwright::cli {
namespace {

// Long enough for any reason of ours, short enough for a log.
constexpr std::size_t complaint_octets_max = 600;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

void complain(std::string_view command, std::string_view text) {
  std::string line = "sipwright";
  if (!command.empty()) line.append(" ").append(command);
  line.append(": ").append(text.substr(0, complaint_octets_max));
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  line += '\n';
  std::fflush(stdout);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

namespace {

bool output_lost = false;
bool input_was_closed = false;

}  // namespace

void print_line(std::string_view command, std::string_view line) {
  std::string text(line);
  text += '\n';
  std::string_view rest = text;
  while (!rest.empty()) {
    pollfd out{STDOUT_FILENO, POLLOUT, 0};
    const bool ready = ::poll(&out, 1, 0) == 1 && (out.revents & POLLOUT) != 0;
    const ssize_t octets = ready ? ::write(STDOUT_FILENO, rest.data(), rest.size()) : -1;
    if (octets < 0 && ready && errno == EINTR) continue;
    if (octets <= 0) {
      if (!output_lost)
        complain(command, "standard output is not taken; lines are lost: read it, or give it a file");
      output_lost = true;
      return;
    }
    rest.remove_prefix(static_cast<std::size_t>(octets));
  }
}

void open_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free number is the stream's own.
    if (::open("/dev/null", O_RDWR) != stream) std::abort();
    if (stream == STDIN_FILENO) input_was_closed = true;
  }
}

void require_standard_input(const std::string& what) {
  const auto refuse = [&what](const std::string& why) -> Refusal {
    return {usage, "standard input " + why + "; give it a pipe, a file or a terminal with " + what};
  };
  if (input_was_closed) throw refuse("is closed");
  struct stat status {};
  if (::fstat(STDIN_FILENO, &status) != 0) throw refuse(std::string("cannot be used: ") + std::strerror(errno));
  if (S_ISDIR(status.st_mode)) throw refuse("is a directory");
  if ((::fcntl(STDIN_FILENO, F_GETFL) & O_ACCMODE) == O_WRONLY) throw refuse("is open for writing only");
}

bool output_was_taken() {
  return std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && !output_lost;
}

int guarded(std::string_view command, const std::function<int()>& body) {
  try {
    return body();
  } catch (const Refusal& refusal) {
    complain(command, refusal.what());
    return refusal.status();
  } catch (const std::bad_alloc&) {
    complain(command, "out of memory; give this process more or less to do");
    return failed;
  } catch (const std::exception& error) {
    complain(command, std::string("internal error: ") + error.what() + "; please report it");
    return failed;
  }
}

std::string no_whole_number(const std::string& text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && stop == end) return {};
  return "\"" + text + "\" is no whole number from 0 to 18446744073709551615";
}

std::string read_file(const std::string& what, const std::string& name, std::size_t octets_max) {
  const auto refuse = [&what, &name](const std::string& reason) -> Refusal {
    return {usage, "cannot read the " + what + " " + name + ": " + reason};
  };
  if (name == "-") require_standard_input("the " + what);
  const Descriptor file(name == "-" ? STDIN_FILENO : ::open(name.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) throw refuse(std::string(std::strerror(errno)) + "; give the name of a readable file");
  std::string text;
  std::array<char, 65'536> buffer;
  for (;;) {
    const ssize_t octets = ::read(file.get(), buffer.data(), buffer.size());
    if (octets < 0 && errno == EINTR) continue;
    if (octets < 0) throw refuse(std::string(std::strerror(errno)) + "; give the name of a readable file");
    if (octets == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(octets));
    if (text.size() > octets_max)
      throw refuse("it holds more than " + std::to_string(octets_max) + " octets");
  }
}

}  // namespace sipwright::cli
