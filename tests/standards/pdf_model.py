# SPDX-License-Identifier: MIT
"""A PDF as checkers see it: its objects by `qpdf --json`, its bytes, its structure tree, its marked content.

Nothing here knows of our writer. The objects are plain Python values that a test may change before it checks them.
"""
import base64
import copy
import json
import re
import subprocess
import zlib
from dataclasses import dataclass, field

from pdf_text import SHOWING, TOKEN, string_of, text_string

REFERENCE = re.compile(r"\d+ \d+ R")
STANDARD_TYPES = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
    "Figure Formula Form".split())


def is_reference(value):
    return isinstance(value, str) and REFERENCE.fullmatch(value) is not None


def text_of(value):
    """A text string's text; None if it is no string."""
    if not isinstance(value, str) or value[:2] not in ("u:", "b:"):
        return None
    if value.startswith("u:"):
        return value[2:]
    return text_string(bytes.fromhex(value[2:]))


class Model:
    """`objects`: from "12 0 R" to values, a stream being {"dict": …, "data": base64}; `raw`: the file's bytes."""

    def __init__(self, objects, trailer, raw):
        self.objects, self.trailer, self.raw = objects, trailer, raw

    @classmethod
    def read(cls, path):
        done = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=none", path],
                              capture_output=True, check=False)
        if done.returncode not in (0, 3):
            raise ValueError(done.stderr.decode("utf-8", "replace"))
        found = json.loads(done.stdout)["qpdf"][1]
        objects = {key[4:]: value.get("stream", value.get("value")) for key, value in found.items() if key != "trailer"}
        with open(path, "rb") as file:
            return cls(objects, found["trailer"]["value"], file.read())

    def copy(self):
        return Model(copy.deepcopy(self.objects), copy.deepcopy(self.trailer), self.raw)

    def get(self, value):
        """What a reference leads to; of a stream its dictionary."""
        for _ in range(10):
            if not is_reference(value):
                break
            value = self.objects.get(value)
            if isinstance(value, dict) and set(value) == {"dict", "data"}:
                value = value["dict"]
        return value

    def is_stream(self, reference):
        value = self.objects.get(reference) if is_reference(reference) else None
        return isinstance(value, dict) and set(value) == {"dict", "data"}

    def streams(self):
        return [(reference, self.get(reference)) for reference in self.objects if self.is_stream(reference)]

    def set_data(self, reference, data):
        stream = self.objects[reference]
        stream["dict"].pop("/Filter", None)
        stream["data"] = base64.b64encode(data).decode()

    def data(self, reference):
        """A stream's bytes without Flate compression (predictors and other filters stay)."""
        stream = self.objects[reference]
        data = base64.b64decode(stream["data"])
        filters = self.get(stream["dict"].get("/Filter", []))
        filters = filters if isinstance(filters, list) else [filters]
        return zlib.decompress(data) if filters[:1] == ["/FlateDecode"] else data

    @property
    def catalog(self):
        return self.get(self.trailer["/Root"])

    def page_references(self):
        return self._pages_below(self.catalog["/Pages"])

    def _pages_below(self, reference):
        node = self.get(reference)
        if node.get("/Type") == "/Page":
            return [reference]
        return [page for kid in self.get(node.get("/Kids", [])) for page in self._pages_below(kid)]

    def inherited(self, page, key):
        while page is not None:
            if key in page:
                return self.get(page[key])
            page = self.get(page["/Parent"]) if "/Parent" in page else None
        return None

    def contents(self, page):
        contents = page.get("/Contents", [])
        parts = [contents] if self.is_stream(contents) else self.get(contents)
        return b"\n".join(self.data(part) for part in parts)

    def number_tree(self, reference, key="/Nums"):
        node = self.get(reference) or {}
        entries = self.get(node.get(key, []))
        result = dict(zip(map(str, entries[::2]) if key == "/Names" else entries[::2], entries[1::2]))
        for kid in self.get(node.get("/Kids", [])):
            result.update(self.number_tree(kid, key))
        return result

    def xmp(self):
        reference = self.catalog.get("/Metadata")
        return self.data(reference).decode("utf-8", "replace") if self.is_stream(reference) else ""


# ---- the structure tree ----


