// The rate of the monitor: decoded observations a second, both ends of a hop watched, applications telling.
//
// Three workloads: `calls` (whole lives: initial, refreshes, a change, removal), `refresh` (a steady state of
// publications that are only refreshed) and `copies` (UDP, where every first answer is lost, so that request and answer
// come twice). The stream is made, and decoded, piece by piece: a message is as fresh in the caches as one that was
// just received, and only the monitor is on the clock. Before that, the tables have grown to their size: everything is
// published, and transactions leave as fast as they come. Besides the rate: heap allocations an observation.
//
// BENCH_MONITOR_PIECES=N in the environment makes each benchmark run N pieces; for callgrind, which counts the
// instructions of sipwright_bench_piece (see README.md).
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "kit/sim/observer.hpp"
#include "parser/allocation_count.hpp"

namespace sipwright::bench {

using model::Direction;
using std::chrono::microseconds;

enum class Workload { calls, refresh, copies };

struct Seen {
  model::Nanoseconds time{};
  Direction direction{};
  bool agent = false;
  std::size_t message = 0;          // in the piece
  bool intent = false;
  const std::string* resource = nullptr;
  std::uint64_t document = 0;
};

// What is observed next, again and again.
class Stream {
 public:
  Stream(Workload workload, std::size_t publications) : workload_(workload), all_(publications) {
    for (std::size_t i = 0; i < publications; ++i) {
      all_[i].name = "user" + std::to_string(i);
      all_[i].uri = "sip:" + all_[i].name + "@sfb.example";
    }
  }

  // Some hundred observations; those of the piece before are gone.
  void next_piece() {
    seen_.clear();
    lost_.clear();
    used_ = 0;
    for (int i = 0; i < 64; ++i) {
      step(all_[next_]);
      if (++next_ == all_.size()) {
        next_ = 0;
        ++rounds_;
      }
    }
    for (const Lost& one : lost_) repeat(one);
    if (fields_.size() < used_) fields_.resize(used_);
    for (std::size_t i = 0; i < used_; ++i)
      if (!kit::read_fields(text_[i], fields_[i])) std::abort();
  }
  const std::vector<Seen>& seen() const { return seen_; }
  const model::Fields& message(const Seen& seen) const { return fields_[seen.message]; }
  bool udp() const { return workload_ == Workload::copies; }
  // Everything is published, and transactions that are over are forgotten.
  bool steady() const { return rounds_ >= 2 && now_ > std::chrono::seconds(150); }

 private:
  struct Life {
    std::string name;
    std::string uri;
    std::string tag;
    std::string document;
    int age = 0;
  };

  struct Lost {
    model::Nanoseconds sent{};
    std::size_t asked = 0;
    std::size_t answered = 0;
  };

