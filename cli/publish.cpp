// `sipwright publish`: one PUBLISH, its answer printed.
#include "publish.hpp"

#include <CLI/App.hpp>
#include <cstdio>
#include <memory>

#include "address.hpp"
#include "command.hpp"
#include "one_publish.hpp"
#include "sipwright/fields.hpp"
#include "sipwright/net/node.hpp"
#include "sipwright/net/runtime_services.hpp"
#include "sipwright/vocabulary.hpp"
#include "target.hpp"

namespace sipwright::cli {
namespace {

constexpr const char* me = "publish";

struct PublishOptions {
  TargetOptions target;
  std::string presentity, body_file, if_match;
  std::string package{package::presence};
  std::string media_type{media_type::pidf};
  std::int64_t expires_s = -1;  // -1: not given
};

PublishRequest request_for(const PublishOptions& options, const Target& target) {
  PublishRequest request;
  request.target = target.peer;
  request.presentity = options.presentity;
  request.from = options.target.from;
  request.package = options.package;
  request.media_type = options.media_type;
  request.if_match = options.if_match;
  request.user_agent = "sipwright/" SIPWRIGHT_VERSION;
  request.accounts = target.accounts;
  request.timers = target.timers;
  if (options.expires_s >= 0) request.expires_s = static_cast<std::uint32_t>(options.expires_s);
  if (!options.body_file.empty()) {
    request.body = read_file("body file", options.body_file, limits::document_octets_max);
    if (request.body->empty())
      throw Refusal(
          usage, "the body file " + options.body_file + " is empty; leave --body out to refresh or remove");
  }
  return request;
}

// The status line, and the header fields that say what became of the publication.
void print(const Message& answer) {
  const Row& start = answer.row(0);
  const auto show = [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); };
  show(answer.value(start));
  show("\n");
  for (std::size_t i = 1; i < answer.row_count(); ++i) {
    const Row& row = answer.row(i);
    switch (row.header) {
      case Header::sip_etag:
      case Header::expires:
      case Header::min_expires:
      case Header::retry_after:
      case Header::allow_events:
      case Header::contact:
      case Header::unsupported:
      case Header::www_authenticate:
      case Header::proxy_authenticate:
        show(name_of(row.header));
        show(": ");
        show(answer.value(row));
        show("\n");
        break;
      default:
        break;
    }
  }
  std::fflush(stdout);
}

int run(const PublishOptions& options) {
  if (options.body_file.empty() && options.if_match.empty()) {
    throw Refusal(usage, "nothing to publish: give --body FILE, or --if-match TAG to refresh or remove");
  }
  read_uri("the presentity", options.presentity);
  const Target target = prepare(options.target, options.presentity);
  PublishRequest request = request_for(options, target);

  boost::asio::io_context loop;
  net::SystemRandomness randomness;
  const net::OpensslHasher hasher;
  // The sockets belong to the node and the node to the engine, whose Via has to name the sockets' port.
  std::optional<OnePublish> engine(std::in_place, request, hasher, randomness);
  net::Node<OnePublish> node(loop, *engine);
  request.sent_by = open_sockets(node.sockets(), target);
  engine.emplace(std::move(request), hasher, randomness);

  std::optional<OnePublish::Event> end;
  std::string trouble;
  node.on_event = [&](const OnePublish::Event& event) {
    end = event;
    loop.stop();
  };
  node.on_trouble = [&](const net::Trouble& heard) {
    if (heard.opened_by_us) trouble = explained(target, heard).reason;
  };
  if (const auto fault = engine->start(net::monotonic_now())) {
    throw Refusal(usage, "the request would be no SIP message (" + *fault +
                             "); check --if-match, --event and --content-type");
  }
  node.pump();
  loop.run();
  node.close();

  const std::string whom = std::string(name_of(target.peer.transport())) + " " +
                           host_port(target.peer.address(), target.peer.port());
  if (!end || end->kind == OnePublish::Event::Kind::timed_out) {
    throw Refusal(inconclusive,
                  "no answer from " + whom + " in time; check the address, or that a server runs there");
  }
  if (end->kind == OnePublish::Event::Kind::transport_failed) throw Refusal(inconclusive, trouble);
  Message answer;
  parse(end->answer, answer);
  print(answer);
  Fields fields;
  fill_fields(answer, fields);
  const std::uint32_t code = fields.status.value_or(0);
  if (code / 100 == 3) {
    throw Refusal(failed, "the server says to publish elsewhere; if you trust the address in Contact, give it to "
                          "--target");
  }
  if (code < 200 || code >= 300) return failed;
  // RFC 3903 6 step 6: every 2xx has one. Without it a removal has still removed.
  if (options.expires_s != 0 && answer.count(Header::sip_etag) != 1) {
    throw Refusal(failed, "the server accepted it without one entity-tag (SIP-ETag): it cannot be refreshed, changed "
                          "or removed, and ends with its lifetime; the server breaks RFC 3903 section 6");
  }
  return held;
}

}  // namespace

void add_publish(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<PublishOptions>();
  CLI::App* command = app.add_subcommand("publish", "Send one PUBLISH and print its answer");
  command->footer(
      "Initial: --body. Modify: --body and --if-match. Refresh: --if-match. Remove: --if-match and --expires "
      "0.\n"
      "Exit status: 0 success (2xx); 1 refused, redirected, or accepted without SIP-ETag; 2 wrong usage; 3 "
      "unreachable,\n"
      "not trusted, or no answer in time.");
  command->add_option("URI", options->presentity, "The presentity, such as sip:john.doe@sfb.example")
      ->required();
  command->add_option("--body", options->body_file, "File with the state to publish; - for standard input")
      ->type_name("FILE");
  command->add_option("--if-match", options->if_match, "Entity-tag of the publication to change")
      ->type_name("TAG")
      ->check([](const std::string& tag) {
        return tag.empty()
                   ? std::string("the entity-tag is empty; a publish without one makes a new publication")
                   : std::string();
      });
  command->add_option("--expires", options->expires_s, "Lifetime to ask for, in seconds; 0 removes")
      ->type_name("S")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{4'294'967'295}));
  command->add_option("--event", options->package, "Event package; default: presence")->type_name("NAME");
  command
      ->add_option("--content-type", options->media_type, "Type of the body; default: application/pidf+xml")
      ->type_name("TYPE");
  add_target_options(*command, options->target, false);
  command->callback(
      [options, &exit_status] { exit_status = guarded(me, [&options] { return run(*options); }); });
}

}  // namespace sipwright::cli