@dataclass(eq=False)
class Node:
    """An element: `kind` by the role map; `kids`: elements, ("mcid", page, number) and ("objr", object)."""
    reference: str
    kind: str
    own: dict
    parent: "Node | None"
    attributes: dict
    kids: list = field(default_factory=list)

    @property
    def elements(self):
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def text(self, key):
        return text_of(self.own.get(key))

    def ancestors(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


class Tree:
    """`nodes`: all elements, in reading order."""

    def __init__(self, model):
        self.model = model
        self.root = model.get(model.catalog.get("/StructTreeRoot")) or {}
        self.roles = model.get(self.root.get("/RoleMap", {}))
        self.nodes, self.faults = [], []
        self._seen = set()
        self.top = [kid for kid in self._kids(self.root.get("/K", []), None, None) if isinstance(kid, Node)]

    def kind_of(self, name):
        seen = set()
        while name not in STANDARD_TYPES and "/" + name in self.roles:
            if name in seen:
                self.faults.append(f"the role map goes in a circle at {name}")
                break
            seen.add(name)
            name = self.roles["/" + name][1:]
        return name

    def _kids(self, value, page, parent):
        model = self.model
        own = model.get(value)
        if isinstance(own, list):
            return [kid for each in own for kid in self._kids(each, page, parent)]
        if isinstance(own, int):
            return [("mcid", page, own)]
        if not isinstance(own, dict):
            self.faults.append(f"a kid of the structure tree is no element: {value}")
            return []
        if own.get("/Type") == "/MCR":
            return [("mcid", own.get("/Pg", page), own["/MCID"])]
        if own.get("/Type") == "/OBJR":
            return [("objr", own.get("/Obj"))]
        if value in self._seen:
            self.faults.append(f"{value} hangs in the structure tree twice")
            return []
        self._seen.add(value)
        if own.get("/P") != (parent.reference if parent else model.catalog.get("/StructTreeRoot")):
            self.faults.append(f"{value} names another parent than it has")
        node = Node(value, self.kind_of(own["/S"][1:]), own, parent, self._attributes(own.get("/A", [])))
        self.nodes.append(node)
        node.kids = self._kids(own.get("/K", []), own.get("/Pg", page), node)
        return [node]

    def _attributes(self, value):
        value = self.model.get(value)
        found = {}
        for each in value if isinstance(value, list) else [value]:
            each = self.model.get(each)
            if isinstance(each, dict):
                found.update({key: self.model.get(v) for key, v in each.items() if key != "/O"})
        return found


# ---- content streams ----

PAINTING = {b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"EI"} | SHOWING
KNOWN = PAINTING | set(
    b"b B BDC BI BMC BT BX c cm CS cs d d0 d1 DP EMC ET EX G g gs h i ID j J K k l M m MP n q Q re RG rg ri SC sc SCN "
    b"scn T* Tc Td TD Tf TL Tm Tr Ts Tw Tz v w W W* y".split())
NAMED = {b"gs": "/ExtGState", b"sh": "/Shading", b"scn": "/Pattern", b"SCN": "/Pattern"}
DEVICE = {b"g": "Gray", b"G": "Gray", b"rg": "RGB", b"RG": "RGB", b"k": "CMYK", b"K": "CMYK"}


@dataclass
class Mark:
    """An open marked-content sequence."""
    tag: str
    number: "int | None"
    actual: "str | None"
    keys: dict


class Stream:
    """What a content stream does. `shown`: font, code, marks that are open, for each string; `marks`: every sequence;
    `colors`; `objects`: names of what is drawn; `named`: (kind, name) of other resources; `operators`; `faults`. `tagged`: whether what it paints must be marked,
    as that of a page and not of what pages draw."""

    def __init__(self, data, fonts, one_byte, tagged=True):
        self.operators, self.named, self._tagged = [], [], tagged
        self.shown, self.marks, self.objects, self.faults = [], [], [], []
        self.colors = set()
        self._fonts, self._one_byte = fonts, one_byte
        self._open, self._saved, self._font = [], [], None
        operands = []
        for token in TOKEN.findall(data):
            if token[:1] in b"/(<[]>+-.0123456789":
                operands.append(token)
            elif token[:1] != b"%":
                self._operate(token, operands)
                operands = []
        if self._open or self._saved:
            self._fault("operator", "sequences or states stay open at the end of the stream")

    def _fault(self, clause, what):
        if (clause, what) not in self.faults:
            self.faults.append((clause, what))

    def _operate(self, operator, operands):
        if operator not in KNOWN:
            self._fault("operator", f"operator {operator.decode('latin-1')} is none")
        self.operators.append((operator, operands))
        if operator in PAINTING and self._tagged:
            if not self._open:
                self._fault("untagged", f"{operator.decode()} stands outside of marked content")
            elif not any(m.number is not None or m.tag == "Artifact" for m in self._open):
                self._fault("untagged", f"{operator.decode()} is neither tagged nor an artifact")
        if operator in DEVICE:
            self.colors.add(DEVICE[operator])
        elif operator in (b"cs", b"CS"):
            space = operands[0].decode()
            if space in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"):
                self.colors.add(space.lstrip("/").replace("Device", ""))
            else:
                self.named.append(("/ColorSpace", space))
        elif operator in NAMED:
            self.named += [(NAMED[operator], name.decode()) for name in operands[-1:] if name[:1] == b"/"]
        elif operator == b"q":
            self._saved.append(self._font)
            if len(self._saved) > 28:
                self._fault("limits", "more than 28 saved states")
        elif operator == b"Q":
            if self._saved:
                self._font = self._saved.pop()
            else:
                self._fault("operator", "Q without q")
        elif operator == b"Tf":
            self._font = operands[0].decode()
            if self._font not in self._fonts:
                self._fault("resources", f"font {self._font} is not among the resources")
        elif operator == b"Do":
            self.objects.append(operands[0].decode())
        elif operator in (b"BDC", b"BMC"):
            self._begin(operands)
        elif operator == b"EMC":
            if self._open:
                self._open.pop()
            else:
                self._fault("operator", "EMC without BDC")
        elif operator in SHOWING:
            codes = b"".join(string_of(t) for t in operands if t[:1] == b"(" or (t[:1] == b"<" and t != b"<<"))
            size = 1 if self._font in self._one_byte else 2
            self.shown.append((self._font, [int.from_bytes(codes[i:i + size], "big")
                                            for i in range(0, len(codes), size)], list(self._open)))

    def _begin(self, operands):
        mark = Mark(operands[0].decode().lstrip("/"), None, None, {})
        for key, value in zip(operands[1:], operands[2:]):
            if key == b"/MCID":
                mark.number = int(value)
            elif key == b"/ActualText":
                mark.actual = text_string(string_of(value))
            elif key[:1] == b"/":
                mark.keys[key.decode()] = value.decode("latin-1")
        if mark.tag == "Artifact" and any(m.number is not None for m in self._open):
            self._fault("nesting", "an artifact stands within tagged content")
        if mark.number is not None and any(m.tag == "Artifact" for m in self._open):
            self._fault("nesting", "tagged content stands within an artifact")
        self._open.append(mark)
        self.marks.append(mark)
