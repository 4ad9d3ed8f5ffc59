#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the typesetting of finished PDFs by the places of their glyphs, and prints a table of the faults of each kind.

    check_pages.py [--show N] [--expect-none] [--level gb|strict] FILE.pdf…

The kinds:
  ragged      a justified line does not end at the right edge, within 0.1 pt; the blank half of a mark there is none
  left        a line does not begin where its paragraph's lines begin, or the first line where the indent ends
  edge        a mark that may not stand there by the rules of its language begins or ends a line
  split       —— or …… over two lines, or not two em wide, or of narrow glyphs among Han
  adjacent    two full-width marks side by side that take more than one and a half em, or overlap
  gap         between Han and Latin, or the frame around it, less than an eighth or more than half an em
  loose       more than a quarter em between two Han characters where another break avoids it (rebreak.py)
  pitch       lines of a paragraph not at one distance, or body text not at the distance of the other body text
  outside     a glyph or an image outside the type area, or an artifact inside it that does not say a table's head or the
              names of its rows again
  lonely      a paragraph's last line of one Han character, perhaps with marks; marks in code are characters too
  widow       one line of a paragraph alone at a page's head, or orphan at its foot
  heading     a heading without two lines below it on its page, but for one with nothing below it before the next
  note-mark   a note's mark at a line's start

