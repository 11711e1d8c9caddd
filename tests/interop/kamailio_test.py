#!/usr/bin/env python3
"""The life of a publication at a real presence server, driven through the `sipwright` command.

    kamailio_test.py --list                          the cases, one a line
    kamailio_test.py --sipwright FILE CASE...        run them; exit status 0 if all hold, else 1

After each step the server's own table `presentity` is read: what the agent says is not taken for granted. A missing
Kamailio is a failure, with the packages to install."""

import argparse
import re
import subprocess
import sys
import tempfile
import time
import traceback
import xml.etree.ElementTree as ElementTree

from agent_process import Agent, target_options
from presence_server import PresenceServer, ServerError

PIDF = "{urn:ietf:params:xml:ns:pidf}"
DRAFT = "{urn:ietf:params:xml:ns:pidf:status:rpid-status}"
CIPID = "{urn:ietf:params:xml:ns:pidf:cipid}"
# Short enough for two refreshes in a test: they are due at half of it.
SHORT_S = 6
LONG_S = 600


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def equal(actual, expected, what):
    check(actual == expected, f"{what}: {actual!r} instead of {expected!r}")


# How long the server may take from its answer to its table: it answers a removal before it deletes the row.
SETTLE_S = 5


def settled(server, tags):
    """The live publications of John Doe at the server, as soon as they are under exactly these entity-tags."""
    deadline = time.monotonic() + SETTLE_S
    while True:
        found = server.publications()
        if [one["etag"] for one in found] == tags or time.monotonic() > deadline:
            equal([one["etag"] for one in found], tags, "entity-tags of the live publications at the server")
            return found
        time.sleep(0.02)


def one_publication(server, tag):
    """The only live publication of John Doe at the server, which is under that entity-tag."""
    return settled(server, [tag])[0]


def no_publication(server):
    settled(server, [])


def says_on_the_phone(body, name):
    """The stored octets are the document of profile sfb for that name."""
    check(body.startswith(b'<?xml version="1.0" encoding="utf-8"?>\r\n<presence '), f"not profile sfb: {body!r}")
    root = ElementTree.fromstring(body)
    equal(root.tag, PIDF + "presence", "root")
    equal(root.get("entity"), "sip:john.doe@sfb.example", "entity")
    equal(root.findtext(f"{PIDF}tuple/{PIDF}status/{PIDF}basic"), "open", "basic")
    equal(root.findtext(f"{PIDF}tuple/{PIDF}status/{DRAFT}activities/{DRAFT}activity"), "on-the-phone", "activity")
    equal(root.findtext(CIPID + "display-name"), name, "display name")


def request(line):
    """A PUBLISH as the server logged it: transport, match (None: no SIP-If-Match), expires, has_body."""
    found = re.match(r"(\w+) match=<(.*?)> expires=<(.*?)> length=<(.*?)> ", line)
    transport, match, expires, length = found.groups()
    return {"transport": transport, "match": None if match == "<null>" else match, "expires": expires,
            "has_body": length != "0"}


def requests(server):
    return [request(line) for line in server.requests()]


def publish(agent, server, expires_s):
    """Step initial, as every case begins. Returns the entity-tag."""
    agent.connected()
    outcome = agent.expect("published")
    equal(outcome["status"], 200, "status")
    equal(outcome["expires"], expires_s, "granted lifetime")
    equal((outcome["call"], outcome["user"]), ("c1", "sip:john.doe@sfb.example"), "call and user")
    stored = one_publication(server, outcome["etag"])
    check(expires_s - 5 < stored["expires"] <= expires_s, f"{stored['expires']} s left of {expires_s}")
    says_on_the_phone(stored["body"], "John Doe")
    return outcome["etag"]


def finish(agent, server):
    """End of input leaves nothing behind."""
    equal(agent.end(), 0, "exit status of the agent")
    no_publication(server)
    equal(agent.stderr(), "", "stderr of the agent")


def initial(run):
    with run.server() as server, run.agent(server, LONG_S) as agent:
        publish(agent, server, LONG_S)
        equal(requests(server),
              [{"transport": run.transport, "match": None, "expires": "600", "has_body": True}], "requests")
        finish(agent, server)


