"""`sipwright agent` as a child process: call events go in as JSON lines, outcomes come out as JSON lines."""

import json
import os
import queue
import signal
import subprocess
import tempfile
import threading
import time

from presence_server import die_with_parent

OUTCOME_S = 20
END_S = 40


class AgentError(Exception):
    """The agent said something else than expected, or nothing."""


def target_options(server, transport):
    """The options that every networked command of sipwright takes, for one of the server's ports."""
    options = ["--target", f"sip:127.0.0.1:{server.port(transport)};transport={transport}"]
    if transport == "tls":
        certificates = server.certificates
        options += ["--cert", certificates.client, "--key", certificates.key("client"), "--ca", certificates.ca,
                    "--server-name", "sfb.example"]
    return options


class Agent:
    """with Agent(command, options) as agent: agent.tell(...); agent.expect("published"); agent.end()"""

    def __init__(self, command, options):
        self.arguments = [command, "agent", *options]
        self.outcomes = queue.Queue()
        self.heard = []

    def __enter__(self):
        self.errors = tempfile.TemporaryFile(mode="w+", encoding="utf-8", errors="replace")
        self.process = subprocess.Popen(self.arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.errors, text=True, bufsize=1, preexec_fn=die_with_parent)
        threading.Thread(target=self._read, daemon=True).start()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.errors.close()

    def _read(self):
        for line in self.process.stdout:
            self.outcomes.put(line)
        self.outcomes.put(None)

    def tell(self, **event):
        self.process.stdin.write(json.dumps(event) + "\n")
        self.process.stdin.flush()

    def connected(self, call="c1", user="sip:john.doe@sfb.example", display="John Doe"):
        self.tell(event="connected", call=call, user=user, display=display)

    def ended(self, call="c1"):
        self.tell(event="ended", call=call)

    def expect(self, kind, timeout_s=OUTCOME_S):
        """The next outcome, which must be of that kind. A failure that the agent mends by itself may come first."""
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                line = self.outcomes.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise AgentError(f"no outcome '{kind}' within {timeout_s} s; {self.story()}") from None
            if line is None:
                raise AgentError(f"the agent ended without '{kind}'; {self.story()}")
            outcome = json.loads(line)
            self.heard.append(outcome)
            if outcome["event"] == kind:
                return outcome
            if not (outcome["event"] == "failed" and outcome.get("retry")):
                raise AgentError(f"'{outcome['event']}' instead of '{kind}'; {self.story()}")

    def end(self):
        """End of input: everything is removed. Returns the exit status."""
        self.process.stdin.close()
        return self.wait()

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self):
        try:
            return self.process.wait(END_S)
        except subprocess.TimeoutExpired:
            raise AgentError(f"the agent did not end within {END_S} s; {self.story()}") from None

    def stderr(self):
        self.errors.flush()
        self.errors.seek(0, os.SEEK_SET)
        return self.errors.read()

    def story(self):
        return f"heard {self.heard}, stderr: {self.stderr().strip() or '(nothing)'}"
