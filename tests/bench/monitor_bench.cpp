// The rate of the monitor: decoded observations a second, both ends of a hop watched, applications telling.
//
// Lives of publications (initial, refreshes, a change, removal) over TLS, interleaved; the messages are decoded before
// the clock runs. A first part brings the tables to their size; only what follows is timed. Besides the rate: how many
// heap allocations an observation costs.
#include <benchmark/benchmark.h>

#include <deque>
#include <string>
#include <vector>

#include "kit/sim/observer.hpp"
#include "parser/allocation_count.hpp"

namespace sipwright::bench {
namespace {

using model::Direction;

struct Seen {
  model::Nanoseconds time{};
  Direction direction{};
  bool agent = false;
  const model::Fields* message = nullptr;  // nullptr: an intent
  std::string_view resource;
  std::uint64_t document = 0;
};

class Stream {
 public:
  explicit Stream(std::size_t publications) : all_(publications) {
    for (std::size_t i = 0; i < publications; ++i) {
      all_[i].name = "user" + std::to_string(i);
      all_[i].uri = "sip:" + all_[i].name + "@sfb.example";
    }
    // Enough rounds that every life is lived more than twice.
    for (int round = 0; round < 60; ++round)
      for (auto& one : all_) step(one);
  }
  const std::vector<Seen>& seen() const { return seen_; }

 private:
  struct Life {
    std::string name;
    std::string uri;
    std::string tag;
    std::string document;
    int age = 0;
  };

  const model::Fields* decoded(std::string text) {
    const std::string& kept = text_.emplace_back(std::move(text));
    model::Fields& fields = fields_.emplace_back();
    if (!kit::read_fields(kept, fields)) std::abort();
    return &fields;
  }
  void tell(const model::Fields* message, Direction direction, bool agent) {
    seen_.push_back({now_, direction, agent, message, {}, 0});
    now_ += std::chrono::milliseconds(1);
  }
  void step(Life& one) {
    const int stage = one.age++ % 8;  // initial, refresh, refresh, modify, refresh, refresh, refresh, removal
    const bool body = stage == 0 || stage == 3;
    if (body) {
      one.document = "<?xml version=\"1.0\" encoding=\"utf-8\"?><presence xmlns=\"urn:ietf:params:xml:ns:pidf\" "
                     "xmlns:rpid=\"urn:ietf:params:xml:ns:pidf:rpid\" entity=\"" + one.uri +
                     "\"><tuple id=\"t1\"><status><basic>open</basic></status><contact>" + one.uri +
                     "</contact></tuple><note>" + std::to_string(++serial_) + "</note></presence>";
    }
    if (body || stage == 7)
      seen_.push_back({now_, {}, true, nullptr, one.uri, stage == 7 ? 0 : model::digest(one.document)});
    const std::string serial = std::to_string(++serial_);
    const std::string core = "Via: SIP/2.0/TLS gw.sfb.example:5061;branch=z9hG4bK" + serial + "\r\nFrom: <" + one.uri +
                             ">;tag=" + one.name + "\r\nTo: <" + one.uri + ">";
    const std::string rest =
        "\r\nCall-ID: " + one.name + "@gw.sfb.example\r\nCSeq: " + serial + " PUBLISH\r\n";
    std::string request = "PUBLISH " + one.uri + " SIP/2.0\r\n" + core + rest +
                          "Max-Forwards: 70\r\nEvent: presence\r\n" +
                          "User-Agent: Mediant 1000/v.6.60A.026.001\r\nExpires: " + (stage == 7 ? "0" : "600") + "\r\n";
    if (stage != 0) request += "SIP-If-Match: " + one.tag + "\r\n";
    if (body) request += "Content-Type: application/pidf+xml\r\n";
    const std::string content = body ? one.document : std::string();
    request += "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content;
    one.tag = "5f2e9c0b7d41-" + serial;
    const std::string grant = stage == 7 ? "0" : "600";
    const std::string response = "SIP/2.0 200 OK\r\n" + core + ";tag=esc" + serial + rest + "SIP-ETag: " + one.tag +
                                 "\r\nExpires: " + grant + "\r\nContent-Length: 0\r\n\r\n";
    const auto* asked = decoded(std::move(request));
    const auto* answered = decoded(response);
    tell(asked, Direction::sent, true);
    tell(asked, Direction::received, false);
    tell(answered, Direction::sent, false);
    tell(answered, Direction::received, true);
  }

  std::vector<Life> all_;
  std::deque<std::string> text_;
  std::deque<model::Fields> fields_;
  std::vector<Seen> seen_;
  model::Nanoseconds now_{};
  std::uint64_t serial_ = 0;
};

void observe(model::Monitor& monitor, const Seen& seen) {
  model::Observation out;
  out.time = seen.time;
  out.agent = seen.agent ? "gateway" : "compositor";
  out.transport = model::Transport::tls;
  if (seen.message == nullptr) {
    out.kind = model::Kind::intent;
    out.intent = {seen.resource, "presence", seen.document != 0, seen.document};
  } else {
    out.direction = seen.direction;
    (seen.direction == Direction::sent ? out.destination : out.source) = "192.0.2.1:5061";
    out.message = seen.message;
  }
  monitor.observe(out);
}

void monitor_rate(benchmark::State& state) {
  const Stream stream(static_cast<std::size_t>(state.range(0)));
  const auto& seen = stream.seen();
  const std::size_t warm = seen.size() / 4 * 3;
  std::uint64_t allocations = 0;
  std::uint64_t observed = 0;
  for (auto _ : state) {
    state.PauseTiming();
    model::MonitorOptions options;
    options.ends_watched = true;
    auto monitor = std::make_unique<model::Monitor>(options);
    for (std::size_t i = 0; i < warm; ++i) observe(*monitor, seen[i]);
    test::start_counting();
    state.ResumeTiming();
    for (std::size_t i = warm; i < seen.size(); ++i) observe(*monitor, seen[i]);
    state.PauseTiming();
    allocations += test::stop_counting();
    observed += seen.size() - warm;
    if (!monitor->findings().empty()) state.SkipWithError(finding_text(monitor->findings()[0]).c_str());
    monitor.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(observed));
  state.counters["allocations/observation"] = static_cast<double>(allocations) / static_cast<double>(observed);
}
BENCHMARK(monitor_rate)->ArgName("publications")->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sipwright::bench

BENCHMARK_MAIN();
