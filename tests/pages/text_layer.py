#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the text of finished PDFs with the document's, block by block and character by character.

    text_layer.py [--program PROGRAM] [--show N] [--options "…"] FILE.md…

Each file is converted to PDF and to JSON (docs/json.md). The PDF's text, in the order of its structure tree, must be
what the tree says, with what the program adds by rule:
  - the title, subtitle and authors first, where they are shown; on a title page each author by himself, then publisher
    and date, as the language writes it; before it the cover's picture;
  - a table of contents, of a book or where it is asked for: what the outline says and the notes, each with a page's
    number; and where the author wants it, but in notes and cells;
  - a list item's marker: • ◦ ▪ by depth but none in a table of contents, its number, or ☑ ☐;
  - a note's number at its marks and before its text; where it has several marks, a letter for each after its last words;
  - the heading of the notes, by language;
  - an image is U+FFFC, and its alternative text where it cannot be shown;
  - a reading follows its base; in parentheses when it has none, is the base's second or a reading's;
    it has no line ends;
  - white space as in CSS: a run of it is one space outside code, none at a paragraph's ends;
  - a forced line end is U+000A, as a code block's line ends are;
  - a soft hyphen where a word goes on in the next line.
"""
import argparse
import difflib
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

from pdf_text import LINE_HYPHEN, OBJECT, TextLayer

BULLETS = "•◦▪"
NOTES = {"zh-hant": "註釋", "zh-tw": "註釋", "zh-hk": "註釋", "zh": "注释", "ja": "注", "ko": "주석"}
BLANK = " \t\n\r"
CONTENTS = {"zh-hant": "目錄", "zh-tw": "目錄", "zh-hk": "目錄", "zh": "目录", "ja": "目次", "ko": "차례"}
PAGE_LABEL = re.compile(r"[0-9]+|[ivxlcdm]+")
HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}


def term(terms, language, otherwise):
    language = language.lower()
    for tag in (language, "-".join(language.split("-")[:2]), language.split("-")[0]):
        if tag in terms:
            return terms[tag]
    return otherwise


def notes_heading(language):
    return term(NOTES, language, "Notes")


def substitute(image):
    """What stands for an image that cannot be shown: its alternative text, else its file's name."""
    if image["alt"]:
        return image["alt"]
    name = "" if image["target"].startswith("data:") else image["target"]
    name = name.split("?")[0].split("#")[0].rsplit("/", 1)[-1]
    return name or "image"


class Paragraph:
    """Inlines as text."""

    def __init__(self, document):
        self.document = document
        self.text = ""
        self.in_reading = False

    def append(self, text, keep=False):
        if keep:
            self.text += text
            return
        for c in text:
            if c not in BLANK:
                self.text += c
            elif self.text and self.text[-1] not in BLANK:
                self.text += " "

    def add(self, inlines):
        for node in inlines:
            kind = node["type"]
            if kind == "Text":
                self.append(node["text"])
            elif kind == "SoftBreak":
                self.append(" ")
            elif kind == "LineBreak":
                self.append(" " if self.in_reading else "\n", keep=not self.in_reading)
            elif kind == "Code":
                self.append(node["text"], keep=True)
            elif kind == "Math":
                self.append(node["source"], keep=True)
            elif kind == "RawHtml":
                self.append(node["html"])
            elif kind == "NoteRef":
                note = self.document.notes[node["note"]]
                self.append(str(note.get("shownNumber", note["number"])), keep=True)
            elif kind == "Image":
                shown = self.document.shows(node)
                self.append(OBJECT if shown else substitute(node), keep=shown)
            elif kind == "Span" and node["kind"] == "ruby":
                self.add_ruby(node["children"])
            else:
                self.add(node["children"])

    def add_ruby(self, children):
        base = len(self.text)
        readings = [child["type"] == "Span" and child["kind"] == "rubyText" for child in children] + [False]
        for index, child in enumerate(children):
            if readings[index]:
                reading = Paragraph(self.document)
                reading.in_reading = True
                reading.add(child["children"])
                above = len(self.text) > base and not self.in_reading
                self.text += reading.finish() if above else f"（{reading.finish()}）"
                base = len(self.text)
            elif child["type"] != "SoftBreak" or (len(self.text) > base and not readings[index + 1]):
                self.add([child])

    def finish(self):
        return self.text.rstrip(BLANK)


