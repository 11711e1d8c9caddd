#!/usr/bin/env python3
"""Writes the drop-in form of the parser: amalgamate.py FOLDER [HEADER...] makes FOLDER/sipwright_parser.h and .cpp.

Two files that need nothing but a C++20 compiler and no flags: parser, framer and writer, with every kernel; which one
parses is chosen when the program starts. They are made from the library's own sources and say the same.

What goes in follows from the includes: the headers named (sipwright/parser.hpp is the parser alone; those in PUBLIC
where none is named) and all that they include become the .h. A source belongs to it when the first header of ours that
it includes, the one that it implements, is among the headers so far. Names of unnamed namespaces that several sources
have are told apart by the source's name.
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOTS = [os.path.join(HERE, folder) for folder in ("include", "generated", "src")]
SOURCES = [os.path.join(HERE, folder) for folder in ("generated", "src/core", "src/core/kernel")]
PUBLIC = ["sipwright/parser.hpp", "sipwright/fields.hpp", "sipwright/framer.hpp", "sipwright/writer.hpp",
          "sipwright/vocabulary.hpp"]
INCLUDE = re.compile(r'^#include "([^"]+)"\n', re.M)
# What must not be touched where names are told apart, and the names.
TOKEN = re.compile(r'//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|\b[A-Za-z_]\w*\b')
BANNER = "// Made by runtime/amalgamate.py from the sources of Sipwright. Do not edit.\n"
LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def find(name):
    for root in ROOTS:
        path = os.path.join(root, name)
        if os.path.exists(path):
            return path
    raise SystemExit(f"amalgamate.py: {name} is nowhere")


def headers_of(names, known):
    """Appends to `known` the headers named and what they include, each behind what it needs."""
    for name in names:
        if name not in known:
            headers_of([inner for inner in INCLUDE.findall(read(find(name))) if inner not in known], known)
            known.append(name)
    return known


def with_parts(text):
    """The .inc files in the place where they are included."""
    return re.sub(r'^#include "([^"]+\.inc)"\n', lambda match: with_parts(read(find(match[1]))), text, flags=re.M)


def sources_of(headers):
    """The sources that implement what is in `headers`, which grows by what they include."""
    waiting = sorted(os.path.join(folder, name) for folder in SOURCES for name in os.listdir(folder)
                     if name.endswith(".cpp"))
    found = []
    while True:
        ready = [path for path in waiting if (INCLUDE.findall(read(path)) or [""])[0] in headers]
        if not ready:
            return found
        for path in ready:
            waiting.remove(path)
            text = with_parts(read(path))
            headers_of(INCLUDE.findall(text), headers)
            found.append((os.path.basename(path)[:-4], text))


def unnamed(text):
    """The names that a source declares in unnamed namespaces, at the outermost level of these."""
    names = set()
    for body in re.findall(r"^namespace \{\n(.*?)^\}  // namespace\n", text, re.M | re.S):
        for line in body.splitlines():
            if not line or line[0] in " #}/" or line.startswith(("using", "template")):
                continue
            named = (re.match(r"(?:struct|class|enum class|enum) (\w+)", line) or
                     re.match(r"[^(=]*\(\*(?:const )?(\w+)", line) or re.match(r"[^(=]*?\b(\w+)\(", line) or
                     re.match(r"[^=]*?\b(\w+)(?:\[[^]]*\])* *[={;]", line))
            if named:
                names.add(named[1])
    return names - {"SIPWRIGHT_KERNEL"}


def told_apart(sources):
    owners = {}
    for stem, text in sources:
        for name in unnamed(text):
            owners.setdefault(name, []).append(stem)
    shared = {name for name, stems in owners.items() if len(stems) > 1}
    for stem, text in sources:
        mine = {name for name in shared if stem in owners[name]}
        yield stem, TOKEN.sub(lambda match: f"{match[0]}_{stem}" if match[0] in mine else match[0], text)


def plain(text):
    """Without what only makes sense in a file of its own."""
    return INCLUDE.sub("", text).replace("#pragma once\n", "")


def section(name, text):
    undefined = "".join(f"#undef {macro}\n" for macro in re.findall(r"^#define (\w+)", text, re.M))
    return f"\n// ---- {name} ----\n\n{plain(text)}{undefined}"


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    public = headers_of(arguments[1:] or PUBLIC, [])
    headers = list(public)
    sources = list(told_apart(sources_of(headers)))
    header = (LICENCE + BANNER + "#ifndef SIPWRIGHT_PARSER_H\n#define SIPWRIGHT_PARSER_H\n" +
              "".join(section(name, read(find(name))) for name in public) + "\n#endif\n")
    source = (LICENCE + BANNER + '#include "sipwright_parser.h"\n' +
              "".join(section(name, read(find(name))) for name in headers[len(public):]) +
              "".join(section(stem + ".cpp", text) for stem, text in sources))
    os.makedirs(arguments[0], exist_ok=True)
    for name, text in (("sipwright_parser.h", header), ("sipwright_parser.cpp", source)):
        with open(os.path.join(arguments[0], name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
