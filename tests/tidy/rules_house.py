"""Rules about the house itself: the README's layout, links, package lists, and files that nothing builds."""
import fnmatch
import posixpath
import re

from rule import Finding, rule

README = "README.md"
# Folders whose parts the README lists one by one.
LISTED = ("", "runtime", "tests")
UNLISTED = {".ci", "cmake", "packages"}


def layout(tree):
    """{folder: line} from the README's table of folders, whose first cells look like | `tests/kit/` |."""
    readme = tree.by_path.get(README)
    listed = {}
    for number, line in enumerate(readme.lines if readme else [], 1):
        cell = re.match(r"\| *((?:`[\w./-]+/`[, ]*)+)\|", line)
        for folder in re.findall(r"`([\w./-]+)/`", cell[1]) if cell else []:
            listed[folder] = number
    return listed


def table(*folders):
    return "".join(f"| `{folder}/` | x |\n" for folder in folders)


@rule("layout", bad=[
    ({README: table("model", "gen"), "model/x": ""}, README + ":2"),
    ({README: table("model"), "model/x": "", "misc/x": ""}, "misc:1"),
    ({README: table("tests", "tests/kit"), "tests/kit/x": "", "tests/new/x": ""}, "tests/new:1"),
    ({"model/x": ""}, README + ":1"),
    ({README: table("tests", "tests/a"), "tests/a/x.cpp": ""}, "tests/a:1"),
], good=[
    {README: table("model", "tests", "tests/a"), "model/x/y": "", ".ci/run": "",
     "tests/a/x.cpp": "", "tests/a/CMakeLists.txt": ""},
])
def layout_rule(tree):
    listed = layout(tree)
    if not listed:
        yield Finding(README, 1, "lists no folders", "keep the table of folders, one row each: | `model/` | ... |")
        return
    for folder, line in listed.items():
        if folder not in tree.folders:
            yield Finding(README, line, f"{folder}/ is not there", "remove the row, or the promise is broken")
    for folder in sorted(tree.folders):
        parent = posixpath.dirname(folder)
        if parent in LISTED and folder not in listed and folder not in UNLISTED:
            if parent == "" or any(known.startswith(parent + "/") for known in listed):
                yield Finding(folder, 1, "is not in the README's table", "add a row that says what lives there")
        if parent == "tests" and folder in listed and f"{folder}/CMakeLists.txt" not in tree.by_path:
            if any(file.path.endswith(".cpp") for file in tree.under(folder)):
                yield Finding(folder, 1, "has sources but no CMakeLists.txt", "add one: without it nothing there runs")


@rule("links", bad=[
    ({"a.md": "\nsee [b](b.md)\n"}, "a.md:2"),
    ({"x/a.md": "![b](../b.svg)\n", "x/b.svg": ""}, "x/a.md:1"),
], good=[
    {"x/a.md": "[b](../b.md#top) [c](https://example.org/c) [d](#d) [e](../x)\n```\n[f](g)\n```\n", "b.md": "\n"},
])
def links(tree):
    for file in tree.texts:
        if not file.path.endswith(".md"):
            continue
        fenced = False
        for number, line in enumerate(file.lines, 1):
            fenced ^= line.lstrip().startswith("```")
            for link in [] if fenced else re.findall(r"(?<!`)\]\(([^)\s]+)\)", line):
                if re.match(r"[a-z]+:|#", link):
                    continue
                goal = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), link.split("#")[0]))
                if goal not in tree.by_path and goal not in tree.folders:
                    yield Finding(file.path, number, f"the link to {link} leads nowhere", "correct or remove it")


# What CMake asks for -> the Debian package that brings it ("" for what comes with the compiler or is ours).
PACKAGES = {
    "Boost": "libboost1.81-dev", "OpenSSL": "libssl-dev", "LibXml2": "libxml2-dev", "CLI11": "libcli11-dev",
    "nlohmann_json": "nlohmann-json3-dev", "GTest": "libgtest-dev", "rapidcheck": "librapidcheck-dev",
    "antlr4-runtime": "libantlr4-runtime-dev", "Threads": "", "Python3": "python3", "PkgConfig": "pkg-config",
    "spdlog": "libspdlog-dev", "fmt": "libfmt-dev", "benchmark": "libbenchmark-dev", "sipwright": "",
}
PROGRAMS = {
    "ccache": "ccache", "antlr4": "antlr4", "kamailio": "kamailio", "sqlite3": "sqlite3", "xmllint": "libxml2-utils",
    "openssl": "openssl", "python3": "python3", "dot": "graphviz", "clang++-14": "clang-14", "clang-14": "clang-14",
    "java": "antlr4", "spin": "spin",
}


def listed_packages(tree, name):
    file = tree.by_path.get("packages/" + name)
    return {line.split("#")[0].strip() for line in file.lines} - {""} if file else set()


