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

    def test_place_of_a_character_behind_references(self):
        self.write("far.md", "a &amp; b\\* \0 c \U000f0001\n\n```sh\nx\n  \U000f0002\n```\n\n&lt; &#7; \x01\n")
        done = self.run_program("far.md", "-o", "x.pdf")
        self.assert_status(done, 0)
        places = {line.split(" ")[0] for line in done.err.splitlines() if "U+F000" in line or "control" in line}
        self.assertEqual(places, {"far.md:1:17:", "far.md:5:3:", "far.md:8:6:"})

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

    def test_json_has_every_field(self):
        done = self.run_program("post.md", "-o", "x.epub", "-v", "--diagnostics", "json")
        place = {"file", "line", "column", "byte", "utf16", "endLine", "endColumn", "endByte", "endUtf16"}
        for line in done.err.splitlines():
            self.assertEqual(set(json.loads(line)), place | {"severity", "code", "message", "notes"})
        done = self.run_program("absent.md", "-o", "x.epub", "--diagnostics", "json")
        self.assertEqual(set(json.loads(done.err)), {"severity", "code", "message", "notes"})

    def names(self, *arguments):
        """The exit status, and severity and name of what is shown."""
        done = self.run_program("post.md", "-o", "x.epub", "--diagnostics", "json", *arguments)
        shown = [json.loads(line) for line in done.err.splitlines()]
        return done.status, [(diagnostic["severity"], diagnostic["code"]) for diagnostic in shown]

    def test_one_diagnostic_on_and_off(self):
        warning, note = ("warning", "image-missing"), ("note", "radicals-unified")
        self.assertEqual(self.names("-Wradicals-unified"), (0, [warning, note]))
        self.assertEqual(self.names("-Wno-image-missing"), (0, []))
        self.assertEqual(self.names("-v", "-Wno-radicals-unified"), (0, [warning]))
        self.assertEqual(self.names("-q", "-Wradicals-unified"), (0, [note]))
        self.assertEqual(self.names("-Wno-image-missing", "-Wimage-missing"), (0, [warning]))
        self.assertEqual(self.names("-Wimage-missing", "--warn", "no-image-missing"), (0, []))

    def test_one_diagnostic_as_an_error(self):
        warning, error = ("warning", "image-missing"), ("error", "image-missing")
        note = ("error", "radicals-unified")
        self.assertEqual(self.names("-Werror=image-missing"), (3, [error]))
        self.assertEqual(self.names("-Werror=note-cycle"), (0, [warning]))
        self.assertEqual(self.names("-Werror=radicals-unified"), (3, [warning, note]))
        self.assertEqual(self.names("-W", "-Wno-error=image-missing"), (0, [warning]))
        self.assertEqual(self.names("-Wno-error=image-missing", "-Werror"), (0, [warning]))
        self.assertEqual(self.names("-Werror=image-missing", "-Wno-error=image-missing"), (0, [warning]))
        self.assertEqual(self.names("-q", "-Werror=image-missing"), (3, [error]))

    def test_what_is_off_is_no_error(self):
        self.assertEqual(self.names("-W", "-Wno-image-missing"), (0, []))
        self.assertEqual(self.names("-Wno-image-missing", "--werror"), (0, []))
        self.assertEqual(self.names("-Werror=image-missing", "-Wno-image-missing"), (0, []))

    def test_all_warnings_as_errors(self):
        error = [("error", "image-missing")]
        for spelling in ("-W", "-Werror", "--werror"):
            self.assertEqual(self.names(spelling), (3, error))
        self.assertEqual(self.names("-Werror", "-Wno-error")[0], 0)
        self.assertEqual(self.names("-Wno-error", "-Werror")[0], 3)
        self.assertEqual(self.names("-vW"), (3, error + [("note", "radicals-unified")]))

    def test_raised_diagnostics_say_how(self):
        done = self.run_program("post.md", "-o", "x.epub", "-Werror=image-missing")
        self.assertRegex(done.err, r"^post\.md:1:7: error: .* \[-Werror=image-missing\]\n$")
        self.assert_no_leftovers("post.md")

    def test_unknown_names(self):
        for option, hint in (("-Wimage-mising", "did you mean -Wimage-missing?"),
                             ("-Wno-link-unsav", "did you mean -Wno-link-unsafe?"),
                             ("-Werror=note-cycl", "did you mean -Werror=note-cycle?"),
                             ("-Wxyzzy", "docs/diagnostics.md")):
            with self.subTest(option=option):
                done = self.run_program("post.md", "-o", "x.epub", option)
                self.assert_status(done, 2)
                self.assertIn(hint, done.err)
        done = self.run_program("post.md", "-o", "x.epub", "-Wno-font-missing")
        self.assert_status(done, 2)
        self.assertIn('"font-missing" is an error and stays one', done.err)

    def test_names_behind_the_end_of_options_are_files(self):
        self.write("-Wno-x", "text\n")
        self.assert_status(self.run_program("-o", "x.epub", "--", "-Wno-x"), 0)

    def test_values_that_look_like_names(self):
        done = self.run_program("post.md", "--to", "json", "--title", "-Wno-x", "--author=-Wall")
        self.assert_status(done, 0)
        metadata = json.loads(done.out)["metadata"]
        self.assertEqual((metadata["title"], metadata["authors"]), ("-Wno-x", ["-Wall"]))

    def test_max_errors(self):
        self.write("many.md", "".join(f"![](absent{i}.png)\n\n" for i in range(5)))
        done = self.run_program("many.md", "-o", "x.epub", "-W", "--max-errors", "2")
        self.assert_status(done, 3)
        lines = done.err.splitlines()
        self.assertEqual([line.split(" ")[0] for line in lines], ["many.md:1:1:", "many.md:3:1:", "mdbook-conv:"])
        self.assertEqual(lines[2], "mdbook-conv: 3 more not shown (--max-errors)")
        # Warnings are no errors, five are not more than five, and zero is no limit.
        for arguments in (["--max-errors=2"], ["-W", "--max-errors=5"], ["-W", "--max-errors=0"]):
            done = self.run_program("many.md", "-o", "x.epub", *arguments)
            self.assertEqual(len(done.err.splitlines()), 5, done.err)
        done = self.run_program("many.md", "-o", "x.epub", "-W", "--max-errors=1", "--diagnostics=json")
        self.assertEqual([json.loads(line)["code"] for line in done.err.splitlines()], ["image-missing", "max-errors"])
        self.assert_status(self.run_program("many.md", "-o", "x.epub", "--max-errors", "few"), 2)

    def test_max_errors_keeps_the_error_that_ends_the_run(self):
        self.write("many.md", "".join(f"![](absent{i}.png)\n\n" for i in range(3)))
        done = self.run_program("many.md", "-o", "x.pdf", "-W", "--max-errors", "1", "--ignore-system-fonts")
        self.assert_status(done, 7)
        self.assertEqual(done.err.count("error:"), 2, done.err)

    def test_same_diagnostic_once(self):
        self.write("twice.md", "a ![](absent.png) b ![](absent.png)\n")
        done = self.run_program("twice.md", "-o", "x.epub")
        self.assertEqual([line.split(" ")[0] for line in done.err.splitlines()], ["twice.md:1:3:", "twice.md:1:21:"])
        self.assertEqual(len(set(done.err.splitlines())), 2)


if __name__ == "__main__":
    unittest.main()
