# SPDX-License-Identifier: MIT
"""How the program comes to the diagnostics that are not about the text: goldens have those."""

import json
import os
import unittest

from program import ProgramTest

# Code, exit status, severity, files, arguments.
CASES = [
    ("usage", 2, "error", {}, ["a.md"]),
    ("unknown-format", 2, "error", {}, ["a.md", "-o", "a.odt"]),
    ("bad-option", 2, "error", {}, ["a.md", "-o", "a.epub", "--epub-compression", "99"]),
    ("bad-option", 2, "error", {}, ["a.md", "-o", "a.pdf", "--toc-depth", "0"]),
    ("option-unused", 0, "warning", {}, ["a.md", "-o", "a.html", "--paper", "A4"]),
    ("input-unreadable", 4, "error", {}, ["absent.md", "-o", "a.epub"]),
    ("input-unreadable", 4, "error", {}, ["absent/absent.md", "-o", "a.epub"]),
    ("input-not-utf8", 4, "error", {"a.md": b"a\xff"}, ["a.md", "-o", "a.epub"]),
    ("input-empty", 4, "error", {"a.md": " \n"}, ["a.md", "-o", "a.epub"]),
    ("bad-front-matter", 1, "error", {"a.md": "---\ntitle: [\n---\n"}, ["a.md", "-o", "a.epub"]),
    ("limit-exceeded", 1, "error", {"a.md": "|a" * 100 + "\n" + "|---" * 100 + "\n" + "|x|\n" * 10000},
     ["a.md", "-o", "a.epub"]),
    ("style-unreadable", 6, "error", {}, ["a.md", "-o", "a.epub", "--css", "absent.css"]),
    ("style-unreadable", 6, "error", {"a.css": b"p { color: red } /* \xd6\xd0 */"},
     ["a.md", "-o", "a.pdf", "--css", "a.css"]),
    ("style-syntax", 0, "warning", {"a.css": "p { color: red"}, ["a.md", "-o", "a.pdf", "--css", "a.css"]),
    ("style-unknown", 0, "warning", {"a.css": "p { colour: red }"}, ["a.md", "-o", "a.epub", "--css", "a.css"]),
    ("style-unsupported", 0, "note", {"a.css": "p { float: left }"}, ["a.md", "-o", "a.html", "--css", "a.css", "-v"]),
    ("bad-option", 2, "error", {}, ["a.md", "-o", "a.pdf", "--paper", "A55"]),
    ("font-missing", 7, "error", {}, ["a.md", "-o", "a.pdf", "--ignore-system-fonts"]),
    ("glyph-missing", 0, "warning", {"a.md": "a\U00100000\n"}, ["a.md", "-o", "a.pdf"]),
    ("font-no-bold", 0, "note", {"a.md": "*楷*\n", "a.css": "em { font-weight: bold }"},
     ["a.md", "-o", "a.pdf", "--css", "a.css", "-v"]),
    ("node-not-supported", 0, "warning", {"a.css": '@import "b.css";'}, ["a.md", "-o", "a.epub", "--css", "a.css"]),
    ("output-unwritable", 5, "error", {}, ["a.md", "-o", "absent/a.epub"]),
]


class Codes(ProgramTest):
    def test_codes(self):
        for code, status, severity, files, arguments in CASES:
            with self.subTest(code):
                for name, content in {"a.md": "Text.\n", **files}.items():
                    self.write(os.path.join(code, name), content)
                done = self.run_program(*arguments, "--diagnostics", "json", cwd=self.path(code))
                shown = [json.loads(line) for line in done.err.splitlines()]
                if code != "font-missing" and any(diagnostic["code"] == "font-missing" for diagnostic in shown):
                    self.skipTest("fonts are missing")
                self.assert_status(done, status)
                self.assertIn((severity, code), [(diagnostic["severity"], diagnostic["code"]) for diagnostic in shown])
                if severity == "error":
                    self.assertEqual({"a.md", *files}, set(os.listdir(self.path(code))))


if __name__ == "__main__":
    unittest.main()
