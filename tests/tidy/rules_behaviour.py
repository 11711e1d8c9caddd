"""Nothing but the emitted machines decides behaviour: the core's own code does not branch on protocol state."""
import re

from rule import Finding, rule

ENUM = r"(?:\w+::)*\w*(?:State|EventKind)::\w+"
MEMBER = (r"(?:status|expires(?:_s)?|min_expires(?:_s)?|retry_after(?:_s)?|etag|if_match|dies_at|granted(?:_s)?)\b"
          r"(?:\(\))?")
COMPARE = r"(?:[=!]=|<=|>=|(?<![<\-])<(?![<\w:])|(?<![>\-])>(?!>))"
# What a line of the core must not do, by kind.
BRANCHES = {
    rf"(?:[=!]=\s*|\bcase\s+|\bswitch\s*\([^)]*){ENUM}|{ENUM}\s*[=!]=": "a state or a kind of event",
    r"\bstatus::\w+": "a status code",
    rf"[.>]{MEMBER}\s*(?:\.value_or\([^)]*\)\s*)?{COMPARE}|{COMPARE}\s*\w+(?:\.|->){MEMBER}": "a field of a message",
    rf"[.>]{MEMBER}\s*\?[^?:]": "a field of a message",
    r"[=!]=\s*method::\w+|\bmethod::\w+\s*[=!]=|\bcase\s+method::": "a method",
}
# path, what stands in the line -> why it cannot be a row.
ALLOWED = {
    ("runtime/src/core/compositor.cpp", "fields.method != method::ack"):
        "ACK belongs to INVITE's own transaction, which is not served: no machine could say what becomes of it",
    ("runtime/src/core/client_transactions.cpp", "answer.cseq_method != method::publish"):
        "whose answer it is: matching comes before every machine (RFC 3261 17.1.3)",
}
ADVICE = "let a row of the model's table decide: an event or a guard; the core does what effects ask for"


def core(text, path="runtime/src/core/x.cpp"):
    kept = {path: "" for path, _ in ALLOWED}
    for (place, line) in ALLOWED:
        kept[place] += f"if ({line}) {{\n"
    kept[path] = kept.get(path, "") + text
    return kept


@rule("behaviour", bad=[
    (core("if (machine.state == PublisherState::Idle) {\n"), "runtime/src/core/x.cpp:1"),
    (core("\nif (machines::CallState::Held != one.state) {\n"), "runtime/src/core/x.cpp:2"),
    (core("switch (s) {\n  case machines::CompositorState::Body:\n"), "runtime/src/core/x.cpp:2"),
    (core("if (event.kind == machines::PublisherEventKind::challenged) {\n"), "runtime/src/core/x.cpp:1"),
    (core("if (fields.status == status::conditional_request_failed) {\n"), "runtime/src/core/x.cpp:1"),
    (core("answer.status = ok ? status::ok : x;\n"), "runtime/src/core/x.cpp:1"),
    (core("if (answer.status >= 300) {\n"), "runtime/src/core/x.cpp:1"),
    (core("if (request.expires == 0U) {\n"), "runtime/src/core/x.cpp:1"),
    (core("if (request.expires.value_or(0) < minimum) {\n"), "runtime/src/core/x.cpp:1"),
    (core("if (now >= one.dies_at()) {\n"), "runtime/src/core/x.cpp:1"),
    (core("if (one->dies_at <= now) {\n"), "runtime/src/core/x.cpp:1"),
    (core("if (fields.if_match != tag) {\n"), "runtime/src/core/x.cpp:1"),
    (core("code = verdict.status ? verdict.status : 0;\n"), "runtime/src/core/x.cpp:1"),
    (core("if (fields.method == method::cancel) {\n"), "runtime/src/core/x.cpp:1"),
    (core("bool f() { return state == TransactionState::Done; }\n", "runtime/include/sipwright/x.hpp"),
     "runtime/include/sipwright/x.hpp:1"),
    ({path: ("" if "method::ack" in line else f"if ({line}) {{\n") for path, line in ALLOWED},
     "tests/tidy/rules_behaviour.py:1"),
], good=[
    core("event.kind = PublisherEventKind::want;\nevent.expires = config_.expires_s;\n"
         "// if (fields.status == status::ok)\nlog(\"status == 200\");\n"
         "switch (timer) {\n  case PublisherTimer::refresh:\n    break;\n  case CompositorOutcome::refused:\n"
         "writer.request_line(method::publish, uri);\nstd::optional<std::uint32_t> expires_s;\n"
         "std::vector<Tag> etag;\nout << fields.status << 1;\nif (answer.expires_s) write(*answer.expires_s);\n"),
    core("if (state == PublisherState::Idle) {\n", "runtime/generated/sipwright/machines/x.hpp"),
    core("if (status == status::ok) {\n", "runtime/src/net/x.cpp"),
    core("if (fields.status == status::ok) {\n", "cli/x.cpp"),
])
def behaviour(tree):
    used = set()
    for file in tree.under("runtime/src/core", "runtime/include/sipwright"):
        if not file.is_cpp or file.path.startswith("runtime/include/sipwright/net"):
            continue
        told = set()
        for pattern, kind in BRANCHES.items():
            for number, match in file.in_code(pattern):
                if number in told:
                    continue
                told.add(number)
                line = file.lines[number - 1]
                allowed = [key for key in ALLOWED if key[0] == file.path and key[1] in line]
                used.update(allowed)
                if not allowed:
                    yield Finding(file.path, number, f"the core branches on {kind}: {match[0].strip()}", ADVICE)
    if tree.under("runtime/src/core"):
        for path, line in sorted(set(ALLOWED) - used):
            yield Finding("tests/tidy/rules_behaviour.py", 1, f"allows what is not there: {path}: {line}",
                          "remove it from ALLOWED")
