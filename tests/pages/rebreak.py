# SPDX-License-Identifier: MIT
"""Whether a paragraph could have been broken so that no gap between Han characters is wide, by its glyphs alone.

The paragraph's glyphs are taken as what they are: boxes of a fixed width with gaps that may take any width between two
bounds. The bounds are those that a reader is promised: a full-width mark's blank half from none to half an em, Han and
Latin an eighth to half an em apart, words a fifth to half an em, Han characters up to a quarter. A line may end
wherever the rules of its language let it, and where the file breaks a word. If there is a way from the paragraph's
first glyph to its last over lines that can all be filled so, another break avoids the hole.
"""
import re
from dataclasses import dataclass

HAN_MOST = 0.25
LATIN = (0.125, 0.5)
WORD = (0.2, 0.5)
BLANK = 0.5
# After these an address may be broken, without a hyphen; after a hyphen a word too.
SEPARATORS = set("/?&=.-")


@dataclass
class Box:
    """What is never parted. Widths in points."""
    width: float
    first: object  # its first and last glyph
    last: object
    # Of the gap behind it, inside a line.
    least: float = 0
    most: float = 0
    breaks: bool = False  # whether a line may end behind it
    hyphen: float = 0  # what a line's end here adds
    in_address: bool = False


class Rebreaker:
    """`kinds` tells what a glyph is: is_han, is_mark, opens, is_western, may_part(a, b, spaced)."""

    def __init__(self, kinds):
        self.kinds = kinds

    def boxes(self, lines):
        """The boxes of lines that follow each other without a forced end."""
        result = []
        spaced = False
        before = None
        glyphs = []
        for line in lines:
            for glyph in line.glyphs:
                if not glyph.text.strip():
                    spaced = spaced or glyph.text == " "
                    continue
                if glyph.text == "\u00ad":
                    result[-1].breaks, result[-1].hyphen = True, glyph.advance
                    before = None
                    continue
                self._add(result, glyphs, before, glyph, spaced, glyph is line.shown[0])
                before, spaced = glyph, False
                glyphs.append(glyph)
        return result

    def _add(self, boxes, glyphs, before, glyph, spaced, begins_line):
        mark = self.kinds.is_mark(glyph)
        width = glyph.advance - (BLANK * glyph.size if mark else 0)
        if not boxes:
            boxes.append(Box(width, glyph, glyph))
            return
        last = boxes[-1]
        if before is not None and not spaced and self._is_one_word(before, glyph):
            follows_letter = len(glyphs) > 1 and glyphs[-2].text.isalnum()
            if begins_line or (follows_letter and self._parts_address(last, before, glyph)):
                last.breaks = True
                boxes.append(Box(width, glyph, glyph, in_address=last.in_address))
                return
            last.width += glyph.right - before.right if not begins_line else glyph.advance
            last.last = glyph
            return
        if before is not None:
            last.least, last.most = self._gap(before, glyph, spaced)
            last.breaks = self.kinds.may_part(before, glyph, spaced)
        boxes.append(Box(width, glyph, glyph))

    @staticmethod
    def _parts_address(box, before, glyph):
        if before.text == "/":
            box.in_address = True
        if before.text not in SEPARATORS or before is box.first or not glyph.text.isalnum():
            return False
        return box.in_address or before.text == "-"

    def _is_one_word(self, a, b):
        kinds = self.kinds
        if kinds.is_mark(a) or kinds.is_mark(b) or kinds.is_han(a) or kinds.is_han(b):
            return False
        if a.text in "—…" or b.text in "—…":
            return a.text == b.text
        return True

    def _gap(self, a, b, spaced):
        kinds = self.kinds
        em = max(a.size, b.size)
        least = most = 0.0
        marked = kinds.is_mark(a) or kinds.is_mark(b)
        if kinds.is_mark(a) and not kinds.opens(a) and not (kinds.is_mark(b) and not kinds.opens(b)):
            most = BLANK * a.size
        elif kinds.is_mark(b) and kinds.opens(b) and not kinds.is_mark(a):
            most = BLANK * b.size
        if marked:
            return least, most
        if kinds.is_han(a) and kinds.is_han(b):
            return (WORD[0] * em, WORD[1] * em) if spaced else (0, HAN_MOST * em)
        if kinds.meet(a, b):
            return LATIN[0] * em, LATIN[1] * em
        if spaced:
            return WORD[0] * em, WORD[1] * em
        return least, most

    def better_lines(self, lines, measure, indent):
        """The lines, as the glyphs that they begin and end with, that `lines` could be without a hole; the first is
        indented, the last need not be full. None if there are none."""
        boxes = self.boxes(lines)
        count = len(boxes)
        least, most, width = [0.0], [0.0], [0.0]
        for box in boxes:
            width.append(width[-1] + box.width)
            least.append(least[-1] + box.least)
            most.append(most[-1] + box.most)
        reached = {0: None}
        for end in range(1, count + 1):
            last = boxes[end - 1]
            if end < count and not last.breaks:
                continue
            for begin in range(end - 1, -1, -1):
                natural = width[end] - width[begin] + last.hyphen * (end < count)
                room = measure - (indent if begin == 0 else 0)
                if natural + least[end - 1] - least[begin] > room + 0.05:
                    break
                if begin not in reached:
                    continue
                full = natural + most[end - 1] - most[begin] >= room - 0.05
                if full or (end == count and not self.is_lonely(boxes[begin:end], begin)):
                    reached[end] = begin
                    break
        if count not in reached:
            return None
        result, end = [], count
        while end > 0:
            result.insert(0, (boxes[reached[end]].first, boxes[end - 1].last))
            end = reached[end]
        return result

    def is_lonely(self, boxes, begin):
        """A last line of one character, which is worse than a hole."""
        return begin > 0 and sum(1 for b in boxes if not self.kinds.is_mark(b.first)) < 2 and not re.match(
            r"\w\w", boxes[0].first.text + boxes[0].last.text)
