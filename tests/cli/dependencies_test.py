# SPDX-License-Identifier: MIT
"""Rules for make: what they name, how names are escaped, when they are written."""

import os
import shutil
import subprocess
import unittest

from program import PROGRAM, ProgramTest, png


class Rules(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("post.md", "![](images/a.png)\n\n![](images/absent.png)\n")
        self.write("images/a.png", png(2, 2))
        self.write("my.css", "p { text-indent: 0 }\n")

    def words(self, name):
        return self.read(name).decode().replace("\\\n", " ").split()

    def test_names_targets_and_everything_that_was_read(self):
        done = self.run_program("post.md", "-q", "-o", "x.epub", "-o", "x.html", "-c", "my.css", "--deps", "rule.mk")
        self.assert_status(done, 0)
        self.assertEqual(self.words("rule.mk"), ["x.epub", "x.html:", "post.md", "my.css", "images/a.png"])

    def test_gcc_options(self):
        self.assert_status(self.run_program("post.md", "-q", "-o", "x.epub", "-MD", "-MP"), 0)
        self.assertEqual(self.read("x.d").decode(), "x.epub: \\\n  post.md \\\n  images/a.png\nimages/a.png:\n")
        done = self.run_program("post.md", "-q", "-o", "x.epub", "-MMD", "-MF", "r.mk", "-MT", "one", "-MT", "two")
        self.assert_status(done, 0)
        self.assertEqual(self.words("r.mk")[:2], ["one", "two:"])

    def test_metadata_option_is_no_gcc_option(self):
        done = self.run_program("post.md", "-q", "-t", "html", "-M", "title=MD")
        self.assert_status(done, 0)
        self.assertIn("<title>MD</title>", done.out)
        self.assertFalse(os.path.exists(self.path("x.d")))

    def test_not_written_when_the_conversion_fails(self):
        self.write("post.md", b"\xff\n")
        self.assert_status(self.run_program("post.md", "-o", "x.epub", "-MD"), 4)
        self.assertFalse(os.path.exists(self.path("x.d")))

    def test_standard_output_for_both_is_refused(self):
        self.assert_status(self.run_program("post.md", "-t", "html", "-o", "-", "--deps", "-"), 2)
        self.assert_status(self.run_program("post.md", "-t", "html", "-o", "-", "-MD"), 2)

    def test_standard_input_is_no_prerequisite(self):
        self.assert_status(self.run_program("-", "-o", "x.epub", "-MD", stdin=b"text\n"), 0)
        self.assertEqual(self.words("x.d"), ["x.epub:"])

    def test_every_prerequisite_but_the_input_has_a_phony_rule(self):
        self.write("my.css", "p { color: red }\n")
        self.assert_status(self.run_program("-", "-o", "x.epub", "-c", "my.css", "-MD", "-MP", stdin=b"text\n"), 0)
        self.assertIn(b"\nmy.css:\n", self.read("x.d"))
        self.assert_status(self.run_program("post.md", "-o", "x.epub", "-MD", "-MP"), 0)
        self.assertNotIn(b"post.md:", self.read("x.d"))

    def test_make_understands_every_name(self):
        make = shutil.which("make")
        if make is None:
            self.skipTest("make is not installed")
        for name in ("with space.md", "ha#sh.md", "do$lar.md", "co:lon.md", "back\\slash.md", "书.md", "b\\ s.md"):
            with self.subTest(name):
                self.write(name, "text\n")
                output = name[:-3] + ".html"
                done = self.run_program(name, "-o", output, "--deps", "rule.mk")
                self.assert_status(done, 0)
                self.write("Makefile", self.read("rule.mk") + b"\t@echo made\n")
                run = lambda: subprocess.run([make, "-s"], cwd=self.folder, stdout=subprocess.PIPE,
                                             stderr=subprocess.STDOUT, check=False).stdout
                os.utime(self.path(name), (1000000000, 1000000000))
                self.assertNotIn(b"made\n", run())
                os.utime(self.path(output), (900000000, 900000000))
                self.assertEqual(run(), b"made\n")


if __name__ == "__main__":
    unittest.main()
