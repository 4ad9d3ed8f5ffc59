# SPDX-License-Identifier: MIT
"""The sample, and the seed when at hand: other programs find nothing wrong, and the PDF says what the HTML says."""

import difflib
import html.parser
import os
import re
import shutil
import subprocess
import unittest

from program import MATERIAL, ProgramTest

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/preface.md")
SEED = os.path.join(MATERIAL, "seed/kamailio-preface.md") if MATERIAL else ""
EPUBCHECK = "/usr/share/java/epubcheck.jar"

# The radicals that look like characters: PDF readers give them in place of characters that share their glyph.
RADICAL = re.compile("[\u2e80-\u2fdf]")
HAN = "[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
SPACED_HAN = re.compile(f"{HAN} (?={HAN} {HAN})")
# White space in its widest sense: chances for a line end, too.
UNSEEN = re.compile("[\\s\u00ad\u200b\u2060\ufeff]+")


class Text(html.parser.HTMLParser):
    """What a browser shows of the body, list markers too: a bullet by depth, a number by the list's start and kind.

    The arrow back from a note is left out: pages do without.
    """

    BULLETS = "•◦▪"

    def __init__(self, source):
        super().__init__()
        self.parts = []
        self.lists = []
        self.shown = False
        self.in_notes = False
        self.in_arrow = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        classes = (attributes.get("class") or "").split()
        if tag == "body":
            self.shown = True
        elif tag == "section":
            self.in_notes = "endnotes" in classes
        elif tag == "a":
            self.in_arrow = "backlink" in classes
        elif tag == "ul":
            self.lists.append(None)
        elif tag == "ol":
            # The numbers of the notes themselves stand as in print, without a stop.
            end = ")" if "paren" in classes else "" if self.in_notes and not self.lists else "."
            self.lists.append([int(attributes.get("start", 1)), end])
        elif tag == "li" and self.lists[-1]:
            number, end = self.lists[-1]
            self.parts.append(f"{number}{end}")
            self.lists[-1][0] += 1
        elif tag == "li":
            # The list of notes is no list to the pages.
            self.parts.append(self.BULLETS[min(len(self.lists) - self.in_notes, 3) - 1])
        elif tag == "input" and attributes.get("type") == "checkbox":
            # The box stands in place of the bullet.
            self.parts[-1] = self.parts[-1].rstrip(self.BULLETS)
            self.parts.append("☑" if "checked" in attributes else "☐")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag == "body":
            self.shown = False
        elif tag == "section":
            self.in_notes = False
        elif tag == "a":
            self.in_arrow = False
        elif tag in ("ul", "ol"):
            self.lists.pop()

    def handle_data(self, data):
        if self.shown and not self.in_arrow:
            self.parts.append(data)

    def text(self):
        return "".join(self.parts)


def without_margins(text, heads):
    """The pages without their last line, where that is the page's number, and without the running head before it:
    one of `heads`, which are squeezed."""
    pages = []
    for number, page in enumerate(text.split("\f"), 1):
        page = re.sub(rf"(?:^|\n)[ \t]*{number}\s*\Z", "\n", page).rstrip()
        rest, _, last = page.rpartition("\n")
        pages.append((rest if number > 1 and squeezed(last) in heads else page) + "\n")
    return "".join(pages)


def squeezed(text):
    return UNSEEN.sub("", text)


class Conversions(ProgramTest):
    """The outputs of one source; SOURCE is set by the classes below."""

    SOURCE = ""

    def setUp(self):
        super().setUp()
        for extension in ("pdf", "epub", "html"):
            done = self.run_program(self.SOURCE, "--base-url", "https://example.org", "-o", "a." + extension)
            self.assert_status(done, 0)

    def tool(self, *command):
        """Standard output of a tool that has to be there and to succeed."""
        if not shutil.which(command[0]):
            self.fail(f"{command[0]} is not installed (its package is in scripts/packages.txt)")
        done = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=300, check=False)
        out = done.stdout.decode("utf-8")
        self.assertEqual(done.returncode, 0, " ".join(command) + "\n" + out + done.stderr.decode("utf-8", "replace"))
        return out

    def html_text(self):
        return Text(self.read("a.html").decode("utf-8")).text()

    def headings(self):
        """What running heads may say, squeezed."""
        page = self.read("a.html").decode("utf-8")
        found = re.finditer(r"<h([1-6])\b.*?</h\1>", page, re.S)
        return {squeezed(Text(f"<body>{heading.group(0)}</body>").text()) for heading in found}

    def assert_same_text(self, pdf_text):
        expected, found = squeezed(self.html_text()), squeezed(without_margins(pdf_text, self.headings()))
        if expected != found:
            changes = difflib.SequenceMatcher(None, expected, found, autojunk=False).get_opcodes()
            self.fail("the text of the PDF is not that of the HTML:\n" + "\n".join(
                f"{expected[max(a - 10, 0):a]}[{expected[a:b]} -> {found[c:d]}]{expected[b:b + 10]}"
                for kind, a, b, c, d in changes if kind != "equal"))

    def assert_no_radical(self, pdf_text):
        self.assertEqual(sorted(set(RADICAL.findall(pdf_text)) - set(RADICAL.findall(self.html_text()))), [])

    def test_epubcheck(self):
        if not os.access(EPUBCHECK, os.R_OK) or not shutil.which("java"):
            self.skipTest("the Debian package epubcheck is not installed")
        self.tool("java", "-jar", EPUBCHECK, "--failonwarnings", "a.epub")

    def test_epub_by_mupdf(self):
        found = squeezed(self.tool("mutool", "draw", "-q", "-F", "txt", "a.epub"))
        parts = [squeezed(part) for part in Text(self.read("a.html").decode("utf-8")).parts]
        # MuPDF knows no @counter-style: it shows "1." in place of "1)".
        self.assertEqual([part for part in parts if part not in found and not re.fullmatch(r"\d+\)", part)], [])

    def test_qpdf(self):
        self.tool("qpdf", "--check", "a.pdf")

    def test_fonts(self):
        # Columns: name, type, encoding, emb, sub, uni, object ID (two numbers); types hold blanks.
        rows = [line.split() for line in self.tool("pdffonts", "a.pdf").splitlines()[2:]]
        self.assertGreater(len(rows), 0)
        for row in rows:
            self.assertEqual(row[-5:-2], ["yes", "yes", "yes"], row)

    def test_text_by_poppler(self):
        text = self.tool("pdftotext", "-enc", "UTF-8", "-raw", "a.pdf", "-")
        self.assert_no_radical(text)
        self.assert_same_text(text)

    def test_text_by_mupdf(self):
        text = self.tool("mutool", "draw", "-q", "-F", "txt", "a.pdf")
        self.assert_no_radical(text)
        self.assert_same_text(text)

    def test_words_are_not_torn(self):
        text = self.tool("pdftotext", "-enc", "UTF-8", "a.pdf", "-")
        self.assert_no_radical(text)
        torn = [line for line in text.splitlines() if SPACED_HAN.search(line)]
        self.assertEqual(torn, [], "Han characters with spaces between them")


class Sample(Conversions):
    SOURCE = SAMPLE


@unittest.skipUnless(os.path.exists(SEED), "MDCONV_SHARED_MATERIAL is not at hand")
class Seed(Conversions):
    SOURCE = SEED


del Conversions  # has nothing to convert itself

if __name__ == "__main__":
    unittest.main()
