# SPDX-License-Identifier: MIT
"""The document as JSON, against docs/json.md and the source that its spans point into."""

import json
import os
import re
import unittest

from program import MATERIAL, ProgramTest, png

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# Radicals become ideographs of the same length.
RADICAL = re.compile("[\u2e80-\u2fdf]")
PARTS = """---
title: "T \\x07\\u2028"
tags: [a, b]
---

# One

- [x] done
- [ ] open

3) three

| a | b |
| --- | :-: |
| c | *d* **e** ~~f~~ `g` |

![alt](p.png "title")[^n]\\
<kbd>k</kbd> <b>"q" \\\\</b>

> ```sh x
> tab\there
> ```

***

[^n]: A note.
"""


def nodes(value):
    """Every object that has a type."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def read_root(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


class Json(ProgramTest):
    def convert(self, name, *arguments):
        done = self.run_program(name, "--to", "json", *arguments)
        self.assert_status(done, 0)
        self.assertTrue(done.bytes.endswith(b"}\n"))
        return json.loads(done.bytes.decode("utf-8"))

    def check_spans(self, tree, source):
        """Spans lie in the source and hold text of their length as it is; returns how many texts were compared."""
        compared = 0
        for node in nodes(tree):
            if "span" not in node:
                self.assertIn(node["type"], ("TableRow", "TableCell", "Resource", "OutlineEntry"))
                continue
            begin, end = node["span"]
            self.assertTrue(0 <= begin <= end <= len(source), node)
            if node["type"] != "Text" or len(node["text"].encode()) != end - begin:
                continue
            text = source[begin:end].decode()
            if not RADICAL.search(text):
                self.assertEqual(node["text"], text)
                compared += 1
        return compared

    def test_parts(self):
        self.write("p.png", png(3, 2))
        self.write("parts.md", PARTS)
        tree = self.convert("parts.md")
        self.assertEqual(tree["schema"], 1)
        self.assertEqual(tree["files"], ["parts.md"])
        self.assertEqual(tree["metadata"]["subjects"], ["a", "b"])
        self.assertEqual([(r["path"], r["mediaType"], r["width"], r["height"]) for r in tree["resources"]],
                         [("p.png", "image/png", 3, 2)])
        self.assertEqual(tree["resources"][0]["size"], len(png(3, 2)))
        self.assertEqual(tree["outline"], [{"type": "OutlineEntry", "level": 1, "title": "One", "id": "one"}])
        found = {}
        for node in nodes(tree):
            found.setdefault(node["type"], node)
        self.assertEqual(found["ListItem"]["checked"], True)
        self.assertEqual(found["Table"]["columns"], ["default", "center"])
        self.assertEqual(found["CodeBlock"]["text"], "tab\there\n")
        self.assertEqual((found["Image"]["resource"], found["NoteRef"]["note"]), (0, 0))
        self.assertGreater(self.check_spans(tree, PARTS.encode()), 5)

    def test_same_bytes_again(self):
        self.write("parts.md", PARTS)
        runs = [self.run_program("parts.md", "--to", "json").bytes for _ in range(2)]
        self.assertEqual(*runs)

    def test_control_characters_and_names_that_are_not_utf8(self):
        self.write(b"a\xffb.md".decode("utf-8", "surrogateescape"), "x\x01\x7f\u0085\u2028y\n")
        done = self.run_program(b"a\xffb.md", "--to", "json")
        self.assert_status(done, 0)
        self.assertEqual(json.loads(done.bytes.decode("utf-8"))["files"], ["a\ufffdb.md"])
        self.assertNotRegex(done.bytes, rb"[\x00-\x09\x0b-\x1f\x7f]")

    def test_seed(self):
        seed = os.path.join(MATERIAL, "seed", "kamailio-preface.md")
        if not os.path.exists(seed):
            self.skipTest("the shared material is not at hand")
        with open(seed, "rb") as file:
            self.assertGreater(self.check_spans(self.convert(seed), file.read()), 50)

    def test_sample(self):
        for name in sorted(os.listdir(os.path.join(ROOT, "samples"))):
            path = os.path.join(ROOT, "samples", name)
            if name.endswith(".md"):
                with self.subTest(name=name), open(path, "rb") as file:
                    self.check_spans(self.convert(path), file.read())

    def test_example_of_the_page(self):
        page = read_root("docs", "json.md")
        self.write("post.md", re.search(r"```markdown\n(.*?)```", page, re.S)[1])
        done = self.run_program("post.md", "--to", "json", "--base-url", "https://example.org")
        self.assertEqual(done.out, re.search(r"```json\n(.*?)```", page, re.S)[1])

    def test_page_names_everything(self):
        code = read_root("lib", "json", "tree_writer.cpp")
        written = set(re.findall(r'"([A-Za-z]+)"', code))
        named = set(re.findall(r"`([A-Za-z]+)`", read_root("docs", "json.md")))
        self.assertEqual(written - named, set())
        self.assertGreater(len(written), 80)


if __name__ == "__main__":
    unittest.main()
