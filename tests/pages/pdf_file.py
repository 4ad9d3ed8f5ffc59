# SPDX-License-Identifier: MIT
"""The objects of a finished PDF, by `qpdf --json`, and the elements of its structure tree."""
import base64
import json
import re
import subprocess
from dataclasses import dataclass

REFERENCE = re.compile(r"\d+ \d+ R")


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


class PdfFile:
    """`pages`: the page dictionaries in order; `language`: of the whole; `size`: of the first page, in points; `turned`:
    the numbers of the pages that are read after a quarter turn."""

    def __init__(self, path):
        self.path = path
        done = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                              capture_output=True, check=True)
        self._objects = json.loads(done.stdout)["qpdf"][1]
        self.catalog = self.get(self._objects["trailer"]["value"]["/Root"])
        self.language = self.catalog.get("/Lang", "u:")[2:]
        self.structure = self.get(self.catalog["/StructTreeRoot"])
        self.page_references = list(self._page_tree(self.catalog["/Pages"]))
        self.pages = [self.get(reference) for reference in self.page_references]
        box = self.inherited(self.pages[0], "/MediaBox")
        self.size = (box[2] - box[0], box[3] - box[1])
        self.turned = {i for i, page in enumerate(self.pages) if page.get("/Rotate", 0) == 90}
        self._elements = {}
        self._parents = dict(self.number_tree(self.structure["/ParentTree"]))

    def get(self, value):
        """What a reference leads to; of a stream its dictionary."""
        while isinstance(value, str) and REFERENCE.fullmatch(value):
            found = self._objects["obj:" + value]
            value = found["value"] if "value" in found else found["stream"]["dict"]
        return value

    def data(self, reference):
        """A stream's bytes."""
        return base64.b64decode(self._objects["obj:" + reference]["stream"]["data"])

    def contents(self, page):
        """A page's content stream."""
        contents = page.get("/Contents", [])
        single = isinstance(contents, str) and "stream" in self._objects["obj:" + contents]
        return b"\n".join(self.data(s) for s in ([contents] if single else self.get(contents)))

    def inherited(self, page, key):
        while page is not None:
            if key in page:
                return self.get(page[key])
            page = self.get(page["/Parent"]) if "/Parent" in page else None
        raise KeyError(key)

    def _page_tree(self, reference):
        node = self.get(reference)
        if node.get("/Type") == "/Page":
            yield reference
            return
        for kid in self.get(node["/Kids"]):
            yield from self._page_tree(kid)

    def number_tree(self, reference):
        node = self.get(reference)
        numbers = self.get(node.get("/Nums", []))
        yield from zip(numbers[::2], numbers[1::2])
        for kid in self.get(node.get("/Kids", [])):
            yield from self.number_tree(kid)

    def element(self, reference):
        if reference in self._elements:
            return self._elements[reference]
        node = self.get(reference)
        parent = None
        if "/P" in node and "/S" in self.get(node["/P"]):
            parent = self.element(node["/P"])
        language = node["/Lang"][2:] if "/Lang" in node else parent.language if parent else self.language
        element = Element(node["/S"][1:], parent, language, len(self._elements))
        self._elements[reference] = element
        return element

    def owners(self, page):
        """The elements of a page's marked content, by number."""
        return [self.element(r) for r in self.get(self._parents.get(page.get("/StructParents"), []))]
