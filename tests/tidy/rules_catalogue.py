"""The catalogue of requirements and invariants: whole, unique, and every id that is named anywhere exists in it."""
import csv
import io
import re

from rule import Finding, rule

REQUIREMENTS = "model/requirements.csv"
INVARIANTS = "model/invariants.csv"
# Rows of the RFCs, counted when the catalogue was taken over; our own decisions (SW-nn) come on top.
RFC_ROWS = 367
INVARIANT_ROWS = 51
RFC_ID = r"RFC\d{4}-\d+(?:\.\d+)*-\d\d"
OWN_ID = r"SW-\d\d"
INVARIANT_ID = r"INV-\d\d"
NAMED = re.compile(rf"\b(?:{RFC_ID}|{OWN_ID}|{INVARIANT_ID})\b")


def rows(tree, path):
    """([(line, {column: cell})], [(line, fault)]) of a CSV file with a header row."""
    file = tree.by_path.get(path)
    if file is None:
        return [], [(1, "the file is missing")]
    reader = csv.reader(io.StringIO(file.text, newline=""), strict=True)
    good, faults, start, columns = [], [], 1, None
    try:
        for cells in reader:
            if columns is None:
                columns = cells
            elif len(cells) != len(columns):
                faults.append((start, f"{len(cells)} cells where the head names {len(columns)} columns"))
            else:
                good.append((start, dict(zip(columns, cells))))
            start = reader.line_num + 1
    except csv.Error as error:
        faults.append((reader.line_num, str(error)))
    return good, faults


def head(extra):
    return "id,statement\n" + extra


def rfc_rows(count):
    return "".join(f"RFC{3000 + number}-4-01,x\n" for number in range(count))


def invariant_rows(count):
    return "".join(f"INV-{number:02d},x\n" for number in range(count))


def catalogue(requirements=None, invariants=None, **others):
    tree = {REQUIREMENTS: head(rfc_rows(RFC_ROWS) if requirements is None else requirements),
            INVARIANTS: head(invariant_rows(INVARIANT_ROWS) if invariants is None else invariants)}
    tree.update({name.replace("__", "/") + ".hpp": text for name, text in others.items()})
    return tree


@rule("catalogue", bad=[
    ({INVARIANTS: head(invariant_rows(INVARIANT_ROWS))}, REQUIREMENTS + ":1"),
    (catalogue(requirements=rfc_rows(RFC_ROWS) + "SW-01,x,y\n"), f"{REQUIREMENTS}:{RFC_ROWS + 2}"),
    (catalogue(requirements=rfc_rows(RFC_ROWS) + "SW-01,x\nSW-01,y\n"), f"{REQUIREMENTS}:{RFC_ROWS + 3}"),
    (catalogue(requirements=rfc_rows(RFC_ROWS) + "SW-1,x\n"), f"{REQUIREMENTS}:{RFC_ROWS + 2}"),
    (catalogue(requirements=rfc_rows(RFC_ROWS) + "SW-01,\n"), f"{REQUIREMENTS}:{RFC_ROWS + 2}"),
    (catalogue(requirements=rfc_rows(RFC_ROWS - 1)), REQUIREMENTS + ":1"),
    (catalogue(invariants=invariant_rows(INVARIANT_ROWS - 1)), INVARIANTS + ":1"),
], good=[
    catalogue(), catalogue(requirements=rfc_rows(RFC_ROWS) + 'SW-01,"two\nlines"\nSW-02,x\n'),
])
def whole(tree):
    for path, pattern in ((REQUIREMENTS, f"{RFC_ID}|{OWN_ID}"), (INVARIANTS, INVARIANT_ID)):
        good, faults = rows(tree, path)
        for line, fault in faults:
            yield Finding(path, line, fault, "write it as RFC 4180 says")
        seen = set()
        for line, row in good:
            name = row.get("id", "")
            if not re.fullmatch(pattern, name):
                yield Finding(path, line, f"'{name}' is no id", "ids look like RFC3903-4.1-02, SW-01, INV-01")
            elif name in seen:
                yield Finding(path, line, f"{name} stands there twice", "ids are unique and never used again")
            elif path == REQUIREMENTS and not row.get("statement", "").strip():
                yield Finding(path, line, f"{name} states nothing", "write the requirement or the decision down")
            seen.add(name)
        counted = len([name for name in seen if not name.startswith("SW-")])
        expected = RFC_ROWS if path == REQUIREMENTS else INVARIANT_ROWS
        if good and not faults and counted < expected and len(seen) == len(good):
            yield Finding(path, 1, f"{counted} rows instead of {expected}", "rows are corrected, never dropped")


@rule("known-ids", bad=[
    (catalogue(model__x='row("RFC3903-99-01")\n'), "model/x.hpp:1"),
    (catalogue(tests__x='\n// see INV-77\n'), "tests/x.hpp:2"),
    (catalogue(cli__x='"SW-42"\n'), "cli/x.hpp:1"),
], good=[
    catalogue(requirements=rfc_rows(RFC_ROWS) + "SW-42,x\n", model__x='"SW-42" INV-00 INV-50 RFC3000-4-01 RFC 3903\n'),
])
def known_ids(tree):
    known = {row.get("id") for path in (REQUIREMENTS, INVARIANTS) for _, row in rows(tree, path)[0]}
    for file in tree.texts:
        if file.path.startswith("tests/tidy/"):
            continue
        for number, line in enumerate(file.lines, 1):
            for name in NAMED.findall(line):
                if name not in known:
                    yield Finding(file.path, number, f"{name} is not in the catalogue",
                                  f"correct the id, or add the row to {REQUIREMENTS}")
