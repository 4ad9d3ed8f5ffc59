#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the typesetting of finished PDFs by the places of their glyphs, and prints a table of the faults of each kind.

    check_pages.py [--show N] [--expect-none] FILE.pdf…

The kinds (CLREQ and JLREQ in brackets: the ids of docs/typesetting.md):
  ragged      a justified line does not end at the type area's right edge, within 0.1 pt; a mark's blank half is not there
  left        a line after a paragraph's first does not begin where the paragraph's lines begin
  edge        a mark that may not stand there begins or ends a line
  split       —— or …… over two lines, or not two em wide
  adjacent    two full-width marks side by side that take more than one and a half em
  gap         between Han and Latin less than an eighth or more than half an em
  loose       more than a quarter em between two Han characters
  pitch       lines of a paragraph not at one distance
  outside     a glyph outside the type area
  lonely      a paragraph's last line of one Han character
  widow       one line of a paragraph alone at a page's head, or orphan at its foot
  heading     a heading without two lines below it on its page
  note-mark   a note's mark at a line's start
"""
import argparse
import collections
import sys
import unicodedata

from page_reader import Pdf

OPENING = set("（〔［｛〈《「『【〖｟〘〚〝“‘")
CLOSING = set("）〕］｝〉》」』】〗｠〙〛〞〟”’")
PAUSES = set("、，；：。．！？")
MARKS = OPENING | CLOSING | PAUSES
# TYPOGRAPHY L1, L2; the Western ones wherever Han text could have been broken.
NOT_AT_START = CLOSING | PAUSES | set("·・‧～–-,.;:!?)]}%")
NOT_AT_END = OPENING | set("([{")
CENTRED = {"zh-Hant", "zh-TW", "zh-HK", "zh-MO"}
SMALL = 0.1  # points
JUSTIFIED = {"P", "LBody", "Note", "FENote"}


def is_han(c):
    return bool(c) and c not in "・ー" and ("CJK UNIFIED" in unicodedata.name(c[0], "") or "CJK COMPAT" in unicodedata.name(c[0], "")
                        or "HIRAGANA" in unicodedata.name(c[0], "") or "KATAKANA" in unicodedata.name(c[0], ""))


def is_western(c):
    return bool(c) and (c[0].isalpha() or c[0].isdigit()) and unicodedata.east_asian_width(c[0]) in "NaNA" and not is_han(c)


def is_full_width(glyph):
    return glyph.advance > 0.95 * glyph.size


def is_mark(glyph, kind=MARKS):
    return glyph.text in kind and is_full_width(glyph)


def is_code(glyph):
    return "Mono" in glyph.font


def block_size(paragraph):
    return max(line.size for line in paragraph)


class Checker:
    def __init__(self, pdf):
        self.pdf = pdf
        self.faults = collections.defaultdict(list)
        self.counts = collections.Counter()
        self.paragraphs = self._paragraphs()
        self.left, self.right = self._type_area()

    def _paragraphs(self):
        """Lists of lines that one block holds side by side; empty lines are none."""
        result = []
        for line in self.pdf.lines:
            if not line.text.strip():
                continue
            if result and result[-1][-1].block is line.block:
                result[-1].append(line)
            else:
                result.append([line])
        return result

    def _type_area(self):
        lefts, rights = collections.Counter(), collections.Counter()
        for paragraph in self.paragraphs:
            if paragraph[0].block.kind != "P":
                continue
            for line in paragraph[:-1]:
                rights[round(self.end(line), 1)] += 1
                lefts[round(self.begin(line), 1)] += 1
        if not rights:
            return 0, self.pdf.size[0]
        return min(x for x, n in lefts.items() if n >= max(lefts.values()) / 50), rights.most_common(1)[0][0]

    def is_centred(self, glyph, line):
        if line.block.language.split("-x-")[0] not in CENTRED or glyph.text not in PAUSES:
            return False
        # The commas of the Kai face for Traditional Chinese stand at the left, as in mainland faces.
        return not ("Kai" in glyph.font and glyph.text in "，、")

    def begin(self, line):
        """Where a line's ink may begin: a mark's blank half is none."""
        first = next(g for g in line.glyphs if g.text.strip())
        return first.x + (first.size / 2 if is_mark(first, OPENING) else 0)

    def end(self, line):
        last = next(g for g in reversed(line.glyphs) if g.text.strip())
        if not is_mark(last, CLOSING | PAUSES):
            return last.right
        if last.text in "！？" and not line.block.language.startswith("zh-Hans"):
            return last.right
        if self.is_centred(last, line):
            return last.right - (0 if last.text in "！？" else last.size / 4)
        return last.right - last.size / 2

    def fault(self, kind, line, message=""):
        self.faults[kind].append((line.page + 1, line.text, message))

    def run(self):
        for paragraph in self.paragraphs:
            for i, line in enumerate(paragraph):
                self.check_marks(line)
                self.check_edges(line, i > 0, i + 1 < len(paragraph))
            self.check_paragraph(paragraph)
        self.check_headings()
        return self.faults

    def check_paragraph(self, paragraph):
        block = paragraph[0].block
        justified = block.kind in JUSTIFIED and not self.is_aligned(paragraph)
        if justified and len(paragraph) > 1:
            expected = self.right - 21 * block.depth_of("BlockQuote")
            for line, after in zip(paragraph, paragraph[1:]):
                self.counts["lines"] += 1
                if self.ends_forced(line, after, expected):
                    self.counts["forced"] += 1
                    continue
                if abs(self.end(line) - expected) > SMALL:
                    self.fault("ragged", line, "%.2f" % (self.end(line) - expected))
            for line in paragraph[1:]:
                if abs(self.begin(line) - self.begin(paragraph[-1])) > SMALL:
                    self.fault("left", line, "%.2f" % (self.begin(line) - self.begin(paragraph[-1])))
            if sum(is_han(g.text) for g in paragraph[-1].glyphs) == 1 and not any(
                    is_western(g.text) for g in paragraph[-1].glyphs):
                self.fault("lonely", paragraph[-1])
        # A line of nothing but superiors stands higher.
        level = [line for line in paragraph if abs(line.size - block_size(paragraph)) < 0.01]
        pitches = [round(a.y - b.y, 2) for a, b in zip(level, level[1:])
                   if a.page == b.page and paragraph.index(b) == paragraph.index(a) + 1]
        if justified and pitches and max(pitches) - min(pitches) > 0.02:
            self.fault("pitch", paragraph[0], str(sorted(set(pitches))))
        if block.kind == "P" and len(paragraph) > 1:
            if paragraph[0].page != paragraph[1].page and self.is_on_next_page(paragraph[0], paragraph[1]):
                self.fault("widow", paragraph[0], "orphan")
            if paragraph[-1].page != paragraph[-2].page:
                self.fault("widow", paragraph[-1], "widow")

    @staticmethod
    def is_on_next_page(a, b):
        return b.page == a.page + 1

    def is_aligned(self, paragraph):
        """Centred text, captions and the like: no line of it is to be justified."""
        if any(e.kind in ("TD", "TH", "Caption", "Figure", "Formula") for e in paragraph[0].block.ancestors()):
            return True
        glyphs = [g for line in paragraph for g in line.glyphs]
        if sum(map(is_code, glyphs)) > 0.8 * len(glyphs):
            return True
        middle = (self.left + self.right) / 2
        return all(abs(self.begin(line) + self.end(line) - 2 * middle) < 1 for line in paragraph)

    def ends_forced(self, line, after, right):
        """Whether the author broke the line: the next one's first word would have had room."""
        word = []
        for g in after.glyphs:
            if word and (g.text == " " or is_full_width(g)):
                break
            word.append(g)
        return right - self.end(line) > word[-1].right - word[0].x + line.size / 2

    def check_edges(self, line, continues, goes_on):
        first = next(g for g in line.glyphs if g.text.strip())
        last = next(g for g in reversed(line.glyphs) if g.text.strip())
        if continues and first.text in NOT_AT_START and not is_code(first):
            self.fault("edge", line, "begins")
        if goes_on and last.text in NOT_AT_END and not is_code(last):
            self.fault("edge", line, "ends")
        if continues and first.size < 0.8 * line.size and first.y - line.y > 0.2 * line.size:
            self.fault("note-mark", line)
        for g in line.glyphs:
            if g.text.strip() and (g.x < self.left - 30 or g.right - (g.size / 2 if is_mark(g) else 0) > self.right + SMALL):
                self.fault("outside", line, "%s %.1f" % (g.text, g.right))
                break

    def check_marks(self, line):
        glyphs = line.glyphs
        for a, b in zip(glyphs, glyphs[1:]):
            same_font = abs(a.size - b.size) < 0.01 and abs(a.y - b.y) < 0.01
            if a.text in "—…" and a.text == b.text and is_full_width(a):
                self.counts["pairs"] += 1
                if b.x - a.x > 1.02 * a.size:
                    self.fault("split", line, "apart")
            if is_mark(a) and is_mark(b) and same_font and not is_code(a) and not (a.text in OPENING and b.text not in OPENING):
                self.counts["adjacent"] += 1
                whole = a.text in "！？" and not line.block.language.startswith("zh-Hans")
                if not whole and b.x - a.x > 0.505 * a.size and not self.is_centred(a, line) and not self.is_centred(b, line):
                    self.fault("adjacent", line, "%s%s %.2f em" % (a.text, b.text, (b.x - a.x) / a.size))
        shown = [g for g in glyphs if g.text.strip()]
        typed = {id(b) for a, b in zip(glyphs, glyphs[1:]) if not a.text.strip()}
        for a, b in zip(shown, shown[1:]):
            if abs(a.y - b.y) > 0.01 or (is_code(a) and is_code(b)):
                continue
            gap, em = b.x - a.right, max(a.size, b.size)
            if (is_han(a.text) and is_western(b.text)) or (is_western(a.text) and is_han(b.text)):
                self.counts["gaps"] += 1
                if not 0.125 * em - 0.05 <= gap <= 0.5 * em + 0.05:
                    self.fault("gap", line, "%s%s %.3f em" % (a.text, b.text, gap / em))
            elif is_han(a.text) and is_han(b.text) and id(b) not in typed:
                self.counts["han"] += 1
                if gap > 0.25 * em + 0.01:
                    self.fault("loose", line, "%.3f em" % (gap / em))
                    break
        last = next(g for g in reversed(glyphs) if g.text.strip())
        if last.text in "—…" and is_full_width(last):
            self.ends_with_half(line, last)

    def ends_with_half(self, line, last):
        run = 0
        for g in reversed(line.glyphs):
            if g.text != last.text:
                break
            run += 1
        if run % 2 and not line.text.endswith("\n"):
            following = self.pdf.lines[self.pdf.lines.index(line) + 1:][:1]
            if following and following[0].block is line.block and following[0].text.startswith(last.text):
                self.fault("split", line)

    def check_headings(self):
        on_page = collections.Counter(p[0].page for p in self.paragraphs)
        for this, after in zip(self.paragraphs, self.paragraphs[1:]):
            if on_page[this[0].page] > 1 and this[0].block.kind in ("H1", "H2", "H3", "H4", "H5", "H6") and after[0].page != this[-1].page:
                self.fault("heading", this[0])


KINDS = [line.split()[0] for line in __doc__.split("\n") if line.startswith("  ") and line[2] != " "]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", type=int, default=0, help="print so many faults of each kind")
    parser.add_argument("--expect-none", action="store_true", help="exit 1 when there is a fault")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    print("%-28s %6s " % ("file", "lines") + " ".join("%9s" % k for k in KINDS))
    bad = 0
    for path in options.files:
        checker = Checker(Pdf(path))
        faults = checker.run()
        bad += sum(len(v) for v in faults.values())
        name = path.rsplit("/", 1)[-1]
        print("%-28s %6d " % (name, checker.counts["lines"]) + " ".join("%9d" % len(faults[k]) for k in KINDS))
        for kind in KINDS:
            for page, text, message in faults[kind][:options.show]:
                print("    %s: page %d: %s: %s" % (kind, page, message, text))
    return 1 if bad and options.expect_none else 0


if __name__ == "__main__":
    sys.exit(main())
