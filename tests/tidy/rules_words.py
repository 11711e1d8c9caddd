"""No SIP word stands in the runtime's own sources: methods, header fields, status codes and timers are generated."""
import re

from rule import Finding, rule

METHODS = "INVITE ACK BYE CANCEL OPTIONS REGISTER PRACK SUBSCRIBE NOTIFY PUBLISH INFO REFER MESSAGE UPDATE".split()
# The names that today knows; what the grammar knows besides is read from its annotations.
HEADERS = """Via From To Call-ID CSeq Max-Forwards Contact Event Expires Min-Expires SIP-ETag SIP-If-Match Content-Type
    Content-Length Content-Encoding User-Agent Server Retry-After Authorization WWW-Authenticate Proxy-Authorization
    Proxy-Authenticate Allow Allow-Events Accept Accept-Encoding Supported Require Unsupported Route Record-Route
    Proxy-Require Warning Date Timestamp Subscription-State Authentication-Info Error-Info Subject
    Organization""".split()
OPTION_TAGS = """100rel timer path outbound gruu eventlist replaces pref precondition sec-agree tdialog
    norefersub""".split()
MEDIA = ["application/pidf+xml", "application/sdp", "message/sipfrag", "application/dialog-info+xml"]
# Words of the standard that are everyday words too, for which the look of the literal says nothing.
EVERYDAY = {"timer", "path", "pref", "replaces", "date", "to", "from", "event", "server", "subject", "message", "info",
            "accept", "allow", "require", "warning", "organization", "contact", "route", "update", "options", "refer",
            "register", "cancel", "notify", "ack", "bye", "outbound", "expires", "supported", "timestamp", "via",
            "priority", "reason", "privacy", "identity", "encryption", "hide", "join", "warning"}
TIMERS = r"(?:0?\.5s|500ms|4s|4'?000ms|5s|5'?000ms|32s|32'?000ms)"
COMPARED = r"(?:[=!<>]=|[<>]|\bcase)\s*([1-6]\d\d)\b(?!\s*(?:ms|us|ns|s|[.'*+\w]))|\b([1-6]\d\d)\s*(?:[=!<>]=|<=>)"
ADVICE = "use the constant of sipwright/vocabulary.hpp (a new one: model/vocabulary.hpp)"


def known_headers(tree):
    names = {name.lower() for name in HEADERS}
    for file in tree.under("grammar"):
        names |= {name.lower() for name in re.findall(r'@header\s+"([^"]+)"', file.text)}
    return names


def vocabulary(tree, name):
    """The texts of one list of model/vocabulary.hpp."""
    file = tree.by_path.get("model/vocabulary.hpp")
    block = re.search(rf"#define {name}\(\w+\)((?:.*\\\n)*.*\n)", file.text) if file else None
    return set(re.findall(r'^ *[A-Z]+\(\w+, *(?:\d+, *)?"([^"]+)"', block[1], re.M)) if block else set()


class Words:
    """What counts as a word of the protocol: the lists above, and what grammar and vocabulary know besides."""

    def __init__(self, tree):
        self.headers = known_headers(tree)
        self.methods = set(METHODS) | vocabulary(tree, "SIPWRIGHT_METHODS")
        self.media = set(MEDIA) | {text for text in vocabulary(tree, "SIPWRIGHT_MEDIA_TYPES") if "+xml" in text}
        self.tags = set(OPTION_TAGS) | vocabulary(tree, "SIPWRIGHT_OPTION_TAGS")
        self.reasons = {text for text in vocabulary(tree, "SIPWRIGHT_STATUS_CODES") if " " in text}


def sip_word(body, words):
    """What in this string literal belongs to the protocol, or None."""
    headers = words.headers
    bare = body.replace(r"\r\n", "").strip().rstrip(":").strip()
    lower = bare.lower()
    line = re.match(r"([A-Za-z][\w-]*):(?: |$|\\r)", body.replace(r"\r\n", " ").lstrip())
    if line and line[1].lower() in headers:
        return "header field " + line[1]
    if lower in headers and (lower not in EVERYDAY or bare[:1].isupper()):
        return "header field " + bare
    if bare in words.methods:
        return "method " + bare
    start = re.match(r"(\w+) (?:sips?:|$)", bare)
    if start and start[1] in words.methods:
        return "method " + start[1]
    if "SIP/2.0" in body or "z9hG4bK" in body:
        return "protocol constant " + bare
    if bare in words.reasons:
        return "reason phrase " + bare
    if lower in words.tags and lower not in EVERYDAY:
        return "option-tag " + bare
    for media in words.media:
        if media in body.lower():
            return "media type " + media
    if re.fullmatch(r"[1-6]\d\d( [A-Z][\w' -]*)?", bare):
        return "status code " + bare
    return None


