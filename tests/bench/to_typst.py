#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a document's tree (--to json) as Typst source with the same text, for comparing times: to_typst.py < TREE > SOURCE

Pages, sizes and paragraphs are set up like the built-in style: A5, 10.5 pt Song, 18 pt pitch, two em of indent,
justified. Notes are footnotes, because Typst has no endnotes.
"""
import json
import sys

PREAMBLE = """#set document(title: %s)
#set page(width: 148mm, height: 210mm, margin: (x: 62.76pt, y: 54pt), numbering: "1")
#set text(font: ("Noto Serif CJK SC", "DejaVu Sans"), size: 10.5pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 7.5pt, spacing: 7.5pt, first-line-indent: (amount: 2em, all: true))
#show raw: set text(font: "Noto Sans Mono CJK SC", size: 9.5pt)
#show heading: set text(font: "Noto Sans CJK SC")
#show emph: set text(font: "AR PL KaitiM GB")
"""


def string(text):
    return json.dumps(text, ensure_ascii=False)


class Writer:
    def __init__(self, document):
        self.notes = document["notes"]
        self.seen = set()

    def blocks(self, nodes):
        return "\n\n".join(self.block(node) for node in nodes)

    def block(self, node):
        kind = node["type"]
        if kind in ("Paragraph", "Plain"):
            return self.inlines(node["children"])
        if kind == "Heading":
            return f"#heading(level: {node['level']})[{self.inlines(node['children'])}]"
        if kind == "CodeBlock":
            return f"#raw(block: true, {string(node['text'])})"
        if kind == "Quote":
            return f"#quote(block: true)[{self.blocks(node['children'])}]"
        if kind == "List":
            items = ", ".join(f"[{self.blocks(item['children'])}]" for item in node["items"])
            if node["start"] is None:
                return f"#list({items})"
            sign = ")" if node["delimiter"] == "parenthesis" else "."
            return f'#enum(start: {node["start"]}, numbering: "1{sign}", {items})'
        if kind == "DefinitionList":
            return "\n\n".join(self.blocks(entry["children"]) for entry in node["entries"])
        if kind == "Table":
            rows = node["head"] + node["body"]
            cells = ", ".join(f"[{self.blocks(cell['children'])}]" for row in rows for cell in row["cells"])
            return f"#table(columns: {len(node['columns'])}, {cells})"
        if kind == "Division":
            return self.blocks(node["children"])
        return "#line(length: 40%)" if kind == "Rule" else ""

    def inlines(self, nodes):
        return "".join(self.inline(node) for node in nodes)

    def inline(self, node):
        kind = node["type"]
        if kind == "Text":
            return f"#{string(node['text'])};"
        if kind == "SoftBreak":
            return " "
        if kind == "LineBreak":
            return "#linebreak();"
        if kind == "Code":
            return f"#raw({string(node['text'])});"
        if kind == "Math":
            return f"#raw({string(node['source'])});"
        if kind == "Image":
            return f"#{string(node['alt'])};" if node["alt"] else ""
        if kind == "NoteRef":
            note = node["note"]
            if note in self.seen:
                return f"#super[{note + 1}];"
            self.seen.add(note)
            return f"#footnote[{self.blocks(self.notes[note]['children'])}];"
        text = self.inlines(node.get("children", []))
        if kind == "Link" and node["href"] and not node["href"].startswith("#"):
            return f"#link({string(node['href'])})[{text}];"
        wrap = {"Emphasis": "emph", "Strong": "strong", "Strikethrough": "strike"}.get(kind)
        return f"#{wrap}[{text}];" if wrap else text


def main():
    document = json.load(sys.stdin)
    title = document["metadata"]["title"]
    print(PREAMBLE % string(title))
    print(f"#align(center)[#text(size: 19pt)[#{string(title)};]]\n")
    print(Writer(document).blocks(document["blocks"]))


if __name__ == "__main__":
    main()
