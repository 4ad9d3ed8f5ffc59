# SPDX-License-Identifier: MIT
"""PDF/A-2, -3 and -4: what a machine decides, for the features that we write. Clauses are those of ISO 19005-2, which
part 3 shares; part 4 numbers them otherwise."""
import hashlib
import re

from pdf_model import is_reference, text_of
from standard_checks import EXTENSION, LANGUAGE, NAMESPACES, PROPERTY, RDF, SCHEMA, Checks, is_private

# XMP that needs no description.
PREDEFINED = {
    "dc": {"title", "creator", "description", "subject", "publisher", "rights", "language", "format", "identifier",
           "contributor", "date", "type", "source", "relation", "coverage"},
    "xmp": {"CreatorTool", "CreateDate", "ModifyDate", "MetadataDate", "Identifier"},
    "pdf": {"Keywords", "Producer", "PDFVersion"},
    "pdfaid": {"part", "conformance", "rev"},
    "xmpRights": {"Marked"},
}
LISTS = {"title": "Alt", "creator": "Seq", "description": "Alt", "subject": "Bag", "publisher": "Bag", "rights": "Alt",
         "language": "Bag"}
INTENTS = ("/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation")
BLENDS = {"/" + name for name in "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight "
          "SoftLight Difference Exclusion Hue Saturation Color Luminosity".split()}
FILTERS = {"/FlateDecode", "/DCTDecode"}
MIME = re.compile(r"/[\w.+-]+/[\w.+-]+")


