# SPDX-License-Identifier: MIT
"""Reads a finished PDF back: each glyph's place as MuPDF sees it, gathered into lines of structure elements.

Nothing here knows of our layout: `mutool trace` interprets the content streams, and `qpdf --json` gives the structure
tree. The n-th layer of a page's trace is the n-th marked-content sequence of its content stream.
"""
import functools
import html
import re
import subprocess
from dataclasses import dataclass, field

from pdf_file import Element, PdfFile

# Structure types whose text makes lines of their own; the others stand within them.
BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TD", "TH", "Caption", "Note", "Title", "Figure",
          "TOCI", "BlockQuote", "Div", "Sect", "FENote"}
LINE_END = "\n"
SOFT_HYPHEN = "\u00ad"

TAG = re.compile(r'<(g|span|layer|end_layer|page|fill_image|fill_path|stroke_path|moveto|lineto)\b([^>]*)>')
GLYPH = re.compile(r'(?:unicode="([^"]*)" )?(glyph="[^"]*" )?x="([^"]*)" y="([^"]*)"(?: adv="([^"]*)")?')
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(slots=True)
class Glyph:
    text: str  # a forced line end is LINE_END
    x: float
    y: float  # of the baseline, upwards
    advance: float
    size: float
    font: str
    code: bool  # in an element Code

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

    # The following hold when the line is complete.

    @functools.cached_property
    def shown(self):
        """The glyphs that have ink, and no-break spaces, which keep their place as if they had."""
        return [g for g in self.glyphs if g.text.strip() or g.text == "\u00a0"]

    @functools.cached_property
    def forced(self):
        """Whether the document ends the line here."""
        return self.glyphs[-1].text == LINE_END

    @functools.cached_property
    def size(self):
        """The size that most of the line is set in."""
        return self._most(lambda g: g.size)

    @functools.cached_property
    def y(self):
        """The baseline that most of the line stands on."""
        return self._most(lambda g: g.y)

    def _most(self, value):
        shares = {}
        for g in self.glyphs:
            shares[round(value(g), 2)] = shares.get(round(value(g), 2), 0) + max(g.advance, 0.01)
        return max(shares, key=shares.get)


@dataclass(frozen=True)
class Frame:
    """Around words of a line, like a key's; a line's end may leave it open."""
    left: float
    right: float
    bottom: float
    top: float


@dataclass
class Image:
    page: int
    left: float
    bottom: float
    right: float
    top: float