class Expected:
    """`blocks`: (kind, text) of a document's tree, as its PDF must say them; all headings are "H"."""

    def __init__(self, tree, unusable=(), arguments=()):
        self.tree = tree
        self.unusable = unusable  # paths of pictures that the program said it cannot use
        self.arguments = arguments
        self.notes = tree["notes"]
        self.chapters = tree.get("chapters", [])
        self.blocks = []
        self.depth = 0
        self.in_contents = False
        self.apart = 0  # within a cell or a note
        self.letters = None  # of the note that is being added, to come after its last words
        self.add_front_matter(tree["metadata"])
        per_chapter = tree.get("notePlacement") == "chapter"
        for index, block in enumerate(tree["blocks"]):
            self.index = index
            self.add_block(block, "P")
        if not per_chapter:
            self.add_notes(self.notes, True)

    def asked(self, option, otherwise):
        """What the last of the arguments says of a switch."""
        for argument in reversed(self.arguments):
            if argument in ("--" + option, "--no-" + option):
                return argument == "--" + option
        return otherwise

    def add_front_matter(self, metadata):
        book = bool(self.chapters)
        if self.asked("cover", book) and self.tree.get("cover") is not None:
            self.say("Document", OBJECT)
        title_page = self.asked("title-page", book and metadata["showTitle"])
        lines = [metadata["title"], metadata["subtitle"]]
        if title_page:
            date = date_in_words(metadata.get("date", ""), metadata["language"])
            lines += [*metadata["authors"], metadata.get("publisher", ""), date]
        else:
            lines.append(" ".join(metadata["authors"]))
        if title_page or (metadata["showTitle"] and not book):
            for text in lines:
                self.say("P", self.collapse(text))
        if self.asked("toc", metadata["toc"] if metadata.get("toc") is not None else book):
            self.add_contents(self.tree["outline"])

    def add_contents(self, outline, depth=2):
        kinds = {self.tree["blocks"][c["block"]]["id"]: c["kind"] for c in self.chapters if c.get("block") is not None}
        if "--toc-depth" in self.arguments:
            depth = int(self.arguments[self.arguments.index("--toc-depth") + 1])
        shallowest = 1 if self.chapters else min((e["level"] for e in outline), default=1)
        entries = []
        for entry in outline:
            if not entry["id"]:
                continue
            kind = kinds.get(entry["id"])
            if kind == "part":
                shallowest = 2
            elif kind and entry["level"] == 1:
                shallowest = 1
            if kind == "part" or entry["level"] - shallowest < depth:
                entries.append(("TOCI", self.collapse(entry["title"])))
        if entries:
            if self.closes_with_notes():
                entries.append(("TOCI", notes_heading(self.tree["metadata"]["language"])))
            self.say("H", term(CONTENTS, self.tree["metadata"]["language"], "Contents"))
            self.blocks += entries

    def closes_with_notes(self):
        return bool(self.notes) and self.tree.get("notePlacement", "document") == "document"

    def shows(self, image):
        if image["resource"] is None:
            return False
        return self.tree["resources"][image["resource"]]["path"] not in self.unusable

    @staticmethod
    def collapse(text):
        paragraph = Paragraph(None)
        paragraph.append(text)
        return paragraph.finish()

    def say(self, kind, text):
        if text:
            self.blocks.append((kind, text))

    def add_blocks(self, blocks, holder="P"):
        for block in blocks:
            self.add_block(block, holder)

    def add_inlines(self, kind, inlines, after=""):
        paragraph = Paragraph(self)
        paragraph.add(inlines)
        paragraph.append(after)
        self.say(kind, paragraph.finish())

    def add_block(self, block, holder):
        kind = block["type"]
        if kind == "Paragraph":
            after = ""
            if self.letters and block is self.letters[0]:
                after, self.letters = self.letters[1], None
            self.add_inlines("P", block["children"], after)
        elif kind == "Plain":
            self.add_inlines(holder, block["children"])
        elif kind == "Heading":
            self.add_inlines("H", block["children"])
        elif kind == "CodeBlock":
            self.say("P", block["text"].replace("\r", "").rstrip("\n"))
        elif kind == "Quote":
            self.add_blocks(block["children"])
        elif kind == "List":
            self.add_list(block)
        elif kind == "DefinitionList":
            for entry in block["entries"]:
                self.add_blocks(entry["children"], "Lbl" if entry["term"] else "LBody")
        elif kind == "Table":
            self.add_table(block)
        elif kind == "Division":
            self.add_division(block)

    def add_list(self, block):
        self.depth += 1
        for i, item in enumerate(block["items"]):
            if item["checked"] is not None:
                marker = "☑" if item["checked"] else "☐"
            elif block["start"] is not None:
                kind = dict(block.get("pairs", [])).get("type", "1")
                marker = counted(block["start"] + i, kind) + (")" if block["delimiter"] == "parenthesis" else ".")
            else:
                marker = "" if self.in_contents else BULLETS[min(self.depth, 3) - 1]
            self.say("Lbl", marker)
            self.add_blocks(item["children"], "LBody")
        self.depth -= 1

    def add_table(self, block):
        depth, self.depth = self.depth, 0
        self.apart += 1
        for head in (True, False):
            for row in block["head" if head else "body"]:
                for cell in row["cells"][:len(block["columns"])]:
                    if not cell["covered"]:
                        self.add_blocks(cell["children"], "TH" if head or cell["header"] else "TD")
        self.depth = depth
        self.apart -= 1

    def add_own_contents(self, blocks):
        """The author's place for a table of contents; the links are its entries."""
        for block in blocks:
            for item in block.get("items", []):
                self.add_own_contents(item["children"])
            if block["type"] in ("Plain", "Paragraph"):
                for node in block["children"]:
                    if node["type"] == "Link" and node["href"].startswith("#"):
                        paragraph = Paragraph(self)
                        paragraph.add(node["children"])
                        self.say("TOCI", paragraph.finish())

    def add_division(self, block):
        kind = block["kind"]
        children = block["children"]
        if kind == "figure" and self.repeats_missing_image(children):
            children = children[:1]
        if kind == "contents" and not self.apart:
            self.add_own_contents(children)
            return
        self.in_contents = kind == "contents"
        self.add_blocks(children, "Caption" if kind == "caption" else "P")
        self.in_contents = False
        if kind == "chapter" and self.tree.get("notePlacement") == "chapter":
            number = next((i for i, c in enumerate(self.chapters) if c.get("block") == self.index), None)
            self.add_notes([n for n in self.notes if number is not None and n.get("chapter") == number], False)

    def repeats_missing_image(self, children):
        """Whether a figure is an image that cannot be shown, and a caption that says no more than the image would."""
        if len(children) != 2 or children[1].get("kind") != "caption" or len(children[1]["children"]) != 1:
            return False
        shown, words = children[0].get("children"), children[1]["children"][0].get("children")
        if not shown or not words or len(shown) != 1 or len(words) != 1 or words[0]["type"] != "Text":
            return False
        if shown[0]["type"] == "Link":
            paragraph = Paragraph(self)
            paragraph.add(shown[0]["children"])
            return paragraph.text == words[0]["text"]
        return shown[0]["type"] == "Image" and not self.shows(shown[0]) and substitute(shown[0]) == words[0]["text"]

    def add_notes(self, notes, all_of_them):
        if not notes:
            return
        self.say("H", notes_heading(self.tree["metadata"]["language"]))
        chapter = None
        for note in notes:
            if all_of_them and self.chapters and note.get("chapter") != chapter:
                chapter = note.get("chapter")
                if chapter is not None:
                    self.say("H", self.collapse(self.chapters[chapter]["title"]))
            self.say("Lbl", str(note.get("shownNumber", note["number"])))
            letters = ""
            if note["references"] > 1:
                letters = "".join(" " + back_letters(k + 1) for k in range(note["references"]))
            last = note["children"][-1] if note["children"] else None
            self.letters = (last, letters) if letters else None
            self.apart += 1
            self.add_blocks(note["children"])
            self.apart -= 1
            if self.letters:
                self.say("Note", letters.strip())
                self.letters = None


