// A presence server over UDP of which a test writes every answer by hand, or none.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

namespace sipwright::cli {

class StubServer {
 public:
  StubServer() : socket_(::socket(AF_INET, SOCK_DGRAM, 0)) {
    own_.sin_family = AF_INET;
    own_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof own_;
    ::bind(socket_, reinterpret_cast<sockaddr*>(&own_), size);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&own_), &size);
    const timeval patience{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~StubServer() { ::close(socket_); }
  StubServer(const StubServer&) = delete;
  StubServer& operator=(const StubServer&) = delete;

  [[nodiscard]] std::string target() const { return "sip:127.0.0.1:" + std::to_string(ntohs(own_.sin_port)); }

  // Waits for the next request, and answers it. `first` is such as "200 OK".
  void answer(const std::string& first, const std::vector<std::string>& rows = {}) {
    std::array<char, 65'536> buffer;
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const ssize_t octets =
        ::recvfrom(socket_, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
    const std::string request(buffer.data(), octets > 0 ? static_cast<std::size_t>(octets) : 0);
    std::string text = "SIP/2.0 " + first + "\r\n";
    for (const char* name : {"Via", "From", "To", "Call-ID", "CSeq"}) {
      const std::size_t at = request.find("\r\n" + std::string(name) + ":");
      if (at == std::string::npos) continue;
      const std::size_t end = request.find("\r\n", at + 2);
      text += request.substr(at + 2, end - at - 2) + (name[0] == 'T' ? ";tag=t\r\n" : "\r\n");
    }
    for (const std::string& row : rows) text += row + "\r\n";
    text += "Content-Length: 0\r\n\r\n";
    ::sendto(socket_, text.data(), text.size(), 0, reinterpret_cast<sockaddr*>(&from), size);
  }

 private:
  int socket_;
  sockaddr_in own_{};
};

}  // namespace sipwright::cli
