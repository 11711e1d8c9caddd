#!/usr/bin/env python3
"""What a newcomer types first: ./dev, .ci/run and the call in the README, as far as it goes without installing.

SIPWRIGHT_COMMAND names the built command.
"""
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def call(*command, folder=ROOT, **environment):
    return subprocess.run(command, cwd=folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60, check=False)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as stream:
        return stream.read()


class EntryPoints(unittest.TestCase):
    def test_scripts_parse_and_can_be_started(self):
        for shell, script in (("sh", "dev"), ("bash", ".ci/run")):
            self.assertEqual(call(shell, "-n", script).returncode, 0, script)
            self.assertTrue(os.access(os.path.join(ROOT, script), os.X_OK), f"{script} must be executable")

    def test_help_names_every_command(self):
        answer = call("./dev", "help")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        commands = re.findall(r"^  ([a-z_]+)(?: \|[^)]*)?\)", read("dev").split("case $command in")[1], re.M)
        self.assertGreater(len(commands), 4)
        for command in commands:
            self.assertRegex(answer.stdout, rf"(?m)^  {command}\b")
        self.assertEqual(call("./dev").stdout, answer.stdout)

    def test_documents_name_only_commands_that_exist(self):
        known = call("./dev", "help").stdout
        for document in ("README.md", "CONTRIBUTING.md", ".ci/run"):
            for command in re.findall(r"\./dev (\w+)", read(document)):
                self.assertRegex(known, rf"(?m)^  {command}\b", document)

    def test_call_of_the_readme_goes_as_printed(self):
        script, printed = re.findall(r"```(?:sh|json)\n(.*?)```", read("README.md"), re.S)[:2]
        command = os.environ["SIPWRIGHT_COMMAND"]
        script = script.replace("build/release/cli", os.path.relpath(os.path.dirname(command), ROOT))
        with tempfile.TemporaryFile() as errors:
            answer = subprocess.run(["sh", "-euc", script], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                    stderr=errors, text=True, timeout=60, check=False)
            errors.seek(0)
            self.assertEqual((answer.returncode, errors.read()), (0, b""))
        # Tags are fresh each time; all else is as printed.
        outcomes = [{**json.loads(line), "etag": None} for line in answer.stdout.splitlines()]
        expected = [{**json.loads(line), "etag": None} for line in printed.splitlines()]
        self.assertEqual([outcome for outcome in outcomes if "call" in outcome], expected)
        self.assertEqual([outcome["event"] for outcome in outcomes if "call" not in outcome],
                         ["listening", "published", "removed"])

    def test_unknown_command_is_one_line_and_status_2(self):
        answer = call("./dev", "tset")
        self.assertEqual((answer.returncode, answer.stdout), (2, ""))
        self.assertRegex(answer.stderr, r"\A.*'tset'.*\./dev help.*\n\Z")

    def test_missing_package_is_named_with_the_command_that_installs_it(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(os.path.join(ROOT, "dev"), folder)
            shutil.copytree(os.path.join(ROOT, "packages"), os.path.join(folder, "packages"))
            for name in ("run", "test"):
                with open(os.path.join(folder, "packages", name), "a", encoding="utf-8") as stream:
                    stream.write(f"sipwright-has-no-such-{name}  # planted\n")
            for command, named, silent in (("run", ["run"], ["test"]), ("test", ["run", "test"], [])):
                answer = call("./dev", command, folder=folder, SIPWRIGHT_INSTALL="no")
                self.assertEqual(answer.returncode, 2)
                self.assertIn("apt-get install", answer.stderr)
                for name in named:
                    self.assertIn(f"sipwright-has-no-such-{name}", answer.stderr)
                for name in silent:
                    self.assertNotIn(f"sipwright-has-no-such-{name}", answer.stderr)
            self.assertFalse(os.path.exists(os.path.join(folder, "build")), "nothing is built before all is there")


if __name__ == "__main__":
    unittest.main()