class Archival(Checks):
    """`part`: 2, 3 or 4; `level`: "a", "b", "u", of part 4 "", "f" or "e"."""

    def __init__(self, model, part, level):
        super().__init__(model)
        self.part, self.level = part, level

    def run(self):
        self.check_file()
        self.check_objects()
        self.check_metadata()
        self.check_identification()
        self.check_xmp()
        self.check_intent()
        self.check_colors()
        self.check_contents()
        self.check_fonts()
        self.check_annotations()
        self.check_catalog()
        self.check_attachments()
        self.check_private_use()
        if self.level == "a":
            self.check_tagging()
        if self.part == 3 or self.level == "b":  # a font without text is allowed there, and never written
            self.check_languages()
        return self.findings

    # ---- the file ----

    def check_file(self):
        raw, trailer = self.model.raw, self.model.trailer
        version = rb"%PDF-2\.\d\n" if self.part == 4 else rb"%PDF-1\.[0-7]\n"
        self.demand(re.match(version + rb"%[\x80-\xff]{4,}\n", raw), "A-6.1.2", "the header")
        self.demand(re.search(rb"\nstartxref\n\d+\n%%EOF\n?\Z", raw), "A-6.1.3", "the end of the file")
        self.demand(len(self.model.get(trailer.get("/ID", []))) == 2, "A-6.1.3", "the trailer has no ID")
        self.demand("/Encrypt" not in trailer, "A-6.1.3", "the file is encrypted")
        if self.part == 4:
            self.demand("/Info" not in trailer, "A-6.1.3", "the trailer has an Info dictionary")
        for match in re.finditer(rb"\nendstream", raw):
            self.demand(raw[match.end():match.end() + 8] == b"\nendobj\n", "A-6.1.7", "a stream's end")

    def check_objects(self):
        self.demand(len(self.model.objects) <= 8388607, "A-6.1.13", "too many objects")
        for reference in self.model.objects:
            self._check_value(reference, self.model.get(reference))
        for reference, stream in self.model.streams():
            self.demand(not {"/F", "/FFilter", "/FDecodeParms"} & set(stream), "A-6.1.7", f"{reference}: an external stream")
            filters = self.model.get(stream.get("/Filter", []))
            for name in filters if isinstance(filters, list) else [filters]:
                self.demand(name in FILTERS, "A-6.1.7", f"{reference}: filter {name}")
        for _, page in self.pages:
            box = self.model.inherited(page, "/MediaBox")
            for size in (box[2] - box[0], box[3] - box[1]):
                self.demand(3 <= size <= 14400, "A-6.1.13", f"a page {size} points wide or high")
            self.demand("/AA" not in page and "/PresSteps" not in page, "A-6.5.2", "a page has actions")

    def _check_value(self, where, value):
        if isinstance(value, dict):
            for key, each in value.items():
                self._check_value(where, key)
                self._check_value(where, each)
        elif isinstance(value, list):
            for each in value:
                self._check_value(where, each)
        elif isinstance(value, str) and value.startswith("/"):
            self.demand(len(value.encode()) <= 128, "A-6.1.13", f"{where}: name {value[:20]}… is too long")
        elif isinstance(value, str) and is_reference(value):
            self.demand(value in self.model.objects or value == "0 0 R", "own", f"{where} refers to {value}, which is not there")
        elif isinstance(value, str):
            size = len(value[2:].encode("utf-16-be")) if value.startswith("u:") else len(value) // 2
            if text_of(value) is not None and value.startswith("u:") and value.isascii():
                size = len(value) - 2
            self.demand(size <= 32767, "A-6.1.13", f"{where}: a string of {size} bytes")
        elif isinstance(value, int) and not isinstance(value, bool):
            self.demand(-2147483648 <= value <= 2147483647, "A-6.1.13", f"{where}: the number {value}")

    # ---- metadata ----

    def check_identification(self):
        self.demand("/Filter" not in self.model.get(self.model.catalog.get("/Metadata", {})), "own", "XMP is compressed")
        self.demand(self.value("pdfaid", "part") == str(self.part), "A-6.6.4", "XMP: pdfaid:part")
        level = self.value("pdfaid", "conformance")
        if self.part == 4:
            self.demand(level == (self.level.upper() or None), "A-6.6.4", f"XMP: pdfaid:conformance {level}")
            self.demand(self.value("pdfaid", "rev") == "2020", "A-6.6.4", "XMP: pdfaid:rev is not 2020")
        else:
            self.demand(level == self.level.upper(), "A-6.6.4", f"XMP: pdfaid:conformance is {level}")
        self.demand("xmlns:pdfaid=" in self.model.xmp(), "A-6.6.4", "XMP: the prefix is not pdfaid")

    def check_xmp(self):
        properties = self.properties() or {}
        described = self._described()
        names = {uri: prefix for prefix, uri in NAMESPACES.items()}
        for tag, value in properties.items():
            uri, name = tag[1:].split("}")
            if tag == EXTENSION + "schemas":
                continue
            known = name in PREDEFINED.get(names.get(uri, ""), ()) or (uri, name) in described
            self.demand(known or self.part == 4, "A-6.6.2.3", f"XMP: {names.get(uri, uri)}:{name} is not described")
            if names.get(uri) == "dc" and name in LISTS and not isinstance(value, str):
                self.demand(value.find(f"{RDF}{LISTS[name]}") is not None, "A-6.6.2.3", f"XMP: dc:{name} is no {LISTS[name]}")
        info = self.model.get(self.model.trailer.get("/Info", {}))
        for key, said in (("/Title", self.value("dc", "title")), ("/Creator", self.value("xmp", "CreatorTool")),
                          ("/Producer", self.value("pdf", "Producer")), ("/Keywords", self.value("pdf", "Keywords")),
                          ("/Subject", self.value("dc", "description"))):
            own = text_of(info.get(key))
            self.demand(own is None or own == (said or ""), "A-6.6.3", f"Info and XMP differ in {key}")
        for key, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
            own = re.sub(r"\D", "", text_of(info.get(key)) or "")
            said = re.sub(r"\D", "", self.value("xmp", name) or "")
            self.demand(not info or own == said, "A-6.6.3", f"Info and XMP differ in {key}")

    def _described(self):
        """The properties that extension schemas describe; each description must be whole."""
        found = set()
        schemas = (self.properties() or {}).get(EXTENSION + "schemas")
        for schema in [] if schemas is None else schemas.iterfind(f"{RDF}Bag/{RDF}li"):
            uri = schema.findtext(f"{SCHEMA}namespaceURI")
            whole = uri and schema.findtext(f"{SCHEMA}schema") and schema.findtext(f"{SCHEMA}prefix")
            self.demand(whole, "A-6.6.2.3", "XMP: an extension schema is not whole")
            for each in schema.iterfind(f"{SCHEMA}property/{RDF}Seq/{RDF}li"):
                values = {key: each.findtext(PROPERTY + key) for key in ("name", "valueType", "category", "description")}
                self.demand(all(values.values()) and values["category"] in ("internal", "external"), "A-6.6.2.3",
                            "XMP: a property's description is not whole")
                found.add((uri, values["name"]))
        return found

    # ---- colours ----

    def check_intent(self):
        """One output intent, with a profile for screens in RGB."""
        intents = self.model.get(self.model.catalog.get("/OutputIntents", []))
        if not self.demand(len(intents) == 1, "A-6.2.3", "there is not one output intent"):
            return
        intent = self.model.get(intents[0])
        self.demand(intent.get("/S") == "/GTS_PDFA1", "A-6.2.3", "the output intent's S is not GTS_PDFA1")
        self.demand(text_of(intent.get("/OutputConditionIdentifier")), "A-6.2.3", "no OutputConditionIdentifier")
        self.demand("/DestOutputProfileRef" not in intent, "A-6.2.3", "the output profile is elsewhere")
        profile = intent.get("/DestOutputProfile")
        if self.demand(self.model.is_stream(profile), "A-6.2.3", "the output intent has no profile"):
            self._check_profile(profile, b"RGB ", (b"mntr", b"prtr"))

    def _check_profile(self, reference, space, classes):
        data, own = self.model.data(reference), self.model.get(reference)
        components = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(data[16:20])
        self.demand(len(data) >= 132 and int.from_bytes(data[:4], "big") == len(data), "A-6.2.4.2", "profile: the size")
        self.demand(data[36:40] == b"acsp", "A-6.2.4.2", "profile: no signature")
        self.demand(data[8] in (2, 4) and data[12:16] in classes, "A-6.2.4.2", "profile: the version or the class")
        self.demand(space in (None, data[16:20]) and own.get("/N") == components, "A-6.2.4.2", "profile: the colour space")
        count = int.from_bytes(data[128:132], "big")
        tags = {}
        for i in range(count):
            entry = data[132 + 12 * i:144 + 12 * i]
            offset, size = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:12], "big")
            self.demand(offset % 4 == 0 and offset + size <= len(data), "A-6.2.4.2", f"profile: tag {entry[:4]}")
            tags[entry[:4]] = data[offset:offset + size]
        if data[16:20] == b"RGB " and b"A2B0" not in tags:
            needed = {b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"}
            self.demand(needed <= set(tags), "A-6.2.4.2", f"profile: no {needed - set(tags)}")

    def check_colors(self):
        spaces = set().union(*(stream.colors for stream in [*self.contents, *self.drawn.values()])) - {"Pattern"}
        for reference, stream in self.model.streams():
            if stream.get("/Subtype") == "/Image":
                spaces |= self._spaces_of(reference, stream)
                self.demand("/Alternates" not in stream and "/OPI" not in stream, "A-6.2.8", f"{reference}: alternates")
                self.demand(stream.get("/Interpolate") is not True, "A-6.2.8", f"{reference}: Interpolate")
                self.demand(stream.get("/BitsPerComponent") in (1, 2, 4, 8, 16) or stream.get("/ImageMask"), "A-6.2.8",
                            f"{reference}: bits")
                self.demand(stream.get("/Intent", INTENTS[0]) in INTENTS, "A-6.2.6", f"{reference}: the rendering intent")
        for resources in self.all_resources():
            for name, state in self.model.get(resources.get("/ExtGState", {})).items():
                self._check_state(name, self.model.get(state))
            for shading in self.model.get(resources.get("/Shading", {})).values():
                spaces |= self._spaces_of("a shading", self.model.get(shading))
            for pattern in map(self.model.get, self.model.get(resources.get("/Pattern", {})).values()):
                if "/Shading" in pattern:
                    spaces |= self._spaces_of("a pattern", self.model.get(pattern["/Shading"]))
            for space in self.model.get(resources.get("/ColorSpace", {})).values():
                spaces |= self._spaces_of("a colour space", {"/ColorSpace": space})
        for reference, stream in self.model.streams():
            if "/Group" in stream:
                spaces |= self._spaces_of(reference, {"/ColorSpace": self.model.get(stream["/Group"]).get("/CS", "/DeviceRGB")})
        self.demand(spaces <= {"Gray", "RGB"}, "A-6.2.4.3", f"device colours {spaces - {'Gray', 'RGB'}}")

    def _check_state(self, name, state):
        """A graphics state."""
        self.demand("/TR" not in state and state.get("/TR2", "/Default") == "/Default", "A-6.2.5", f"{name}: a transfer function")
        self.demand("/HTP" not in state and "/HTO" not in state and "/HT" not in state, "A-6.2.5", f"{name}: a halftone")
        self.demand(state.get("/BM", "/Normal") in BLENDS, "A-6.2.10", f"{name}: blend mode {state.get('/BM')}")
        self.demand(state.get("/RI", INTENTS[0]) in INTENTS, "A-6.2.6", f"{name}: the rendering intent")

    def _spaces_of(self, where, stream):
        space = self.model.get(stream.get("/ColorSpace", "/DeviceGray"))
        mask = stream.get("/SMask")
        if mask is not None:
            self.demand(self.model.get(mask).get("/ColorSpace") == "/DeviceGray", "A-6.2.8", f"{where}: the soft mask")
        if isinstance(space, list) and space[0] == "/Indexed":
            space = self.model.get(space[1])
        if isinstance(space, list) and space[0] == "/ICCBased":
            self._check_profile(space[1], None, (b"mntr", b"prtr", b"scnr", b"spac"))
            return set()
        return {space.replace("/Device", "")} if isinstance(space, str) else {str(space[0])}

    # ---- the rest ----

    def check_catalog(self):
        catalog = self.model.catalog
        for key in ("/AA", "/OpenAction", "/OCProperties", "/AcroForm", "/Perms", "/Requirements", "/Collection"):
            self.demand(key not in catalog, "A-6.10", f"the catalog has {key}")
        names = self.model.get(catalog.get("/Names", {}))
        self.demand("/JavaScript" not in names and "/AlternatePresentations" not in names, "A-6.10", "the catalog's names")
        self.demand(self.part != 4 or catalog.get("/Version", "/2.0").startswith("/2."), "A-6.1.2", "the catalog's version")

    def check_attachments(self):
        model, catalog = self.model, self.model.catalog
        tree = model.get(catalog.get("/Names", {})).get("/EmbeddedFiles")
        files = model.number_tree(tree, "/Names") if tree else {}
        associated = model.get(catalog.get("/AF", []))
        self.demand(self.part == 3 or self.level in ("f", "e") or not files, "A-6.8", "files are attached")
        self.demand(self.level != "f" or files, "A-6.8", "no file is attached")
        self.demand(list(files) == sorted(files), "own", "the attachments' names are not sorted")
        for name, reference in files.items():
            file = model.get(reference)
            self.demand(file.get("/Type") == "/Filespec" and text_of(file.get("/F")) and text_of(file.get("/UF")), "A-6.8",
                        f"attachment {name}: F or UF")
            self.demand(text_of(file.get("/Desc")), "own", f"attachment {name}: no description")
            self.demand(file.get("/AFRelationship") in ("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"),
                        "A-6.8", f"attachment {name}: AFRelationship")
            self.demand(reference in associated, "A-6.8", f"attachment {name} is associated with nothing")
            stream = model.get(file.get("/EF", {})).get("/F")
            if self.demand(model.is_stream(stream), "A-6.8", f"attachment {name} is not there"):
                self._check_embedded(name, stream)

    def _check_embedded(self, name, reference):
        own, data = self.model.get(reference), self.model.data(reference)
        self.demand(own.get("/Type") == "/EmbeddedFile", "own", f"attachment {name}: no type")
        self.demand(MIME.fullmatch(own.get("/Subtype", "")), "A-6.8", f"attachment {name}: no MIME type")
        parameters = self.model.get(own.get("/Params", {}))
        self.demand(re.match(r"D:\d{14}", text_of(parameters.get("/ModDate")) or ""), "A-6.8", f"attachment {name}: ModDate")
        self.demand(parameters.get("/Size") == len(data), "own", f"attachment {name}: the size")
        sum_said = parameters.get("/CheckSum", "")
        said = bytes.fromhex(sum_said[2:]) if sum_said.startswith("b:") else sum_said[2:].encode("latin-1", "replace")
        self.demand(said == hashlib.md5(data).digest(), "own", f"attachment {name}: the checksum")

    def check_private_use(self):
        """Texts in place of others must say something: level a, and part 4."""
        if self.level != "a" and self.part != 4:
            self.findings = [f for f in self.findings if f[0] != "A-6.2.11.7.3"]
            return
        for stream in self.contents:
            for mark in stream.marks:
                self.demand(not is_private(mark.actual or ""), "A-6.2.11.7.3", f"ActualText {mark.actual!r}")
        for node in self.tree.nodes:
            self.demand(not is_private(node.text("/ActualText") or ""), "A-6.2.11.7.3", "an ActualText has private-use characters")

    def check_tagging(self):
        model = self.model
        self.demand(model.get(model.catalog.get("/MarkInfo", {})).get("/Marked") is True, "A-6.7.2", "Marked is not true")
        self.demand(self.tree.nodes, "A-6.7.3", "there is no structure tree")
        for what in self.tree.faults:
            self.fault("A-6.7.3", what)
        language = text_of(model.catalog.get("/Lang"))
        self.demand(language and LANGUAGE.fullmatch(language), "A-6.7.4", f"Lang {language!r}")
