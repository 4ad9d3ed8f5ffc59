# SPDX-License-Identifier: MIT
"""What PDF/UA-1 and PDF/A have in common: metadata, fonts, content streams, annotations, and the file's syntax.

A finding is (clause, what): the clause is that of ISO 14289-1 (Matterhorn Protocol's conditions), or of
ISO 19005-2 where only PDF/A demands it, or "own" for what no standard demands and we hold all the same.
"""
import re
import xml.etree.ElementTree as xml
from collections import defaultdict

from font_program import FontProgram
from pdf_model import Stream, Tree, is_reference, text_of
from pdf_text import to_unicode

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
NAMESPACES = {"pdfuaid": "http://www.aiim.org/pdfua/ns/id/", "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
              "dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/",
              "pdf": "http://ns.adobe.com/pdf/1.3/", "xmpRights": "http://ns.adobe.com/xap/1.0/rights/"}
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
FORBIDDEN_TEXT = {"\0", "\ufeff", "\ufffe"}


def is_private(text):
    return any("\ue000" <= c <= "\uf8ff" or "\U000f0000" <= c <= "\U0010fffd" for c in text)


class Checks:
    """`findings` grows as check functions run; `used`: the codes that each font shows, by reference."""

    def __init__(self, model):
        self.model = model
        self.findings = []
        self.tree = Tree(model)
        self.pages = [(reference, model.get(reference)) for reference in model.page_references()]
        self.contents = [self._read(model.contents(page), self._resources(page)) for _, page in self.pages]
        self.used = defaultdict(dict)  # font: code: the shows of it, as whether an ActualText goes over it
        for (_, page), stream in zip(self.pages, self.contents):
            self._note_use(stream, self._resources(page))
        self.drawn = {}  # forms, patterns and the glyphs of Type 3 fonts: what they do
        for reference, resources in self._drawings():
            self.drawn[reference] = self._read(model.data(reference), resources, tagged=False)
            self._note_use(self.drawn[reference], resources)

    def _note_use(self, stream, resources):
        fonts = self.model.get(resources.get("/Font", {}))
        for name, codes, marks in stream.shown:
            replaced = any(m.actual is not None for m in marks)
            own = self.used[fonts.get(name)]
            for code in codes:
                own[code] = own.get(code, True) and replaced

    def _drawings(self):
        """What pages draw, with its resources."""
        for reference, stream in self.model.streams():
            if stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1:
                yield reference, self.model.get(stream.get("/Resources", {}))
        for font in map(self.model.get, self.model.objects):
            if isinstance(font, dict) and font.get("/Subtype") == "/Type3":
                for procedure in self.model.get(font["/CharProcs"]).values():
                    yield procedure, self.model.get(font.get("/Resources", {}))

    def all_resources(self):
        """Of pages and of what they draw, each once."""
        seen = []
        for each in [self._resources(page) for _, page in self.pages] + [found for _, found in self._drawings()]:
            if not any(each is other for other in seen):
                seen.append(each)
        return seen

    def fault(self, clause, what):
        if (clause, what) not in self.findings:
            self.findings.append((clause, what))

    def demand(self, condition, clause, what):
        if not condition:
            self.fault(clause, what)
        return condition

    def _resources(self, page):
        return self.model.inherited(page, "/Resources") or {}

    def _read(self, data, resources, tagged=True):
        fonts = self.model.get(resources.get("/Font", {}))
        one_byte = {name for name, font in fonts.items() if self.model.get(font).get("/Subtype") != "/Type0"}
        return Stream(data, set(fonts), one_byte, tagged)

    # ---- metadata ----

    def properties(self):
        """The XMP packet's properties by "{namespace}name"; None if it is not well-formed."""
        packet = self.model.xmp()
        body = re.sub(r"<\?xpacket.*?\?>", "", packet, flags=re.DOTALL).strip()
        try:
            root = xml.fromstring(body)
        except xml.ParseError:
            return None
        found = {}
        for description in root.iter(RDF + "Description"):
            for key, value in description.attrib.items():
                if not key.startswith(RDF):
                    found[key] = value
            if RDF + "about" in description.attrib:
                found.update({child.tag: child for child in description})
        return found

    def value(self, prefix, name):
        """A simple property's text, or the first item's of a list; None without it."""
        found = (self.properties() or {}).get("{%s}%s" % (NAMESPACES[prefix], name))
        if found is None or isinstance(found, str):
            return found
        item = found.find(f".//{RDF}li")
        return (item if item is not None else found).text

    def check_metadata(self):
        packet = self.model.xmp()
        if not self.demand(packet, "7.1", "the catalog has no metadata stream"):
            return
        own = self.model.get(self.model.catalog["/Metadata"])
        self.demand(own.get("/Type") == "/Metadata" and own.get("/Subtype") == "/XML", "7.1", "Metadata: no XML type")
        self.demand(re.match(r"<\?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"\?>", packet), "A-6.6.2.1",
                    "XMP: no packet header, or one with forbidden attributes")
        self.demand(self.properties() is not None, "A-6.6.2.1", "XMP: not well-formed")
        self.demand((self.value("dc", "title") or "").strip(), "7.1", "XMP: no dc:title")

    # ---- fonts ----

    def check_fonts(self):
        for reference, codes in self.used.items():
            font = self.model.get(reference)
            if font is None:
                continue
            if font.get("/Subtype") == "/Type0":
                self._check_type0(reference, font, codes)
            elif font.get("/Subtype") in ("/TrueType", "/Type1"):  # in drawings
                self._check_simple(reference, font, codes)
            elif self.demand(font.get("/Subtype") == "/Type3", "own", f"{reference} is of a kind we do not write"):
                self._check_type3(reference, font, codes)
            self._check_text(reference, font, codes)

    def _check_type0(self, reference, font, codes):
        model, name = self.model, font.get("/BaseFont", reference)
        self.demand(font.get("/Encoding") == "/Identity-H", "7.21.3.3", f"{name}: the encoding is not Identity-H")
        cid_font = model.get(model.get(font["/DescendantFonts"])[0])
        true_type = cid_font.get("/Subtype") == "/CIDFontType2"
        self.demand(not true_type or "/CIDToGIDMap" in cid_font, "7.21.3.2", f"{name}: no CIDToGIDMap")
        descriptor = model.get(cid_font.get("/FontDescriptor")) or {}
        self.demand(descriptor.get("/FontName") == cid_font.get("/BaseFont") == name, "7.21.3", f"{name}: names differ")
        self.demand(re.match(r"/[A-Z]{6}\+", name), "own", f"{name}: a subset without its tag")
        program = descriptor.get("/FontFile2" if true_type else "/FontFile3")
        if not self.demand(model.is_stream(program), "7.21.4.1", f"{name} is not embedded"):
            return
        if not true_type:
            kind = model.get(program).get("/Subtype")
            self.demand(kind in ("/CIDFontType0C", "/OpenType"), "7.21.3", f"{name}: the program is of type {kind}")
        self._check_cid_set(name, descriptor)
        try:
            glyphs = FontProgram(model.data(program))
        except ValueError as problem:
            self.fault("7.21.3", f"{name}: {problem}")
            return
        widths = self._widths(cid_font)
        for code in codes:
            self.demand(code != 0, "7.21.8", f"{name}: .notdef is shown")
            actual = glyphs.width(code)
            if self.demand(actual is not None, "7.21.4.1", f"{name}: glyph {code} is not in the program"):
                said = widths.get(code, cid_font.get("/DW", 1000))
                self.demand(abs(said - actual) <= 1, "7.21.5", f"{name}: glyph {code} is {actual} wide, not {said}")

    def _check_simple(self, reference, font, codes):
        """A font with the 220 characters of Windows, as cairo writes them."""
        model, name = self.model, font.get("/BaseFont", reference)
        first, last = font.get("/FirstChar", 0), font.get("/LastChar", -1)
        widths = model.get(font.get("/Widths", []))
        self.demand(len(widths) == last - first + 1, "7.21.3", f"{name}: Widths do not fit")
        self.demand(font.get("/Encoding") == "/WinAnsiEncoding", "7.21.6", f"{name}: the encoding is not that of Windows")
        descriptor = model.get(font.get("/FontDescriptor")) or {}
        self.demand(descriptor.get("/FontName") == name, "7.21.3", f"{name}: names differ")
        self._check_cid_set(name, descriptor)
        true_type = font["/Subtype"] == "/TrueType"
        program = descriptor.get("/FontFile2" if true_type else "/FontFile3")
        if not self.demand(model.is_stream(program), "7.21.4.1", f"{name} is not embedded"):
            return
        if true_type:
            self.demand(descriptor.get("/Flags", 0) & 36 == 32, "7.21.6", f"{name}: a symbolic font with an encoding")
        else:
            self.demand(model.get(program).get("/Subtype") == "/Type1C", "7.21.3", f"{name}: the program's type")
        try:
            glyphs = FontProgram(model.data(program))
        except ValueError as problem:
            self.fault("7.21.3", f"{name}: {problem}")
            return
        self.demand(not true_type or {(3, 1), (1, 0)} & glyphs.maps(), "7.21.6", f"{name}: no map of characters")
        for code in codes:
            glyph = glyphs.glyph(bytes([code]).decode("cp1252", "replace"))
            if not self.demand(glyph, "7.21.8", f"{name}: code {code} has no glyph"):
                continue
            said = widths[code - first] if first <= code <= last else descriptor.get("/MissingWidth", 0)
            actual = glyphs.width(glyph)
            self.demand(abs(said - actual) <= 1, "7.21.5", f"{name}: code {code} is {actual} wide, not {said}")

    def _check_cid_set(self, name, descriptor):
        self.demand("/CIDSet" not in descriptor and "/CharSet" not in descriptor, "own", f"{name}: a CIDSet or CharSet")

    def _widths(self, cid_font):
        found, entries = {}, self.model.get(cid_font.get("/W", []))
        at = 0
        while at < len(entries):
            following = self.model.get(entries[at + 1])
            if isinstance(following, list):
                found.update({entries[at] + i: width for i, width in enumerate(following)})
                at += 2
            else:
                found.update({code: entries[at + 2] for code in range(entries[at], following + 1)})
                at += 3
        return found

    def _check_type3(self, reference, font, codes):
        encoding = self.model.get(font.get("/Encoding", {}))
        names, code = {}, 0
        for entry in self.model.get(encoding.get("/Differences", [])):
            if isinstance(entry, int):
                code = entry
            else:
                names[code] = entry
                code += 1
        procedures = self.model.get(font.get("/CharProcs", {}))
        widths, first = self.model.get(font.get("/Widths", [])), font.get("/FirstChar", 0)
        self.demand("/FontDescriptor" in font, "own", f"{reference}: a Type 3 font of a tagged file has a descriptor")
        self.demand(font.get("/LastChar") == first + len(widths) - 1, "7.21.3", f"{reference}: Widths do not fit")
        for used in codes:
            name = names.get(used)
            self.demand(name != "/.notdef" and name is not None, "7.21.8", f"{reference}: .notdef is shown")
            if not self.demand(name in procedures, "7.21.4.1", f"{reference}: no procedure for code {used}"):
                continue
            data = self.model.data(procedures[name])
            width = re.match(rb"\s*([-+.\d]+)\s", data)
            said = widths[used - first] if 0 <= used - first < len(widths) else None
            self.demand(width and said is not None and abs(float(width.group(1)) - said) <= 1, "7.21.5",
                        f"{reference}: the width of code {used} differs")

    def _check_text(self, reference, font, codes):
        name = font.get("/BaseFont", reference)
        if not self.demand(self.model.is_stream(font.get("/ToUnicode")), "7.21.7", f"{name}: no ToUnicode"):
            return
        data = self.model.data(font["/ToUnicode"])
        self.demand(b"usecmap" not in data, "7.21.3.3", f"{name}: the ToUnicode map uses another")
        texts = to_unicode(data)
        for code, replaced in codes.items():
            text = texts.get(code, "")
            self.demand(text, "7.21.7", f"{name}: code {code} has no text")
            self.demand(not set(text) & FORBIDDEN_TEXT, "7.21.7", f"{name}: code {code} is {text!r}")
            self.demand(replaced or not is_private(text), "A-6.2.11.7.3", f"{name}: private-use character {text!r}")

    # ---- content, annotations ----

    def check_contents(self):
        clauses = {"operator": "A-6.2.2", "resources": "A-6.2.2", "limits": "A-6.1.13", "untagged": "7.1",
                   "nesting": "7.1"}
        self.check_drawings(clauses)
        for number, ((_, page), stream) in enumerate(zip(self.pages, self.contents), 1):
            for kind, what in stream.faults:
                self.fault(clauses[kind], f"page {number}: {what}")
            drawn = self.model.get(self._resources(page).get("/XObject", {}))
            for name in stream.objects:
                image = self.model.get(drawn.get(name))
                if self.demand(image is not None, "A-6.2.2", f"page {number}: {name} is not among the resources"):
                    self.demand(image.get("/Subtype") == "/Image" or "/StructParents" not in image, "7.20",
                                f"page {number}: {name} is a form with marked content")
            for mark in stream.marks:
                if mark.tag == "Artifact":
                    self.demand(mark.keys.get("/Type") in ("/Pagination", "/Layout", "/Page", "/Background"), "own",
                                f"page {number}: an artifact without a type")
                    subtype = mark.keys.get("/Subtype", "/Header")
                    self.demand(subtype in ("/Header", "/Footer", "/Watermark"), "own",
                                f"page {number}: an artifact of subtype {subtype}")

    def check_drawings(self, clauses):
        model = self.model
        for reference, resources in self._drawings():
            stream = self.drawn[reference]
            for kind, what in stream.faults:
                self.fault(clauses[kind], f"{reference}: {what}")
            self.demand(all(mark.number is None for mark in stream.marks), "7.20", f"{reference} has marked content")
            drawn = model.get(resources.get("/XObject", {}))
            for name in stream.objects:
                self.demand(model.get(drawn.get(name)) is not None, "A-6.2.2", f"{reference}: {name} is not there")
            for kind, name in stream.named:
                self.demand(name in model.get(resources.get(kind, {})), "A-6.2.2", f"{reference}: {kind} {name} is not there")
            own = model.get(reference)
            for key in ("/OPI", "/PS", "/Ref", "/Subtype2"):
                self.demand(key not in own, "7.20" if key == "/Ref" else "A-6.2.9", f"{reference} has {key}")
        for font in map(model.get, model.objects):
            if isinstance(font, dict) and font.get("/Subtype") == "/Type3":
                for name, procedure in model.get(font["/CharProcs"]).items():
                    self._check_procedure(f"{name} of a Type 3 font", self.drawn[procedure])

    def _check_procedure(self, where, stream):
        """A glyph says first how wide it is; one without colours of its own uses none."""
        operators = [operator for operator, _ in stream.operators]
        first = operators[0] if operators else None
        self.demand(first in (b"d0", b"d1"), "own", f"{where} does not begin with its width")
        self.demand(not {b"d0", b"d1"} & set(operators[1:]), "own", f"{where} says its width twice")
        painted = {b"g", b"G", b"rg", b"RG", b"k", b"K", b"cs", b"CS", b"sc", b"scn", b"SC", b"SCN", b"sh", b"ri"}
        self.demand(first != b"d1" or not painted & set(operators), "own", f"{where} has colours in spite of d1")

    def annotations(self):
        for number, (reference, page) in enumerate(self.pages, 1):
            for annotation in self.model.get(page.get("/Annots", [])):
                yield number, page, annotation, self.model.get(annotation)

    def check_annotations(self):
        for number, page, reference, annotation in self.annotations():
            kind = annotation.get("/Subtype")
            where = f"page {number}: annotation {reference}"
            self.demand(page.get("/Tabs") == "/S", "7.18.3", f"page {number}: Tabs is not S")
            self.demand(kind == "/Link", "own", f"{where} is a {kind}")
            flags = annotation.get("/F", 0)
            self.demand(flags & 4 and not flags & (1 | 2 | 32 | 256), "A-6.3.2", f"{where}: flags {flags}")
            self.demand((text_of(annotation.get("/Contents")) or "").strip(), "7.18.5", f"{where}: no Contents")
            box = self.model.inherited(page, "/MediaBox")
            x0, y0, x1, y1 = self.model.get(annotation["/Rect"])
            self.demand(box[0] <= x0 < x1 <= box[2] and box[1] <= y0 < y1 <= box[3], "own",
                        f"{where}: the area {[x0, y0, x1, y1]} is not within the page")
            self.demand(("/Dest" in annotation) != ("/A" in annotation), "own", f"{where} leads nowhere")
            action = self.model.get(annotation.get("/A", {}))
            self.demand(action.get("/S", "/URI") in ("/URI", "/GoTo"), "A-6.5.1", f"{where}: action {action.get('/S')}")
            if "/Dest" in annotation:
                self._check_destination(where, annotation["/Dest"])

    def _check_destination(self, where, destination):
        destination = self.model.get(destination)
        self.demand(isinstance(destination, list) and destination[0] in dict(self.pages), "own",
                    f"{where}: the destination is no page")

    # ---- languages, outlines, identifiers ----

    def check_languages(self):
        language = text_of(self.model.catalog.get("/Lang"))
        self.demand(language, "7.2", "the catalog has no Lang")
        for said in [language, *(node.text("/Lang") for node in self.tree.nodes)]:
            self.demand(not said or LANGUAGE.fullmatch(said), "7.2", f"Lang {said!r} is no language tag")

    def check_outline(self):
        root = self.model.get(self.model.catalog.get("/Outlines"))
        if root is None:
            return
        self._check_outline_level(self.model.catalog["/Outlines"], root, 0)

    def _check_outline_level(self, reference, parent, depth):
        at, before = parent.get("/First"), None
        self.demand(depth < 100, "own", "the outline is nested without end")
        while is_reference(at) and depth < 100:
            item = self.model.get(at)
            self.demand(item.get("/Parent") == reference and item.get("/Prev") == before, "own", f"outline: {at} is torn")
            self.demand((text_of(item.get("/Title")) or "").strip(), "own", f"outline: {at} has no title")
            if "/Dest" in item:
                self._check_destination(f"outline: {at}", item["/Dest"])
            if "/First" in item:
                self._check_outline_level(at, item, depth + 1)
            before, at = at, item.get("/Next")
        self.demand(parent.get("/Last") == before, "own", "the outline's last item is not that of its parent")