def counted(number, kind):
    """A list's number in digits, letters or Roman."""
    if kind in "aA" and number > 0:
        text = back_letters(number)
    elif kind in "iI" and 0 < number < 4000:
        text = ""
        for value, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                            (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            text += sign * (number // value)
            number %= value
    else:
        return str(number)
    return text.upper() if kind in "AI" else text


def date_in_words(date, language):
    parts = [int(part) for part in date.split("T")[0].split("-") if part]
    primary = language.split("-")[0]
    if not parts:
        return ""
    if primary in ("zh", "ja", "ko"):
        signs, space = ("년월일", " ") if primary == "ko" else ("年月日", "")
        return space.join(f"{part}{sign}" for part, sign in zip(parts, signs))
    if primary == "en" and len(parts) > 1:
        months = "January February March April May June July August September October November December".split()
        return " ".join([months[parts[1] - 1], *(f"{day}," for day in parts[2:]), str(parts[0])])
    return date.split("T")[0]


def back_letters(ordinal):
    letters = ""
    while ordinal > 0:
        letters = chr(ord("a") + (ordinal - 1) % 26) + letters
        ordinal = (ordinal - 1) // 26
    return letters


def without_line_hyphens(text, expected):
    """A soft hyphen at a line's end is the document's where the document has it, else the line's."""
    result, at = [], 0
    for c in text:
        if c == LINE_HYPHEN:
            if expected[at:at + 1] != "\u00ad":
                continue
            c = "\u00ad"
        result.append(c)
        at += 1
    return "".join(result)


def without_page_numbers(expected, found):
    """An entry of the table of contents ends in the number of a page; the title before it may end in digits too."""
    titles = {text for kind, text in expected if kind == "TOCI"}
    result = []
    for kind, text in found:
        if kind == "TOCI":
            for end in range(len(text), 0, -1):
                if text[:end] in titles and PAGE_LABEL.fullmatch(text[end:]):
                    text = text[:end]
                    break
        result.append((kind, text))
    return result


def differences(expected, layer):
    """Lists of (what is expected, what is there), each (kind, text) or None."""
    found = [("H" if b.kind in HEADINGS else b.kind, b.text) for b in layer.blocks]
    found = without_page_numbers(expected, found)
    if len(found) == len(expected):
        found = [(kind, without_line_hyphens(text, e[1])) for (kind, text), e in zip(found, expected)]
        result = [(e, f) for e, f in zip(expected, found) if e != f]
        if len(result) <= 3:
            return result + ([(None, ("loose", layer.loose))] if layer.loose else [])
    plain = [(kind, text.replace(LINE_HYPHEN, "")) for kind, text in found]
    wanted = [(kind, text.replace("\u00ad", "")) for kind, text in expected]
    plain = [(kind, text.replace("\u00ad", "")) for kind, text in plain]
    result = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, wanted, plain, autojunk=False).get_opcodes():
        if tag == "equal":
            result += [(e, f) for e, f in zip(expected[a:b], found[c:d]) if e[1] != without_line_hyphens(f[1], e[1])]
            continue
        for i in range(max(b - a, d - c)):
            result.append((expected[a + i] if a + i < b else None, found[c + i] if c + i < d else None))
    if layer.loose:
        result.append((None, ("loose", layer.loose)))
    return result


class NotConverted(RuntimeError):
    """The program made no output."""


def convert(program, arguments, target):
    """The paths of pictures that cannot be used, as the program says."""
    done = subprocess.run([program, *arguments, "--diagnostics", "json", "-o", target], capture_output=True, check=False)
    if done.returncode != 0:
        raise NotConverted("%s ended with %d: %s" % (program, done.returncode, done.stderr.decode("utf-8", "replace")))
    told = (json.loads(line) for line in done.stderr.decode("utf-8", "replace").splitlines() if line.startswith("{"))
    names = (re.match(r'the image "(.*)" cannot be used', each["message"]) for each in told)
    return {name.group(1) for name in names if name}


def tree_of(program, arguments, folder, unusable=()):
    """What the PDF of the same arguments must say."""
    tree = os.path.join(folder, "out.json")
    convert(program, arguments, tree)
    with open(tree, encoding="utf-8") as file:
        return Expected(json.load(file), unusable, arguments).blocks


def compare(program, arguments, folder):
    """The differences, and how many blocks and characters were compared."""
    pdf = os.path.join(folder, "out.pdf")
    expected = tree_of(program, arguments, folder, convert(program, arguments, pdf))
    return differences(expected, TextLayer(pdf)), len(expected), sum(len(text) for _, text in expected)


def around(a, b, reach=30):
    """Where two texts part."""
    at = next((i for i, (c, d) in enumerate(zip(a, b)) if c != d), min(len(a), len(b)))
    return "…%r | %r" % (a[max(0, at - reach):at + reach], b[max(0, at - reach):at + reach])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=os.environ.get("MDBOOK_CONV", "mdbook-conv"))
    parser.add_argument("--options", default="", help="for the program")
    parser.add_argument("--show", type=int, default=3, help="print so many differences of each file")
    parser.add_argument("--book", action="store_true", help="the files, or the folder, are one book")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    bad = blocks = characters = 0
    inputs = [options.files] if options.book else [[f] for f in options.files]
    for names in inputs:
        with tempfile.TemporaryDirectory(prefix="text-layer-") as folder:
            try:
                found, n_blocks, n_characters = compare(options.program, [*shlex.split(options.options), *names], folder)
            except NotConverted as error:
                print("%s: %s" % (names[0], error), flush=True)
                bad += 1
                continue
        blocks, characters = blocks + n_blocks, characters + n_characters
        bad += bool(found)
        if found:
            print("%s: %d differences" % (names[0], len(found)), flush=True)
        for wanted, there in found[:options.show]:
            if wanted and there:
                print("    %s/%s %s" % (wanted[0], there[0], around(wanted[1], there[1])))
            else:
                print("    %s: %r" % ("missing" if wanted else "more", (wanted or there)))
    print("%d of %d documents differ; %d blocks, %d characters" % (bad, len(inputs), blocks, characters))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