  std::size_t keep(std::string text) {
    if (used_ == text_.size()) text_.emplace_back();
    text_[used_] = std::move(text);
    return used_++;
  }
  void tell(std::size_t message, Direction direction, bool agent) {
    seen_.push_back({now_, direction, agent, message, false, nullptr, 0});
    now_ += pause_;
  }
  // The answer was lost: after T1 request and answer come again.
  void repeat(const Lost& one) {
    now_ = one.sent + microseconds(500'000);
    pause_ = microseconds(500);
    tell(one.asked, Direction::sent, true);
    tell(one.asked, Direction::received, false);
    tell(one.answered, Direction::sent, false);
    tell(one.answered, Direction::received, true);
    pause_ = microseconds(1000);
  }
  void step(Life& one) {
    // Initial, refresh, refresh, modify, refresh, refresh, refresh, removal; or nothing but refreshes.
    const int stage = workload_ == Workload::calls ? one.age % 8 : one.age == 0 ? 0 : 1;
    ++one.age;
    const bool body = stage == 0 || stage == 3;
    if (body) {
      one.document = "<?xml version=\"1.0\" encoding=\"utf-8\"?><presence xmlns=\"urn:ietf:params:xml:ns:pidf\" "
                     "xmlns:rpid=\"urn:ietf:params:xml:ns:pidf:rpid\" entity=\"" + one.uri +
                     "\"><tuple id=\"t1\"><status><basic>open</basic></status><contact>" + one.uri +
                     "</contact></tuple><note>" + std::to_string(++serial_) + "</note></presence>";
    }
    if (body || stage == 7)
      seen_.push_back({now_, {}, true, 0, true, &one.uri, stage == 7 ? 0 : model::digest(one.document)});
    const std::string serial = std::to_string(++serial_);
    const std::string core = std::string("Via: SIP/2.0/") + (udp() ? "UDP" : "TLS") +
                             " gw.sfb.example:5061;branch=z9hG4bK" + serial + "\r\nFrom: <" + one.uri + ">;tag=" +
                             one.name + "\r\nTo: <" + one.uri + ">";
    const std::string rest =
        "\r\nCall-ID: " + one.name + "@gw.sfb.example\r\nCSeq: " + serial + " PUBLISH\r\n";
    const std::string life = stage == 7 ? "0" : "3600";
    std::string request = "PUBLISH " + one.uri + " SIP/2.0\r\n" + core + rest +
                          "Max-Forwards: 70\r\nEvent: presence\r\n" +
                          "User-Agent: Mediant 1000/v.6.60A.026.001\r\nExpires: " + life + "\r\n";
    if (stage != 0) request += "SIP-If-Match: " + one.tag + "\r\n";
    if (body) request += "Content-Type: application/pidf+xml\r\n";
    const std::string content = body ? one.document : std::string();
    request += "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content;
    one.tag = "5f2e9c0b7d41-" + serial;
    const std::string response = "SIP/2.0 200 OK\r\n" + core + ";tag=esc" + serial + rest + "SIP-ETag: " + one.tag +
                                 "\r\nExpires: " + life + "\r\nContent-Length: 0\r\n\r\n";
    const std::size_t asked = keep(std::move(request));
    const std::size_t answered = keep(response);
    const model::Nanoseconds sent = now_;
    tell(asked, Direction::sent, true);
    tell(asked, Direction::received, false);
    tell(answered, Direction::sent, false);
    if (workload_ == Workload::copies) {
      lost_.push_back({sent, asked, answered});
    } else {
      tell(answered, Direction::received, true);
    }
  }

  Workload workload_;
  std::vector<Life> all_;
  std::size_t next_ = 0;
  std::size_t rounds_ = 0;
  std::vector<std::string> text_;
  std::vector<model::Fields> fields_;
  std::size_t used_ = 0;
  std::vector<Seen> seen_;
  std::vector<Lost> lost_;
  model::Nanoseconds now_{};
  model::Nanoseconds pause_ = microseconds(1000);
  std::uint64_t serial_ = 0;
};

}  // namespace sipwright::bench

// The mark: what is on the clock, and what callgrind counts (--toggle-collect).
extern "C" __attribute__((noinline)) void sipwright_bench_piece(sipwright::model::Monitor& monitor,
                                                                const sipwright::bench::Stream& stream) {
  using namespace sipwright;
  model::Observation out;
  for (const bench::Seen& seen : stream.seen()) {
    out.time = seen.time;
    out.agent = seen.agent ? "gateway" : "compositor";
    out.transport = stream.udp() ? model::Transport::udp : model::Transport::tls;
    out.source = out.destination = {};
    if (seen.intent) {
      out.kind = model::Kind::intent;
      out.message = nullptr;
      out.intent = {*seen.resource, "presence", seen.document != 0, seen.document};
    } else {
      out.kind = model::Kind::message;
      out.direction = seen.direction;
      (seen.direction == model::Direction::sent ? out.destination : out.source) = "192.0.2.1:5061";
      out.message = &stream.message(seen);
    }
    monitor.observe(out);
  }
}

namespace sipwright::bench {
namespace {

void monitor_rate(benchmark::State& state, Workload workload) {
  Stream stream(workload, static_cast<std::size_t>(state.range(0)));
  model::MonitorOptions options;
  options.ends_watched = true;
  model::Monitor monitor(options);
  const auto fresh = [&] {
    stream.next_piece();
    for (const Seen& seen : stream.seen()) benchmark::DoNotOptimize(seen);
  };
  while (!stream.steady()) {
    fresh();
    sipwright_bench_piece(monitor, stream);
  }
  std::uint64_t allocations = 0;
  std::uint64_t observed = 0;
  for (auto _ : state) {
    fresh();
    test::start_counting();
    const auto begin = std::chrono::steady_clock::now();
    sipwright_bench_piece(monitor, stream);
    const auto end = std::chrono::steady_clock::now();
    allocations += test::stop_counting();
    state.SetIterationTime(std::chrono::duration<double>(end - begin).count());
    observed += stream.seen().size();
  }
  if (!monitor.findings().empty()) state.SkipWithError(finding_text(monitor.findings()[0]).c_str());
  state.SetItemsProcessed(static_cast<std::int64_t>(observed));
  state.counters["allocations/observation"] = static_cast<double>(allocations) / static_cast<double>(observed);
  state.counters["observations"] = static_cast<double>(observed);
}

void all_sizes(benchmark::internal::Benchmark* one) {
  one->ArgName("publications")->UseManualTime()->Unit(benchmark::kMicrosecond);
  if (const char* pieces = std::getenv("BENCH_MONITOR_PIECES")) one->Iterations(std::atol(pieces));
  for (const int publications : {100, 1'000, 10'000, 100'000}) one->Arg(publications);
}
BENCHMARK_CAPTURE(monitor_rate, calls, Workload::calls)->Apply(all_sizes);
BENCHMARK_CAPTURE(monitor_rate, refresh, Workload::refresh)->Apply(all_sizes);
BENCHMARK_CAPTURE(monitor_rate, copies, Workload::copies)->Apply(all_sizes);

}  // namespace
}  // namespace sipwright::bench

BENCHMARK_MAIN();