def refresh(run):
    with run.server() as server, run.agent(server, SHORT_S) as agent:
        tags = [publish(agent, server, SHORT_S)]
        body = one_publication(server, tags[0])["body"]
        for _ in range(2):
            outcome = agent.expect("refreshed")
            equal(outcome["expires"], SHORT_S, "granted lifetime")
            stored = one_publication(server, outcome["etag"])
            equal(stored["body"], body, "body after a refresh")
            check(stored["expires"] > SHORT_S / 2, "the lifetime was not prolonged")
            tags.append(outcome["etag"])
        equal(len(set(tags)), 3, "different entity-tags")
        # Each refresh goes out under the newest tag and without a body (RFC 3903 4.3).
        equal([(r["match"], r["has_body"]) for r in requests(server)][1:], [(tags[0], False), (tags[1], False)],
              "refreshes")
        finish(agent, server)


def modify(run):
    with run.server() as server, run.agent(server, LONG_S) as agent:
        before = publish(agent, server, LONG_S)
        agent.tell(event="changed", call="c1", user="sip:john.doe@sfb.example", display="Jöhn <Doe> & Co")
        outcome = agent.expect("modified")
        stored = one_publication(server, outcome["etag"])
        check(stored["etag"] != before, "the entity-tag did not change")
        says_on_the_phone(stored["body"], "Jöhn <Doe> & Co")
        equal([(r["match"], r["has_body"]) for r in requests(server)], [(None, True), (before, True)], "requests")
        finish(agent, server)


def remove(run):
    with run.server() as server, run.agent(server, LONG_S) as agent:
        tag = publish(agent, server, LONG_S)
        agent.ended()
        outcome = agent.expect("removed")
        equal(outcome["status"], 200, "status")
        no_publication(server)
        last = requests(server)[-1]
        equal((last["match"], last["expires"], last["has_body"]), (tag, "0", False), "removal")
        finish(agent, server)
        equal(len(requests(server)), 2, "requests")


def stale_tag(run):
    with run.server() as server, run.agent(server, SHORT_S) as agent:
        lost = publish(agent, server, SHORT_S)
        server.forget()
        no_publication(server)
        # The refresh is answered 412, and the agent begins anew with its whole state (RFC 3903 4.3 and 5).
        outcome = agent.expect("published")
        stored = one_publication(server, outcome["etag"])
        check(stored["etag"] != lost, "the lost tag came back")
        says_on_the_phone(stored["body"], "John Doe")
        equal([(r["match"], r["has_body"]) for r in requests(server)], [(None, True), (lost, False), (None, True)],
              "requests")
        check("No E-Tag match " + lost in server.log(), "the server did not miss the tag")
        agent.ended()
        agent.expect("removed")
        no_publication(server)
        finish(agent, server)


def one_shot(run):
    """The same life by hand, one `sipwright publish` a step, and the answer to a tag that is used up."""
    with run.server() as server, tempfile.NamedTemporaryFile() as body:
        with run.agent(server, LONG_S) as agent:
            body.write(one_publication(server, publish(agent, server, LONG_S))["body"])
            body.flush()
            finish(agent, server)
        first = run.publish(server, 0, "--body", body.name, "--expires", "60")
        second = run.publish(server, 0, "--if-match", first, "--expires", "60")
        check(second not in (None, first), f"no fresh entity-tag: {second}")
        run.publish(server, 1, "--if-match", first, "--expires", "60", status="412")
        one_publication(server, second)
        run.publish(server, 0, "--if-match", second, "--expires", "0")
        no_publication(server)


def terminated(run):
    """SIGTERM in the middle of a call removes what is published."""
    with run.server() as server, run.agent(server, LONG_S) as agent:
        publish(agent, server, LONG_S)
        agent.terminate()
        equal(agent.wait(), 0, "exit status of the agent")
        agent.expect("removed")
        no_publication(server)


def digest(algorithm):
    def case(run):
        with run.server(password="open sesame", algorithm=algorithm) as server, tempfile.NamedTemporaryFile() as file:
            file.write(b"open sesame\n")
            file.flush()
            account = ["--user", "john.doe", "--password-file", file.name]
            with run.agent(server, SHORT_S, *account) as agent:
                publish(agent, server, SHORT_S)
                agent.expect("refreshed")
                finish(agent, server)
            challenged = [line for line in server.requests() if line.endswith("auth=<<null>>")]
            equal(len(challenged), 1, "requests without credentials")
            check(f"algorithm={algorithm}" in server.requests()[1], "the algorithm of the challenge was not used")
            check("nc=00000002" in server.log(), "the refresh did not carry credentials at once")
    return case


