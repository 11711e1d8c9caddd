// Answers of the overloaded server, and the timing of the slow one.
#include "kit/sim/front.hpp"

#include "kit/sim/wire_text.hpp"

namespace sipwright::kit {
namespace {

bool within(const std::vector<Silence>& windows, Instant now) {
  for (const Silence& window : windows)
    if (now >= window.from && now < window.to) return true;
  return false;
}

// RFC 3261 8.2.6; our agents and strangers send one Via.
std::string answer(const WireText& request, const std::string& status, const std::string& more) {
  const std::string tag = status.compare(0, 3, "100") == 0 ? "" : ";tag=front";
  return "SIP/2.0 " + status + "\r\nVia: " + request.value("Via") + "\r\nFrom: " + request.value("From") +
         "\r\nTo: " + request.value("To") + tag + "\r\nCall-ID: " + request.value("Call-ID") +
         "\r\nCSeq: " + request.value("CSeq") + "\r\n" + more + "Content-Length: 0\r\n\r\n";
}

}  // namespace

bool Front::hears(const Envelope& in, Instant now, std::vector<Further>& further) {
  if (settings_.overloaded.empty() && settings_.slow.empty()) return true;
  const WireText request(in.bytes);
  const std::string branch = request.branch();
  if (const auto known = refused_.find(branch); known != refused_.end()) {
    further.push_back({now, Place::compositor_sends, {in.peer, known->second}});
    return false;
  }
  if (const auto known = held_.find(branch); known != held_.end()) {
    // The compositor counts timer J from the moment when it answered, which was earlier.
    if (now >= known->second.until) {
      if (!known->second.final.empty())
        further.push_back({now, Place::compositor_sends, {in.peer, known->second.final}});
      return false;
    }
    // In Trying copies are dropped, in Proceeding they get the 100 again.
    if (now > known->second.provisional)
      further.push_back({now, Place::compositor_sends, {in.peer, known->second.trying}});
    return false;
  }
  if (!passed_.insert(branch).second) return true;
  if (within(settings_.overloaded, now)) {
    const std::string pause = "Retry-After: " + std::to_string(settings_.retry_after_s) + "\r\n";
    const std::string& text = refused_[branch] = answer(request, "503 Service Unavailable", pause);
    further.push_back({now, Place::compositor_sends, {in.peer, text}});
    passed_.erase(branch);
    return false;
  }
  if (within(settings_.slow, now)) {
    Held& held = held_[branch];
    held.provisional = now + std::chrono::milliseconds(3500);  // RFC 4320 4.1
    held.until = now + settings_.delay;
    held.trying = answer(request, "100 Trying", "");
    if (held.provisional < held.until)
      further.push_back({held.provisional, Place::compositor_sends, {in.peer, held.trying}});
  }
  return true;
}

bool Front::sends(const Envelope& out, Instant now, std::vector<Further>& further) {
  if (held_.empty()) return true;
  const auto known = held_.find(WireText(out.bytes).branch());
  if (known == held_.end() || now >= known->second.until) return true;
  known->second.final = out.bytes;
  further.push_back({known->second.until, Place::compositor_sends, out});
  return false;
}

}  // namespace sipwright::kit
