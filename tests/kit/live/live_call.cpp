// The live call: two nodes in one event loop, and a script of what the user does.
#include "kit/live/live_call.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <stdexcept>

#include "kit/certificates.hpp"
#include "kit/sim/observer.hpp"
#include "sipwright/agent.hpp"
#include "sipwright/compositor.hpp"
#include "sipwright/net/node.hpp"
#include "sipwright/presence/document.hpp"
#include "sipwright/vocabulary.hpp"

namespace sipwright::kit {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr char domain[] = "sfb.example";
constexpr char user[] = "sip:john.doe@sfb.example";
constexpr char call[] = "call1";
constexpr char agent_name[] = "gateway";
constexpr char compositor_name[] = "compositor";
// What a machine under load may take to answer on loopback.
constexpr milliseconds patience{400};

template <class Value, class Result>
Value expect(Result result) {
  if (auto* failure = std::get_if<net::Failure>(&result)) throw std::runtime_error(failure->reason);
  return std::move(std::get<Value>(result));
}

class Call {
 public:
  // Monitor and ladder tell times since `origin`.
  Call(const LiveCallSettings& settings, LiveCallResult& result, Instant origin)
      : settings_(settings),
        result_(result),
        observer_(*result.monitor, origin),
        compositor_(compositor_config(), randomness_),
        server_(loop_, compositor_),
        agent_(placeholder(), randomness_),
        client_(loop_, agent_) {
    open();
    watch();
  }

  void run() {
    const Instant life = std::chrono::seconds(settings_.expires_s);
    const Instant refresh = std::max<Instant>(life / 2, std::chrono::seconds(1));
    at(milliseconds(0), [this] { connect(); });
    at(patience, [this] { expect_published("after the call connected"); });
    at(refresh + patience, [this] { expect_published("after the refresh was due"); });
    at(refresh + patience, [this] { change(); });
    at(refresh + 2 * patience, [this] { expect_published("after the state changed"); });
    at(life + patience, [this] { expect_published("after the first lifetime"); });
    at(life + patience, [this] { clear(); });
    at(life + 2 * patience, [this] { finish(); });
    loop_.run_for(std::chrono::seconds(4 * settings_.expires_s + 10));
    if (!finished_) throw std::runtime_error("the call did not come to its end in time; is the machine overloaded?");
    result_.messages = observer_.messages();
    result_.unreadable = observer_.unreadable();
  }

 private:
  CompositorConfig compositor_config() const {
    CompositorConfig config;
    config.domains = {domain};
    config.expires_s_min = 1;
    config.server = "sipwright";
    return config;
  }

  // An agent can only be made when its address is known.
  static AgentConfig placeholder() {
    AgentConfig config;
    config.target = Peer::make(Transport::tls, "127.0.0.1", 1).value();
    config.sent_by = "127.0.0.1";
    return config;
  }

  void open() {
    const Certified authority = folder_.authority("authority");
    const Certified server = folder_.issue(authority, "server", {.sip_domains = {domain}});
    const Certified client = folder_.issue(authority, "gateway", {.sip_domains = {"gw.sfb.example"}});
    using Context = std::shared_ptr<net::TlsContext>;
    const auto load = [&](net::TlsRole role, const Certified& own) {
      return expect<Context>(net::TlsContext::load(
          role, {own.certificate_file, own.key_file, authority.certificate_file, role == net::TlsRole::server}));
    };
    server_.sockets().use_tls(load(net::TlsRole::client, server), load(net::TlsRole::server, server));
    client_.sockets().use_tls(load(net::TlsRole::client, client), load(net::TlsRole::server, client));
    target_ = expect<Peer>(server_.sockets().listen(Transport::tls, "127.0.0.1", 0));
    const Peer own = expect<Peer>(client_.sockets().listen(Transport::tls, "127.0.0.1", 0));
    client_.sockets().expect_identity(target_, domain);
    AgentConfig config = placeholder();
    config.target = target_;
    config.sent_by = "127.0.0.1:" + std::to_string(own.port());
    config.user_agent = "sipwright";
    config.expires_s = settings_.expires_s;
    agent_ = Agent(config, randomness_);
  }

