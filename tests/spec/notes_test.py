#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""notes_test.py PROGRAM SUITE.json DIALECT [--known FILE]

The HTML of notes differs between programs, so what is compared is its structure: the text with its marks, each mark
as the number of its note, and the notes in their order with their blocks and their text.
"""

import argparse
import html.parser
import re
import sys

from spec_test import SKIPPED, convert, load_suite, read_known

VOID = {"br", "hr", "img", "input", "wbr"}
BLOCKS = {"p", "ul", "ol", "li", "pre", "blockquote", "table", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "hr"}


class Node:
    def __init__(self, tag, attributes=()):
        self.tag, self.attributes, self.children = tag, dict(attributes), []

    def walk(self):
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag, attributes):
        node = Node(tag, attributes)
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        self.open[-1].children.append(Node(tag, attributes))

    def handle_endtag(self, tag):
        for i in range(len(self.open) - 1, 0, -1):
            if self.open[i].tag == tag:
                del self.open[i:]
                break

    def handle_data(self, data):
        self.open[-1].children.append(data)


def read(markup):
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader.root


def target(node):
    return node.attributes.get("href", "")[1:] if node.tag == "a" and node.attributes.get("href", "").startswith("#") else ""


def structure(markup):
    """(text with marks, notes as (blocks, text))"""
    root = read(markup)
    ids = {node.attributes["id"]: node for node in root.walk() if node.attributes.get("id")}
    # A note is an element that something inside a raised mark leads to.
    def targets(node, raised):
        for child in node.children:
            if isinstance(child, Node):
                now = raised or child.tag == "sup"
                if target(child) in ids and (now or child.tag == "a" and any(
                        isinstance(inner, Node) and inner.tag == "sup" for inner in child.children)):
                    if ids[target(child)].tag in ("li", "div", "p") and "backref" not in str(child.attributes) \
                            and "backlink" not in str(child.attributes):
                        yield target(child)
                yield from targets(child, now)
    notes = list(dict.fromkeys(targets(root, False)))
    # Some programs leave the notes where they were defined.
    order = notes
    number = {name: str(i + 1) for i, name in enumerate(order)}

    def text(node, inside):
        parts = []
        for child in node.children:
            if not isinstance(child, Node):
                parts.append(child)
            elif child.attributes.get("id") in number and not inside:
                continue
            elif target(child) in number and "back" not in str(child.attributes.get("class", "")):
                parts.append(f"[{number[target(child)]}]")
            elif child.tag == "a" and (target(child).startswith(("fnref", "noteref", "user-content-fnref", "fr-"))
                                       or "back" in str(child.attributes)):
                continue
            elif child.tag in ("section", "div") and re.search("footnotes|endnotes", str(child.attributes)) \
                    and not inside:
                continue
            elif child.tag == "hr" and "footnotes" in str(child.attributes):
                continue
            elif "footnote-definition-label" in str(child.attributes):
                continue
            else:
                block = child.tag in BLOCKS or child.tag in ("div", "td", "th", "br")
                parts.append((" " if block else "") + text(child, inside) + (" " if block else ""))
        return "".join(parts)

    def clean(value):
        value = re.sub(r"[\u21a9\ufe0e\u21b5]", "", value)
        return re.sub(r"\s+", " ", value).strip()

    found = []
    for name in order:
        blocks = [child.tag for child in ids[name].children if isinstance(child, Node) and child.tag in BLOCKS]
        # A paragraph that only held the way back.
        kept = [child for child in ids[name].children
                if not (isinstance(child, Node) and child.tag == "p" and not clean(text(child, True)))]
        blocks = [child.tag for child in kept if isinstance(child, Node) and child.tag in BLOCKS]
        found.append((blocks or ["p"], clean(text(ids[name], True))))
    return clean(text(root, False)), found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("suite")
    parser.add_argument("dialect")
    parser.add_argument("--known")
    arguments = parser.parse_args()
    suite = load_suite(arguments.suite)
    if suite is None:
        print(f"skipped: {arguments.suite} is not there")
        return SKIPPED
    known = read_known(arguments.known)
    failed = 0
    for index, case in enumerate(suite):
        number = case.get("example", index + 1)
        found = convert(arguments.program, arguments.dialect, case["markdown"])
        expected, shown = structure(case["html"]), structure(found)
        if (expected == shown) != (number in known):
            continue
        failed += 1
        if expected == shown:
            print(f"example {number} is listed as known to differ, and does not")
            continue
        print(f"example {number} ({case.get('section', '')}):\n--- source\n{case['markdown']}\n--- expected\n{expected[0]}")
        print(*expected[1], sep="\n")
        print(f"--- found\n{shown[0]}")
        print(*shown[1], sep="\n")
    print(f"{len(suite) - failed} of {len(suite)} as they should be, {len(known)} of them known to differ")
    return 1 if failed or not suite else 0


if __name__ == "__main__":
    sys.exit(main())
