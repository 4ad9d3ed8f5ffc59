# SPDX-License-Identifier: MIT
"""The command line: what is asked for, and how a wrong call is answered."""

import pty
import os
import re
import subprocess
import unittest
import zipfile
import zlib

from program import PROGRAM, ProgramTest


class Information(ProgramTest):
    def test_version_is_the_first_line_and_libraries_follow(self):
        done = self.run_program("--version")
        self.assert_status(done, 0)
        lines = done.out.splitlines()
        self.assertRegex(lines[0], r"^mdbook-conv \d+\.\d+\.\d+$")
        names = [line.rsplit(" ", 1)[0] for line in lines[1:]]
        for library in ("md4c", "libzip", "PoDoFo", "HarfBuzz", "ICU", "fontconfig"):
            self.assertIn(library, names)
        for line in lines[1:]:
            self.assertRegex(line, r"^\S+ \d+\.\d+")
        self.assertEqual(done.err, "")

    def test_help_names_every_format_and_option_group(self):
        done = self.run_program("--help")
        self.assert_status(done, 0)
        for word in ("epub", "html", "pdf", "--output", "--to", "--deps", "--root", "Examples:"):
            self.assertIn(word, done.out)
        self.assertTrue(all(len(line) <= 110 for line in done.out.splitlines()))

    def test_help_wins_over_a_wrong_call(self):
        self.assert_status(self.run_program("--help", "--nonsense"), 0)

    def test_fonts_are_listed_by_role_and_language(self):
        done = self.run_program("--list-fonts")
        self.assert_status(done, 0)
        lines = done.out.splitlines()
        self.assertRegex(lines[0], r"^serif +western +TeX Gyre Pagella +(/\S+#0|missing: apt-get install fonts-texgyre)$")
        for line in lines:
            self.assertRegex(line, r"^[a-z-]+ +(western|zh-\w+|ja|ko|any) +\S.* +(/\S+#\d+|missing.*)$")
        roles = [line.split()[0] for line in lines]
        self.assertEqual(list(dict.fromkeys(roles)), ["serif", "sans-serif", "monospace", "kai", "emoji", "rare-han",
                                                      "symbol", "fallback"])

    def test_missing_fonts_are_listed_with_their_packages(self):
        done = self.run_program("--list-fonts", "--ignore-system-fonts")
        self.assert_status(done, 0)
        self.assertTrue(all("missing: apt-get install fonts-" in line for line in done.out.splitlines()), done.out)

    def test_default_style_is_css(self):
        done = self.run_program("--print-default-style")
        self.assert_status(done, 0)
        self.assertIn("{", done.out)

    def test_styles(self):
        self.write("a.md", "甲\n\n乙\n")
        outputs = []
        for style in ("standard", "mobile"):
            self.assert_status(self.run_program("a.md", "--style", style, "-o", "a.html"), 0)
            outputs.append(self.read("a.html").decode())
        self.assertTrue(outputs[1].startswith(outputs[0][:outputs[0].index("</style>")].rstrip()), "over the standard")
        self.assertIn("text-indent: 0;", outputs[1][len(outputs[0]) - 40:])
        done = self.run_program("a.md", "--style", "nothing", "-o", "a.html")
        self.assert_status(done, 2)
        self.assertIn("known are standard, mobile and print", done.err)

    def test_paper(self):
        self.write("a.md", "甲\n")
        done = self.run_program("a.md", "-o", "a.pdf", "--paper", "16开 landscape")
        if "font-missing" in done.err:
            self.skipTest("fonts are missing")
        self.assert_status(done, 0)
        objects = re.search(rb"/ObjStm.*?stream\n(.*?)\nendstream", self.read("a.pdf"), re.S)
        self.assertRegex(zlib.decompress(objects[1]), rb"/MediaBox\[ ?0 0 737\.\d+ 524\.\d+ ?\]")
        done = self.run_program("a.md", "-o", "b.pdf", "--paper", "lettr")
        self.assert_status(done, 2)
        self.assertIn("did you mean letter?", done.err)

    def test_marks_stand_outside_of_the_page(self):
        self.write("a.md", "甲\n")
        self.write("marks.css", "@page { size: 100pt 200pt; margin: 20pt; marks: crop cross; bleed: 5pt }\n")
        done = self.run_program("a.md", "-o", "a.pdf", "--css", "marks.css")
        if "font-missing" in done.err:
            self.skipTest("fonts are missing")
        self.assert_status(done, 0)
        objects = re.search(rb"/ObjStm.*?stream\n(.*?)\nendstream", self.read("a.pdf"), re.S)
        page = zlib.decompress(objects[1]).replace(b"[ ", b"[").replace(b" ]", b"]")
        self.assertIn(b"/TrimBox[0 0 100 200]", page)
        self.assertIn(b"/BleedBox[-5 -5 105 205]", page)
        self.assertIn(b"/MediaBox[-22 -22 122 222]", page)
        streams = re.findall(rb"stream\n(.*?)\nendstream", self.read("a.pdf"), re.S)
        drawn = b"".join(zlib.decompress(stream) for stream in streams if stream[:1] == b"\x78")
        self.assertIn(b"/Artifact<</Type/Page>>BDC", drawn)
        self.assertIn(b"0.000 -22.000 m 0.000 -8.000 l S", drawn)

    def test_style_from_a_file(self):
        self.write("a.md", "甲\n")
        self.write("my.css", "p { color: red }\n")
        self.assert_status(self.run_program("a.md", "-o", "a.html", "--style", "./my.css", "--deps", "a.d"), 0)
        self.assertIn("p { color: red }", self.read("a.html").decode())
        self.assertIn(b"my.css", self.read("a.d"))
        done = self.run_program("--style", "print", "--print-default-style")
        self.assertIn("recto", done.out)

    def test_sizes_with_chinese_names_are_points_elsewhere(self):
        self.write("a.md", "甲\n")
        self.write("a.css", "p { font-size: 小四 }\n")
        self.assert_status(self.run_program("a.md", "-o", "a.html", "-o", "a.epub", "--css", "a.css"), 0)
        self.assertIn("p { font-size: 12pt }", self.read("a.html").decode())
        with zipfile.ZipFile(self.path("a.epub")) as book:
            self.assertEqual(book.read("EPUB/styles/a.css").decode(), "p { font-size: 12pt }\n")

    def test_reader_that_goes_away_is_no_crash(self):
        process = subprocess.Popen([PROGRAM, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.close()
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        self.assertIn(process.wait(), (0, -13))


class WrongCalls(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("post.md", "text\n")

    def assert_usage_error(self, done, *parts):
        self.assert_status(done, 2)
        self.assertEqual(done.out, "")
        self.assertTrue(done.err.startswith("mdbook-conv: error: "), done.err)
        for part in parts:
            self.assertIn(part, done.err)
        self.assert_no_leftovers("post.md")

    def test_unknown_option_suggests_the_nearest(self):
        self.assert_usage_error(self.run_program("--outptu", "x.pdf", "post.md"), "--outptu", "did you mean --output?")

    def test_unknown_option_without_a_likeness(self):
        self.assert_usage_error(self.run_program("--zzzzzzzz", "post.md", "-o", "x.epub"), "--zzzzzzzz", "--help")

    def test_no_output_shows_the_right_call(self):
        self.assert_usage_error(self.run_program("post.md"), "no output", "mdbook-conv post.md -o post.pdf")

    def test_standard_input_is_an_input_alone(self):
        self.assert_usage_error(self.run_program("post.md", "-", "-o", "x.epub"), "standard input")

    def test_options_take_one_value_each(self):
        # What stands behind a value is an input, or a text would be written over.
        for options in (("-o", "x.html"), ("-M", "title=x", "-o", "x.html"), ("-D", "a=b", "-o", "x.html")):
            done = self.run_program(*options, "post.md")
            self.assert_status(done, 0)
            self.assertIn(b"<!DOCTYPE html>", self.read("x.html"))

    def test_wrong_calls_are_told_of_as_asked(self):
        for options in (("--bogus", "--diagnostics=json"), ("--diagnostics", "json", "--color", "x")):
            done = self.run_program("post.md", "-o", "x.html", *options)
            self.assert_status(done, 2)
            self.assertTrue(done.err.startswith('{"severity":"error","code":"usage"'), done.err)

    def test_unknown_extension_and_format(self):
        self.assert_usage_error(self.run_program("post.md", "-o", "x.doc"), '"x.doc"', "epub")
        self.assert_usage_error(self.run_program("post.md", "-o", "x"), '"x"')
        self.assert_usage_error(self.run_program("post.md", "--to", "doc", "-o", "x"), '"doc"')

    def test_missing_value(self):
        self.assert_usage_error(self.run_program("post.md", "-o"), "--output needs a value")

    def test_same_output_twice(self):
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "-o", "x.epub"), "twice")

    def test_output_that_is_the_input(self):
        self.assert_usage_error(self.run_program("post.md", "-t", "epub", "-o", "./post.md"), "the input and an output")
        self.assertEqual(self.read("post.md"), b"text\n")

    def test_nothing_takes_the_place_of_what_is_read_or_written(self):
        self.write("my.css", "p { color: red }\n")
        for options, complaint in ((("-o", "x.epub", "--deps", "post.md"), "the input and an output"),
                                   (("-o", "x.epub", "--deps", "./x.epub"), "given as an output twice"),
                                   (("-o", "x.epub", "-o", "./x.epub"), "given as an output twice"),
                                   (("-o", "x.epub", "-c", "my.css", "--deps", "my.css"), "a style sheet and an output"),
                                   (("-t", "html", "-o", "my.css", "-c", "my.css"), "a style sheet and an output")):
            with self.subTest(options):
                done = self.run_program("post.md", *options)
                self.assert_status(done, 2)
                self.assertIn(complaint, done.err)
                self.assert_no_leftovers("my.css", "post.md")
        self.assertEqual(self.read("post.md"), b"text\n")
        self.assertEqual(self.read("my.css"), b"p { color: red }\n")

    def test_languages(self):
        done = self.run_program("post.md", "-o", "x.epub", "--lang", "english")
        self.assert_status(done, 2)
        self.assertIn("language tag", done.err)
        self.assert_status(self.run_program("post.md", "-o", "x.html", "--lang", "zh_CN"), 0)
        self.assertIn(b'lang="zh-CN"', self.read("x.html"))

    def test_font_path_is_a_folder(self):
        for folder in ("absent", "post.md"):
            with self.subTest(folder):
                done = self.run_program("post.md", "-o", "x.epub", "--font-path", folder)
                self.assert_usage_error(done, f'"{folder}" is no folder')

    def test_base_url_is_an_address(self):
        for url in ("example.org", "javascript:alert(1)//", "https://", "https:///x"):
            with self.subTest(url):
                self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "--base-url", url), "--base-url")

    def test_bad_dates(self):
        for date in ("yesterday", "2022-02-30", "2022-13-01", "2022-08-22T25:00", "@-1", ""):
            with self.subTest(date):
                done = self.run_program("post.md", "-o", "x.epub", "--date", date)
                if date:
                    self.assert_usage_error(done, date)
        for epoch in ("abc", "12x", "-5", " 5", ""):
            with self.subTest(epoch):
                done = self.run_program("post.md", "-o", "x.epub", env={"SOURCE_DATE_EPOCH": epoch})
                self.assert_usage_error(done, "SOURCE_DATE_EPOCH")

    def test_bad_values(self):
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "-j", "0"), "--jobs")
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "--color", "red"), "--color", "never")
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "-M", "novalue"), "KEY=VALUE")
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "-M", "colour=red"), "colour")
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "--lang", "not a tag"), "not a tag")
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "--epub-compression", "99"), "99")

    def test_values_that_no_format_can_hold(self):
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", b"--title=\xff\xfe"), "not UTF-8")
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "--title", "a\x1bb"), "control character")

    def test_root_that_does_not_hold_the_input(self):
        os.mkdir(self.path("other"))
        self.assert_usage_error(self.run_program("post.md", "-o", "x.epub", "--root", "other"), "other")

    def test_terminal_gets_no_binary_data_and_is_no_input(self):
        try:
            master, slave = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal: {error}")
        try:
            done = subprocess.run([PROGRAM, "post.md", "-t", "epub"], cwd=self.folder, stdout=slave,
                                  stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"terminal", done.stderr)
            done = subprocess.run([PROGRAM, "-o", "x.epub"], cwd=self.folder, stdin=slave, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"no input", done.stderr)
        finally:
            os.close(master)
            os.close(slave)


if __name__ == "__main__":
    unittest.main()
