# SPDX-License-Identifier: MIT
"""Each fault that check_pages.py knows, planted in a page that has none, is found, and nothing else is."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from check_pages import Checker
from page_reader import LINE_END, Frame, Glyph, Image, Line
from pdf_file import Element

SIZE, PITCH, LEFT, MEASURE, TOP = 10.0, 18.0, 50.0, 20, 500.0
CLOSING, OPENING = "，。”）", "“（"


class Page:
    """What a Pdf offers, made by hand: paragraphs of lines, each a text that is set to fill the measure exactly."""

    def __init__(self, language="zh-Hans"):
        self.language = language
        self.size = (300, 600)
        self.pages = [{}]
        self.turned = set()
        self.frames = {}
        self.lines, self.outside, self.images = [], [], []
        self.document = Element("Document", None, language, 0)

    def add(self, *texts, kind="P", indent=2, y=None, gap=None):
        """A paragraph. Full-width marks give their blank to the next mark and to a line's end; what is left over goes
        between Han, or `gap` does."""
        block = Element(kind, self.document, self.language, len(self.lines) + 1)
        if y is None:
            y = self.lines[-1].glyphs[0].y - PITCH if self.lines else TOP
        made = []
        for i, text in enumerate(texts):
            line = Line(0, block, self.set(text, y, indent if i == 0 else 0, i + 1 == len(texts), gap))
            made.append(line)
            y -= PITCH
        self.lines += made
        return made

    @staticmethod
    def set(text, y, indent, last, gap):
        x = LEFT + indent * SIZE
        glyphs = []
        for i, c in enumerate(text):
            after = text[i + 1:i + 2]
            if c in OPENING and i == 0:
                x -= SIZE / 2
            latin = c.isascii()
            glyphs.append(Glyph(c, x, y, SIZE * (0.5 if latin else 1), SIZE, "Serif", False))
            x += glyphs[-1].advance
            if c in CLOSING and (not after or after in CLOSING + OPENING) or (after and c in OPENING and after in OPENING):
                x -= SIZE / 2
            if after and latin != after.isascii() and c not in CLOSING + OPENING and after not in CLOSING + OPENING:
                x += SIZE / 4
        places = [i for i, (a, b) in enumerate(zip(text, text[1:])) if min(a, b) > "\u4e00" and max(a, b) < "\ua000"]
        if places and not last:
            left_over = LEFT + MEASURE * SIZE - x
            for k, place in enumerate(places):
                for glyph in glyphs[place + 1:]:
                    glyph.x += gap * SIZE if gap is not None else left_over / len(places)
        return glyphs


BODY = ("春眠不觉晓处处闻啼鸟夜来风雨声花落", "知多少白日依山尽黄河入海流欲穷千里目更", "上一层楼红豆生南国春来发几枝愿君多采撷",
        "此物最相思床前明月光疑是地上霜")
MARKED = ("锄禾日当午汗滴禾下土谁知盘中餐粒粒", "皆辛苦（“松下问童子”），言师采药去只在此", "山中云深不知处——千山鸟飞绝万径人踪灭孤",
          "舟蓑笠翁独钓寒江雪人们用KAMAILIO来写，", "向晚意不适驱车登古原")


def clean():
    page = Page()
    page.body = [page.add(*BODY) for _ in range(3)]
    page.marked = page.add(*MARKED)
    # As many lines as the fullest pages have.
    page.foot = page.add(*BODY)
    return page


def many():
    page = clean()
    page.pages = [{}] * 8
    for number in range(1, 8):
        for line in clean().lines:
            line.page = number
            page.lines.append(line)
    return page


def found(page):
    return {kind: faults for kind, faults in Checker(page).run().items() if faults}


class CheckerTest(unittest.TestCase):
    def assert_only(self, kind, page):
        self.assertEqual(list(found(page)), [kind], found(page))

    def test_a_clean_page_has_no_fault(self):
        page = clean()
        self.assertEqual(found(page), {})
        checker = Checker(page)
        checker.run()
        self.assertEqual(checker.counts["lines"], 16)
        self.assertEqual(checker.counts["end marks"], 1)
        self.assertEqual(checker.counts["adjacent"], 3)
        self.assertEqual(checker.counts["pairs"], 1)
        self.assertEqual(checker.counts["gaps"], 2)

    def test_ragged(self):
        for by in (-0.2, 0.2):
            page = clean()
            page.body[0][1].glyphs[-1].x += by
            self.assertIn("ragged", found(page))
        # A line is not excused for being so short that the next word would have had room.
        page = clean()
        del page.body[0][1].glyphs[-6:]
        self.assert_only("ragged", page)
        page = clean()
        page.body[0][1].glyphs[-1].text = LINE_END
        self.assertEqual(found(page), {})
        # A mark that was not trimmed at the line's end.
        page = clean()
        line = page.marked[3]
        for glyph in line.glyphs:
            glyph.x -= (glyph.x - LEFT) / (MEASURE * SIZE - SIZE / 2) * SIZE / 2
        self.assertIn("ragged", found(page))

    def test_left(self):
        page = clean()
        page.body[1][2].glyphs[0].x += 0.2
        self.assert_only("left", page)
        page = clean()
        page.body[1][0].glyphs[0].x -= 5
        self.assertIn("left", found(page))

    def test_edge(self):
        for c in "，。”）》·–-,.)！":
            page = clean()
            page.body[1][2].glyphs[0].text = c
            self.assertIn("edge", found(page), c)
        for c in "“（《(":
            page = clean()
            page.body[1][1].glyphs[-1].text = c
            self.assertIn("edge", found(page), c)
        for language, expected in (("zh-Hans", False), ("ja", True)):
            page = clean()
            page.document.language = page.language = language
            for line in page.lines:
                line.block.language = language
            page.body[1][2].glyphs[0].text = "ょ"
            self.assertEqual("edge" in found(page), expected)

    def test_split(self):
        page = clean()
        dash = [g for g in page.marked[2].glyphs if g.text == "—"]
        dash[1].x += 0.5
        self.assertIn("split", found(page))
        page = clean()
        page.body[0][1].glyphs[-1].text = page.body[0][2].glyphs[0].text = "—"
        self.assert_only("split", page)
        page = clean()
        for glyph in (g for g in page.marked[2].glyphs if g.text == "—"):
            glyph.advance = SIZE / 2
        self.assertIn("split", found(page))

    def test_adjacent(self):
        for by in (1, -1):
            page = clean()
            line = page.marked[1].glyphs
            second = next(i for i, (a, b) in enumerate(zip(line, line[1:])) if a.text + b.text == "），") + 1
            line[second].x += by
            self.assertIn("adjacent", found(page))

    def test_gap(self):
        for by in (-2, 3):
            page = clean()
            glyphs = page.marked[3].glyphs
            for glyph in (g for g in glyphs if g.text.isascii()):
                glyph.x += by
            self.assertIn("gap", found(page))

    def test_a_full_width_space_is_no_gap(self):
        page = clean()
        page.add("图图图A\u3000图图图", indent=0)
        self.assertEqual(found(page), {})

    def test_divisions_of_one_depth_have_several_edges(self):
        page = clean()
        for number, (by, texts) in enumerate(((0, BODY), (SIZE, BODY), (0, BODY[2:]), (SIZE, BODY[2:]), (4, BODY[2:]))):
            division = Element("Div", page.document, page.language, 90 + number)
            block = Element("P", division, page.language, 100 + number)
            for line in page.add(*texts):
                line.block = block
                for glyph in line.glyphs:
                    glyph.x -= by
        checker = Checker(page)
        self.assertEqual(len(checker.run()["ragged"]), 1)  # the last one's first line

    def test_frames_are_ink(self):
        """The first word and one in the midst of a line keep from their frames what is too much without these."""
        for framed in (True, False):
            page = clean()
            line = page.add("AB图图图图图CD图图图", indent=0)[0].glyphs
            for glyph in line[2:]:
                glyph.x += 8
            for glyph in line[9:]:
                glyph.x += 4
            y = line[0].y
            if framed:
                page.frames = {0: {Frame(left, right, y - 2, y + 9) for left, right in (
                    (line[0].x - 1, line[1].right + 8), (line[7].x - 1, line[8].right + 4))}}
            with self.subTest(framed):
                self.assertEqual("gap" in found(page), not framed)
        page = clean()
        for line in page.body[1][1:3]:
            line.glyphs[0].x += 3
        self.assertIn("left", found(page))
        page.frames = {0: {Frame(LEFT, line.glyphs[0].right + 3, line.glyphs[0].y - 2, line.glyphs[0].y + 9)
                           for line in page.body[1][1:3]}}
        self.assertNotIn("left", found(page))

    def test_loose(self):
        # Thirteen characters over the whole measure, though the next line begins with Han.
        page = clean()
        page.add("春眠不觉晓处处闻啼鸟夜来", "风雨声花落知多少白日依山尽黄河入海流欲", "穷千里目")
        self.assertIn("loose", found(page))
        # The same where the next word has no room and cannot be parted.
        page = clean()
        page.add("春眠不觉晓处处闻啼鸟夜来", "ABCDEFGHIJKLMNOP风雨声花落知多少白日依", "穷千里目")
        checker = Checker(page)
        checker.run()
        self.assertEqual(checker.faults["loose"], [])
        self.assertEqual(checker.counts["forced"], 1)

    def test_pitch(self):
        page = clean()
        for glyph in page.body[2][1].glyphs:
            glyph.y += 0.1
        self.assert_only("pitch", page)
        # At one distance, but not at that of the other text.
        page = clean()
        for i, line in enumerate(page.foot):
            for glyph in line.glyphs:
                glyph.y += i
        self.assert_only("pitch", page)

    def test_outside(self):
        page = clean()
        page.body[0][1].glyphs[3].x = LEFT + MEASURE * SIZE - SIZE + 0.2
        self.assertIn("outside", found(page))
        page = many()
        self.assertEqual(found(page), {})
        page.body[0][3].glyphs[0].x = LEFT - 0.2
        self.assertIn("outside", found(page))
        page = many()
        page.lines.append(Line(7, page.foot[0].block, Page.set("出格", TOP - 20 * PITCH - 15, 0, True, None)))
        self.assertIn("outside", found(page))
        page = clean()
        page.images.append(Image(0, LEFT, 300, LEFT + MEASURE * SIZE + 1, 310))
        self.assertIn("outside", found(page))
        # Text that is said to be a running head, within the text.
        page = clean()
        page.outside.append((0, Glyph("甲", LEFT, 400, SIZE, SIZE, "Serif", False)))
        self.assert_only("outside", page)

    def test_quotes_do_not_tell_the_area(self):
        page = clean()
        area = Checker(page).right
        quote = Element("BlockQuote", page.document, page.language, 90)
        for number in range(20):
            lines = page.add(*(text[:-3] for text in BODY))
            block = Element("P", quote, page.language, 100 + number)
            for line in lines:
                line.block = block
                for glyph in line.glyphs:
                    glyph.x += SIZE
        self.assertEqual(Checker(page).right, area)

    def test_heading(self):
        for kind, next_kind, faulty in (("H2", "P", True), ("H2", "H3", True), ("H2", "H2", False), ("H3", "H2", False)):
            page = clean()
            page.pages = [{}] * 2
            page.add("甲", kind=kind, indent=0)
            for line in page.add("乙", kind=next_kind, indent=0):
                line.page = 1
            with self.subTest(kind + next_kind):
                self.assertEqual("heading" in found(page), faulty)

    def test_heads_of_tables_are_seen_again(self):
        page = clean()
        row = page.document
        for kind in ("Table", "THead", "TR", "TH"):
            row = Element(kind, row, page.language, len(page.lines) + 90)
        page.lines.append(Line(0, row, Page.set("甲", 380, 0, True, None)))
        page.outside.append((0, Glyph("甲", LEFT, 400, SIZE, SIZE, "Serif", False)))
        self.assertEqual(found(page), {})
        page.outside.append((0, Glyph("乙", LEFT, 400, SIZE, SIZE, "Serif", False)))
        self.assert_only("outside", page)

    def test_a_turned_page_has_a_turned_area(self):
        page = many()
        right = max(line.page for line in page.lines)
        page.turned = {right + 1}
        line = Line(right + 1, page.foot[0].block, Page.set("侧", 200, 0, True, None))
        for glyph in line.glyphs:
            glyph.x = TOP - 20
        page.lines.append(line)
        self.assertNotIn("outside", found(page))
        line.glyphs[0].x = TOP + 40
        self.assertIn("outside", found(page))

    def test_lonely_and_note_mark(self):
        page = clean()
        page.add(BODY[0], "只。")
        self.assert_only("lonely", page)
        page = clean()
        glyph = page.body[0][1].glyphs[0]
        glyph.text, glyph.size, glyph.y, glyph.advance = "1", 6, glyph.y + 4, 3
        self.assertIn("note-mark", found(page))


if __name__ == "__main__":
    unittest.main()
