# SPDX-License-Identifier: MIT
"""What ./setup shows a newcomer: the sample converts, and says nothing that is not so."""

import os
import unittest

from program import ProgramTest

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/preface.md")


class Sample(ProgramTest):
    def test_no_warning_with_a_base_url(self):
        done = self.run_program(SAMPLE, "--base-url", "https://example.org", "--werror", "-o", "a.pdf", "-o", "a.epub")
        self.assert_status(done, 0)
        self.assertEqual(done.out + done.err, "")
        self.assertTrue(self.read("a.pdf").startswith(b"%PDF-"))
        self.assertTrue(self.read("a.epub").startswith(b"PK"))

    def test_one_warning_without(self):
        done = self.run_program(SAMPLE, "--diagnostics", "short", "-o", "a.epub")
        self.assert_status(done, 0)
        self.assertEqual(done.err.count("warning: "), 1, done.err)
        self.assertRegex(done.err, r"preface\.md:\d+:\d+: warning: .*/2026/09/18/sample-chapters\.html")

    def test_radicals_are_counted_once(self):
        with open(SAMPLE, encoding="utf-8") as file:
            radicals = sum(0x2E80 <= ord(character) <= 0x2FDF for character in file.read())
        done = self.run_program(SAMPLE, "-v", "--base-url", "https://example.org", "-o", "a.epub")
        notes = [line for line in done.err.split("\n") if "[-Wradicals-unified]" in line]
        self.assertEqual(len(notes), 1, done.err)
        self.assertIn(f" {radicals} radical code points", notes[0])


if __name__ == "__main__":
    unittest.main()
