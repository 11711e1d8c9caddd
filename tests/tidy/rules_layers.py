"""Rules about what may know what: the arrow of the layers, and the core that does no input or output."""
import posixpath
import re

from rule import Finding, rule

# layer -> the layers that its files may include. Design: grammar, model -> gen -> runtime -> tests -> cli.
ARROW = {
    "model": {"model"},
    "gen": {"gen", "model"},
    "runtime": {"runtime"},
    "kit": {"kit", "model", "runtime"},
    "tests": {"tests", "kit", "model", "runtime"},
    # The tests of the generator and of the command's parts are the only ones that look inside them.
    "tests/gen": {"tests", "kit", "model", "runtime", "gen"},
    "tests/cli": {"tests", "kit", "model", "runtime", "gen", "cli"},
    "fuzz": {"fuzz", "kit", "model", "runtime"},
    "cli": {"cli", "kit", "model", "runtime", "gen"},
}
ROOTS = ["", "runtime/include/", "runtime/generated/", "runtime/src/", "tests/", "tests/kit/", "gen/", "fuzz/"]
FIRST_NAMES = {"sipwright": "runtime", "core": "runtime", "net": "runtime", "presence": "runtime", "kit": "kit"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')


def layer(path):
    if path.startswith("tests/kit/"):
        return "kit"
    for name in ("tests/gen", "tests/cli"):
        if path.startswith(name + "/"):
            return name
    first = path.split("/")[0]
    return first if first in ARROW else None


def includes(file):
    for number, line in enumerate(file.lines, 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match[1] == "<", match[2]


def target(tree, file, name):
    """The layer of what is included, or None for what is not ours."""
    beside = posixpath.normpath(posixpath.dirname(file.path) + "/" + name)
    if name.startswith(".."):
        return layer(beside)
    for candidate in [beside] + [root + name for root in ROOTS]:
        if candidate in tree.by_path:
            return layer(candidate)
    first = name.split("/")[0]
    return FIRST_NAMES.get(first) or (layer(name) if "/" in name else None)


@rule("include-arrow", bad=[
    ({"model/x.hpp": '// X.\n#include "sipwright/message.hpp"\n'}, "model/x.hpp:2"),
    ({"runtime/src/core/x.cpp": '#include "model/fields.hpp"\n'}, "runtime/src/core/x.cpp:1"),
    ({"runtime/src/net/x.cpp": '#include <tests/kit/x.hpp>\n'}, "runtime/src/net/x.cpp:1"),
    ({"gen/x.cpp": '#include "sipwright/message.hpp"\n'}, "gen/x.cpp:1"),
    ({"tests/sim/x.cpp": '#include "gen/ir.hpp"\n', "gen/ir.hpp": ""}, "tests/sim/x.cpp:1"),
    ({"tests/kit/x.cpp": '#include "cli/x.hpp"\n'}, "tests/kit/x.cpp:1"),
    ({"fuzz/x.cpp": '#include "ir.hpp"\n', "gen/ir.hpp": ""}, "fuzz/x.cpp:1"),
    ({"runtime/include/sipwright/x.hpp": '#include "../../../model/x.hpp"\n'}, "runtime/include/sipwright/x.hpp:1"),
], good=[
    {"cli/x.cpp": '#include "gen/ir.hpp"\n#include "model/x.hpp"\n#include "kit/x.hpp"\n#include <vector>\n'},
    {"model/x.cpp": '#include "model/fields.hpp"\n#include <boost/msm/front/x.hpp>\n// #include "gen/x.hpp"\n'},
    {"runtime/src/net/x.cpp": '#include "sipwright/x.hpp"\n#include "core/y.hpp"\n#include "z.hpp"\n'},
])
def include_arrow(tree):
    for file in tree.files:
        mine = layer(file.path)
        if not file.is_cpp or mine is None:
            continue
        for line, _, name in includes(file):
            other = target(tree, file, name)
            if other is not None and other.split("/")[0] not in ARROW[mine]:
                yield Finding(file.path, line, f"{mine} includes {other} ({name})",
                              "move the shared part down the arrow: model -> gen, runtime -> tests/kit -> tests, cli")


# What a standard or foreign header brings that the core must get as an argument instead (bytes, time, randomness).
CORE_HEADERS = {
    "thread": "thread", "future": "thread", "condition_variable": "thread", "mutex": "thread",
    "shared_mutex": "thread", "semaphore": "thread", "stop_token": "thread",
    "ctime": "clock", "time.h": "clock", "random": "entropy",
    "fstream": "file", "filesystem": "file", "iostream": "file", "cstdio": "file", "stdio.h": "file",
    "unistd.h": "socket or file", "fcntl.h": "file", "poll.h": "socket", "netdb.h": "socket", "csignal": "signal",
}
CORE_FOREIGN = ("sys/", "netinet/", "arpa/", "boost/", "openssl/", "libxml/", "net/", "presence/")
CORE_NAMES = {
    r"\b(?:system|steady|high_resolution|utc|file)_clock\b": "a clock",
    r"\bclock_gettime\b|\bgettimeofday\b|(?<![\w.>])(?:::|std::)?(?:time|clock)\s*\(\s*(?:NULL|nullptr|0|&\w+)?\s*\)":
        "a clock",
    r"\bstd::(?:jthread|thread|async|mutex|condition_variable)\b|\bthis_thread\b|\bpthread_\w+": "a thread",
    r"\brandom_device\b|\bgetrandom\b|\bgetentropy\b|\barc4random\w*|(?<![\w.>:])(?:::|std::)?s?rand\s*\(": "entropy",
    r"(?<![\w.>:])(?:::)?(?:socket|recvfrom|sendto|recvmsg|sendmsg|getaddrinfo)\s*\(": "a socket",
    r"(?<![\w.>:])(?:::|std::)?(?:fopen|freopen|f?printf|fputs|puts|getenv|system)\s*\(": "a file or the process",
    r"\bstd::(?:[io]?fstream|filesystem|cout|cerr|clog|cin)\b": "a file",
}


@rule("sans-io", bad=[
    ({"runtime/src/core/x.cpp": "#include <thread>\n"}, "runtime/src/core/x.cpp:1"),
    ({"runtime/src/core/x.cpp": "#include <sys/socket.h>\n"}, "runtime/src/core/x.cpp:1"),
    ({"runtime/src/core/x.cpp": "#include <openssl/evp.h>\n"}, "runtime/src/core/x.cpp:1"),
    ({"runtime/src/core/x.cpp": "\nauto t = std::chrono::steady_clock::now();\n"}, "runtime/src/core/x.cpp:2"),
    ({"runtime/src/core/x.cpp": "auto t = std::time(nullptr);\n"}, "runtime/src/core/x.cpp:1"),
    ({"runtime/src/core/x.cpp": "int r = rand();\n"}, "runtime/src/core/x.cpp:1"),
    ({"runtime/src/core/x.cpp": "std::random_device d;\n"}, "runtime/src/core/x.cpp:1"),
    ({"runtime/src/core/x.cpp": "int s = ::socket(1, 2, 3);\n"}, "runtime/src/core/x.cpp:1"),
    ({"runtime/src/core/x.cpp": 'auto* f = std::fopen("x", "r");\n'}, "runtime/src/core/x.cpp:1"),
    ({"runtime/include/sipwright/agent.hpp": "std::ofstream log;\n"}, "runtime/include/sipwright/agent.hpp:1"),
], good=[
    {"runtime/src/core/x.cpp": "#include <chrono>\n// reads no clock: steady_clock is the caller's\n"
                               'auto s = "rand()";\n'
                               "auto t = message.time(); out.printf(); timing_wheel.time(3);\n"},
    {"runtime/src/net/x.cpp": "#include <sys/socket.h>\nint s = ::socket(1, 2, 3);\n"},
])
def sans_io(tree):
    advice = "take bytes, time and randomness as arguments; the network layer owns the rest"
    for file in tree.under("runtime/src/core", "runtime/include/sipwright"):
        # The headers of the layers above the core say so by their name.
        if not file.is_cpp or file.path.startswith(("runtime/include/sipwright/net", "runtime/include/sipwright/pre")):
            continue
        for line, _, name in includes(file):
            kind = CORE_HEADERS.get(name) or (name.startswith(CORE_FOREIGN) and "foreign")
            if kind:
                yield Finding(file.path, line, f"the core includes {name} ({kind})", advice)
        for pattern, kind in CORE_NAMES.items():
            for line, match in file.in_code(pattern):
                yield Finding(file.path, line, f"the core names {kind}: {match[0].strip()}", advice)
