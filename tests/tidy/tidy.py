#!/usr/bin/env python3
"""House rules as a test.

    tidy.py            check the checkout with every rule
    tidy.py RULE...    with these rules
    tidy.py --planted RULE...   prove that the rules find what was planted for them, and nothing else
    tidy.py --list     name the rules

Each finding is one line: FILE:LINE: RULE: what stands there; what to do. Exit status 1 where there is one.
A rule and its planted violations stand side by side in the rules_*.py of this folder.
"""
import glob
import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

from rule import RULES  # noqa: E402
from tree import planted, read_checkout  # noqa: E402

for module in sorted(glob.glob(os.path.join(HERE, "rules_*.py"))):
    importlib.import_module(os.path.basename(module)[:-3])


def check(names):
    tree = read_checkout(os.path.dirname(os.path.dirname(HERE)))
    count = 0
    for name in names:
        for found in RULES[name].check(tree):
            count += 1
            print(f"{found.path}:{found.line}: {name}: {found.what}; {found.advice}")
    print(f"{len(tree.files)} files, {len(names)} rules, {count} findings")
    return 1 if count or not tree.files else 0


def prove(names):
    failed = 0
    for name in names:
        for contents, expected in RULES[name].bad:
            found = [f"{one.path}:{one.line}" for one in RULES[name].check(planted(contents))]
            if found != [expected]:
                failed += 1
                print(f"{name}: planted {expected}, found {found or 'nothing'} in {contents}")
        for contents in RULES[name].good:
            found = list(RULES[name].check(planted(contents)))
            if found:
                failed += 1
                print(f"{name}: nothing is wrong, but found {found} in {contents}")
        print(f"{name}: {len(RULES[name].bad)} planted violations, {len(RULES[name].good)} clean files")
    return 1 if failed else 0


def main(arguments):
    if arguments == ["--list"]:
        print("\n".join(sorted(RULES)))
        return 0
    proving = arguments[:1] == ["--planted"]
    names = arguments[1:] if proving else arguments
    unknown = [name for name in names if name not in RULES]
    if unknown:
        print(f"tidy.py: no such rule: {' '.join(unknown)}; --list names them", file=sys.stderr)
        return 2
    return (prove if proving else check)(names or sorted(RULES))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