def wrong_password(run):
    with run.server(password="open sesame") as server, tempfile.NamedTemporaryFile() as file:
        file.write(b"guess\n")
        file.flush()
        with run.agent(server, LONG_S, "--user", "john.doe", "--password-file", file.name) as agent:
            agent.connected()
            outcome = agent.expect("failed")
            equal(outcome["status"], 401, "status")
            # One without credentials, one with: the next attempt waits for the back-off.
            equal(len(requests(server)), 2, "requests")
            equal(agent.end(), 1, "exit status of the agent")
        no_publication(server)


def untrusted_server(run):
    """A server whose certificate comes from somebody else's CA gets nothing."""
    with run.server() as server:
        options = target_options(server, "tls")
        options[options.index("--ca") + 1] = server.certificates.other_ca
        with Agent(run.sipwright, options) as agent:
            agent.connected()
            agent.expect("failed")
            equal(agent.end(), 3, "exit status of the agent")
            check("certificate" in agent.stderr(), "stderr does not tell of the certificate: " + agent.stderr())
        equal(requests(server), [], "requests")


class Run:
    """What a case is given: the command, and the transport to go by."""

    def __init__(self, sipwright, transport):
        self.sipwright = sipwright
        self.transport = transport

        self.last_server = None

    def server(self, **settings):
        self.last_server = PresenceServer(**settings)
        return self.last_server

    def last_log(self):
        return "" if self.last_server is None else "\n".join(self.last_server.log().splitlines()[-15:])

    def agent(self, server, expires_s, *options):
        return Agent(self.sipwright, [*target_options(server, self.transport), "--expires", str(expires_s), *options])

    def publish(self, server, exit_status, *options, status="200"):
        """One `sipwright publish`. Returns the entity-tag of the answer, None if it has none."""
        done = subprocess.run([self.sipwright, "publish", "sip:john.doe@sfb.example",
                               *target_options(server, self.transport), *options],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        story = f"{options}: {done.stdout!r} {done.stderr!r}"
        equal(done.returncode, exit_status, f"exit status of publish {story}")
        check(done.stdout.split("\n")[0].startswith(f"SIP/2.0 {status} "), f"no {status} to publish {story}")
        found = re.search(r"^SIP-ETag: (\S+)$", done.stdout, re.MULTILINE)
        return found.group(1) if found else None


def cases():
    found = {}
    for transport in ("udp", "tcp", "tls"):
        for case in (initial, refresh, modify, remove, stale_tag):
            found[f"{transport}/{case.__name__.replace('_', '-')}"] = (case, transport)
    for name, case in (("one-shot", one_shot), ("terminated", terminated), ("digest-md5", digest("MD5")),
                       ("digest-sha-256", digest("SHA-256")), ("wrong-password", wrong_password)):
        found["udp/" + name] = (case, "udp")
    found["tls/untrusted-server"] = (untrusted_server, "tls")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--sipwright")
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    known = cases()
    if arguments.list:
        print("\n".join(known))
        return 0
    unknown = [name for name in arguments.cases if name not in known]
    if unknown or not arguments.cases or not arguments.sipwright:
        print("give --sipwright FILE and cases of --list; unknown: " + ", ".join(unknown), file=sys.stderr)
        return 2
    failures = 0
    for name in arguments.cases:
        case, transport = known[name]
        run = Run(arguments.sipwright, transport)
        begin = time.monotonic()
        try:
            case(run)
            print(f"ok   {name} ({time.monotonic() - begin:.1f} s)")
        except Exception as error:  # pylint: disable=broad-except
            failures += 1
            print(f"FAIL {name}: {error}")
            if isinstance(error, ServerError):
                continue
            traceback.print_exc(limit=-3, file=sys.stdout)
            print("the server's log ended with:\n" + run.last_log())
            print(f"again: {sys.argv[0]} --sipwright {arguments.sipwright} {name}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