class Pdf(PdfFile):
    """`lines`: the lines of each block in reading order; `outside`: the page and glyph of each artifact: running heads,
    folios; `images`; `frames`: of each page, where a line above and one below make one."""

    def __init__(self, path):
        super().__init__(path)
        self.lines = []
        self.outside = []
        self.images = []
        self.frames = {}
        self._path = []  # the points of what is being drawn
        self._level = {}  # by their edges, the level lines of the page so far
        self._ligature = []  # the last glyph, and what else it stands for
        self._read()

    def _marked_content(self, page):
        """For each marked-content sequence of a page its element, None for artifacts, and its ActualText or None."""
        owners = self.owners(page)
        result = []
        for match in re.finditer(rb"/\w+\s*(<<.*?>>\s*BDC|BMC)", strip_strings(self.contents(page)), re.DOTALL):
            number = re.search(rb"/MCID\s+(\d+)", match.group())
            text = re.search(rb"/ActualText\s*<FEFF([0-9A-Fa-f]*)>", match.group())
            actual = bytes.fromhex(text.group(1).decode()).decode("utf-16-be", "replace") if text else None
            result.append((owners[int(number.group(1))] if number else None, actual))
        return result

    def _read(self):
        trace = subprocess.run(["mutool", "trace", self.path], capture_output=True, check=True).stdout
        page = -1
        marks, opened, stack = [], 0, []
        font, size = "", 0.0
        for tag, rest in TAG.findall(trace.decode("utf-8", "replace")):
            if tag == "g":
                self._add_glyph(page, stack, font, size, rest)
            elif tag == "span":
                attributes = dict(ATTRIBUTE.findall(rest))
                a, b, _, _ = (float(v) for v in attributes["trm"].split())
                font, size = attributes["font"].split("+")[-1], (a * a + b * b) ** 0.5
            elif tag == "layer":
                stack.append(marks[opened])
                opened += 1
            elif tag == "end_layer":
                stack.pop()
            elif tag in ("moveto", "lineto"):
                self._add_point(page, rest)
            elif tag.endswith("path"):
                upright = rest.find('transform="1 0 0 -1 ') >= 0 and page not in self.turned
                self._path = [] if upright else None
            elif tag == "page":
                page += 1
                self._level = {}
                marks, opened, stack = self._marked_content(self.pages[page]), 0, []
            else:
                self._add_image(page, rest)

    def _add_point(self, page, attributes):
        """A border is a stroke, or an area, that is thin."""
        if self._path is None:
            return
        self._path.append(tuple(float(v) for v in dict(ATTRIBUTE.findall(attributes)).values()))
        if len(self._path) not in (2, 4):
            return
        xs, ys = zip(*self._path)
        if max(ys) - min(ys) > 1.6 or max(xs) - min(xs) < 4:
            return
        key = (page, round(min(xs), 1), round(max(xs), 1))
        heights = self._level.setdefault(key, [])
        y = (min(ys) + max(ys)) / 2
        for other in heights:
            if 6 < abs(y - other) < 40:
                self.frames.setdefault(page, set()).add(Frame(min(xs), max(xs), min(y, other), max(y, other)))
        heights.append(y)

    def _add_glyph(self, page, stack, font, size, attributes):
        text, number, x, y, advance = GLYPH.search(attributes).groups("")
        if "&" in text:
            text = html.unescape(text)
        if not number and self._ligature:
            self._add_part(text)
            return
        owner, actual = stack[-1] if stack else (None, None)
        # The text of a sequence of many glyphs is theirs; of one glyph it says more than the font.
        if actual is not None and len(actual) == 1:
            text = actual
        glyph = Glyph(text, float(x), float(y), float(advance or 0) * size, size, font,
                      owner is not None and owner.kind == "Code")
        self._ligature = []
        if owner is None:
            self.outside.append((page, glyph))
            return
        if any(e.kind in ("RT", "RP", "Figure") for e in owner.ancestors()):
            return  # a reading stands between lines and moves none, and a drawing's words are no lines
        self._ligature.append(glyph)
        block = next(e for e in owner.ancestors() if e.kind in BLOCKS or e.parent is None)
        last = self.lines[-1] if self.lines else None
        if last is not None and last.block is block and last.page == page and same_line(last.glyphs[-1], glyph):
            last.glyphs.append(glyph)
        else:
            self.lines.append(Line(page, block, [glyph]))

    def _add_part(self, text):
        """The characters of a ligature share its width."""
        first = self._ligature[0]
        width = first.advance * len(self._ligature)
        part = Glyph(text, first.x, first.y, 0, first.size, first.font, first.code)
        self._ligature.append(part)
        self.lines[-1].glyphs.append(part)
        for i, each in enumerate(self._ligature):
            each.advance = width / len(self._ligature)
            each.x = first.x + i * each.advance

    def _add_image(self, page, attributes):
        a, b, c, d, e, f = (float(v) for v in dict(ATTRIBUTE.findall(attributes))["transform"].split())
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        height = self.size[0 if page in self.turned else 1]  # the trace's images stand in a page that grows downwards
        self.images.append(Image(page, min(xs), height - max(ys), max(xs), height - min(ys)))


def same_line(before, glyph):
    if before.text == LINE_END:
        return False
    size = max(before.size, glyph.size)
    return abs(before.y - glyph.y) < 0.75 * size and glyph.x > before.x - 2 * size


def strip_strings(data):
    """A content stream without what stands in its strings."""
    return re.sub(rb"\((?:[^()\\]|\\.)*\)", b"", data, flags=re.DOTALL)
