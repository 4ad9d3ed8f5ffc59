# SPDX-License-Identifier: MIT
"""Every node of a document in every place where it may stand: documents are made of each block in each container and of
each inline in each context, and become PDF and EPUB. Both are made without an error; the PDF is sound, says all of its
text in order, and shows nothing outside the type area; the EPUB is well-formed."""

import os
import re
import subprocess
import sys
import unittest
import zipfile
from xml.etree import ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import text_layer
from check_pages import Checker
from page_reader import Pdf
from pdf_text import TextLayer
from program import MATERIAL, PROGRAM, ProgramTest, png

# Left, right, bottom and top of the type area: 28 characters by 27 lines.
AREA = (62.76, 62.76 + 28 * 10.5, 595.28 - 52 - 27 * 18, 595.28 - 52)
HEAD = "---\nlang: zh-Hans\ntitle: 各处\n---\n\n"
BODY = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。闰余成岁，律吕调阳。云腾致雨，露结为霜。金生丽水，玉出昆冈。\n\n"

# Blocks, as Markdown; without a blank line at either end.
BLOCKS = {
    "paragraph": "一段话，有 *强调*、`代码` 和注[^n]。",
    "heading": "#### 小标题",
    "code": "```c\nint main(void) {\n  return 0;  /* 注释 */\n}\n```",
    "named code": "```c {caption=\"代码的题\"}\nint x;\n```",
    "quote": "> 引文一段。\n>\n> —— 某人",
    "list": "- 甲\n- 乙\n\n  乙的第二段。",
    "numbers": "98. 甲\n99. 乙\n100. 丙",
    "letters": "<ol type=\"A\" start=\"27\"><li>甲</li></ol>",
    "tasks": "- [x] 做了\n- [ ] 没做",
    "definitions": "名\n: 释义一。\n: 释义二。",
    "table": "| 表 | 头 |\n|:--|--:|\n| 一 | 2.5 |\n| `三` | [四](https://example.org) |",
    "table with a caption": "Table: 表的题[^n]\n\n| 表 |\n|--|\n| 一 |",
    "html table": "<table><tr><th rowspan=\"2\">甲</th><td>乙</td></tr><tr><td>丙</td></tr></table>",
    "rule": "* * *",
    "picture": "![图的题](a.png)",
    "wide picture": "![宽图](wide.png)",
    "alert": "> [!NOTE]\n> 提示的话。",
    "division": "::: warning\n当心。\n:::",
    "details": "<details><summary>摘要</summary>\n\n细节。\n\n</details>",
    "centre": "<div align=\"center\">\n\n居中的话。\n\n</div>",
    "formula": "$$\nx^2 + y^2 = z^2\n$$",
    "html": "<p>原样的 <b>HTML</b> 一段。</p>",
    "empty": "<div id=\"nothing\"></div>",
}

INLINES = {
    "stress": "*强调*",
    "strong": "**着重**",
    "both": "***都有***",
    "code": "`代码 code`",
    "deleted": "~~删去~~",
    "link": "[链接](https://example.org/)",
    "address": "<https://example.org/a/long/path>",
    "note": "话[^n]",
    "picture": "![小图](a.png)",
    "linked picture": "[![小图](a.png)](https://example.org/)",
    "missing picture": "![没有的图](none.png)",
    "formula": "$x^2$",
    "ruby": "<ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>",
    "raised": "x<sup>2</sup>",
    "lowered": "H<sub>2</sub>O",
    "key": "<kbd>Ctrl</kbd>",
    "marked": "<mark>标出</mark>",
    "underlined": "<u>下线</u>",
    "inserted": "<ins>加入</ins>",
    "small": "<small>小字</small>",
    "quoted": "<q>引的</q>",
    "cited": "<cite>书名</cite>",
    "abbreviation": "<abbr title=\"HyperText\">HTML</abbr>",
    "break": "前<br>后",
    "emoji": "😀",
    "language": "<span lang=\"ja\">日本語</span>",
}


def indent(text, by, first=None):
    lines = text.split("\n")
    pad = " " * by
    return "\n".join((first if i == 0 and first is not None else pad if line else "") + line
                     for i, line in enumerate(lines))


def in_html(before, after):
    return lambda text: before + "\n\n" + text + "\n\n" + after


CONTAINERS = {
    "document": lambda text: text,
    "quote": lambda text: indent("\n".join("> " + line if line else ">" for line in text.split("\n")), 0),
    "list": lambda text: indent(text, 2, "- ") + "\n- 后一项",
    "list behind words": lambda text: "- 先有话\n\n" + indent(text, 2),
    "numbers": lambda text: indent(text, 3, "1. "),
    "list in a list": lambda text: "- 外\n  - 内\n\n" + indent(text, 4),
    "definition": lambda text: "名\n: " + indent(text, 4, ""),
    "cell": in_html("<table><tr><td>左</td><td>", "</td></tr></table>"),
    "head cell": in_html("<table><thead><tr><th>", "</th></tr></thead><tbody><tr><td>下</td></tr></tbody></table>"),
    "cell in a cell": in_html("<table><tr><td><table><tr><td>", "</td></tr></table></td><td>右</td></tr></table>"),
    "alert": lambda text: "> [!WARNING]\n>\n" + "\n".join("> " + line if line else ">" for line in text.split("\n")),
    "division": lambda text: "::: tip\n" + text + "\n:::",
    "alert in a list": lambda text: "- 项\n\n  > [!TIP]\n  >\n" + "\n".join(
        "  > " + line if line else "  >" for line in text.split("\n")),
    "details": in_html("<details><summary>摘要</summary>", "</details>"),
    "summary": in_html("<details><summary>", "</summary>\n\n里。\n\n</details>"),
    "centre": in_html("<div align=\"center\">", "</div>"),
    "figure": in_html("<figure>", "<figcaption>题</figcaption></figure>"),
    "caption": in_html("<figure>\n\n正文\n\n<figcaption>", "</figcaption></figure>"),
    "note": lambda text: "话[^m]。\n\n[^m]: " + indent(text, 4, ""),
}

