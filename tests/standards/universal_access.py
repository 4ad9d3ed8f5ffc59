# SPDX-License-Identifier: MIT
"""PDF/UA-1: what the Matterhorn Protocol lets a machine decide, for the features that we write."""
import re

from pdf_model import STANDARD_TYPES, Node
from standard_checks import Checks

GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "NonStruct"}
HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}
BLOCKS = GROUPS - {"Document"} | HEADINGS | {"P", "L", "Table", "TOC", "Index", "Caption", "Note", "Figure", "Formula"}
INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu", "Figure",
          "Formula", "Form"}
# Which elements may stand in which; what is not named here may hold what paragraphs may.
MAY_HOLD = {
    **{group: BLOCKS for group in GROUPS},
    "TOC": {"TOC", "TOCI", "Caption"}, "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"},
    "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"},
    "Ruby": {"RB", "RT", "RP"}, "Warichu": {"WT", "WP"},
    **{kind: BLOCKS | INLINE for kind in ("LBody", "TH", "TD", "Caption", "Figure")},
    "Note": BLOCKS | INLINE | {"Lbl"}, "Lbl": BLOCKS | INLINE,
}
# Where an element must stand.
HOLDERS = {"TOCI": {"TOC"}, "LI": {"L"}, "LBody": {"LI"}, "Lbl": {"LI", "Note", "TOCI"},
           "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TR": {"Table", "THead", "TBody", "TFoot"},
           "TH": {"TR"}, "TD": {"TR"}, "RB": {"Ruby"}, "RT": {"Ruby"}, "RP": {"Ruby"}, "WT": {"Warichu"},
           "WP": {"Warichu"}}
NUMBERINGS = {"/None", "/Disc", "/Circle", "/Square", "/Decimal", "/UpperRoman", "/LowerRoman", "/UpperAlpha",
              "/LowerAlpha"}
# Elements without content mean something only here.
MAY_BE_EMPTY = {"TD", "TH", "LBody"}


