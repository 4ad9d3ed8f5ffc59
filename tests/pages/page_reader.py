# SPDX-License-Identifier: MIT
"""Reads a finished PDF back: each glyph's place as MuPDF sees it, gathered into lines of structure elements.

Nothing here knows of our layout: `mutool trace` interprets the content streams, and `qpdf --json` gives the structure
tree. The n-th layer of a page's trace is the n-th marked-content sequence of its content stream.
"""
import base64
import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

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
class Element:
    """An element of the structure tree."""
    kind: str
    parent: "Element | None"
    language: str
    number: int

    def ancestors(self):
        at = self
        while at is not None:
            yield at
            at = at.parent

    def depth_of(self, kind):
        return sum(1 for e in self.ancestors() if e.kind == kind)


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


class Pdf:
    """`lines`: the lines of each block in reading order; `size`: width and height of the first page, in points."""

    def __init__(self, path):
        self.path = path
        done = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                              capture_output=True, check=True)
        self._objects = json.loads(done.stdout)["qpdf"][1]
        catalog = self._get(self._objects["trailer"]["value"]["/Root"])
        self.language = catalog.get("/Lang", "u:")[2:]
        self._elements = {}
        self._parents = dict(self._number_tree(self._get(catalog["/StructTreeRoot"])["/ParentTree"]))
        self._pages = list(self._page_tree(catalog["/Pages"]))
        box = self._inherited(self._pages[0], "/MediaBox")
        self.size = (box[2] - box[0], box[3] - box[1])
        self.lines = []
        self.outside = []  # glyphs of artifacts: running heads, folios
        self._read_glyphs()

    def _get(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self._objects["obj:" + value]
            value = found["value"] if "value" in found else found["stream"]["dict"]
        return value

    def _page_tree(self, reference):
        node = self._get(reference)
        if node.get("/Type") == "/Page":
            yield node
            return
        for kid in self._get(node["/Kids"]):
            yield from self._page_tree(kid)

    def _inherited(self, page, key):
        while page is not None:
            if key in page:
                return self._get(page[key])
            page = self._get(page["/Parent"]) if "/Parent" in page else None
        raise KeyError(key)

    def _number_tree(self, reference):
        node = self._get(reference)
        numbers = self._get(node.get("/Nums", []))
        yield from zip(numbers[::2], numbers[1::2])
        for kid in self._get(node.get("/Kids", [])):
            yield from self._number_tree(kid)

    def _element(self, reference):
        if reference in self._elements:
            return self._elements[reference]
        node = self._get(reference)
        parent = None
        if "/P" in node and "/S" in self._get(node["/P"]):
            parent = self._element(node["/P"])
        language = node["/Lang"][2:] if "/Lang" in node else parent.language if parent else self.language
        element = Element(node["/S"][1:], parent, language, len(self._elements))
        self._elements[reference] = element
        return element

    def _marked_content(self, page):
        """The element of each marked-content sequence of a page, None for artifacts and spans of text."""
        contents = page.get("/Contents", [])
        streams = [contents] if isinstance(contents, str) and self._is_stream(contents) else self._get(contents)
        data = b"\n".join(base64.b64decode(self._objects["obj:" + s]["stream"]["data"]) for s in streams)
        data = strip_strings(data)
        owners = self._get(self._parents.get(page.get("/StructParents"), []))
        result = []
        for match in re.finditer(rb"/\w+\s*(<<.*?>>\s*BDC|BMC)", data, re.DOTALL):
            number = re.search(rb"/MCID\s+(\d+)", match.group())
            result.append(self._element(owners[int(number.group(1))]) if number else None)
        return result

    def _is_stream(self, reference):
        return "stream" in self._objects["obj:" + reference]

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
                    marks, opened, stack = self._marked_content(self._pages[page]), 0, []
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
