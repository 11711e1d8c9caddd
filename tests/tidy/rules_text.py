"""Rules about text: form, length, first words, and what must not be left in it."""
import fnmatch
import posixpath
import re

from rule import Finding, rule

SCRIPTS = (".py", ".sh", ".cmake", "CMakeLists.txt", "dev", ".ci/run")
NARROW = (".cpp", ".hpp", ".h", ".c", ".g4", ".md") + SCRIPTS
WIDTH_MAX = 120
LINES_MAX = 400
# Inputs that the generator has to refuse may be odd in their form as well.
REFUSED = "tests/gen/fail/"
# path pattern -> why it may be longer.
LONG_FILES = {
    "*.csv": "a catalogue: one row each",
    "LICENSE": "the licence's own text",
    "tests/wire/headers-opaque.md": "one case for each header field",
    "model/COVERAGE.md": "made by a tool: one line for each requirement",
    "*/generated/*": "made by a tool, read by compilers",
}


def finding(file, line, what, advice):
    return Finding(file.path, line, what, advice)


def prose_lines(file):
    """Lines of a Markdown file outside fences, tables and links: there, a message or a cell may be as long as it is."""
    fenced = False
    for number, line in enumerate(file.lines, 1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and not line.startswith(("|", "    ")) and "](" not in line:
            yield number, line


@rule("text-form", bad=[
    ({"a.md": "x\r\n"}, "a.md:1"),
    ({"a.cpp": "x\n\ty\n"}, "a.cpp:2"),
    ({"a.hpp": "x \n"}, "a.hpp:1"),
    ({"a.md": "x"}, "a.md:1"),
    ({"a.md": "x\n\n\n"}, "a.md:3"),
    ({"a.cpp": "// " + "x" * 118 + "\n"}, "a.cpp:1"),
    ({"a.md": "\n" + "x " * 60 + "y\n"}, "a.md:2"),
], good=[
    {"a.cpp": "// " + "x" * 117 + "\n", "b.dat": "x\r\n \t", ".gitattributes": "*.dat binary\n"},
    {"a.md": "| " + "x" * 130 + " |\n```\n" + "x" * 130 + "\n```\n", "generated/a.cpp": "x" * 130 + "\n", "a.c": ""},
    {"t/wire/a/b": "x\r\n", ".gitattributes": "t/wire/** binary\n", "tests/gen/fail/a.g4": "x"},
])
def text_form(tree):
    for file in tree.texts:
        if file.path.startswith(REFUSED):
            continue
        text = file.text
        if text and not text.endswith("\n"):
            yield finding(file, len(file.lines), "no line feed at the end", "add one")
        elif text.endswith("\n\n"):
            yield finding(file, len(file.lines) - 1, "empty lines at the end", "remove them")
        for number, line in enumerate(file.lines, 1):
            if line.endswith("\r"):
                yield finding(file, number, "carriage return", "end lines with LF, or mark the file binary")
            elif line != line.rstrip():
                yield finding(file, number, "blanks at the end", "remove them")
            if "\t" in line and (file.is_cpp or file.path.endswith(SCRIPTS)):
                yield finding(file, number, "tab", "use blanks (in a literal: \\t)")
        if file.path.endswith(NARROW) and not file.is_generated:
            lines = prose_lines(file) if file.path.endswith(".md") else enumerate(file.lines, 1)
            for number, line in lines:
                if len(line) > WIDTH_MAX:
                    yield finding(file, number, f"{len(line)} columns", f"break the line before {WIDTH_MAX}")


@rule("file-length", bad=[
    ({"a.cpp": "x\n" * 401}, "a.cpp:401"),
    ({"tests/a.md": "x\n" * 500}, "tests/a.md:401"),
], good=[
    {"a.cpp": "x\n" * 400, "model/a.csv": "x\n" * 500, "runtime/generated/a.cpp": "x\n" * 5000},
])
def file_length(tree):
    for file in tree.texts:
        allowed = any(fnmatch.fnmatch(file.path, pattern) for pattern in LONG_FILES)
        if not allowed and len(file.lines) - 1 > LINES_MAX:
            yield finding(file, LINES_MAX + 1, f"{len(file.lines) - 1} lines",
                          "one idea a file: split it (or argue in LONG_FILES of tests/tidy/rules_text.py)")


@rule("purpose-comment", bad=[
    ({"a.hpp": "#pragma once\n// Too late.\n"}, "a.hpp:1"),
    ({"a.cpp": "#include <x>\n"}, "a.cpp:1"),
    ({"a.g4": "grammar A;\n"}, "a.g4:1"),
    ({"a.hpp": "// X.\n#pragma once\n"}, "a.hpp:1"),
    ({"a.hpp": "// Copyright 2026 somebody or other\n#pragma once\n"}, "a.hpp:1"),
], good=[
    {"a.hpp": "// The joint between syntax and behaviour.\n#pragma once\n", "a.g4": "/* Core rules of RFC 5234. */\n"},
    {"a.cpp": "/**\n * The timing wheel of all publications.\n */\n"},
    {"x/b.cpp": '#include "b.hpp"\n', "y/b.hpp": "// The timing wheel of all publications.\n"},
])
def purpose_comment(tree):
    headers = {posixpath.splitext(posixpath.basename(file.path))[0]
               for file in tree.files if file.path.endswith((".hpp", ".h"))}
    for file in tree.texts:
        if not (file.is_cpp or file.path.endswith(".g4")):
            continue
        # What a header says is not said again in its source.
        if file.path.endswith(".cpp") and posixpath.basename(file.path)[:-4] in headers:
            continue
        comment = re.match(r"\s*(//[^\n]*|/\*.*?\*/)", file.text, re.S)
        words = re.findall(r"\w{2,}", comment[1]) if comment else []
        if len(words) < 3 or words[0] in ("Copyright", "SPDX"):
            yield finding(file, 1, "does not begin with its purpose", "say in the first comment what it is for and why")


@rule("header-guard", bad=[
    ({"a.hpp": "// X.\nint x;\n"}, "a.hpp:1"),
], good=[
    {"a.hpp": "// X.\n#pragma once\n", "b.h": "// X.\n#ifndef B_H\n#define B_H\n#endif\n", "a.cpp": "int x;\n"},
])
def header_guard(tree):
    for file in tree.files:
        guard = re.search(r"^#pragma once|^#ifndef \w+\n#define ", file.text, re.M)
        if file.path.endswith((".hpp", ".h")) and not guard:
            yield finding(file, 1, "can be included twice", "add #pragma once after the first comment")


def word(*parts):
    """Spelled in parts, so that this file does not hold the word that it looks for."""
    return "".join(parts)


LEFT_OVER = re.compile(r"\b(?:" + "|".join([
    word("TO", "DO"), word("FIX", "ME"), word("X", "XX"), word("HA", "CK")]) + r")\b|\b" +
    word("DIS", "ABLED_") + r"\w*|\b" + word("GTEST", "_SKIP") + r"\w*")


@rule("left-over", bad=[
    ({"a.cpp": "int x;  // " + word("TO", "DO") + ": y\n"}, "a.cpp:1"),
    ({"a.md": "\n" + word("FIX", "ME") + "\n"}, "a.md:2"),
    ({"CMakeLists.txt": "# " + word("X", "XX") + "\n"}, "CMakeLists.txt:1"),
    ({"a.cpp": "TEST(A, " + word("DIS", "ABLED_") + "b) {\n"}, "a.cpp:1"),
    ({"a.cpp": "  " + word("GTEST", "_SKIP") + "() << 1;\n"}, "a.cpp:1"),
], good=[
    {"a.cpp": "// tag=xxx and to do\nint " + word("X", "XX") + "L;\n"},
])
def left_over(tree):
    for file in tree.texts:
        for number, line in enumerate(file.lines, 1):
            match = LEFT_OVER.search(line)
            if match:
                yield finding(file, number, f"{match[0]} is left", "do it now or leave it out; a test runs")


# These rules have to name what they look for.
SELF = "tests/tidy/"

ELSEWHERE = re.compile(r"\b[Ii]ssues? #?\d+\b|\.\./" + r"shared/")


@rule("own-words", bad=[
    ({"a.md": "as issue 2 asks\n"}, "a.md:1"),
    ({"a.cpp": "// see ../" + "shared/x\n"}, "a.cpp:1"),
], good=[
    {"a.md": "an issue of 2 parts, https://example.org/issues/12\n", "a.cpp": "#define A 1\n#if 0\n"},
])
def own_words(tree):
    for file in tree.texts:
        if file.path.startswith(SELF):
            continue
        for number, line in enumerate(file.lines, 1):
            match = ELSEWHERE.search(line)
            if match:
                yield finding(file, number, f"'{match[0]}' points outside the project", "say it in our own words")


PLACES = re.compile(r"(?<![\w.~$}/])/(?:" + "work|home|root" + r")/|(?<![\w.~$}/])/" + r"tmp\b")
HOSTS = re.compile(r"\b(?:" + r"deb\.debian\.org|ftp\.\w+\.debian\.org|snapshot\.debian\.org|security\.debian\.org|"
                   r"registry\.\w+\.\w+|docker\.io|ghcr\.io|pypi\.org|registry\.npmjs\.org|crates\.io|"
                   r"proxy\.golang\.org|\w+\.pkg\.dev" + r")\b")
@rule("machine-path", bad=[
    ({"a.md": "\nsee /work/x\n"}, "a.md:2"),
    ({"cli/a.cpp": 'auto p = "/home/me/x";\n'}, "cli/a.cpp:1"),
    ({"runtime/src/a.cpp": 'auto p = "/tmp/x";\n'}, "runtime/src/a.cpp:1"),
    ({"tests/a.cpp": 'auto p = "/root/x";\n'}, "tests/a.cpp:1"),
    ({"packages/run": "# from deb.debian.org\n"}, "packages/run:1"),
], good=[
    {"tests/interop/a.py": 'folder = "/tmp"\n', "a.md": "https://example.org/home/x and build/work/x\n"},
])
def machine_path(tree):
    for file in tree.texts:
        if file.path.startswith(SELF):
            continue
        for number, line in enumerate(file.lines, 1):
            match = PLACES.search(line)
            if match and not (match[0] == "/tmp" and file.path.startswith(("tests/", "fuzz/"))):
                yield finding(file, number, f"{match[0]} is one machine's path", "take it as an argument")
            match = HOSTS.search(line)
            if match:
                yield finding(file, number, f"{match[0]} is one machine's mirror", "leave it to the machine")


@rule("generated-header", bad=[
    ({"runtime/generated/sipwright/a.hpp": "// Something.\n#pragma once\n"}, "runtime/generated/sipwright/a.hpp:1"),
    ({"fuzz/generated/a.dict": "# GENERATED BY sipwright-gen. DO NOT EDIT.\n"}, "fuzz/generated/a.dict:1"),
], good=[
    {"runtime/generated/a.hpp": "// GENERATED BY sipwright-gen. DO NOT EDIT.\n// sipwright-gen --fix\n"
                                "// sources: 0123456789abcdef\n"},
    {"runtime/src/a.hpp": "// Something.\n", "runtime/generated/README.md": "# What lies here\n"},
])
def generated_header(tree):
    for file in tree.files:
        if not file.is_generated or file.path.endswith("README.md"):
            continue
        head = "\n".join(file.lines[:8])
        if not (re.search(r"generated by", head, re.I) and re.search(r"do not edit", head, re.I)
                and "sipwright-gen" in head and re.search(r"\b[0-9a-f]{16,64}\b", head)):
            yield finding(file, 1, "does not say who made it, by which command, from what (hash)",
                          "let sipwright-gen --fix write it; nothing else lives in a generated folder")