def source(text):
    return {"runtime/src/core/x.cpp": text}


TIMER_USE = (r"(?<![\w.])" + TIMERS + r"\b|\bseconds\s*[({]\s*(?:4|5|32|4000|5000|500)\s*[)}]"
             r"|\b64\s*\*\s*(?:\w+(?:::|\.|->))*(?i:t1)\b")


@rule("sip-literal", bad=[
    (source('if (m == "PUBLISH") {\n'), "runtime/src/core/x.cpp:1"),
    (source('\nout += "SIP-If-Match: ";\n'), "runtime/src/core/x.cpp:2"),
    (source('find("Expires");\n'), "runtime/src/core/x.cpp:1"),
    (source('out += "To: <";\n'), "runtime/src/core/x.cpp:1"),
    (source('find("call-id");\n'), "runtime/src/core/x.cpp:1"),
    (source('out += " SIP/2.0\\r\\n";\n'), "runtime/src/core/x.cpp:1"),
    (source('x = "application/pidf+xml";\n'), "runtime/src/core/x.cpp:1"),
    (source('x = "100rel";\n'), "runtime/src/core/x.cpp:1"),
    (source("if (status == 412) {\n"), "runtime/src/core/x.cpp:1"),
    (source("if (status >= 300) {\n"), "runtime/src/core/x.cpp:1"),
    (source("switch (s) {\n  case 423: break;\n"), "runtime/src/core/x.cpp:2"),
    (source("if (200 <= status) {\n"), "runtime/src/core/x.cpp:1"),
    (source("auto t1 = 500ms;\n"), "runtime/src/core/x.cpp:1"),
    (source("auto f = std::chrono::seconds{32};\n"), "runtime/src/core/x.cpp:1"),
    (source("auto f = 64 * t1;\n"), "runtime/src/core/x.cpp:1"),
    ({"runtime/src/net/x.cpp": "respond(\n  404);\n"}, "runtime/src/net/x.cpp:2"),
    ({"grammar/A.g4": '/** @header "Foo-Bar" */\n', "runtime/src/a.cpp": 'find("foo-bar");\n'}, "runtime/src/a.cpp:1"),
    ({"model/vocabulary.hpp": '#define SIPWRIGHT_METHODS(W) \\\n  W(frob, "FROB", "RFC 1") \\\n  W(b, "BARB", "")\n',
      "runtime/src/a.cpp": 'x = "BARB";\n'}, "runtime/src/a.cpp:1"),
    ({"model/vocabulary.hpp": '#define SIPWRIGHT_STATUS_CODES(S) \\\n  S(odd, 423, "Quite Odd", "RFC 1")\n',
      "runtime/src/a.cpp": 'x = "Quite Odd";\n'}, "runtime/src/a.cpp:1"),
], good=[
    source('// "PUBLISH" gets 412\nif (status == status::ok) { log("from"); fail("the date is wrong: " + x); }\n'),
    source("buffer.reserve(512);\nstd::array<char, 200> a; if (size >= 128'000) {} b = x[200]; c = 4096 > 100.5;\n"),
    {"runtime/generated/sipwright/vocabulary.hpp": 'inline constexpr std::string_view publish = "PUBLISH";\n'},
    {"tests/x.cpp": 'x == "PUBLISH"\n'},
])
def sip_literal(tree):
    words = Words(tree)
    for file in tree.under("runtime/src"):
        if not file.is_cpp:
            continue
        for line, body in file.strings:
            found = sip_word(body, words)
            if found:
                yield Finding(file.path, line, found + " as a literal", ADVICE)
        for line, match in file.in_code(COMPARED):
            yield Finding(file.path, line, f"status code {match[1] or match[2]} in a comparison", ADVICE)
        for line, match in file.in_code(r"\b(?:respond|status_line|reject|default_reason)\s*\(\s*([1-6]\d\d)\b"):
            yield Finding(file.path, line + match[0].count("\n"), f"status code {match[1]} as a number", ADVICE)
        for line, match in file.in_code(TIMER_USE):
            yield Finding(file.path, line, f"timer value {match[0]}", ADVICE)
