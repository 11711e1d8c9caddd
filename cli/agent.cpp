// `sipwright agent`: publishes on-the-phone for the calls that it is told of, one JSON line each.
#include "agent.hpp"

#include <CLI/App.hpp>
#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <set>

#include "call_events.hpp"
#include "command.hpp"
#include "lines.hpp"
#include "sipwright/agent.hpp"
#include "sipwright/net/node.hpp"
#include "sipwright/net/runtime_services.hpp"
#include "sipwright/presence/document.hpp"
#include "sipwright/vocabulary.hpp"
#include "target.hpp"
#include "troubles.hpp"

namespace sipwright::cli {
namespace {

namespace asio = boost::asio;
constexpr const char* me = "agent";

struct AgentOptions {
  TargetOptions target;
  std::uint32_t expires_s = 600;
  std::string profile = "sfb";
};

// How often the end of the shutdown is looked for.
constexpr std::chrono::milliseconds idle_check_interval{10};

class AgentRun {
 public:
  explicit AgentRun(const AgentOptions& options)
      : options_(options),
        target_(prepare(options.target)),
        agent_(config(), randomness_),
        node_(loop_, agent_),
        lines_(
            loop_, [this](std::string_view line, std::size_t number) { take(line, number); },
            [this](std::size_t number) {
              refuse_line(number, "longer than 65536 octets; send one event per line");
            },
            [this] { stop(); }),
        signals_(loop_, SIGINT, SIGTERM),
        deadline_(loop_),
        idle_check_(loop_) {
    config_.sent_by = open_sockets(node_.sockets(), target_);
    agent_ = Agent(config_, randomness_);
    node_.on_event = [this](const AgentEvent& event) { tell(event); };
    node_.on_trouble = [this](const net::Trouble& trouble) { tell(trouble); };
  }

  int run() {
    // Under nohup the user has said that a hang-up is to be outlived.
    struct sigaction hang_up {};
    if (::sigaction(SIGHUP, nullptr, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN) signals_.add(SIGHUP);
    wait_for_signal();
    lines_.start();
    loop_.run();
    node_.close();
    return status();
  }

 private:
  AgentConfig config() {
    config_.target = target_.peer;
    config_.sent_by = "0.0.0.0";  // known as soon as the sockets are open
    config_.from_uri = options_.target.from;
    config_.user_agent = "sipwright/" SIPWRIGHT_VERSION;
    config_.expires_s = options_.expires_s;
    config_.accounts = target_.accounts;
    config_.hasher = &hasher_;
    config_.timers = target_.timers;
    return config_;
  }

  void take(std::string_view line, std::size_t number) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    const auto read = read_call_event(line);
    if (const auto* bad = std::get_if<BadLine>(&read)) return refuse_line(number, bad->reason);
    const CallEvent& event = std::get<CallEvent>(read);
    std::string body;
    const bool shows = event.kind == CallEvent::Kind::connected || event.kind == CallEvent::Kind::changed;
    if (shows && !build_document(event, number, body)) return;
    const Misuse misuse = tell_agent(event, {media_type::pidf, body});
    if (misuse != Misuse::none)
      refuse_line(number, std::string(describe(misuse)));
    else if (event.kind == CallEvent::Kind::connected)
      unpublished_.insert(event.user);
    node_.pump();
  }

  Misuse tell_agent(const CallEvent& event, const Document& document) {
    const Instant now = net::monotonic_now();
    switch (event.kind) {
      case CallEvent::Kind::ringing:
        return agent_.call_ringing(event.call, event.user, now);
      case CallEvent::Kind::connected:
        return agent_.call_connected(event.call, event.user, document, now);
      case CallEvent::Kind::changed:
        return agent_.modify(event.user, document, now);
      case CallEvent::Kind::held:
        return agent_.call_held(event.call, now);
      case CallEvent::Kind::resumed:
        return agent_.call_resumed(event.call, now);
      case CallEvent::Kind::ended:
        break;
    }
    return event.user.empty() ? agent_.call_ended(event.call, now)
                              : agent_.call_ended(event.call, event.user, now);
  }

  bool build_document(const CallEvent& event, std::size_t number, std::string& body) {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    const auto unix_ms = std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
    const presence::Presence state =
        presence::on_the_phone(event.user, event.display, presence::timestamp(unix_ms));
    const auto profile = options_.profile == "sfb" ? presence::Profile::sfb : presence::Profile::rfc4480;
    const presence::Error error = presence::build(state, profile, body);
    if (error) refuse_line(number, "no presence document can be made: " + error.text);
    return !error;
  }

  void refuse_line(std::size_t number, const std::string& reason) {
    line_refused_ = true;
    complain(me, "line " + std::to_string(number) + ": " + reason);
  }

  void tell(const AgentEvent& event) {
    if (event.status != 0) answered_ = true;
    const std::string user(event.user);
    if (event.kind == AgentEvent::Kind::failed) {
      failing_[user] = {event.status, event.failure == Failure::left, event.expires_s};
    } else if (event.status != 0) {
      // Without an answer behind it, `removed` only says that there is nothing to remove.
      failing_.erase(user);
    }
    if (event.kind == AgentEvent::Kind::removed || event.kind == AgentEvent::Kind::published) unpublished_.erase(user);
    print_line(me, outcome_line(event));
  }

  void tell(const net::Trouble& trouble) {
    // A connection that the peer closed between two requests is no trouble: the next request opens another
    // one.
    if (!trouble.opened_by_us ||
        (trouble.failure.kind == net::FailureKind::closed && agent_.open_transactions() == 0)) {
      return;
    }
    // A request that was too large for UDP goes by UDP after all, which has troubles of its own.
    if (trouble.failure.kind == net::FailureKind::refused && by_size(target_, trouble.peer)) return;
    trouble_told_ = true;
    troubles_.tell(explained(target_, trouble));
  }

