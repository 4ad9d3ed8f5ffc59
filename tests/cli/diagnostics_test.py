# SPDX-License-Identifier: MIT
"""How diagnostics look, and which of them are shown."""

import json
import os
import pty
import subprocess
import unittest

from program import MATERIAL, PROGRAM, ProgramTest

POST = "图片：![](absent.png)\n\n上海⻉尔\n"


class Diagnostics(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("post.md", POST)

    def run_on_terminal(self, *arguments, env=None):
        try:
            master, slave = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal: {error}")
        environment = dict(os.environ, TERM="xterm", **(env or {}))
        process = subprocess.run([PROGRAM, *arguments], cwd=self.folder, stderr=slave, stdout=subprocess.DEVNULL,
                                 env=environment, check=False)
        os.close(slave)
        text = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            text += part
        os.close(master)
        return process.returncode, text.decode().replace("\r\n", "\n")

    def test_one_line_with_place_and_name(self):
        done = self.run_program("post.md", "-o", "x.epub")
        self.assert_status(done, 0)
        # Three wide characters come before the image, two columns each.
        self.assertRegex(done.err, r'^post\.md:1:7: warning: .*"absent\.png".* \[-Wimage-missing\]\n$')

    def test_seed(self):
        seed = os.path.join(MATERIAL, "seed", "kamailio-preface.md")
        if not os.path.exists(seed):
            self.skipTest("the shared material is not at hand")
        done = self.run_program(seed, "-o", "x.epub", "-o", "x.pdf")
        self.assert_status(done, 0)
        self.assertEqual(done.out, "")
        places = [os.path.basename(line.split(" ")[0]) + line[line.rindex(" "):] for line in done.err.splitlines()]
        self.assertEqual(places, [
            "kamailio-preface.md:11:1: [-Wimage-missing]", "kamailio-preface.md:26:1: [-Wimage-missing]",
            "kamailio-preface.md:154:21: [-Wlink-unresolved]"])

    def test_notes_only_when_verbose(self):
        self.assertNotIn("note:", self.run_program("post.md", "-o", "x.epub").err)
        done = self.run_program("post.md", "-o", "x.epub", "--verbose")
        self.assertRegex(done.err, r"post\.md:3:5: note: .* \[-Wradicals-unified\]")

    def test_quiet_keeps_errors_only(self):
        self.assertEqual(self.run_program("post.md", "-o", "x.epub", "-q").err, "")
        self.assertIn("error:", self.run_program("absent.md", "-o", "x.epub", "-q").err)

    def test_each_diagnostic_once_for_several_outputs(self):
        done = self.run_program("post.md", "-o", "x.epub", "-o", "x.html", "-o", "y.html", "-j", "3")
        self.assertEqual(done.err.count("warning:"), 1)

    def test_json_lines(self):
        done = self.run_program("post.md", "-o", "x.epub", "-v", "--diagnostics", "json")
        first, second = [json.loads(line) for line in done.err.splitlines()]
        self.assertEqual((first["code"], first["severity"], first["file"]), ("image-missing", "warning", "post.md"))
        self.assertEqual((first["line"], first["column"], first["byte"], first["utf16"]), (1, 7, 10, 4))
        self.assertEqual((second["code"], second["severity"]), ("radicals-unified", "note"))

    def test_json_stays_json_for_names_that_are_not_utf8(self):
        done = self.run_program(b"a\xffb.md", "-o", "x.epub", "--diagnostics", "json")
        self.assert_status(done, 4)
        self.assertIn("\ufffd", json.loads(done.err)["message"])

    def test_caret_stands_under_the_place(self):
        status, text = self.run_on_terminal("post.md", "-o", "x.epub", env={"NO_COLOR": "1"})
        self.assertEqual(status, 0)
        lines = text.splitlines()
        self.assertEqual(lines[1], " 1 | 图片：![](absent.png)")
        self.assertTrue(lines[2].startswith("   |       ^"), lines[2])
        self.assertFalse(lines[2].startswith("   |        ^^^^^^^^^^^^^^^^"), lines[2])

    def test_colour_rules(self):
        escape = "\033["
        self.assertIn(escape, self.run_on_terminal("post.md", "-o", "x.epub")[1])
        self.assertNotIn(escape, self.run_on_terminal("post.md", "-o", "x.epub", env={"NO_COLOR": "1"})[1])
        self.assertIn(escape, self.run_on_terminal("post.md", "-o", "x.epub", env={"NO_COLOR": ""})[1])
        self.assertNotIn(escape, self.run_program("post.md", "-o", "x.epub").err)
        self.assertIn(escape, self.run_program("post.md", "-o", "x.epub", "--color", "always").err)
        self.assertIn(escape, self.run_program("post.md", "-o", "x.epub", env={"CLICOLOR_FORCE": "1"}).err)

    def test_document_cannot_send_commands_to_the_terminal(self):
        self.write("post.md", "![](a&#27;[31m.png)\n\n![](b\x1b[2J.png)\n\n![](c\u009b31m.png)\n")
        done = self.run_program("post.md", "-o", "x.epub", "-v")
        self.assertNotIn("\x1b", done.err)
        self.assertNotIn("\x9b", done.err)


if __name__ == "__main__":
    unittest.main()