  void watch() {
    const auto sees = [this](const char* self, const char* other, bool draw) {
      return [this, self, other, draw](const Peer& peer, std::string_view bytes, bool sent) {
        const auto direction = sent ? model::Direction::sent : model::Direction::received;
        observer_.message(net::monotonic_now(), self, direction, peer, bytes);
        if (sent && draw) result_.ladder.arrow(net::monotonic_now(), self, other, label_of(bytes));
      };
    };
    client_.on_message = sees(agent_name, compositor_name, true);
    server_.on_message = sees(compositor_name, agent_name, true);
    client_.on_event = [this](const AgentEvent& event) { count(event); };
    client_.on_trouble = [this](const net::Trouble& trouble) {
      if (!finished_ && result_.trouble.empty()) result_.trouble = trouble.failure.reason;
    };
  }

  void count(const AgentEvent& event) {
    switch (event.kind) {
      case AgentEvent::Kind::published: ++result_.published; break;
      case AgentEvent::Kind::refreshed: ++result_.refreshed; break;
      case AgentEvent::Kind::modified: ++result_.modified; break;
      case AgentEvent::Kind::removed: ++result_.removed; break;
      case AgentEvent::Kind::failed:
        ++result_.failed;
        result_.ladder.note(net::monotonic_now(), "the agent failed: " + std::string(describe(event.failure)));
        break;
    }
  }

  void at(Instant after, std::function<void()> action) {
    auto timer = std::make_shared<asio::steady_timer>(loop_, after);
    timer->async_wait([this, timer, action = std::move(action)](boost::system::error_code cancelled) {
      if (cancelled) return;
      action();
      client_.pump();
    });
  }

  std::string document(std::string_view display) {
    const presence::Presence state = presence::on_the_phone(user, display, presence::timestamp(1'767'225'600'000));
    std::string body;
    if (const auto error = presence::build(state, presence::Profile::sfb, body)) throw std::runtime_error(error.text);
    return body;
  }

  void want(std::string body, std::string_view what) {
    wanted_ = std::move(body);
    result_.ladder.note(net::monotonic_now(), what);
    observer_.intent(net::monotonic_now(), agent_name, user, package::presence, wanted_);
  }

  void demand(Misuse misuse) {
    if (misuse != Misuse::none) throw std::runtime_error("the agent refuses: " + std::string(describe(misuse)));
  }

  void connect() {
    want(document("John Doe"), "the call connects");
    demand(agent_.call_connected(call, user, {media_type::pidf, wanted_}, net::monotonic_now()));
  }

  void change() {
    want(document("John Doe, in a conference"), "the state changes");
    demand(agent_.modify(user, {media_type::pidf, wanted_}, net::monotonic_now()));
  }

  void clear() {
    want({}, "the call ends");
    demand(agent_.call_ended(call, net::monotonic_now()));
  }

  void expect_published(const std::string& when) {
    const auto live = compositor_.live(user, package::presence, net::monotonic_now());
    if (live.size() != 1 || live.front().document != wanted_)
      result_.faults.push_back("gap: " + when + " the compositor holds " + std::to_string(live.size()) +
                               " publications, or another state");
  }

  void finish() {
    if (compositor_.publications() != 0) result_.faults.push_back("ghost: the call is over and still published");
    if (!agent_.idle()) result_.faults.push_back("the call is over and the agent still busy");
    finished_ = true;
    client_.close();
    server_.close();
  }

  const LiveCallSettings& settings_;
  LiveCallResult& result_;
  CertificateFolder folder_;
  asio::io_context loop_;
  net::SystemRandomness randomness_;
  Observer observer_;
  Compositor compositor_;
  net::Node<Compositor> server_;
  Agent agent_;
  net::Node<Agent> client_;
  Peer target_;
  std::string wanted_;
  bool finished_ = false;
};

}  // namespace

bool LiveCallResult::held() const {
  return trouble.empty() && faults.empty() && unreadable == 0 && failed == 0 && published == 1 && refreshed >= 1 &&
         modified == 1 && removed == 1 && monitor->verdict() != model::Verdict::violated;
}

LiveCallResult drive_live_call(const LiveCallSettings& settings) {
  LiveCallResult result;
  result.monitor = std::make_unique<model::Monitor>();
  const Instant origin = net::monotonic_now();
  result.ladder = Ladder(origin);
  try {
    Call(settings, result, origin).run();
    result.monitor->finish(net::monotonic_now() - origin);
  } catch (const std::exception& error) {
    result.trouble = error.what();
  }
  return result;
}

}  // namespace sipwright::kit
