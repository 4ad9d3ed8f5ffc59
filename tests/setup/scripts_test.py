# SPDX-License-Identifier: MIT
"""./setup and ./check with stand-ins for apt-get, dpkg-query, cmake and ctest: scripts_test.py CHECKOUT."""

import os
import pty
import shutil
import subprocess
import sys
import tempfile
import unittest

CHECKOUT = sys.argv.pop(1) if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "../..")


def packages(*groups):
    with open(os.path.join(CHECKOUT, "scripts/packages.txt"), encoding="utf-8") as file:
        rows = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return [package for group, package in rows if group in groups]


class Scripts(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="mdconv-setup-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.home = os.path.join(self.folder, "check out")  # a blank in the path is nobody's fault
        os.makedirs(os.path.join(self.home, "scripts"))
        for name in ("setup", "check", "scripts/prepare.sh", "scripts/packages.txt"):
            shutil.copy(os.path.join(CHECKOUT, name), os.path.join(self.home, name))
        # Each stand-in notes its call.
        self.tools = os.path.join(self.folder, "tools")
        os.mkdir(self.tools)
        self.tool("apt-get")
        self.tool("ctest", "echo '100% tests passed, 0 tests failed out of 7'")
        self.building_makes('for file; do case $file in build/*) echo book >"$file" ;; esac; done')
        self.installed(packages("build", "fonts", "test"))
        self.user(0)

    def tool(self, name, body=":"):
        path = os.path.join(self.tools, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\necho "{name} $*" >>"{self.folder}/calls"\n{body}\n')
        os.chmod(path, 0o755)

    def building_makes(self, program):
        """Configuring makes a cache, building makes a converter with this shell script in it."""
        source = os.path.join(self.folder, "converter")
        with open(source, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{program}\n")
        os.chmod(source, 0o755)
        self.tool("cmake", f"""case $1 in
--build) mkdir -p build/cli; cp {source} build/cli/mdbook-conv ;;
*) mkdir -p build; echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" >build/CMakeCache.txt ;;
esac""")

    def installed(self, names):
        self.tool("dpkg-query", "printf '%s '" + "".join(f" installed:{name}" for name in names))

    def user(self, number):
        self.tool("id", f"echo {number}")

    def run_script(self, *command):
        env = {"PATH": self.tools + ":/usr/bin:/bin", "TMPDIR": self.folder}
        self.done = subprocess.run([os.path.join(self.home, command[0]), *command[1:]], env=env, cwd="/",
                                   stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        return self.done.returncode

    def calls(self, tool):
        with open(os.path.join(self.folder, "calls"), encoding="utf-8") as file:
            return [line.strip() for line in file if line.startswith(tool + " ")]

    def test_nothing_is_installed_when_nothing_is_missing(self):
        self.assertEqual(self.run_script("setup"), 0, self.done.stderr)
        self.assertEqual(self.calls("apt-get"), [])
        self.assertIn("build/preface.pdf", self.done.stdout)
        self.assertIn("build/preface.epub", self.done.stdout)

    def test_root_installs_just_what_is_missing(self):
        present = packages("build", "fonts")
        self.installed([name for name in present if name not in ("cmake", "libzip-dev")])
        self.assertEqual(self.run_script("setup"), 0, self.done.stderr)
        update, install = self.calls("apt-get")
        self.assertTrue(update.endswith("update"), update)
        self.assertTrue(install.endswith("--no-install-recommends cmake libzip-dev"), install)

    def test_without_root_it_names_the_packages_and_stops(self):
        self.installed([])
        self.user(1000)
        self.assertEqual(self.run_script("setup"), 3)
        names = " ".join(packages("build", "fonts"))
        self.assertIn(f"apt-get install --no-install-recommends {names}\n", self.done.stderr)
        self.assertEqual(self.calls("apt-get") + self.calls("cmake"), [])
        self.assertEqual(self.run_script("check"), 3)
        self.assertIn(" qpdf ", self.done.stderr)

    def test_without_root_it_works_when_nothing_is_missing(self):
        self.user(1000)
        self.assertEqual(self.run_script("setup"), 0, self.done.stderr)

    def test_tests_stay_on_once_check_has_run(self):
        self.run_script("setup")
        self.run_script("check")
        self.run_script("setup")
        configured = [call for call in self.calls("cmake") if " -S " in call]
        self.assertEqual([("TESTS=OFF" in call, "TESTS=ON" in call) for call in configured],
                         [(True, False), (False, True), (False, False)])

    def test_a_copied_build_folder_is_made_anew(self):
        os.mkdir(os.path.join(self.home, "build"))
        stale = os.path.join(self.home, "build/stale")
        for path, text in ((stale, ""), (os.path.join(self.home, "build/CMakeCache.txt"),
                                         "CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere\n")):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        self.assertEqual(self.run_script("setup"), 0, self.done.stderr)
        self.assertFalse(os.path.exists(stale))

    def test_an_empty_sample_is_a_failure(self):
        self.building_makes(":")
        self.assertEqual(self.run_script("setup"), 1)
        self.assertIn("the conversion left build/preface.pdf empty", self.done.stderr)

    def test_a_failing_step_shows_the_end_of_its_output(self):
        self.tool("cmake", "seq 1 100; echo 'no such compiler' >&2; exit 1")
        self.assertEqual(self.run_script("setup"), 1)
        self.assertIn("100\nno such compiler\n", self.done.stderr)
        self.assertNotIn("\n10\n", self.done.stderr)
        self.assertNotIn("preface", self.done.stdout)

    def test_a_terminal_without_a_size_shows_a_live_line(self):
        self.tool("cmake", "echo '[7/9] Building CXX object lib/text/shaper.cpp.o'; exit 1")
        try:
            child, terminal = pty.fork()
        except OSError as error:
            self.skipTest(f"no terminal: {error}")
        if child == 0:
            os.execve(os.path.join(self.home, "setup"), ["setup"],
                      {"PATH": self.tools + ":/usr/bin:/bin", "TMPDIR": self.folder, "TERM": "xterm"})
        output = b""
        try:
            while chunk := os.read(terminal, 4096):
                output += chunk
        except OSError:  # how Linux says that the other side is closed
            pass
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 1)
        self.assertIn(b"\r\x1b[K  [7/9] shaper.cpp.o (0 s)", output)

    def test_a_failing_test_fails_the_check(self):
        self.assertEqual(self.run_script("check", "-L", "unit"), 0, self.done.stderr)
        self.assertTrue(self.calls("ctest")[0].endswith(" -L unit"))
        self.tool("ctest", "echo '86% tests passed, 1 tests failed out of 7'; exit 8")
        self.assertEqual(self.run_script("check"), 1)
        self.assertTrue(self.done.stdout.endswith("1 tests failed out of 7\n"), self.done.stdout)

    def test_wrong_call(self):
        self.assertEqual(self.run_script("setup", "--fast"), 2)
        self.assertIn("Usage: ./setup", self.done.stderr)
        self.assertEqual(self.run_script("setup", "--help"), 0)
        self.assertIn("Usage: ./setup", self.done.stdout)


if __name__ == "__main__":
    unittest.main()
