// What waits to be sent, and the octets of it.
//
// A transaction keeps its message to send the very same octets again, while the queue may hold a copy that
// the embedder has not fetched yet; both refer to one counted buffer, which goes when neither needs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ring.hpp"
#include "sipwright/endpoint.hpp"
#include "sipwright/limits.hpp"

namespace sipwright::core {

// A message that is kept. Zero-made: none.
struct MessageRef {
  std::uint32_t slot = 0xffffffff;
  explicit operator bool() const { return slot != 0xffffffff; }
};

class Outbox {
 public:
  // Copies `bytes`; the reference counts once.
  MessageRef keep(std::string_view bytes) {
    std::uint32_t slot;
    if (free_.empty()) {
      slot = static_cast<std::uint32_t>(messages_.size());
      messages_.emplace_back();
    } else {
      slot = free_.back();
      free_.pop_back();
    }
    messages_[slot].text.assign(bytes);
    messages_[slot].references = 1;
    return {slot};
  }

  std::string_view bytes(MessageRef message) const { return messages_[message.slot].text; }

  // Gives the reference back and forgets it. Does nothing with none.
  void drop(MessageRef& message) {
    if (message) release(message.slot);
    message = {};
  }

  // Queues a kept message for sending; false if limits::transmits_max is reached.
  bool send(MessageRef message, const Peer& peer) {
    Item* item = queue_.push();
    if (item == nullptr) {
      ++lost_;
      return false;
    }
    *item = {message, peer};
    ++messages_[message.slot].references;
    return true;
  }

  // How often send() was refused.
  std::uint64_t lost() const { return lost_; }

  // The next message to send. Its octets stay valid until the next call on the outbox.
  std::optional<Transmit> poll() {
    drop(last_);
    Item* item = queue_.pop();
    if (item == nullptr) return std::nullopt;
    last_ = item->message;
    return Transmit{item->peer, bytes(last_)};
  }

 private:
  struct Message {
    std::string text;
    std::uint32_t references = 0;
  };
  struct Item {
    MessageRef message;
    Peer peer;
  };
  // What a released buffer may keep of its memory for the next message.
  static constexpr std::size_t spare_octets_max = 2'048;

  void release(std::uint32_t slot) {
    Message& message = messages_[slot];
    if (--message.references > 0) return;
    if (message.text.capacity() > spare_octets_max) std::string().swap(message.text);
    free_.push_back(slot);
  }

  std::deque<Message> messages_;  // a deque: views into them survive growth
  std::vector<std::uint32_t> free_;
  Ring<Item> queue_{limits::transmits_max};
  MessageRef last_;
  std::uint64_t lost_ = 0;
};

}  // namespace sipwright::core
