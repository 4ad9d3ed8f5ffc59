# SPDX-License-Identifier: MIT
"""The outside tools' word on whole books: the sample and, when at hand, a post that somebody else wrote."""

import html
import os
import re
import subprocess
import unittest

from program import PROGRAM, ProgramTest

SAMPLES = os.path.join(os.path.dirname(__file__), "../../samples")
SEED = os.path.join(os.environ.get("MDCONV_SHARED_MATERIAL", ""), "seed/kamailio-preface.md")
EPUBCHECK = "/usr/share/java/epubcheck.jar"


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)


def text_of_html(page):
    body = page[page.index("<body"):]
    body = re.sub(r"<(br|img)\b[^>]*>", " ", body)
    return html.unescape(re.sub(r"<[^>]*>", "", body)).replace("\u21A9\uFE0E", "")


def characters(text):
    """Without white space and digits: pages, lists and notes have numbers in a PDF that HTML has from the browser."""
    text = re.sub(r"^\s*\d+[.)](?=\s|$)", "", text, flags=re.M)
    return re.sub(r"[\s\d\u00A0\u200B•]", "", text)


class Books(ProgramTest):
    def convert(self, post):
        done = run(PROGRAM, "-q", post, "--base-url", "https://example.org",
                   *(part for name in ("pdf", "epub", "html") for part in ("-o", self.path("book." + name))))
        self.assertEqual(done.returncode, 0, done.stdout.decode())

    def check_books(self, post):
        self.convert(post)
        with self.subTest("qpdf"):
            done = run("qpdf", "--check", self.path("book.pdf"))
            self.assertEqual(done.returncode, 0, done.stdout.decode())
        with self.subTest("fonts"):
            rows = run("pdffonts", self.path("book.pdf")).stdout.decode().splitlines()[2:]
            self.assertGreater(len(rows), 2)
            for row in rows:
                self.assertRegex(row, r" yes +yes +yes +\d+ +0$")
        with self.subTest("epubcheck"):
            if not os.path.exists(EPUBCHECK):
                self.skipTest("epubcheck is not installed")
            done = run("java", "-jar", EPUBCHECK, "--failonwarnings", self.path("book.epub"))
            self.assertEqual(done.returncode, 0, done.stdout.decode())
        expected = text_of_html(self.read("book.html").decode())
        for tool in (("pdftotext", "-raw", self.path("book.pdf"), "-"),
                     ("mutool", "draw", "-q", "-F", "txt", self.path("book.pdf"))):
            with self.subTest(tool[0]):
                text = subprocess.run(tool, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout.decode()
                self.assertEqual(characters(text), characters(expected))
                self.assertEqual(set(re.findall("[\u2E80-\u2FDF]", text)), set(re.findall("[\u2E80-\u2FDF]", expected)))
        with self.subTest("no spaces between the characters of a loose line"):
            text = run("pdftotext", self.path("book.pdf"), "-").stdout.decode()
            self.assertEqual(re.findall("[\u4E00-\u9FFF] [\u4E00-\u9FFF] [\u4E00-\u9FFF]", text), [])

    def test_sample(self):
        self.check_books(os.path.join(SAMPLES, "preface.md"))

    @unittest.skipUnless(os.path.exists(SEED), "the seed is not at hand")
    def test_seed(self):
        self.check_books(SEED)


if __name__ == "__main__":
    unittest.main()