CONTEXTS = {
    "paragraph": "前 %s 后。",
    "alone": "%s",
    "heading": "### 标题 %s 末",
    "heading alone": "### %s",
    "quote": "> 引 %s",
    "list": "- 项 %s",
    "task": "- [x] %s",
    "number": "1. %s",
    "term": "%s\n: 释",
    "definition": "名\n: 释 %s",
    "cell": "| 头 |\n|--|\n| %s |",
    "head": "| %s |\n|--|\n| 格 |",
    "caption": "Table: 题 %s\n\n| 头 |\n|--|\n| 格 |",
    "stress": "*里 %s 外*",
    "strong": "**里 %s 外**",
    "deleted": "~~里 %s 外~~",
    "link": "[里 %s 外](https://example.org)",
    "alert": "> [!NOTE]\n> %s",
    "title of a division": "::: tip %s\n里\n:::",
    "summary": "<details><summary>%s</summary>\n\n里\n\n</details>",
    "caption of a figure": "<figure><img src=\"a.png\" alt=\"图\"><figcaption>%s</figcaption></figure>",
    "html paragraph": "<p align=\"right\">%s</p>",
    "note": "话[^k]。\n\n[^k]: 注 %s",
    "ruby": "<ruby>%s<rt>dú</rt></ruby>",
    "reading": "<ruby>字<rt>%s</rt></ruby>",
}


def number(text, i):
    """Notes that a container defines and ids are one for each case."""
    text = re.sub(r"\[\^([mk])\]", lambda m: "[^%s%d]" % (m.group(1), i), text)
    return text.replace("id=\"nothing\"", "id=\"nothing%d\"" % i)


NOTE = "\n\n[^n]: 注文。\n"


class EveryNode(ProgramTest):
    def check(self, source, name):
        self.write("in.md", source)
        self.write("a.png", png(24, 16))
        self.write("wide.png", png(900, 60))
        done = self.run_program("-q", "in.md", "-o", "out.pdf", "-o", "out.epub")
        self.assertEqual(done.status, 0, name + "\n" + done.err)
        faults = []
        checked = subprocess.run(["qpdf", "--check", self.path("out.pdf")], capture_output=True, check=False)
        if checked.returncode != 0:
            faults.append("qpdf: " + checked.stdout.decode("utf-8", "replace")[-300:])
        expected = text_layer.tree_of(PROGRAM, [self.path("in.md")], self.folder)
        faults += ["text: %r" % (d,) for d in text_layer.differences(expected, TextLayer(self.path("out.pdf")))]
        checker = Checker(Pdf(self.path("out.pdf")))
        checker.left, checker.right, checker.bottom, checker.top = AREA
        outside = checker.run().get("outside", [])
        faults += ["outside: %r" % (f,) for f in outside]
        faults += self.accessibility(self.path("out.pdf"))
        with zipfile.ZipFile(self.path("out.epub")) as epub:
            for entry in epub.namelist():
                if entry.endswith((".xhtml", ".opf")):
                    ElementTree.fromstring(epub.read(entry))
        return faults

    def accessibility(self, path):
        """What the standard for accessible files wants of the structure, when the checker is at hand."""
        checker = os.path.join(MATERIAL, "validators/pdfua-lite.py") if MATERIAL else ""
        if not os.path.exists(checker):
            return []
        done = subprocess.run([sys.executable, checker, path], capture_output=True, check=False)
        if done.returncode == 0:
            return []
        return [line for line in done.stdout.decode("utf-8", "replace").split("\n") if not line.startswith("ok")]

    def sweep(self, cases):
        """All cases of a group in one document; where that has a fault, they are looked at one by one."""
        for group, sources in cases.items():
            with self.subTest(group=group):
                source = HEAD + BODY + "".join("%s\n\n%s" % (text, BODY) for text in sources.values()) + NOTE
                if not self.check(source, group):
                    continue
                found = {}
                for name, text in sources.items():
                    faults = self.check(HEAD + BODY + text + "\n\n" + BODY * 9 + NOTE, name)
                    if faults:
                        found[name] = faults[:3]
                self.assertEqual(found or self.check(source, group), {})

    def test_blocks_in_containers(self):
        cases = {}
        for container, wrap in CONTAINERS.items():
            cases[container] = {name: number(wrap(text), i) for i, (name, text) in enumerate(BLOCKS.items())}
        self.sweep(cases)

    def test_inlines_in_contexts(self):
        cases = {}
        for context, pattern in CONTEXTS.items():
            cases[context] = {name: number(pattern % text, i) for i, (name, text) in enumerate(INLINES.items())}
        self.sweep(cases)

    def test_inlines_in_inlines(self):
        outer = {"stress": "*%s*", "strong": "**%s**", "deleted": "~~%s~~", "marked": "<mark>%s</mark>",
                 "raised": "<sup>%s</sup>", "link": "[%s](https://example.org)", "small": "<small>%s</small>",
                 "underlined": "<u>%s</u>", "ruby": "<ruby>%s<rt>dú</rt></ruby>", "cited": "<cite>%s</cite>"}
        self.sweep({name: {inner: "文 " + pattern % text + " 字。" for inner, text in INLINES.items()}
                    for name, pattern in outer.items()})


if __name__ == "__main__":
    unittest.main()