What was looked at is counted too: justified lines, those of them that end in a mark, adjacent marks, pairs of —— and
……, gaps between Han and Latin, and places where Han characters stand further apart than a quarter em because every other
break is worse ("forced"). Lines that are not to be justified are code, tables, captions, centred ones and those that the
document ends.
"""
import argparse
import collections
import functools
import math
import sys
import unicodedata

from page_reader import LINE_END, SOFT_HYPHEN, Pdf
from rebreak import Rebreaker

OPENING = set("（〔［｛〈《「『【〖｟〘〚〝“‘")
CLOSING = set("）〕］｝〉》」』】〗｠〙〛〞〟”’")
PAUSES = set("、，；：。．！？")
MARKS = OPENING | CLOSING | PAUSES
# CLREQ's basic level; the Western ones wherever Han text could have been broken.
NOT_AT_START = CLOSING | PAUSES | set("·・‧～–-,.;:!?)]}%")
NOT_AT_END = OPENING | set("([{")
SOLIDI = set("／/")
JAPANESE_NOT_AT_START = set("々〻ゝゞヽヾーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ゛゜")
CENTRED = {"zh-hant", "zh-tw", "zh-hk", "zh-mo"}
SMALL = 0.1  # points
ASCENT, DESCENT = 0.88, 0.12  # the em box, in which lines stand whatever the face
JUSTIFIED = {"P", "LBody", "Note", "FENote"}
HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}


@functools.lru_cache(None)
def is_han(c):
    if not c or c in "・ー":
        return False
    name = unicodedata.name(c[0], "")
    return any(word in name for word in ("CJK UNIFIED", "CJK COMPAT", "HIRAGANA", "KATAKANA"))


@functools.lru_cache(None)
def is_western(c):
    return bool(c) and (c[0].isalpha() or c[0].isdigit()) and unicodedata.east_asian_width(c[0]) in "NaNA" and not is_han(c)


def is_full_width(glyph):
    return glyph.advance > 0.95 * glyph.size


def is_mark(glyph, kind=MARKS):
    return glyph.text in kind and is_full_width(glyph)


def is_code(glyph):
    return glyph.code or "Mono" in glyph.font


def size_of(paragraph):
    return max(g.size for line in paragraph for g in line.shown)


class Kinds:
    """What rebreak.py asks about glyphs."""

    @staticmethod
    def is_han(glyph):
        return is_han(glyph.text) and not is_code(glyph)

    is_mark = staticmethod(is_mark)

    @staticmethod
    def opens(glyph):
        return glyph.text in OPENING

    @staticmethod
    def meet(a, b):
        """Han and Latin."""
        return (Kinds.is_han(a) and Kinds.is_latin(b)) or (Kinds.is_han(b) and Kinds.is_latin(a))

    @staticmethod
    def is_latin(glyph):
        """A letter or digit, or code, whose full-width marks bring a space of their own."""
        return is_western(glyph.text) or (is_code(glyph) and not is_mark(glyph))

    @staticmethod
    def may_part(a, b, spaced):
        if b.text in NOT_AT_START or a.text in NOT_AT_END or b.y - a.y > 0.2 * a.size:
            return False
        return spaced or any(Kinds.is_han(g) or is_mark(g) or is_full_width(g) for g in (a, b))


class Checker:
    def __init__(self, pdf, level="basic"):
        self.pdf = pdf
        self.not_at_start = NOT_AT_START | (set("—…⋯⸺") if level == "strict" else set())
        self.not_at_end = NOT_AT_END | (SOLIDI if level in ("gb", "strict") else set())
        self.not_at_start |= SOLIDI if level in ("gb", "strict") else set()
        self.faults = collections.defaultdict(list)
        self.counts = collections.Counter()
        self.rebreaker = Rebreaker(Kinds)
        self.paragraphs = self._paragraphs()
        self.left, self.right = self._type_area()
        self.edges = self._edges()
        self.body = self._body()
        self.top, self.bottom = self._head_and_foot()

    def _paragraphs(self):
        """Lists of lines that one block holds side by side; empty lines are none."""
        result = []
        for line in self.pdf.lines:
            if not line.shown:
                continue
            if result and result[-1][-1].block is line.block:
                result[-1].append(line)
            else:
                result.append([line])
        return result

    # ---- the page, as most lines show it ----

    def _type_area(self):
        """Quotes, which are narrower, tell only where there is no other text."""
        lefts, rights = collections.Counter(), collections.Counter()
        narrower = collections.Counter()
        for paragraph in self.paragraphs:
            if paragraph[0].block.kind != "P" or self.is_set_apart(paragraph):
                continue
            in_quote = paragraph[0].block.depth_of("BlockQuote") > 0
            for line in paragraph[:-1]:
                (narrower if in_quote else rights)[round(self.end(line), 1)] += 1
            for line in paragraph[1:]:
                lefts[round(self.begin(line), 1)] += 1
        rights = rights or narrower
        if not rights:
            return 0, self.pdf.size[0]
        return min(x for x, n in lefts.items() if n >= max(lefts.values()) / 50), rights.most_common(1)[0][0]

    @staticmethod
    def _container(block):
        """The quote or division that narrows a block."""
        for element in block.ancestors():
            if element.kind in ("Note", "FENote"):  # at the page's foot, wherever its mark stands
                return None
            if element.kind in ("BlockQuote", "Div"):
                return element
        return None

    def _edges(self):
        """For each quote or division the right edge that most of its lines have and how many; for each depth of them the
        edges of those that have three lines to tell by, the most common first."""
        ends = collections.defaultdict(collections.Counter)
        depths = {}
        for paragraph in self.paragraphs:
            container = self._container(paragraph[0].block)
            if container is None or paragraph[0].block.kind not in JUSTIFIED or self.is_set_apart(
                    paragraph) or self.is_aligned(paragraph):
                continue
            for line in paragraph[:-1]:
                if not line.forced:
                    ends[id(container)][round(self.end(line), 1)] += 1
                    depths[id(container)] = self._depth(container)
        edges = {key: counter.most_common(1)[0] for key, counter in ends.items()}
        known = collections.defaultdict(collections.Counter)
        for key, (edge, count) in edges.items():
            if count >= 3:
                known[depths[key]][edge] += count
        return edges | {depth: [edge for edge, _ in counter.most_common()] for depth, counter in known.items()}

    @staticmethod
    def _depth(container):
        return (container.depth_of("BlockQuote"), container.depth_of("Div"))

    def _body(self):
        """Size and pitch of most of the text."""
        found = collections.Counter()
        for paragraph in self.paragraphs:
            if paragraph[0].block.kind == "P" and not self.is_set_apart(paragraph):
                for a, b in zip(paragraph, paragraph[1:]):
                    if a.page == b.page:
                        found[round(a.size, 2), round(a.y - b.y, 2)] += 1
        return found.most_common(1)[0][0] if found else (0, 0)

    def _head_and_foot(self):
        """The heights at which the type area begins and ends. It begins above the first lines of most pages that begin
        with body text, and is a whole number of lines high: as many as the fullest pages, of which there are some, need."""
        size, pitch = self.body
        pages = collections.defaultdict(list)
        for line in self.pdf.lines:
            if line.shown and line.page not in self.pdf.turned:
                pages[line.page].append(line)
        if not pages or pitch == 0:
            return self.pdf.size[1], 0
        half = (pitch - size) / 2
        heads = collections.Counter()
        for lines in pages.values():
            first = max(lines, key=lambda line: line.y)
            if abs(first.size - size) < 0.01:
                heads[round(first.y, 1)] += 1
        if not heads:
            return self.pdf.size[1], 0
        top = heads.most_common(1)[0][0] + ASCENT * size + half
        needed = collections.Counter()
        for lines in pages.values():
            last = min(lines, key=lambda line: line.y)
            foot = last.y - DESCENT * last.size - (half if abs(last.size - size) < 0.01 else 0)
            needed[math.ceil((top - foot) / pitch - 0.02)] += 1
        enough = max(2, len(pages) / 50) if len(pages) > 5 else 1
        lines = max((n for n, count in needed.items() if count >= enough), default=max(needed))
        return top, top - lines * pitch

    def area_of(self, page):
        """Left, right, bottom and top of the type area; on a turned page as that is read, after a quarter turn."""
        if page not in self.pdf.turned:
            return self.left, self.right, self.bottom, self.top
        width = self.pdf.size[0]
        return self.bottom, self.top, width - self.right, width - self.left

    def right_of(self, block):
        """The right edge that a block's lines must reach, None when nothing tells."""
        container = self._container(block)
        if container is None:
            return self.right
        edge, count = self.edges.get(id(container), (None, 0))
        known = self.edges.get(self._depth(container), [])
        # Boxes of one depth may differ in what they keep on the right: one of few lines is as one of many.
        if count >= 3 or not known or any(abs(edge - each) <= SMALL for each in known if edge is not None):
            return edge
        return known[0]

    # ---- a line's edges ----

    @staticmethod
    def is_centred(glyph, line):
        """Traditional pause marks stand in the middle of their em, Japanese colons too."""
        language = line.block.language.lower().split("-x-")[0]
        return (language in CENTRED and glyph.text in PAUSES) or (language[:2] == "ja" and glyph.text in "：；")

    def frame_of(self, glyph, page):
        """The frame around words of a line in which a glyph stands."""
        around = [f for f in self.pdf.frames.get(page, ()) if f.left < glyph.x and glyph.right < f.right and (
            f.bottom < glyph.y < f.top) and f.top - f.bottom < 2.5 * glyph.size]
        return min(around, key=lambda f: f.right - f.left, default=None)

    def begin(self, line):
        """Where a line's ink may begin: a mark's blank half is none, a frame is some."""
        first = line.shown[0]
        frame = self.frame_of(first, line.page)
        if frame is not None and first.x - frame.left < first.size:
            return frame.left
        return first.x + (first.size / 2 if is_mark(first, OPENING) and not is_code(first) else 0)

    def end(self, line):
        last = line.shown[-1]
        frame = self.frame_of(last, line.page)
        if frame is not None and frame.right - last.right < last.size:
            return frame.right
        before = line.shown[-2] if len(line.shown) > 1 else last
        if last.text in "—…⋯" and before.text == last.text:  # see check_pair
            return last.right + max(0, last.size - (last.x - before.x)) / 2
        if last.text == "·" and is_full_width(last) and line.block.language.lower().startswith("zh-hans"):
            return last.right - last.size / 4  # half an em, in the middle of the glyph's
        if not is_mark(last, CLOSING | PAUSES) or is_code(last):
            return last.right
        if self.keeps_width(last, line):
            return last.right
        if self.is_centred(last, line):
            return last.right - last.size / 4
        return last.right - last.size / 2

    def keeps_width(self, glyph, line):
        """Outside the mainland ！ and ？ stand in the middle of their em."""
        language = line.block.language.lower().split("-x-")[0]
        return glyph.text in "！？" and (language in CENTRED or language[:2] in ("ja", "ko"))

    def fault(self, kind, line, message=""):
        self.faults[kind].append((line.page + 1, line.text.replace(LINE_END, "⏎"), message))

    def run(self):
        for paragraph in self.paragraphs:
            for i, line in enumerate(paragraph):
                self.check_marks(line)
                before = paragraph[i - 1] if i > 0 else None
                after = paragraph[i + 1] if i + 1 < len(paragraph) else None
                self.check_edges(line, before, after)
                self.check_inside(line)
            self.check_paragraph(paragraph)
        self.check_headings()
        self.check_furniture()
        return self.faults

    # ---- paragraphs ----

    def is_set_apart(self, paragraph):
        """Tables, captions, code and the like: no line of it is to be justified."""
        if any(e.kind in ("TD", "TH", "Caption", "Figure", "Formula") for e in paragraph[0].block.ancestors()):
            return True
        glyphs = [g for line in paragraph for g in line.shown]
        return sum(map(is_code, glyphs)) > 0.8 * len(glyphs)

    def is_aligned(self, paragraph):
        """Centred text, whose lines share a middle and no edge, and text at the right, whose last line ends there too."""
        begins = [self.begin(line) for line in paragraph]
        ends = [self.end(line) for line in paragraph]
        if max(begins) - min(begins) < 1:
            return False
        # Centring may count the blank half of a mark at an edge, or a hyphen, or not.
        middles = [begin + end for begin, end in zip(begins, ends)]
        if max(middles) - min(middles) < 1 + 0.6 * paragraph[0].size:
            return True
        ragged = max(begins[1:]) - min(begins[1:]) > 1 or abs(begins[0] - begins[1]) > 3 * paragraph[0].size
        return ragged and max(ends) - min(ends) < SMALL

    def check_paragraph(self, paragraph):
        block = paragraph[0].block
        right = self.right_of(block)
        if block.kind in JUSTIFIED and not self.is_set_apart(paragraph):
            if self.is_aligned(paragraph):
                self.counts["aligned"] += len(paragraph)
            else:
                self.check_justified(paragraph, right)
            self.check_pitch(paragraph)
        if block.kind == "P" and len(paragraph) > 1 and not self.is_set_apart(paragraph):
            if paragraph[0].page + 1 == paragraph[1].page:
                self.fault("widow", paragraph[0], "orphan")
            if paragraph[-1].page != paragraph[-2].page:
                self.fault("widow", paragraph[-1], "widow")

    def check_justified(self, paragraph, right):
        for line, after in zip(paragraph, paragraph[1:]):
            if self.is_ended(line, after):
                continue
            self.counts["lines"] += 1
            self.counts["end marks"] += is_mark(line.shown[-1], CLOSING | PAUSES)
            if right is not None and abs(self.end(line) - right) > SMALL:
                self.fault("ragged", line, "%.2f" % (self.end(line) - right))
        self.check_left(paragraph)
        shown = paragraph[-1].shown
        if len(paragraph) > 1 and not paragraph[-2].forced and sum(is_han(g.text) for g in shown) == 1 and not any(
                is_western(g.text) or (is_code(g) and not is_han(g.text)) for g in shown):
            self.fault("lonely", paragraph[-1])
        if right is not None:
            self.check_looseness(paragraph, right)

    def check_left(self, paragraph):
        """What goes on from the line before begins where all such lines do; the first line there or two em further in."""
        going_on = [b for a, b in zip(paragraph, paragraph[1:]) if not self.is_ended(a, b)]
        if not going_on:
            return
        begin = self.begin(going_on[-1])
        for line in going_on:
            if abs(self.begin(line) - begin) > SMALL:
                self.fault("left", line, "%.2f" % (self.begin(line) - begin))
        indent = self.begin(paragraph[0]) - begin
        if paragraph[0].block.kind == "P" and min(abs(indent), abs(indent - 2 * size_of(paragraph))) > SMALL:
            self.fault("left", paragraph[0], "indent %.2f" % indent)

    def is_ended(self, line, after):
        """Whether the document ends the line, or a picture of the paragraph's stands below it."""
        return line.forced or (line.page == after.page and self.has_image(line.page, line.y, after.y))

    def check_looseness(self, paragraph, right):
        """Lines with holes between Han, and whether other breaks of what stands between two forced ends do without."""
        begin = 0
        left = self.begin(paragraph[-1]) if len(paragraph) > 1 else self.begin(paragraph[0])
        for i, line in enumerate(paragraph):
            ends = i + 1 == len(paragraph)
            if not ends and not self.is_ended(line, paragraph[i + 1]):
                continue
            part = paragraph[begin:i + 1]
            holes = [(each, widest) for each in part for widest in [self.widest_hole(each)] if widest > 0.251]
            indent = self.begin(part[0]) - left
            better = self.rebreaker.better_lines(part, right - left, indent) if holes else None
            if better:
                breaks = " ".join(a.text + "…" + b.text for a, b in better)
                for each, widest in holes:
                    self.fault("loose", each, "%.3f em, but for %s" % (widest, breaks))
            else:
                self.counts["forced"] += len(holes)
            begin = i + 1

    @staticmethod
    def widest_hole(line):
        """The widest gap between two Han characters that no typed space parts, in ems."""
        widest = 0
        for a, b in zip(line.glyphs, line.glyphs[1:]):
            if Kinds.is_han(a) and Kinds.is_han(b) and abs(a.y - b.y) < 0.01 and abs(a.size - b.size) < 0.01:
                widest = max(widest, (b.x - a.right) / a.size)
        return widest

    def check_pitch(self, paragraph):
        # A line of nothing but superiors stands higher.
        size = size_of(paragraph)
        pitches = []
        for a, b in zip(paragraph, paragraph[1:]):
            level = self.is_level(a) and self.is_level(b)
            # Between two forced ends there may be empty lines.
            if a.page == b.page and level and not self.is_ended(a, b):
                pitches.append(round(a.y - b.y, 2))
        if not pitches:
            return
        body_size, body_pitch = self.body
        body = paragraph[0].block.kind in ("P", "LBody") and abs(size - body_size) < 0.01
        wanted = body_pitch if body else pitches[0]
        if any(abs(pitch - wanted) > 0.02 for pitch in pitches):
            self.fault("pitch", paragraph[0], "%s, not %.2f" % (sorted(set(pitches)), wanted))

    @staticmethod
    def is_level(line):
        return line.size > 0.8 * max(g.size for g in line.shown)

    def has_image(self, page, above, below):
        return any(i.page == page and i.bottom < above and i.top > below for i in self.images_of(page))

    @functools.lru_cache(None)
    def images_of(self, page):
        return [i for i in self.pdf.images if i.page == page]

    # ---- lines ----

    def check_edges(self, line, before, after):
        first, last = line.shown[0], line.shown[-1]
        if before is not None and not before.forced and not is_code(first):
            dash = first.text in "-–" and not self.is_dash(line)
            japanese = line.block.language.lower().startswith("ja") and first.text in JAPANESE_NOT_AT_START
            if (first.text in self.not_at_start and not dash) or japanese:
                self.fault("edge", line, "begins")
        if after is not None and not line.forced and last.text in self.not_at_end and not is_code(last):
            self.fault("edge", line, "ends")
        if before is not None and first.size < 0.8 * line.size and first.y - line.y > 0.2 * line.size:
            self.fault("note-mark", line)
        if after is not None and not line.forced and last.text in "—…⋯" and is_full_width(last):
            run = 0
            for g in reversed(line.shown):
                if g.text != last.text:
                    break
                run += 1
            if run % 2 and after.shown[0].text == last.text:
                self.fault("split", line)

    @staticmethod
    def is_dash(line):
        """Whether the line's first mark joins or parts what stands beside it, and is not the sign of an option or arrow."""
        following = line.glyphs[line.glyphs.index(line.shown[0]) + 1:][:1]
        return not following or not (is_western(following[0].text) or following[0].text in "-–>")

    def check_inside(self, line):
        left, right, bottom, top = self.area_of(line.page)
        for g in line.shown:
            blank = g.size / 2 if is_mark(g) else g.size / 4 if g.text == "·" and is_full_width(g) else 0
            if g.x < left - blank - SMALL or g.right - blank > right + SMALL:
                self.fault("outside", line, "%s from %.1f to %.1f" % (g.text, g.x, g.right))
                return
        y, size = line.y, 0 if line.block.kind == "Lbl" else line.size  # bullets are larger than their line
        if y - DESCENT * size < bottom - SMALL or y + ASCENT * size > top + SMALL:
            self.fault("outside", line, "at the height of %.1f" % y)

    def check_marks(self, line):
        # A full-width space parts what stands beside it, as between the number and the words of a caption.
        shown = [g for g in line.glyphs
                 if (g.text.strip() or g.text == "\u3000" or (g.code and g.text == " ")) and g.text != SOFT_HYPHEN]
        spaced = {id(b) for a, b in zip(line.glyphs, line.glyphs[1:]) if not a.text.strip()}
        for i, (a, b) in enumerate(zip(shown, shown[1:])):
            if abs(a.y - b.y) > 0.01 or (is_code(a) and is_code(b)) or " " in (a.text, b.text):
                continue
            if a.text == b.text and a.text in "—…⋯":
                before = i
                while before > 0 and shown[before - 1].text == a.text:
                    before -= 1
                if (i - before) % 2 == 0:  # of a longer run each two
                    self.check_pair(line, shown, i)
            elif is_mark(a) and is_mark(b) and abs(a.size - b.size) < 0.01:
                self.check_adjacent(line, a, b)
            elif Kinds.meet(a, b):
                self.counts["gaps"] += 1
                gap, em = self.between(a, b, line.page), max(a.size, b.size)
                if line.block.kind == "TOCI" and gap > em:  # a page's number, at the right edge
                    continue
                if not 0.125 * em - 0.05 <= gap <= 0.5 * em + 0.05:
                    self.fault("gap", line, "%s%s %.3f em%s" % (a.text, b.text, gap / em, " spaced" * (id(b) in spaced)))

    def between(self, a, b, page):
        """What is blank between two glyphs, one of which may stand in a frame."""
        before, after = self.frame_of(a, page), self.frame_of(b, page)
        # What goes around both is a row of a table.
        left = before.right if before and before.right < b.x else a.right
        return (after.left if after and after.left > a.right else b.x) - left

    def check_pair(self, line, shown, i):
        a, b = shown[i], shown[i + 1]
        around = shown[max(0, i - 1):i] + shown[i + 2:i + 3]
        if not is_full_width(a):
            if around and all(Kinds.is_han(g) or is_mark(g) for g in around):
                self.fault("split", line, "narrow")
            return
        self.counts["pairs"] += 1
        # Both may stand closer, so that their ink meets, in the middle of their two em.
        apart = (b.x - a.x) / a.size
        closer = max(0.0, 1 - apart) / 2 * a.size
        neighbours = [g for g in (shown[i - 1] if i > 0 else None, shown[i + 2] if i + 2 < len(shown) else None) if g]
        gaps = [a.x - g.right if g.x < a.x else g.x - b.right for g in neighbours if not is_mark(g) and g.text != a.text]
        short = [gap < closer - 0.02 * a.size for gap in gaps]
        if not 0.8 < apart < 1.02 or any(short):
            self.fault("split", line, "%.2f em" % (apart + 1))

    def check_adjacent(self, line, a, b):
        if a.text in OPENING and b.text not in OPENING:
            return
        self.counts["adjacent"] += 1
        apart = (b.x - a.x) / a.size
        most = 1 if self.keeps_width(a, line) else 0.75 if self.is_centred(a, line) else 0.5
        # Between what closes and what opens there may be no blank at all; else the ink of both fills its half.
        least = 0 if b.text in OPENING else 0.25 if self.is_centred(b, line) else 0.5
        if not least - 0.005 <= apart <= most + 0.005:
            self.fault("adjacent", line, "%s%s %.2f em" % (a.text, b.text, apart + 1))

    # ---- pages ----

    def check_headings(self):
        on_page = collections.Counter(p[0].page for p in self.paragraphs)
        for this, after in zip(self.paragraphs, self.paragraphs[1:]):
            kind, next_kind = this[0].block.kind, after[0].block.kind
            division = next((e for e in this[0].block.ancestors() if e.kind == "Div"), None)
            ends_chapter = division is not None and division not in after[0].block.ancestors()
            if kind not in HEADINGS or ends_chapter or (next_kind in HEADINGS and next_kind <= kind):
                continue
            if on_page[this[0].page] > 1 and after[0].page != this[-1].page:
                self.fault("heading", this[0])

    def said_again(self):
        """By page how often each character may be seen again: what the heads and the rows' names of its tables say."""
        words, pages = collections.defaultdict(collections.Counter), collections.defaultdict(set)
        first = {}  # the cell that names each row
        for line in self.pdf.lines:
            above = list(line.block.ancestors())
            table = next((e for e in reversed(above) if e.kind == "Table"), None)
            cell = next((e for e in reversed(above) if e.kind in ("TH", "TD")), None)
            if table is None or cell is None:
                continue
            pages[line.page].add(table.number)
            if any(e.kind == "THead" for e in above) or first.setdefault(cell.parent.number, cell) is cell:
                words[table.number].update(g.text for g in line.shown)
        return {page: sum((words[table] for table in tables), collections.Counter()) for page, tables in pages.items()}

    def check_furniture(self):
        inside = collections.defaultdict(collections.Counter)
        for page, glyph in self.pdf.outside:
            left, right, bottom, top = self.area_of(page)
            if bottom < glyph.y < top and left - SMALL < glyph.x < right and glyph.text.strip():
                inside[page][glyph.text] += 1
        again = self.said_again() if inside else {}
        for page, found in inside.items():
            count = sum((found - again.get(page, collections.Counter())).values())
            if count:
                self.faults["outside"].append((page + 1, "%d glyphs of artifacts in the type area" % count, ""))
        for image in self.pdf.images:
            left, right, bottom, top = self.area_of(image.page)
            if self.is_cover(image):
                continue
            if image.left < left - SMALL or image.right > right + SMALL or (
                    image.bottom < bottom - SMALL or image.top > top + SMALL):
                self.faults["outside"].append((image.page + 1, "an image", "%.1f %.1f %.1f %.1f" % (
                    image.left, image.bottom, image.right, image.top)))

    def is_cover(self, image):
        """Whether a picture is the first page, as large as that allows."""
        width, height = self.pdf.size
        whole = min(image.left, width - image.right) < SMALL or min(image.bottom, height - image.top) < SMALL
        return image.page == 0 and whole and not any(line.page == 0 for line in self.pdf.lines)


