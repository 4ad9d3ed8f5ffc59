# SPDX-License-Identifier: MIT
"""Each fault that the checker knows, planted in a file that has none, is found."""

import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../pages")]
sys.setrecursionlimit(10000)

from check_standards import check
from pdf_model import Model, Tree
from program import ProgramTest, png
from standards_test import DRAWING, EVERYTHING

UA, A2, A3, A4 = "ua-1", "a-2a", "a-3u", "a-4"
# Faults of what drawings hold need librsvg.
IN_DRAWINGS = "drawing's "


class File:
    """A model with names for what is to be broken in it."""

    def __init__(self, model):
        self.model = model
        self.get = model.get
        self.catalog = model.catalog
        self.nodes = Tree(model).nodes

    def first(self, kind):
        return next(node for node in self.nodes if node.kind == kind)

    def fonts(self):
        return [value for value in map(self.get, self.model.objects) if isinstance(value, dict)
                and value.get("/Type") == "/Font"]

    def cid_font(self):
        return next(font for font in self.fonts() if "/CIDSystemInfo" in font)

    def type0(self):
        return next(font for font in self.fonts() if font["/Subtype"] == "/Type0")

    def page(self):
        return self.get(self.model.page_references()[0])

    def link(self):
        return next(value for value in map(self.get, self.model.objects) if isinstance(value, dict)
                    and value.get("/Subtype") == "/Link")

    def stream(self, kind):
        return next(stream for _, stream in self.model.streams() if stream.get("/Subtype") == kind)

    def drawing(self):
        """The form of the drawing as a whole."""
        return next(reference for reference, stream in self.model.streams()
                    if stream.get("/Subtype") == "/Form" and "/Font" in stream.get("/Resources", {}))

    def draw(self, data, before=True):
        own = self.model.data(self.drawing())
        self.model.set_data(self.drawing(), data + own if before else own + data)

    def simple_font(self):
        return next(font for font in self.fonts() if font["/Subtype"] in ("/TrueType", "/Type1"))

    def procedure(self, old, new):
        font = next(font for font in self.fonts() if font["/Subtype"] == "/Type3")
        reference = self.get(font["/CharProcs"])["/g0"]
        self.model.set_data(reference, self.model.data(reference).replace(old, new))

    def state(self):
        resources = next(stream["/Resources"] for _, stream in self.model.streams()
                         if "/ExtGState" in stream.get("/Resources", {}))
        return self.get(next(iter(self.get(resources["/ExtGState"]).values())))

    def xmp(self, old, new):
        text = self.model.xmp()
        assert old in text, old
        self.model.set_data(self.catalog["/Metadata"], text.replace(old, new, 1).encode())

    def contents(self, old, new):
        page = self.page()
        data = self.model.contents(page)
        assert old in data, old
        self.model.set_data(page["/Contents"], data.replace(old, new, 1))

    def profile(self, at, value):
        reference = self.get(self.get(self.catalog["/OutputIntents"])[0])["/DestOutputProfile"]
        data = bytearray(self.model.data(reference))
        data[at:at + len(value)] = value
        self.model.set_data(reference, bytes(data))


def raw(old, new):
    def plant(file):
        assert old in file.model.raw, old
        file.model.raw = file.model.raw.replace(old, new, 1)
    return plant


def remove(what, key):
    def plant(file):
        del what(file)[key]
    return plant


def put(what, key, value):
    def plant(file):
        what(file)[key] = value
    return plant


def own(kind):
    return lambda file: file.first(kind).own


def attribute(kind):
    return lambda file: file.get(file.first(kind).own["/A"])


def catalog(file):
    return file.catalog


def drop_kid(kind, index):
    def plant(file):
        del file.get(file.first(kind).own["/K"])[index]
    return plant


