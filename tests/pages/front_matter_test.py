# SPDX-License-Identifier: MIT
"""What stands before a book's text: cover, title page, table of contents with true numbers, pages counted as printed."""

import json
import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import text_layer
from check_pages import Checker
from page_reader import Pdf
from program import PROGRAM, ProgramTest, png

SUMMARY = """# 目录

[序](preface.md)

# 上编

- [天地](a.md)
  - [玄黄](b.md)

# 下编

- [宇宙](c.md)
- [未写]()

[跋](after.md)
"""
TEXT = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。闰余成岁，律吕调阳。" * 12 + "\n\n"


class FrontMatter(ProgramTest):
    def book(self, **settings):
        more = "".join(f'{key} = "{value}"\n' for key, value in settings.items())
        self.write("b/book.toml", '[book]\ntitle = "千字文"\nauthors = ["甲", "乙"]\nlanguage = "zh-CN"\n' + more)
        self.write("b/src/SUMMARY.md", SUMMARY)
        self.write("b/src/preface.md", "# 序\n\n" + TEXT * 4)
        self.write("b/src/a.md", "# 天地\n\n" + TEXT + "## 一节\n\n" + TEXT * 3 + "### 一款\n\n" + TEXT)
        self.write("b/src/b.md", "# 玄黄\n\n" + TEXT * 2 + "## 又一节\n\n" + TEXT)
        self.write("b/src/c.md", "# 宇宙\n\n" + TEXT * 2 + "## 一个很长的题目，" + "长得要写成两行以上，" * 4 + "才放得下\n\n" + TEXT)
        self.write("b/src/after.md", "# 跋\n\n" + TEXT)

    def convert(self, *arguments):
        done = self.run_program("-q", *arguments, "-o", "out.pdf")
        self.assert_status(done, 0)

    def labels(self):
        """Of each page, as a viewer shows it."""
        done = subprocess.run(["pdfinfo", self.path("out.pdf")], capture_output=True, text=True, check=True)
        count = int(re.search(r"Pages: +(\d+)", done.stdout)[1])
        done = subprocess.run(["qpdf", "--json", "--json-key=pagelabels", self.path("out.pdf")], capture_output=True,
                              check=True)
        ranges = {entry["index"]: entry["label"] for entry in json.loads(done.stdout)["pagelabels"]}
        result, label, number = [], {}, 1
        for page in range(count):
            if page in ranges:
                label = ranges[page]
                number = label.get("/St", 1)
            shown = {"/D": str, "/r": roman}.get(label.get("/S"), lambda _: "")(number)
            result.append(label.get("/P", "u:")[2:] + shown)
            number += 1
        return result

    def words(self, page):
        done = subprocess.run(["pdftotext", "-layout", "-f", str(page), "-l", str(page), self.path("out.pdf"), "-"],
                              capture_output=True, text=True, check=True)
        return [line.strip() for line in done.stdout.split("\n") if line.strip()]

    def test_a_book(self):
        self.book()
        self.convert("b")
        labels = self.labels()
        first = labels.index("1")
        self.assertEqual(first % 2, 0, "page 1 is a right page")
        self.assertEqual(labels[:first], [roman(i + 1) for i in range(first)])
        self.assertEqual(labels[first:], [str(i + 1) for i in range(len(labels) - first)])
        # Each page prints what it is counted as, but for the title page and blank ones.
        for index, label in enumerate(labels):
            words = self.words(index + 1)
            if words and index > 0:
                self.assertEqual(words[-1], label)
        self.assertEqual(self.words(1), ["千字文", "甲", "乙"])
        contents = self.words(2)
        self.assertEqual(contents[0], "目录")
        entries = [re.fullmatch(r"(.*?) *(\w+)", line) for line in contents[1:-1]]
        titles = [entry[1] for entry in entries]
        self.assertEqual(titles[:7], ["序", "上编", "1 天地", "一节", "1.1 玄黄", "下编", "2 宇宙"])
        for entry in entries[:7]:
            self.assertIn(entry[1].split(" ")[-1], self.words(labels.index(entry[2]) + 1))
        self.assertEqual(text_layer.compare(PROGRAM, [self.path("b")], self.folder)[0], [])
        self.assertEqual({k: f for k, f in Checker(Pdf(self.path("out.pdf"))).run().items() if f}, {})

    def test_heads(self):
        self.book()
        self.convert("b")
        labels = self.labels()
        heads = {label: self.words(index + 1)[0] for index, label in enumerate(labels) if self.words(index + 1)}
        self.assertEqual(heads["1"], "上编")
        self.assertEqual(heads["2"], "天地", "an opening has its title alone")
        self.assertEqual(heads["3"], "1 天地")
        self.assertEqual(heads["4"], "千字文")

    def test_a_cover(self):
        self.book()
        self.write("b/src/front.png", png(600, 900))
        self.write("b/src/preface.md", "# 序\n\n序文。\n")
        self.convert("b", "-M", "cover=src/front.png")
        labels = self.labels()
        self.assertEqual(labels[:4], ["封面", "2", "i", "ii"])
        self.assertEqual(text_layer.compare(PROGRAM, [self.path("b"), "-M", "cover=src/front.png"], self.folder)[0], [])
        self.assertEqual({k: f for k, f in Checker(Pdf(self.path("out.pdf"))).run().items() if f}, {})
        self.convert("b", "-M", "cover=src/front.png", "--no-cover", "--no-toc", "--no-title-page")
        self.assertEqual(self.words(1)[0], "序")

    def test_a_post(self):
        text = "---\ntitle: 文\nauthor: 甲\nlang: zh\n%s---\n\n# 一\n\n文。\n\n## 二\n\n字。\n\n### 三\n\n字。\n"
        for more, arguments, there in (("", [], False), ("toc: true\n", [], True), ("toc: true\n", ["--no-toc"], False),
                                       ("", ["--toc"], True), ("", ["--toc", "--toc-depth", "3"], True),
                                       ("", ["--toc", "--title-page"], True)):
            with self.subTest(metadata=more, arguments=arguments):
                self.write("a.md", text % more)
                self.convert("a.md", *arguments)
                self.assertEqual("目录" in "".join(self.words(1) + self.words(2) if len(self.labels()) > 1
                                                  else self.words(1)), there)
                found = text_layer.compare(PROGRAM, [self.path("a.md"), *arguments], self.folder)[0]
                self.assertEqual(found, [])

    def test_wrong_depths(self):
        self.write("a.md", "文\n")
        self.assert_status(self.run_program("a.md", "--toc-depth", "x", "-o", "out.pdf"), 2)

    def test_many_pages_of_front_matter(self):
        """Numbers that are wider than most get the room that they need."""
        self.book()
        self.write("b/src/preface.md", "# 序\n\n" + TEXT * 50 + "## 后序\n\n" + TEXT)
        self.convert("b", "--css", self.write("wide.css", "@page { size: 60mm 60mm; margin: 8mm }"))
        last = next(label for label in reversed(self.labels()) if not label.isdigit())
        self.assertGreater(len(last), 4)
        css = ["--css", self.path("wide.css")]
        self.assertEqual(text_layer.compare(PROGRAM, [self.path("b"), *css], self.folder)[0], [])


def roman(number):
    result = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        result += sign * (number // value)
        number %= value
    return result


if __name__ == "__main__":
    unittest.main()
