// From the words that the proofs print to a ladder.
#include "kit/proof/counterexample.hpp"

#include <map>
#include <sstream>
#include <utility>

#include "kit/sim/ladder.hpp"
#include "sipwright/machines/client_transaction.hpp"
#include "sipwright/machines/publisher.hpp"
#include "sipwright/machines/server_transaction.hpp"

namespace sipwright::kit {
namespace {

using machines::ClientTransactionEventKind;
using machines::PublisherEventKind;
using machines::PublisherShape;
using machines::ServerTransactionEventKind;

std::string tag_text(int tag) { return "t" + std::to_string(tag); }

std::string publisher_name(int number) { return "publisher " + std::to_string(number + 1); }

std::string answer_text(PublisherEventKind kind, int tag, int expires) {
  switch (kind) {
    case PublisherEventKind::accepted:
      return "200 OK, ETag " + tag_text(tag) + ", Expires " + std::to_string(expires);
    case PublisherEventKind::untagged:
      return "200 OK, Expires " + std::to_string(expires);
    case PublisherEventKind::ended:
      return "200 OK, Expires 0";
    case PublisherEventKind::stale_tag:
      return "412 Conditional Request Failed";
    case PublisherEventKind::too_brief:
      return "423 Interval Too Brief";
    case PublisherEventKind::pushed_back:
      return "503 Service Unavailable, Retry-After";
    case PublisherEventKind::challenged:
      return "401 Unauthorized";
    default:
      return "500 Server Internal Error";
  }
}

// model/proofs/publication.pml.
class PublicationStory {
 public:
  void tell(const TrailLine& line) {
    const std::string who = publisher_name(line.at(0));
    if (line.word == "second") {
      now_ += std::chrono::seconds(1);
    } else if (line.word == "request") {
      ladder_.note(now_, who + " sends " + (requests_[line.at(0)] = request_text(line)));
    } else if (line.word == "timeout") {
      ladder_.note(now_, who + " gives its request up");
      late_[line.at(0)] = requests_[line.at(0)];
    } else if (line.word == "arrives_late") {
      ladder_.arrow(now_, who, "ESC", late_[line.at(0)] + " (late: nobody hears the answer)");
      unheard_ = true;
    } else if (line.word == "lost_late") {
      ladder_.arrow(now_, who, "ESC", late_[line.at(0)], true);
    } else if (line.word == "served") {
      if (!std::exchange(unheard_, false)) {
        ladder_.arrow(now_, who, "ESC", requests_[line.at(0)]);
        answers_[line.at(0)] = answer_text(static_cast<PublisherEventKind>(line.at(3)), line.at(4), line.at(5));
      }
    } else if (line.word == "answer") {
      ladder_.arrow(now_, "ESC", who, answers_[line.at(0)]);
    } else if (line.word == "lost_request") {
      ladder_.arrow(now_, who, "ESC", requests_[line.at(0)], true);
    } else if (line.word == "lost_answer") {
      ladder_.arrow(now_, "ESC", who, answers_[line.at(0)], true);
    } else if (line.word == "restart") {
      ladder_.note(now_, "the ESC restarts and has forgotten everything");
    } else if (line.word == "event") {
      const auto kind = static_cast<PublisherEventKind>(line.at(1));
      if (kind == PublisherEventKind::want) ladder_.note(now_, who + ": its user wants a state published");
      if (kind == PublisherEventKind::unwant) ladder_.note(now_, who + ": its user wants nothing published any more");
    }
  }
  Ladder& ladder() { return ladder_; }
  Instant now() const { return now_; }

 private:
  static std::string request_text(const TrailLine& line) {
    const auto shape = static_cast<PublisherShape>(line.at(1));
    std::string text = "PUBLISH " + std::string(to_string(shape));
    if (shape != PublisherShape::initial) text += ", If-Match " + tag_text(line.at(3));
    return text + ", Expires " + std::to_string(line.at(2));
  }

  Ladder ladder_;
  Instant now_{};
  std::map<int, std::string> requests_, late_, answers_;
  bool unheard_ = false;
};

// model/proofs/transactions.pml.
class TransactionStory {
 public:
  void tell(const TrailLine& line) {
    if (line.word == "second") {
      now_ += std::chrono::seconds(1);
    } else if (line.word == "transmit") {
      ladder_.note(now_, "the client sends the request");
    } else if (line.word == "client") {
      client(static_cast<ClientTransactionEventKind>(line.at(0)));
    } else if (line.word == "server") {
      server(static_cast<ServerTransactionEventKind>(line.at(0)), line.at(2));
    } else if (line.word == "handed") {
      ladder_.note(now_, "the server's user gets the request");
    } else if (line.word == "deliver") {
      ladder_.note(now_, "the client's user gets the answer");
    } else if (line.word == "lost_request") {
      ladder_.arrow(now_, "client", "server", "PUBLISH", true);
    } else if (line.word == "lost_trying") {
      ladder_.arrow(now_, "server", "client", "100 Trying", true);
    } else if (line.word == "lost_final") {
      ladder_.arrow(now_, "server", "client", "200 OK", true);
    } else if (line.word == "timed_out") {
      ladder_.note(now_, "the client's user hears of a timeout");
    } else if (line.word == "trying" || line.word == "final" || line.word == "repeat") {
      ladder_.note(now_, "the server sends " + std::string(line.word == "trying"  ? "100 Trying"
                                                           : line.word == "final" ? "its answer"
                                                                                  : "again what it sent last"));
    }
  }
  Ladder& ladder() { return ladder_; }
  Instant now() const { return now_; }

 private:
  void client(ClientTransactionEventKind kind) {
    if (kind == ClientTransactionEventKind::provisional) ladder_.arrow(now_, "server", "client", "100 Trying");
    if (kind == ClientTransactionEventKind::final) ladder_.arrow(now_, "server", "client", "200 OK");
  }
  void server(ServerTransactionEventKind kind, int status) {
    if (kind == ServerTransactionEventKind::request) ladder_.arrow(now_, "client", "server", "PUBLISH");
    if (kind == ServerTransactionEventKind::retransmission) ladder_.arrow(now_, "client", "server", "PUBLISH (copy)");
    if (kind == ServerTransactionEventKind::final) {
      ladder_.note(now_, "the server's user answers " + std::to_string(status));
    }
  }

  Ladder ladder_;
  Instant now_{};
};

template <class Story>
std::string tell(std::string_view property, const std::vector<std::string>& trail) {
  Story story;
  for (const std::string& line : trail) {
    if (line.starts_with("<")) {
      story.ladder().note(story.now(), "from here on, for ever:");
    } else {
      story.tell(read_trail_line(line));
    }
  }
  story.ladder().note(story.now(), "breaks " + std::string(property));
  return story.ladder().text();
}

}  // namespace

TrailLine read_trail_line(const std::string& line) {
  TrailLine read;
  std::istringstream words(line.substr(line.starts_with("@") ? 1 : 0));
  words >> read.word;
  for (int number = 0; words >> number;) read.numbers.push_back(number);
  return read;
}

std::string ladder_of_trail(std::string_view proof, std::string_view property, const std::vector<std::string>& trail) {
  if (proof == "transactions") return tell<TransactionStory>(property, trail);
  return tell<PublicationStory>(property, trail);
}

}  // namespace sipwright::kit