KINDS = [line.split()[0] for line in __doc__.split("\n") if line.startswith("  ") and line[2] != " "]
COUNTS = ["lines", "end marks", "adjacent", "pairs", "gaps", "forced", "aligned"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", type=int, default=0, help="print so many faults of each kind")
    parser.add_argument("--expect-none", action="store_true", help="exit 1 when there is a fault")
    parser.add_argument("--level", choices=("basic", "gb", "strict"), default="basic", help="of what may not begin or end a line")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    print("%-24s %5s " % ("file", "pages") + " ".join("%9s" % k for k in COUNTS) + " | " + " ".join("%9s" % k for k in KINDS))
    bad = 0
    for path in options.files:
        checker = Checker(Pdf(path), options.level)
        faults = checker.run()
        bad += sum(len(v) for v in faults.values())
        name = path.rsplit("/", 1)[-1]
        print("%-24s %5d " % (name[:24], len(checker.pdf.pages)) + " ".join("%9d" % checker.counts[k] for k in COUNTS)
              + " | " + " ".join("%9d" % len(faults[k]) for k in KINDS), flush=True)
        for kind in KINDS:
            for page, text, message in faults[kind][:options.show]:
                print("    %s: page %d: %s: %s" % (kind, page, message, text))
    return 1 if bad and options.expect_none else 0


if __name__ == "__main__":
    sys.exit(main())