  void wait_for_signal() {
    signals_.async_wait([this](boost::system::error_code error, int signal) {
      if (error) return;
      // Asked twice: now. A hang-up asks once, since it comes along with other signals.
      if (stopping_ && signal != SIGHUP) return loop_.stop();
      stop();
      wait_for_signal();
    });
  }

  // Removes all that is published, and ends when that is done or cannot be waited for any longer.
  void stop() {
    if (stopping_) return;
    stopping_ = true;
    lines_.stop();
    agent_.shutdown(net::monotonic_now());
    node_.pump();
    deadline_.expires_after(std::chrono::seconds(limits::shutdown_s_max));
    deadline_.async_wait([this](boost::system::error_code cancelled) {
      if (cancelled) return;
      agent_.advance(net::monotonic_now());  // it tells what it gives up
      node_.pump();
      loop_.stop();
    });
    check_idle();
  }

  void check_idle() {
    if (agent_.idle()) return loop_.stop();
    idle_check_.expires_after(idle_check_interval);
    idle_check_.async_wait([this](boost::system::error_code cancelled) {
      if (!cancelled) check_idle();
    });
  }

  int status() {
    for (const std::string& user : unpublished_) failing_.emplace(user, Last{});
    const std::size_t given_up = agent_.publications();  // asked twice to end
    std::size_t left = given_up, refused = 0;
    std::uint32_t longest_s = given_up == 0 ? 0 : options_.expires_s;
    for (const auto& [user, last] : failing_) {
      left += last.left ? 1 : 0;
      longest_s = std::max(longest_s, last.left ? last.expires_s : 0);
      refused += refuses_credentials(last.status) ? 1 : 0;
    }
    std::string last_words;
    if (!answered_ && !failing_.empty() && !trouble_told_)
      last_words = "the server never answered; check that one listens at " + options_.target.target;
    if (left != 0) {
      last_words += (last_words.empty() ? "" : "; ") + std::to_string(left) +
                    " user(s) may still be shown on the phone: what was not removed ends with its lifetime, in " +
                    std::to_string(longest_s) + " s at the latest";
    }
    if (!last_words.empty()) complain(me, last_words);
    if (refused != 0) {
      complain(me, std::string("the server ") +
                       (target_.accounts.empty() ? "asks for credentials" : "refused the credentials") +
                       ", and nothing is published for " + std::to_string(refused) + " user(s); " +
                       (target_.accounts.empty() ? "give" : "check") + " --user and --password-file");
    }
    if (failing_.empty() && given_up == 0) return line_refused_ ? failed : held;
    return answered_ ? failed : inconclusive;
  }

  // The last outcome of a presentity, where it was a failure.
  struct Last {
    std::uint16_t status = 0;
    bool left = false;  // something may still be published
    std::uint32_t expires_s = 0;
  };

  const AgentOptions& options_;
  asio::io_context loop_;
  net::SystemRandomness randomness_;
  net::OpensslHasher hasher_;
  AgentConfig config_;
  Target target_;
  Agent agent_;
  net::Node<Agent> node_;
  Lines lines_;
  asio::signal_set signals_;
  asio::steady_timer deadline_, idle_check_;
  std::map<std::string, Last> failing_;  // presentities whose last outcome was a failure
  std::set<std::string> unpublished_;  // presentities that no answer has published yet
  Troubles troubles_{me};
  bool stopping_ = false, answered_ = false, line_refused_ = false, trouble_told_ = false;
};

}  // namespace

void add_agent(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<AgentOptions>();
  CLI::App* command =
      app.add_subcommand("agent", "Publish the calls told on standard input, one JSON line each");
  command->footer(
      "Input, one line per event:\n"
      "  {\"event\":\"connected\",\"call\":\"c1\",\"user\":\"sip:john.doe@sfb.example\",\"display\":\"John "
      "Doe\"}\n"
      "  {\"event\":\"changed\",\"call\":\"c1\",\"user\":\"sip:john.doe@sfb.example\",\"display\":\"John "
      "H. Doe\"}\n"
      "  {\"event\":\"ended\",\"call\":\"c1\"}\n"
      "Output, one line per outcome: event (published, refreshed, modified, removed, failed), call, user, "
      "etag,\n"
      "expires, status; of a failure also reason and retry. A line that cannot be used is told on stderr,\n"
      "and the next one is read.\n"
      "A call has one or two users and a name that is unique while it lasts; \"ended\" with a \"user\" ends it "
      "for that one.\n"
      "End of input, SIGTERM, SIGINT and SIGHUP remove all that is published, within 35 s;\n"
      "what cannot be removed any more is told, with the lifetime after which it ends, and not waited for.\n"
      "Exit status: 0 all was published and removed; 1 something was refused or a line was unusable; 2 wrong "
      "usage;\n"
      "3 the server never answered.");
  add_target_options(*command, options->target, true);
  command->add_option("--expires", options->expires_s, "Lifetime to ask for, in seconds; default: 600")
      ->type_name("S")
      ->check(CLI::Range(1u, 4'294'967'295u));
  command
      ->add_option("--profile", options->profile,
                   "Form of the presence document: sfb or rfc4480; default: sfb")
      ->type_name("NAME")
      ->check(CLI::IsMember({"sfb", "rfc4480"}));
  command->callback([options, &exit_status] {
    exit_status = guarded(me, [&options] {
      require_standard_input("call events, one JSON object a line");
      return AgentRun(*options).run();
    });
  });
}

}  // namespace sipwright::cli
