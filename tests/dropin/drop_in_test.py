"""The drop-in form of the parser: two files that compile alone, without a warning, and say what the library says.

Environment: SIPWRIGHT_SAID names the program that was linked with the library.
"""
import glob
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
STRICT = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"]
TEXT_OCTETS_MAX = 600_000
COMPILE_SECONDS_MAX = 60


def corpus(folder):
    """Files with a message each: the fuzzer's seeds, and those of the bench."""
    files = sorted(glob.glob(os.path.join(ROOT, "fuzz", "seeds", "*")))
    files += sorted(glob.glob(os.path.join(ROOT, "tests", "bench", "messages", "*.sip")))
    with open(os.path.join(ROOT, "tests", "bench", "messages", "mix.bin"), "rb") as file:
        mix = file.read()
    while mix:
        length = int.from_bytes(mix[:4], "little")
        files.append(os.path.join(folder, f"mix-{len(files):03}"))
        with open(files[-1], "wb") as file:
            file.write(mix[4:4 + length])
        mix = mix[4 + length:]
    return files


class DropIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.files = corpus(cls.folder)
        cls.amalgamate(cls.folder)
        cls.library = cls.said(os.environ["SIPWRIGHT_SAID"])

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @staticmethod
    def amalgamate(folder, *headers):
        script = os.path.join(ROOT, "runtime", "amalgamate.py")
        subprocess.run([sys.executable, "-B", script, folder, *headers], check=True)

    @classmethod
    def said(cls, program):
        return subprocess.run([program, *cls.files], check=True, capture_output=True).stdout

    def built(self, compiler, *flags):
        """The program linked with the drop-in form, which is all that is on its include path."""
        program = os.path.join(self.folder, "said")
        done = subprocess.run(
            [compiler, *STRICT, *flags, "-DSIPWRIGHT_DROP_IN", "-I", self.folder,
             os.path.join(self.folder, "sipwright_parser.cpp"), os.path.join(HERE, "said.cpp"), "-o", program],
            capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return program

    def agrees(self, compiler, *flags):
        said = self.said(self.built(compiler, *flags))
        self.assertGreater(said.count(b": valid"), 256)
        self.assertGreater(said.count(b": invalid"), 20)
        self.assertEqual(said.splitlines(), self.library.splitlines())

    def test_gcc(self):
        self.agrees("g++", "-O1")

    def test_clang(self):
        self.agrees("clang++-14", "-O1")

    def test_32_bits(self):
        self.agrees("g++", "-m32", "-O0")

    def test_no_exceptions_no_rtti(self):
        for compiler in ("g++", "clang++-14"):
            with self.subTest(compiler=compiler):
                self.agrees(compiler, "-O0", "-fno-exceptions", "-fno-rtti")

    def test_reproducible(self):
        with tempfile.TemporaryDirectory() as again:
            self.amalgamate(again)
            for name in ("sipwright_parser.h", "sipwright_parser.cpp"):
                with open(os.path.join(again, name), "rb") as one, open(os.path.join(self.folder, name), "rb") as two:
                    self.assertEqual(one.read(), two.read(), name)

    def test_small_and_quick_to_compile(self):
        parser = os.path.join(self.folder, "parser")
        self.amalgamate(parser, "sipwright/parser.hpp")
        unit = os.path.join(parser, "unit.o")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(["g++", *STRICT, "-O2", "-c", os.path.join(parser, "sipwright_parser.cpp"), "-o", unit],
                       check=True)
        seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        sizes = subprocess.run(["size", "-A", unit], check=True, capture_output=True, text=True).stdout
        octets = {"text": 0, "rodata": 0}
        for section, size in re.findall(r"^\.(text|rodata)\S* +(\d+)", sizes, re.M):
            octets[section] += int(size)
        print(f"the parser, all kernels: {octets['text']} octets of code, {octets['rodata']} of constants, "
              f"{seconds:.1f} s of CPU time at -O2", file=sys.stderr)
        self.assertGreater(octets["text"], 0)
        self.assertLess(octets["text"], TEXT_OCTETS_MAX)
        self.assertLess(seconds, COMPILE_SECONDS_MAX)

    def test_a_planted_fault_is_found(self):
        path = os.path.join(self.folder, "sipwright_parser.cpp")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        reason = "Refusal::method_mismatch, "
        self.assertIn(reason, text)
        try:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(reason, "Refusal::missing_header, "))
            self.assertNotEqual(self.said(self.built("g++", "-O0")), self.library)
        finally:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)


if __name__ == "__main__":
    unittest.main()