# The standard, where the finding's clause begins, the fault.
FAULTS = {
    "header": (UA, "6.1", raw(b"%PDF-1.7", b"%PDF-2.0")),
    "marked": (UA, "7.1", put(catalog, "/MarkInfo", {"/Marked": False})),
    "suspects": (UA, "7.1", put(catalog, "/MarkInfo", {"/Marked": True, "/Suspects": True})),
    "title bar": (UA, "7.1", remove(catalog, "/ViewerPreferences")),
    "no XMP": (UA, "7.1", remove(catalog, "/Metadata")),
    "no title": (UA, "7.1", lambda f: f.xmp("dc:title", "dc:titles")),
    "no claim": (UA, "5", lambda f: f.xmp("<pdfuaid:part>1", "<pdfuaid:part>2")),
    "no language": (UA, "7.2", remove(catalog, "/Lang")),
    "wrong language": (UA, "7.2", put(own("P"), "/Lang", "u:not_a_tag")),
    "no tree": (UA, "7.1", remove(catalog, "/StructTreeRoot")),
    "no type": (UA, "7.1", put(own("P"), "/S", "/Paragraph")),
    "wrong parent": (UA, "7.1", put(own("P"), "/P", "1 0 R")),
    "role map": (UA, "7.1", lambda f: f.get(f.catalog["/StructTreeRoot"]).update({"/RoleMap": {"/P": "/Span"}})),
    "role circle": (UA, "7.1", lambda f: (f.get(f.catalog["/StructTreeRoot"]).update(
        {"/RoleMap": {"/X": "/Y", "/Y": "/X"}}), f.first("P").own.update({"/S": "/X"}))),
    "content in no element": (UA, "7.1", drop_kid("H1", 0)),
    "alternative text": (UA, "7.3", remove(own("Figure"), "/Alt")),
    "formula": (UA, "7.7", remove(own("Formula"), "/Alt")),
    "bounds": (UA, "own", remove(own("Figure"), "/A")),
    "heading levels": (UA, "7.4.2", put(own("H1"), "/S", "/H2")),
    "list item": (UA, "7.2", put(own("LI"), "/S", "/P")),
    "list labels": (UA, "own", put(attribute("L"), "/ListNumbering", "/Stars")),
    "scope": (UA, "7.5", remove(attribute("TH"), "/Scope")),
    "row": (UA, "7.2", drop_kid("TR", 1)),
    "cell": (UA, "own", put(own("TD"), "/S", "/P")),
    "note": (UA, "7.9", remove(own("Note"), "/ID")),
    "note's label": (UA, "own", drop_kid("Note", 0)),
    "link without a tag": (UA, "7.18.5", put(own("Link"), "/S", "/Span")),
    "link's text": (UA, "7.18.5", remove(File.link, "/Contents")),
    "link's flags": (UA, "A-6.3.2", put(File.link, "/F", 2)),
    "link's action": (UA, "A-6.5.1", put(File.link, "/A", {"/S": "/Launch"})),
    "tab order": (UA, "7.18.3", remove(File.page, "/Tabs")),
    "untagged": (UA, "7.1", lambda f: f.contents(b"BT\n", b"0 0 5 5 re f BT\n") or
                 f.contents(b"EMC\n", b"EMC 0 0 5 5 re f\n")),
    "artifact within": (UA, "7.1", lambda f: f.contents(b"BT\n", b"/Artifact BMC EMC BT\n")),
    "artifact's type": (UA, "own", lambda f: f.contents(b"/Type/Pagination", b"")),
    "artifact's subtype": (UA, "own", lambda f: f.contents(b"/Subtype/Footer", b"/Subtype/Feet")),
    "headers": (UA, "7.5", lambda f: next(node for node in f.nodes if "/Headers" in node.attributes).attributes
                ["/Headers"].append("u:nowhere")),
    "abbreviation": (UA, "own", put(own("P"), "/E", "u:x")),
    "entry of a table of contents": (UA, "7.2", put(own("LI"), "/S", "/TOCI")),
    "type 3 width": (UA, "own", lambda f: f.procedure(b" 0 d0", b" pop")),
    "type 3 colours": (UA, "own", lambda f: f.procedure(b" 0 d0", b" 0 0 0 9 9 d1 1 g")),
    "operator": (UA, "A-6.2.2", lambda f: f.contents(b"BT\n", b"xy BT\n")),
    "not embedded": (UA, "7.21.4.1", lambda f: f.get(f.cid_font()["/FontDescriptor"]).update(
        {"/FontFile2": None, "/FontFile3": None})),
    "widths": (UA, "7.21.5", lambda f: f.cid_font().update({"/W": [], "/DW": 123})),
    "no text": (UA, "7.21.7", remove(File.type0, "/ToUnicode")),
    ".notdef": (UA, "7.21.8", lambda f: f.contents(b"[(", b"[(\\000\\000")),
    "no intent": (A2, "A-6.2.3", remove(catalog, "/OutputIntents")),
    "profile's space": (A2, "A-6.2.4.2", lambda f: f.profile(16, b"CMYK")),
    "profile's size": (A2, "A-6.2.4.2", lambda f: f.profile(0, b"\0\0\0\1")),
    "profile's tags": (A2, "A-6.2.4.2", lambda f: f.profile(132, b"none")),
    "device colours": (A2, "A-6.2.4.3", lambda f: f.contents(b"BT\n", b"0 0 0 1 k BT\n")),
    "image's colours": (A2, "A-6.2.4.3", lambda f: f.stream("/Image").update({"/ColorSpace": "/DeviceCMYK"})),
    "interpolation": (A2, "A-6.2.8", lambda f: f.stream("/Image").update({"/Interpolate": True})),
    "part": (A2, "A-6.6.4", lambda f: f.xmp("<pdfaid:part>2", "<pdfaid:part>3")),
    "level": (A2, "A-6.6.4", lambda f: f.xmp("<pdfaid:conformance>A", "<pdfaid:conformance>B")),
    "undescribed": (A2, "A-6.6.2.3", lambda f: f.xmp("<dc:format>", "<dc:colour>x</dc:colour><dc:format>")),
    "Info differs": (A2, "A-6.6.3", lambda f: f.xmp("<pdf:Producer>", "<pdf:Producer>x")),
    "identifier": (A2, "A-6.1.3", lambda f: f.model.trailer.pop("/ID")),
    "binary comment": (A2, "A-6.1.2", raw(b"%\xe2\xe3", b"%ab")),
    "filter": (A2, "A-6.1.7", lambda f: f.stream("/Image").update({"/Filter": "/LZWDecode"})),
    "script": (A2, "A-6.10", put(catalog, "/OpenAction", {"/S": "/JavaScript"})),
    "string": (A2, "A-6.1.13", put(own("Figure"), "/Alt", "u:" + "x" * 40000)),
    "attached": (A2, "A-6.8", lambda f: f.catalog.update({"/Names": {"/EmbeddedFiles": {"/Names": ["u:a", {}]}}})),
    "drawing's operator": (A2, "A-6.2.2", lambda f: f.draw(b"xy ")),
    "drawing's resources": (A2, "A-6.2.2", lambda f: f.draw(b"/nothing Do ")),
    "drawing's graphics state": (A2, "A-6.2.2", lambda f: f.draw(b"/nothing gs ")),
    "drawing's pattern": (A2, "A-6.2.2", lambda f: f.draw(b"/Pattern cs /nothing scn ")),
    "drawing's space": (A2, "A-6.2.2", lambda f: f.draw(b"/nothing cs ")),
    "drawing's states": (A2, "A-6.1.13", lambda f: f.draw(b"q " * 29 + b"Q " * 29)),
    "drawing's colours": (A2, "A-6.2.4.3", lambda f: f.draw(b"0 0 0 1 k ")),
    "drawing's content": (UA, "7.20", lambda f: f.draw(b"/P<</MCID 0>>BDC EMC ")),
    "drawing's reference": (UA, "7.20", lambda f: f.get(f.drawing()).update({"/Ref": {}})),
    "drawing's blending": (A2, "A-6.2.10", lambda f: f.state().update({"/BM": "/Loud"})),
    "drawing's transfer": (A2, "A-6.2.5", lambda f: f.state().update({"/TR": "/Identity"})),
    "drawing's halftone": (A2, "A-6.2.5", lambda f: f.state().update({"/HTP": [0, 0]})),
    "drawing's intent": (A2, "A-6.2.6", lambda f: f.state().update({"/RI": "/Best"})),
    "drawing's encoding": (UA, "7.21.6", lambda f: f.simple_font().update({"/Encoding": "/MacRomanEncoding"})),
    "drawing's widths": (UA, "7.21.5", lambda f: f.simple_font().update({"/Widths": [7] * 300, "/LastChar": 331})),
    "drawing's text": (UA, "7.21.7", lambda f: f.simple_font().pop("/ToUnicode")),
    "version 4": (A4, "A-6.1.2", raw(b"%PDF-2.0", b"%PDF-1.7")),
    "revision": (A4, "A-6.6.4", lambda f: f.xmp("2020", "2019")),
    "Info": (A4, "A-6.1.3", lambda f: f.model.trailer.update({"/Info": {}})),
    "relationship": (A3, "A-6.8", lambda f: f.get(f.get(f.catalog["/AF"])[0]).pop("/AFRelationship")),
    "association": (A3, "A-6.8", remove(catalog, "/AF")),
    "checksum": (A3, "own", lambda f: f.stream("/text/markdown")["/Params"].update({"/CheckSum": "b:00"})),
    "media type": (A3, "A-6.8", lambda f: f.stream("/text/markdown").pop("/Subtype")),
}


class PlantedFaults(ProgramTest):
    def test_each_is_found(self):
        self.write("p.png", png(40, 30))
        self.write("s.svg", DRAWING)
        self.write("all.md", EVERYTHING + "\n![画](s.svg)\n")
        clean = {}
        for standard in (UA, A2, A3, A4):
            more = ("--attach-source",) if standard == A3 else ()
            self.assert_status(self.run_program("-q", "all.md", "--pdf-standard", standard, *more, "-o", "a.pdf"), 0)
            clean[standard] = Model.read(self.path("a.pdf"))
            self.assertEqual(check(clean[standard], standard), [])
        for name, (standard, clause, plant) in FAULTS.items():
            if name.startswith(IN_DRAWINGS) and not any(each.get("/Subtype") == "/Form" for _, each in clean[UA].streams()):
                continue
            with self.subTest(fault=name):
                model = clean[standard].copy()
                plant(File(model))
                found = check(model, standard)
                self.assertTrue(any(finding.startswith(clause) for finding in found), found)


if __name__ == "__main__":
    unittest.main()
