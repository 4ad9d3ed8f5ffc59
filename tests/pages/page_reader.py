# SPDX-License-Identifier: MIT
"""Reads a finished PDF back: each glyph's place as MuPDF sees it, gathered into lines of structure elements.

Nothing here knows of our layout: `mutool trace` interprets the content streams, and `qpdf --json` gives the structure
tree. The n-th layer of a page's trace is the n-th marked-content sequence of its content stream.
"""
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

from pdf_file import Element, PdfFile

# Structure types whose text makes lines of their own; the others stand within them.
BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TD", "TH", "Caption", "Note", "Title", "Figure",
          "TOCI", "Formula", "BlockQuote", "Div", "Sect", "FENote"}


@dataclass
class Glyph:
    text: str
    x: float
    y: float  # of the baseline, upwards
    advance: float
    size: float
    font: str

    @property
    def right(self):
        return self.x + self.advance


@dataclass
class Line:
    page: int
    block: Element
    glyphs: list = field(default_factory=list)

    @property
    def text(self):
        return "".join(g.text for g in self.glyphs)

    @property
    def size(self):
        """The size that most of the line is set in."""
        sizes = {}
        for g in self.glyphs:
            sizes[round(g.size, 2)] = sizes.get(round(g.size, 2), 0) + max(g.advance, 0.01)
        return max(sizes, key=sizes.get)

    @property
    def y(self):
        """The baseline that most of the line stands on."""
        heights = {}
        for g in self.glyphs:
            heights[round(g.y, 2)] = heights.get(round(g.y, 2), 0) + max(g.advance, 0.01)
        return max(heights, key=heights.get)


class Pdf(PdfFile):
    """`lines`: the lines of each block in reading order; `size`: width and height of the first page, in points."""

    def __init__(self, path):
        super().__init__(path)
        self.lines = []
        self.outside = []  # glyphs of artifacts: running heads, folios
        self._read_glyphs()

    def _marked_content(self, page):
        """The element of each marked-content sequence of a page, None for artifacts and spans of text."""
        data = strip_strings(self.contents(page))
        owners = self.owners(page)
        result = []
        for match in re.finditer(rb"/\w+\s*(<<.*?>>\s*BDC|BMC)", data, re.DOTALL):
            number = re.search(rb"/MCID\s+(\d+)", match.group())
            result.append(owners[int(number.group(1))] if number else None)
        return result

    def _read_glyphs(self):
        trace = subprocess.run(["mutool", "trace", self.path], capture_output=True, check=True).stdout
        # What XML cannot hold stands in the trace as it is in the file.
        text = re.sub(r"&#x?0*(?:[0-8bcef]|1[0-9a-f]?);", "", trace.decode("utf-8", "replace"))
        text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
        page = -1
        parser = ElementTree.XMLPullParser(events=("start", "end"))
        parser.feed(text)
        marks, opened, stack = [], 0, []
        span = None
        for event, node in parser.read_events():
            if event == "start":
                if node.tag == "page":
                    page += 1
                    marks, opened, stack = self._marked_content(self.pages[page]), 0, []
                elif node.tag == "layer":
                    stack.append(marks[opened])
                    opened += 1
                elif node.tag == "end_layer":
                    stack.pop()
                elif node.tag == "span":
                    span = node
                continue
            if node.tag == "g":
                self._add_glyph(page, stack, span, node)
            if node.tag == "page":
                node.clear()

    def _add_glyph(self, page, stack, span, node):
        a, b, _, _ = (float(v) for v in span.get("trm").split())
        size = (a * a + b * b) ** 0.5
        glyph = Glyph(node.get("unicode", ""), float(node.get("x")), float(node.get("y")),
                      float(node.get("adv", "0")) * size, size, span.get("font").split("+")[-1])
        owner = next((e for e in reversed(stack) if e is not None), None)
        if owner is None:
            self.outside.append((page, glyph))
            return
        block = next(e for e in owner.ancestors() if e.kind in BLOCKS or e.parent is None)
        last = self.lines[-1] if self.lines else None
        if last is not None and last.block is block and last.page == page and same_line(last.glyphs[-1], glyph):
            last.glyphs.append(glyph)
        else:
            self.lines.append(Line(page, block, [glyph]))


def same_line(before, glyph):
    size = max(before.size, glyph.size)
    return abs(before.y - glyph.y) < 0.75 * size and glyph.x > before.x - 2 * size


def strip_strings(data):
    """A content stream without what stands in its strings."""
    result, i, depth = bytearray(), 0, 0
    while i < len(data):
        c = data[i]
        if c == 0x5C and depth:
            i += 2
            continue
        if c == 0x28:
            depth += 1
        elif c == 0x29:
            depth -= 1
        elif not depth:
            result.append(c)
        i += 1
    return bytes(result)
