# SPDX-License-Identifier: MIT
"""The text of a finished PDF in the order of its structure tree: what a screen reader says, and what is copied.

Nothing here knows of our layout or our writer. Content streams are read for their marked content; what a piece says is
its ActualText, else what the fonts' ToUnicode maps make of its codes (ISO 32000-1, 9.10 and 14.9.4).
"""
import re
from dataclasses import dataclass, field

from pdf_file import REFERENCE, PdfFile

# Structure types whose text stands by itself; other elements' text is part of the nearest of these.
BLOCKS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "P", "H", "H1", "H2",
          "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD",
          "Note", "FENote", "Title"}
# What a figure is in the text.
OBJECT = "\ufffc"
# A soft hyphen after which the text goes on in another line; see TextLayer.blocks.
LINE_HYPHEN = "\ue0ad"

TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|<<|>>|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()%]*|[\[\]]|[^\s/<>\[\]()%]+|%[^\r\n]*",
                   re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
SHOWING = {b"Tj", b"TJ", b"'", b'"'}


def unescape(match):
    what = match.group(1)
    if what[:1].isdigit():
        return bytes([int(what, 8) & 255])
    return ESCAPES.get(what, what)


def string_of(token):
    """The bytes of a string token."""
    if token.startswith(b"("):
        return re.sub(rb"\\([0-7]{1,3}|.)", unescape, token[1:-1], flags=re.DOTALL) if b"\\" in token else token[1:-1]
    digits = re.sub(rb"\s", b"", token[1:-1])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def text_string(data):
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "surrogatepass")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8")
    return data.decode("latin-1")


def to_unicode(cmap):
    """Code to text, of a ToUnicode map with two-byte codes."""
    result = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        tokens = re.findall(rb"<([0-9A-Fa-f]*)>", block)
        for code, text in zip(tokens[::2], tokens[1::2]):
            result[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "surrogatepass")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(rb"<([0-9A-Fa-f]*)>\s*<([0-9A-Fa-f]*)>\s*<([0-9A-Fa-f]*)>", block):
            units = bytes.fromhex(text.decode())
            for i in range(int(last, 16) - int(first, 16) + 1):
                counted = units[:-2] + (int.from_bytes(units[-2:], "big") + i).to_bytes(2, "big")
                result[int(first, 16) + i] = counted.decode("utf-16-be", "surrogatepass")
    return result


@dataclass
class Piece:
    """Text of one marked-content sequence that stands on one line."""
    text: str
    page: int
    y: float


@dataclass
class Block:
    """What one element says by itself, up to the next such element within."""
    kind: str
    pieces: list = field(default_factory=list)

    @property
    def text(self):
        """A soft hyphen is LINE_HYPHEN where the next text stands lower or on another page."""
        result = []
        for piece, after in zip(self.pieces, [*self.pieces[1:], None]):
            goes_on = after is not None and (after.page != piece.page or after.y < piece.y - 2)
            if goes_on and piece.text.endswith("\u00ad"):
                result.append(piece.text[:-1] + LINE_HYPHEN)
            else:
                result.append(piece.text)
        return "".join(result)


