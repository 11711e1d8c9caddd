"""The files that the house rules look at: a real checkout, or a few planted ones held in memory."""
import fnmatch
import os
import re

# Folders that hold nothing of ours.
SKIPPED = {".git", "build", ".cache", ".vscode", ".idea", "__pycache__"}
CPP = (".cpp", ".hpp", ".h", ".c")


def blank(text):
    """The same shape (lines, columns), without the characters."""
    return re.sub(r"[^\n]", " ", text)


# One alternative for each thing in which the other things' delimiters mean nothing.
CPP_TOKEN = re.compile(
    r"""(?P<comment>//(?:[^\n\\]|\\.)*|/\*.*?\*/)
      | (?P<raw>\b(?:u8|u|U|L)?R"(?P<mark>[^(\s]{0,16})\((?P<body>.*?)\)(?P=mark)")
      | (?P<string>"(?:[^"\\\n]|\\.)*")
      | (?<![0-9A-Fa-f])(?P<char>'(?:[^'\\\n]|\\.)+')""",
    re.S | re.X)


class File:
    """One file: `path` is relative to the root, with slashes."""

    def __init__(self, path, data):
        self.path = path
        self.data = data
        self.text = data.decode("utf-8", errors="replace")
        self.lines = self.text.split("\n")
        self._views = None

    @property
    def is_cpp(self):
        return self.path.endswith(CPP)

    @property
    def is_generated(self):
        return "generated" in self.path.split("/")[:-1]

    def _split(self):
        if self._views is None:
            code, strings = [], []
            at = 0
            for token in CPP_TOKEN.finditer(self.text):
                code.append(self.text[at:token.start()])
                if token["comment"] is None and token["char"] is None:
                    line = self.text.count("\n", 0, token.start()) + 1
                    body = token["body"] if token["raw"] else token["string"][1:-1]
                    strings.append((line, body))
                code.append(blank(token[0]))
                at = token.end()
            code.append(self.text[at:])
            self._views = "".join(code), strings
        return self._views

    @property
    def code(self):
        """The C++ text with comments, strings and characters blanked."""
        return self._split()[0]

    @property
    def strings(self):
        """(line, contents) of each string literal of the C++ text; include paths are not literals."""
        return [(line, body) for line, body in self._split()[1]
                if not re.match(r"\s*#\s*include", self.lines[line - 1])]

    def in_code(self, pattern):
        """(line, match) for each match in the code."""
        for match in re.finditer(pattern, self.code, re.M):
            yield self.code.count("\n", 0, match.start()) + 1, match


class Tree:
    def __init__(self, files):
        self.files = sorted(files, key=lambda file: file.path)
        self.by_path = {file.path: file for file in self.files}
        self.folders = {folder for file in self.files for folder in parents(file.path)}
        attributes = self.by_path.get(".gitattributes")
        self.binary = [line.split()[0] for line in attributes.lines if line.endswith(" binary")] if attributes else []

    def under(self, *folders):
        return [file for file in self.files if file.path.startswith(tuple(folder + "/" for folder in folders))]

    @property
    def texts(self):
        """All files that git treats as text (.gitattributes)."""
        return [file for file in self.files if not self.is_binary(file.path)]

    def is_binary(self, path):
        name = path.rsplit("/", 1)[-1]
        return any(path.startswith(glob[:-2]) if glob.endswith("/**") else fnmatch.fnmatch(name, glob)
                   for glob in self.binary)


def parents(path):
    parts = path.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def read_checkout(root):
    files = []
    for folder, names, file_names in os.walk(root):
        names[:] = [name for name in names if name not in SKIPPED]
        for name in file_names:
            full = os.path.join(folder, name)
            path = os.path.relpath(full, root).replace(os.sep, "/")
            # A work tree's .git is a file; what editors and builds leave at the top is ignored by git as well.
            if path in (".git", "compile_commands.json") or os.path.islink(full):
                continue
            with open(full, "rb") as stream:
                files.append(File(path, stream.read()))
    return Tree(files)


def planted(contents):
    """A tree from {path: text}."""
    return Tree([File(path, text.encode()) for path, text in contents.items()])