def cmake(asked, listed="", path="gen/CMakeLists.txt"):
    return {path: asked + "\n", "packages/run": listed + "  # why\n"}


@rule("packages", bad=[
    (cmake("find_package(OpenSSL 3 REQUIRED)"), "gen/CMakeLists.txt:1"),
    (cmake("\nfind_package(Unheard REQUIRED)", "libssl-dev"), "gen/CMakeLists.txt:2"),
    (cmake("find_program(X_PROGRAM antlr4)"), "gen/CMakeLists.txt:1"),
    ({"cli/CMakeLists.txt": "find_package(GTest)\n", "packages/run": "", "packages/test": "libgtest-dev  # w\n"},
     "cli/CMakeLists.txt:1"),
    ({"packages/test": "# why\nfoo\n"}, "packages/test:2"),
    ({"packages/run": "b  # why\n", "packages/test": "b  # why\n"}, "packages/test:1"),
], good=[
    cmake("find_package(OpenSSL 3 REQUIRED)\n# find_package(Unheard)", "libssl-dev"),
    {"tests/CMakeLists.txt": "find_package(GTest)\n", "packages/test": "libgtest-dev  # tests\n"},
])
def packages(tree):
    run, test = listed_packages(tree, "run"), listed_packages(tree, "test")
    for name in ("run", "test"):
        file = tree.by_path.get("packages/" + name)
        for number, line in enumerate(file.lines if file else [], 1):
            package = line.split("#")[0].strip()
            if package and "#" not in line:
                yield Finding(file.path, number, f"{package} without a reason", "say after # why it is needed")
            if name == "test" and package in run:
                yield Finding(file.path, number, f"{package} is in packages/run already", "name it once")
    for file in tree.texts:
        if not file.path.endswith((".cmake", "CMakeLists.txt")):
            continue
        # What is asked for only where tests are built may come from the list of the tests.
        tested = (file.path.startswith(("tests/", "fuzz/", "cmake/")) and not file.path.startswith("tests/kit/")
                  or file.path.startswith("tests/kit/oracle/"))
        allowed = run | test if tested else run
        for number, line in enumerate(file.lines, 1):
            asked = re.match(r"\s*find_(package|program)\s*\(\s*([\w.+-]+)(?:\s+(?:NAMES\s+)?([\w.+-]+))?", line)
            if not asked:
                continue
            name = asked[2] if asked[1] == "package" else asked[3] or ""
            package = (PACKAGES if asked[1] == "package" else PROGRAMS).get(name)
            if package is None:
                yield Finding(file.path, number, f"nobody knows the package of {name}",
                              "add it to packages/ and to tests/tidy/rules_house.py")
            elif package and package not in allowed:
                yield Finding(file.path, number, f"{name} needs {package}",
                              "list it in packages/" + ("run or packages/test" if tested else "run"))


@rule("dead-file", bad=[
    ({"gen/x.cpp": "", "gen/CMakeLists.txt": "add_library(g y.cpp)\n"}, "gen/x.cpp:1"),
    ({"runtime/src/core/x.cpp": "", "runtime/CMakeLists.txt": "file(GLOB s src/net/*.cpp)\n"},
     "runtime/src/core/x.cpp:1"),
], good=[
    {"gen/x.cpp": "", "gen/a/y.cpp": "", "gen/CMakeLists.txt": "file(GLOB s *.cpp)\nadd_library(g ${s} a/y.cpp)\n"},
    {"runtime/src/core/x.cpp": "", "runtime/CMakeLists.txt": "file(GLOB s src/core/*.cpp)\n"},
    {"gen/a/b/x.cpp": "", "gen/CMakeLists.txt": "file(GLOB_RECURSE s CONFIGURE_DEPENDS a/*.cpp)\n"},
])
def dead_file(tree):
    named = []
    for file in tree.texts:
        if not file.path.endswith((".cmake", "CMakeLists.txt")):
            continue
        folder = posixpath.dirname(file.path)
        recursive = "GLOB_RECURSE" in file.text
        text = re.sub(r"\$\{(?:CMAKE_SOURCE_DIR|PROJECT_SOURCE_DIR)\}/", "/", file.text)
        text = re.sub(r"\$\{CMAKE_CURRENT_(?:SOURCE|LIST)_DIR\}/", "", text)
        for name in re.findall(r"[\w./*+-]+\.(?:cpp|cc|c)\b", text):
            goal = name[1:] if name.startswith("/") else posixpath.normpath(posixpath.join(folder, name))
            named.append((goal, recursive))

    def built(path):
        for goal, recursive in named:
            # fnmatch's * crosses slashes; that of a plain GLOB does not.
            if fnmatch.fnmatch(path, goal) and (recursive or path.count("/") == goal.count("/")):
                return True
        return False

    for file in tree.files:
        if file.path.endswith((".cpp", ".cc", ".c")) and not built(file.path):
            yield Finding(file.path, 1, "nothing builds it", "name it in its CMakeLists.txt, or remove it")
