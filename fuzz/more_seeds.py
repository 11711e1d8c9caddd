#!/usr/bin/env python3
"""Makes seeds for the fuzzer from the wire cases: more_seeds.py FOLDER.

Every message of tests/wire/*.md becomes a seed. A value becomes one as well, within a request that has what is
mandatory, so that each header field that has a case is met from the start, whether the case is valid or not.
"""
import glob
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MANDATORY = {
    "Via": "SIP/2.0/UDP h.example;branch=z9hG4bK1", "Max-Forwards": "70", "From": "<sip:a@h.example>;tag=1",
    "To": "<sip:b@h.example>", "Call-ID": "1", "CSeq": "1 OPTIONS", "Contact": "<sip:a@h.example>",
}
ESCAPES = {"r": b"\r", "n": b"\n", "t": b"\t", "\\": b"\\"}


def octets(line):
    """A line of a case with its escapes resolved, and CRLF behind it unless its end takes that away."""
    whole = b""
    glue = re.search(r"(?<!\\)(?:\\\\)*\\$", line) is not None
    for part in re.finditer(r"\\x([0-9A-Fa-f]{2})|\\([rnt\\])|\\$|(.)", line):
        if part[1]:
            whole += bytes([int(part[1], 16)])
        elif part[2]:
            whole += ESCAPES[part[2]]
        elif part[3]:
            whole += part[3].encode()
    return whole if glue else whole + b"\r\n"


def request(name, value):
    lines = b"OPTIONS sip:b@h.example SIP/2.0\r\n"
    for field, usual in MANDATORY.items():
        if field != name:
            lines += f"{field}: {usual}\r\n".encode()
    return lines + name.encode() + b": " + value + b"Content-Length: 0\r\n\r\n"


def seeds():
    for path in sorted(glob.glob(os.path.join(ROOT, "tests", "wire", "*.md"))):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for kind, block in re.findall(r"^```(sip|value [\w-]+)\n(.*?)^```$", text, re.M | re.S):
            lines = block.splitlines()
            if kind == "sip":
                yield b"".join(octets(line) for line in lines)
            else:
                for line in lines:
                    yield request(kind.split()[1], octets(line))


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    count = 0
    for seed in seeds():
        with open(os.path.join(arguments[0], f"wire-{count:04}"), "wb") as file:
            file.write(seed)
        count += 1
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