class UniversalAccess(Checks):
    def run(self):
        self.check_document()
        self.check_metadata()
        self.check_languages()
        self.check_tree()
        self.check_parent_tree()
        self.check_elements()
        self.check_headings()
        self.check_lists()
        self.check_tables()
        self.check_notes()
        self.check_links()
        self.check_annotations()
        self.check_contents()
        self.check_fonts()
        self.check_outline()
        return [finding for finding in self.findings if finding[0] != "A-6.2.11.7.3"]  # PDF/A's alone

    def check_document(self):
        model, catalog = self.model, self.model.catalog
        self.demand(re.match(rb"%PDF-1\.[0-7][\r\n]", model.raw), "6.1", "the header is not that of PDF 1")
        self.demand("/Version" not in catalog or catalog["/Version"].startswith("/1."), "6.1", "the version is not 1")
        self.demand("/Encrypt" not in model.trailer, "7.16", "the file is encrypted")
        marks = model.get(catalog.get("/MarkInfo", {}))
        self.demand(marks.get("/Marked") is True, "7.1", "MarkInfo: Marked is not true")
        self.demand(marks.get("/Suspects") is not True, "7.1", "MarkInfo: Suspects is true")
        preferences = model.get(catalog.get("/ViewerPreferences", {}))
        self.demand(preferences.get("/DisplayDocTitle") is True, "7.1", "DisplayDocTitle is not true")
        self.demand("/AcroForm" not in catalog, "own", "there is a form")
        self.demand(self.value("pdfuaid", "part") == "1", "5", "XMP: pdfuaid:part is not 1")
        self.demand("xmlns:pdfuaid=" in model.xmp(), "5", "XMP: the prefix is not pdfuaid")
        for name, file in model.number_tree(model.get(catalog.get("/Names", {})).get("/EmbeddedFiles"), "/Names").items():
            file = model.get(file)
            self.demand("/F" in file and "/UF" in file, "7.11", f"attachment {name}: no F or UF")

    # ---- the tree ----

    def check_tree(self):
        tree = self.tree
        if not self.demand(tree.root.get("/Type") == "/StructTreeRoot", "7.1", "there is no structure tree"):
            return
        for what in tree.faults:
            self.fault("7.1", what)
        self.demand([node.kind for node in tree.top] == ["Document"], "own", "the tree's root is not one Document")
        for name, target in tree.roles.items():
            self.demand(name[1:] not in STANDARD_TYPES, "7.1", f"the role map maps standard type {name}")
            self.demand(target != name, "7.1", f"the role map maps {name} to itself")
        names = self.model.number_tree(tree.root.get("/IDTree"), "/Names")
        for node in tree.nodes:
            self.demand("/E" not in node.own or (node.kind == "Span" and node.text("/E").strip()), "own",
                        f"{node.kind} {node.reference}: E")
            if "/ID" in node.own:
                self.demand(names.get(node.own["/ID"]) == node.reference, "7.9", f"{node.reference}: not in the IDTree")

    def check_parent_tree(self):
        """Every piece of marked content stands in just one element, and the parent tree says which."""
        numbers = self.model.number_tree(self.tree.root.get("/ParentTree"))
        owners, annotations = {}, {}
        for node in self.tree.nodes:
            for kid in node.kids:
                if isinstance(kid, Node):
                    continue
                known = owners if kid[0] == "mcid" else annotations
                self.demand(kid[1:] not in known, "7.1", f"{kid} stands in two elements")
                known[kid[1:]] = node
        for number, ((reference, page), stream) in enumerate(zip(self.pages, self.contents), 1):
            entries = self.model.get(numbers.get(page.get("/StructParents"), []))
            numbered = [mark.number for mark in stream.marks if mark.number is not None]
            self.demand(len(numbered) == len(set(numbered)), "7.1", f"page {number}: a number occurs twice")
            self.demand("/StructParents" in page, "7.1", f"page {number}: no StructParents")
            for mark in numbered:
                owner = owners.pop((reference, mark), None)
                if self.demand(owner, "7.1", f"page {number}: content {mark} stands in no element"):
                    said = entries[mark] if mark < len(entries) else None
                    self.demand(said == owner.reference, "7.1", f"page {number}: the parent tree errs on content {mark}")
        self.demand(not owners, "7.1", f"elements hold content that is not there: {sorted(map(str, owners))[:3]}")
        for number, _, reference, annotation in self.annotations():
            owner = annotations.pop((reference,), None)
            where = f"page {number}: annotation {reference}"
            if self.demand(owner, "7.18.1", f"{where} is not in the structure tree"):
                self.demand(owner.kind == "Link", "7.18.5", f"{where} stands in a {owner.kind}")
                self.demand(numbers.get(annotation.get("/StructParent")) == owner.reference, "7.18.1",
                            f"{where}: the parent tree errs")
        self.demand(not annotations, "7.18.1", "elements hold annotations that are on no page")

    def check_elements(self):
        for node in self.tree.nodes:
            where, kind = f"{node.kind} {node.reference}", node.kind
            self.demand(kind in STANDARD_TYPES, "7.1", f"{where} is no standard type")
            may_hold = MAY_HOLD.get(kind, INLINE)
            for kid in node.elements:
                self.demand(kid.kind in may_hold, "own", f"{where} holds a {kid.kind}")
            self.demand(kind not in HOLDERS or (node.parent and node.parent.kind in HOLDERS[kind]), "7.2",
                        f"{where} stands in a {node.parent.kind if node.parent else 'nothing'}")
            self.demand(kind not in GROUPS | {"L", "LI", "Table", "THead", "TBody", "TFoot", "TR", "TOC", "Ruby"}
                        or len(node.elements) == len(node.kids), "own", f"{where} holds content itself")
            self.demand(node.kids or kind in MAY_BE_EMPTY, "own", f"{where} is empty")
            if kind in ("Figure", "Formula"):
                said = node.text("/Alt") or node.text("/ActualText") or ""
                self.demand(said.strip(), "7.3" if kind == "Figure" else "7.7", f"{where}: no alternative text")
            if kind == "Figure":
                box = node.attributes.get("/BBox")
                self.demand(isinstance(box, list) and len(box) == 4, "own", f"{where}: no BBox")
            captions = [i for i, kid in enumerate(node.elements) if kid.kind == "Caption"]
            if kind in ("Table", "L", "TOC", "Figure"):
                self.demand(len(captions) <= 1 and all(i in (0, len(node.elements) - 1) for i in captions), "7.2",
                            f"{where}: captions that are neither first nor last")

    def check_headings(self):
        last = 0
        for node in self.tree.nodes:
            self.demand(node.kind != "H", "7.4.4", "H stands beside H1")
            if node.kind in HEADINGS:
                level = int(node.kind[1])
                self.demand(level <= last + 1, "7.4.2", f"{node.reference}: H{level} after H{last}")
                last = level

    def check_lists(self):
        for node in self.tree.nodes:
            if node.kind != "L":
                continue
            numbering = node.attributes.get("/ListNumbering", "/None")
            self.demand(numbering in NUMBERINGS, "own", f"L {node.reference}: ListNumbering {numbering}")
            for item in node.elements:
                kinds = [kid.kind for kid in item.elements]
                self.demand(item.kind != "LI" or "LBody" in kinds or kinds == ["Lbl"], "own", f"LI {item.reference}: {kinds}")
            labelled = any(kid.kind == "Lbl" for item in node.elements for kid in item.elements)
            self.demand(labelled or numbering == "/None", "7.6", f"L {node.reference}: {numbering} without labels")

    # ---- tables ----

    def check_tables(self):
        for node in self.tree.nodes:
            if node.kind == "Table":
                self._check_table(node)

    def _check_table(self, table):
        where = f"Table {table.reference}"
        self._check_headers(where, table)
        kinds = [kid.kind for kid in table.elements]
        self.demand(kinds.count("THead") <= 1 and kinds.count("TFoot") <= 1, "7.2", f"{where}: several heads or feet")
        self.demand("TBody" in kinds or not {"THead", "TFoot"} & set(kinds), "7.2", f"{where}: a head or foot, and no body")
        self.demand(not {"TR"} & set(kinds) or "TBody" not in kinds, "own", f"{where}: rows beside a body")
        rows = []
        for kid in table.elements:
            rows += [kid] if kid.kind == "TR" else [row for row in kid.elements if row.kind == "TR"]
        taken = {}
        for y, row in enumerate(rows):
            x = 0
            for cell in row.elements:
                while (y, x) in taken:
                    x += 1
                width, height = cell.attributes.get("/ColSpan", 1), cell.attributes.get("/RowSpan", 1)
                for place in ((y + dy, x + dx) for dy in range(height) for dx in range(width)):
                    self.demand(place not in taken, "7.2", f"{where}: cells overlap in row {y + 1}")
                    taken[place] = cell
                self._check_cell(cell)
        width = max((x for _, x in taken), default=-1) + 1
        for y in range(len(rows)):
            self.demand(all((y, x) in taken for x in range(width)), "7.2", f"{where}: row {y + 1} has too few cells")
        self.demand(all(y < len(rows) for y, _ in taken), "7.2", f"{where}: a cell reaches below the table")

    def _check_headers(self, where, table):
        """Cells that say which cells name them mean header cells of the same table, and not themselves."""
        cells, waiting = [], list(table.elements)
        while waiting:
            node = waiting.pop()
            cells += [node] if node.kind in ("TH", "TD") else []
            waiting += [] if node.kind in ("TH", "TD") else node.elements
        named = {cell.own["/ID"] for cell in cells if cell.kind == "TH" and "/ID" in cell.own}
        for cell in cells:
            for name in cell.attributes.get("/Headers", []):
                self.demand(name in named and name != cell.own.get("/ID"), "7.5", f"{where}: {name} names no header cell")

    def _check_cell(self, cell):
        scope = cell.attributes.get("/Scope")
        if cell.kind == "TH":
            self.demand(scope in ("/Row", "/Column", "/Both"), "7.5", f"TH {cell.reference}: scope {scope}")
        else:
            self.demand(scope is None, "own", f"TD {cell.reference} has a scope")

    # ---- notes, links ----

    def check_notes(self):
        seen = set()
        for node in self.tree.nodes:
            where = f"{node.kind} {node.reference}"
            if node.kind == "Note":
                name = node.own.get("/ID")
                self.demand(name, "7.9", f"{where}: no ID")
                self.demand(name not in seen, "7.9", f"{where}: the ID occurs twice")
                seen.add(name)
                self.demand([kid.kind for kid in node.elements][:1] == ["Lbl"], "own", f"{where} does not begin with Lbl")
            if node.kind == "Reference":
                within = node.elements
                self.demand(any(kid.kind == "Link" for kid in within) or any(a.kind == "Link" for a in node.ancestors()),
                            "own", f"{where} is no link")

    def check_links(self):
        for node in self.tree.nodes:
            if node.kind == "Link":
                where = f"Link {node.reference}"
                self.demand(any(kid[0] == "objr" for kid in node.kids if not isinstance(kid, Node)), "7.18.5",
                            f"{where} has no annotation")
                self.demand(any(isinstance(kid, Node) or kid[0] == "mcid" for kid in node.kids), "own", f"{where}: no content")
                self.demand(not any(a.kind == "Link" for a in node.ancestors()), "own", f"{where} stands in a link")