class Contents:
    """What a page's content stream says: `pieces`: for each marked-content number its texts; `loose`: text that is
    neither numbered nor an artifact."""

    def __init__(self, pdf, number, page, maps):
        self.number = number
        self.pieces = {}
        self.loose = ""
        self._fonts = pdf.get(pdf.inherited(page, "/Resources").get("/Font", {}))
        self._pdf, self._maps = pdf, maps
        # Of the sequences that are open: their number, None within artifacts, and their ActualText.
        self._open = []
        self._y = 0.0
        self._leading = 0.0
        self._map, self._code_size = {}, 2
        self._read(pdf.contents(page))

    def _read(self, data):
        operands = []
        for token in TOKEN.findall(data):
            first = token[:1]
            if first in b"/(<[]>+-.0123456789" and first:
                operands.append(token)
                continue
            if first == b"%":
                continue
            self._operate(token, operands)
            operands = []

    def _operate(self, operator, operands):
        if operator in SHOWING:
            self._show(b"".join(string_of(t) for t in operands if t[:1] == b"(" or (t[:1] == b"<" and t != b"<<")))
        elif operator in (b"Td", b"TD"):
            self._y += float(operands[1])
        elif operator == b"Tm":
            self._y = float(operands[5])
        elif operator == b"BT":
            self._y = 0.0
        elif operator == b"Tf":
            self._map, self._code_size = self._map_of(operands[0].decode())
        elif operator in (b"BDC", b"BMC"):
            self._begin(operands)
        elif operator == b"EMC":
            number, text = self._open.pop()
            if text is not None:
                self._say(text, number)

    def _map_of(self, name):
        reference = self._fonts[name]
        if reference not in self._maps:
            font = self._pdf.get(reference)
            texts = to_unicode(self._pdf.data(font["/ToUnicode"])) if "/ToUnicode" in font else {}
            # Fonts of pictures have codes of one byte.
            self._maps[reference] = texts, 1 if font["/Subtype"] == "/Type3" else 2
        return self._maps[reference]

    def _begin(self, operands):
        number = self._open[-1][0] if self._open else -1
        if operands[0] == b"/Artifact":
            number = None
        text = None
        for key, value in zip(operands[1:], operands[2:]):
            if key == b"/MCID":
                number = int(value)
            elif key == b"/ActualText":
                text = text_string(string_of(value))
        self._open.append((number, text))

    def _show(self, codes):
        if any(text is not None for _, text in self._open):
            return
        number = self._open[-1][0] if self._open else -1
        size = self._code_size
        text = "".join(self._map.get(int.from_bytes(codes[i:i + size], "big"), "\ufffd")
                       for i in range(0, len(codes), size))
        self._say(text, number)

    def _say(self, text, number):
        if number is None:
            return
        if number == -1:
            self.loose += text
            return
        pieces = self.pieces.setdefault(number, [])
        if pieces and pieces[-1].y == self._y:
            pieces[-1].text += text
        else:
            pieces.append(Piece(text, self.number, self._y))


class TextLayer(PdfFile):
    """`blocks`: the document's text in the order of the structure tree; `loose`: what belongs to no element."""

    def __init__(self, path):
        super().__init__(path)
        maps = {}
        self._contents = [Contents(self, i, page, maps) for i, page in enumerate(self.pages)]
        self._page_numbers = {r: i for i, r in enumerate(self.page_references)}
        self.loose = "".join(c.loose for c in self._contents)
        self.blocks = []
        self._walk(self.structure["/K"], None, None)
        self.blocks = [block for block in self.blocks if block.pieces]
        # Whatever was numbered and not reached stands in no element.
        self.loose += "".join(p.text for c in self._contents for pieces in c.pieces.values() for p in pieces)

    def _walk(self, kid, page, kind):
        value = self.get(kid)
        if isinstance(value, list):
            for each in value:
                self._walk(each, page, kind)
        elif isinstance(value, int):
            self._add(value, page, kind)
        elif value.get("/Type") == "/MCR":
            self._add(value["/MCID"], value.get("/Pg", page), kind)
        elif value.get("/Type") != "/OBJR":
            own = value["/S"][1:]
            page = value.get("/Pg", page)
            if own == "Figure":
                self._say(Piece(OBJECT, self._page_numbers[page], 0), kind)
                return
            if own in BLOCKS:
                self.blocks.append(Block(own))
                self._walk(value.get("/K", []), page, own)
                self.blocks.append(Block(kind))
            else:
                self._walk(value.get("/K", []), page, kind)

    def _add(self, number, page, kind):
        for piece in self._contents[self._page_numbers[page]].pieces.pop(number, []):
            self._say(piece, kind)

    def _say(self, piece, kind):
        if not self.blocks or self.blocks[-1].kind != kind:
            self.blocks.append(Block(kind))
        self.blocks[-1].pieces.append(piece)
