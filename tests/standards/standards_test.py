# SPDX-License-Identifier: MIT
"""A document with everything in it, the samples and the seed under each standard: the checker finds nothing. What
--pdf-standard and --attach-source do besides."""

import os
import re
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../pages")]
sys.setrecursionlimit(10000)

from check_standards import check
from pdf_model import Model, Tree, text_of
from program import MATERIAL, ProgramTest, png

SAMPLES = [os.path.join(HERE, "../../samples", name) for name in ("preface.md", "posts/tea.md", "posts/walk.md")]
SEED = os.path.join(MATERIAL, "seed/kamailio-preface.md") if MATERIAL else ""
STANDARDS = ("ua-1", "1.7", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u", "a-4", "a-4e", "a-2u,ua-1", "ua-1,a-3a", "1.7,a-2u")

EVERYTHING = """---
lang: zh-Hans
author: 某人
tags: [甲, 乙]
---

# 甲

### 跳级

文字[^a]、**粗**、`code`、$x^2$、[链接**粗**`c`](https://example.org/一?q=1)、![图](p.png)、[![](p.png)](https://example.org)。

<p lang="ja">日本語の文</p> <span lang="en">English text</span>

<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>

![带题的图](p.png "题注")

| 甲 | 乙 |
|---|---|
| 1 |   |

<table><caption>表题</caption><tr><th></th><th>甲</th></tr><tr><th>行</th><td rowspan=2></td></tr><tr><th>二</th></tr></table>

<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td></td></tr></table>

<table><thead><tr><th id="t">甲</th><th id="u">乙</th></tr></thead><tbody><tr><th id="v" headers="t">行</th><td headers="u v">x</td></tr></tbody></table>

*[HTML]: 超文本标记语言

HTML 与<abbr title="层叠样式表">CSS</abbr>

- 一
  - 二
    1. 三

       四
- [ ] 未
- [x] 已

1) 甲

- [ ] 全
- [ ] 是

段

-
- x

术语
: 定义一
: 定义二

  段

> [!NOTE]
> 注意

> 引文
>
> 二段[^b]

    code block

* * *

<details><summary>概要</summary>

内容

</details>

👍 👨‍👩‍👧 🇨🇳 x​y 没有字形：𐍈 ꧁ ﷽

<a id="锚"></a>

[见](#甲) [锚](#锚) $$E=mc^2$$

#### 更深

[^a]: # 注一

    第二段
[^b]: 注二[^c]
[^c]: 注三
"""


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 300 200">
<defs><linearGradient id="g"><stop offset="0" stop-color="red" stop-opacity="0.3"/><stop offset="1"/></linearGradient>
<pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="green"/></pattern>
<mask id="m"><rect width="99" height="99" fill="white" opacity="0.5"/></mask></defs>
<rect width="90" height="90" fill="url(#g)"/><rect x="90" width="90" height="90" fill="url(#p)"/>
<g mask="url(#m)"><rect width="50" height="50"/></g><g opacity="0.5"><rect width="9" height="90"/><circle r="20"/></g>
<g style="mix-blend-mode:multiply"><rect x="5" y="5" width="40" height="40" fill="red"/></g>
<text x="10" y="120" font-family="DejaVu Sans">Latin äöü 中文</text><text x="10" y="150" font-family="serif">fi 字</text>
</svg>
"""


def cmyk_jpeg():
    """A JPEG of four components and 8 by 8 pixels, without a profile."""

    def segment(marker, data):
        return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + bytes(data)

    frame = [8, 0, 8, 0, 8, 4] + [entry for i in range(1, 5) for entry in (i, 0x11, 0)]
    tables = [table for kind in (0x00, 0x10) for table in (segment(0xC4, [kind, 1, *[0] * 15, 0]),)]
    scan = segment(0xDA, [4] + [entry for i in range(1, 5) for entry in (i, 0)] + [0, 63, 0])
    # Each code is one bit, 0: no difference, end of block.
    return (b"\xff\xd8" + segment(0xEE, b"Adobe\0\x64\0\0\0\0\0") + segment(0xDB, [0, *[1] * 64]) +
            segment(0xC0, frame) + b"".join(tables) + scan + b"\0" + b"\xff\xd9")


class Standards(ProgramTest):
    def convert(self, source, *options, warnings=("-q",)):
        done = self.run_program(*warnings, source, *options, "-o", "out.pdf")
        self.assert_status(done, 0)
        return done, Model.read(self.path("out.pdf"))

    def assert_valid(self, source, standards, *options):
        _, model = self.convert(source, "--pdf-standard", standards, *options)
        self.assertEqual(check(model, standards), [], standards)
        return model

    def test_a_document_with_everything(self):
        self.write("p.png", png(40, 30))
        self.write("all.md", EVERYTHING)
        for notes in ("document", "page"):
            for standards in STANDARDS:
                with self.subTest(standards=standards, notes=notes):
                    self.assert_valid("all.md", standards, "--notes", notes)

    def test_drawings(self):
        self.write("s.svg", DRAWING)
        self.write("a.md", "# 题\n\n![图](s.svg)\n")
        _, model = self.convert("a.md")
        if not any(stream.get("/Subtype") == "/Form" for _, stream in model.streams()):
            self.skipTest("librsvg is not installed")
        for standards in STANDARDS:
            with self.subTest(standards=standards):
                self.assert_valid("a.md", standards)

    def test_contents_and_print(self):
        self.write("p.png", png(40, 30))
        self.write("all.md", EVERYTHING)
        self.write("b.css", "@page { marks: crop cross; bleed: 3mm; @top-left { content: '页眉' } }\n")
        model = self.assert_valid("all.md", "a-2a,ua-1", "--toc", "--style", "print", "--css", "b.css")
        pages = b"".join(model.contents(model.get(page)) for page in model.page_references())
        for artifact in (b"/Pagination/Subtype/Header/Attached[/Top]", b"/Pagination/Subtype/Footer/Attached[/Bottom]",
                         b"/Page", b"/Layout"):
            self.assertIn(b"/Artifact<</Type" + artifact + b">>BDC", pages)
        kinds = [node.kind for node in Tree(model).nodes]
        self.assertTrue({"TOC", "TOCI"} <= set(kinds))

    def test_what_elements_say_of_themselves(self):
        self.write("p.png", png(40, 30))
        self.write("all.md", EVERYTHING)
        _, model = self.convert("all.md")
        nodes = Tree(model).nodes
        said = {(node.kind, node.text("/Lang")) for node in nodes if node.text("/Lang")}
        self.assertEqual(said, {("P", "ja"), ("Span", "en")})
        self.assertEqual([node.text("/E") for node in nodes if "/E" in node.own], ["超文本标记语言", "层叠样式表"])
        self.assertEqual([node.attributes.get("/ListNumbering") for node in nodes if node.kind == "L"],
                         ["/Disc", "/Circle", "/Decimal", "/Decimal", "/None", "/Disc", "/None"])
        headers = [[text_of(name) for name in node.attributes["/Headers"]] for node in nodes if "/Headers" in node.attributes]
        self.assertEqual(headers, [["t"], ["u", "v"]])

    def test_languages_that_are_none(self):
        self.write("a.md", "---\nlang: 12\n---\n\n字 <span lang='x_y'>字</span> <em lang='de'>Wort</em>\n")
        _, model = self.convert("a.md")
        self.assertEqual(check(model, "ua-1"), [])
        self.assertEqual([node.text("/Lang") for node in Tree(model).nodes if "/Lang" in node.own], ["de"])

    def test_odd_documents(self):
        self.write("p.png", png(40, 30))
        rows = "<tr><th>甲</th></tr>"
        odd = {
            "a head without rows": f"| a | b |\n|---|---|\n\n<table><thead>{rows}</thead></table>\n",
            "headings that show nothing": "# 甲\n\n##\n\n### 乙\n\n# ![](p.png)\n\n## <img src='p.png' role='presentation'>\n\n#### 丙\n",
            "empty blocks": "- \n- \n\n1.\n\n>\n\n文[^a]\n\n```\n```\n\n[](https://a.b)\n\n<ruby><rt>x</rt></ruby>\n\n[^a]:\n",
            "characters that mean nothing": "字\ufffd\ufffe\ufeff`\ufeff\u0301 \ufffd\ufffe \0`[\0](u\0 \"\0\")\n",
            "long texts": f"---\ntitle: {'题' * 20000}\ndescription: {'a' * 40000}\n---\n\n# {'长' * 20000}\n\n"
                          f"[{'链' * 20000}](https://a.b)\n\n![{'𠮷' * 9000}](p.png)\n",
        }
        for name, text in odd.items():
            self.write("odd.md", text)
            for notes, standards in (("document", "a-2a,ua-1"), ("page", "a-4")):
                with self.subTest(name=name, standards=standards):
                    self.assert_valid("odd.md", standards, "--notes", notes, "--toc")

    def test_samples(self):
        for sample in [*SAMPLES, *([SEED] if SEED else [])]:
            for standards in ("ua-1", "a-2a,ua-1", "a-4"):
                with self.subTest(sample=sample, standards=standards):
                    self.assert_valid(sample, standards)

    def test_the_default_is_universal_access(self):
        self.write("a.md", "# 题\n\n文字\n")
        _, model = self.convert("a.md")
        default = self.read("out.pdf")
        self.assertEqual(check(model, "ua-1"), [])
        self.assert_valid("a.md", "ua-1")
        self.assertEqual(self.read("out.pdf"), default)
        self.assertNotIn("pdfuaid:part", self.convert("a.md", "--pdf-standard", "1.7")[1].xmp())

    def test_wrong_lists(self):
        self.write("a.md", "文字\n")
        wrong = {"a-1b": "is none of", "": "is none of", "a-2u,a-3u": "one part and level", "a-4,ua-1": "PDF 2.0",
                 "1.7,a-4": "PDF 2.0", "a-4f": "add --attach-source", "ua-1,": "is none of"}
        for standards, message in wrong.items():
            with self.subTest(standards=standards):
                done = self.run_program("a.md", "--pdf-standard", standards, "-o", "a.pdf")
                self.assert_status(done, 2)
                self.assertIn(message, done.err)
                self.assertFalse(os.path.exists(self.path("a.pdf")))
        for standards in ("a-2a", "a-2b", "a-2u,ua-1"):
            done = self.run_program("a.md", "--pdf-standard", standards, "--attach-source", "-o", "a.pdf")
            self.assert_status(done, 2)
            self.assertIn("allows no attached source", done.err)

    # ---- what a document breaks ----

    def test_pages_that_are_too_small_or_too_large(self):
        self.write("a.md", "文字\n")
        for size, standards, status in (("2pt 99pt", "a-2b", 2), ("210in 99pt", "a-4", 2), ("2pt 99pt", "ua-1", 0)):
            self.write("a.css", "@page { size: %s; margin: 0 }\n" % size)
            done = self.run_program("-q", "a.md", "--css", "a.css", "--pdf-standard", standards, "-o", "out.pdf")
            self.assert_status(done, status)
            if status:
                self.assertIn("3 to 14400 points", done.err)

    def test_private_use_is_told(self):
        self.write("a.md", "文字\n\n专\ue000用，再\ue000\U000f0000\n")
        for standards, told in (("a-2a", 2), ("a-4", 2), ("a-2u", 0), ("ua-1", 0)):
            with self.subTest(standards=standards):
                done, model = self.convert("a.md", "--pdf-standard", standards, warnings=("--diagnostics", "short"))
                lines = [line for line in done.err.splitlines() if "[-Wpdf-standard]" in line]
                self.assertEqual(len(lines), told, done.err)
                if told:
                    self.assertTrue(lines[0].startswith("a.md:3:"), lines)
                    self.assertIn("U+E000", lines[0])
                self.assertEqual(check(model, standards), [])

    def test_private_use_in_drawings_is_told(self):
        self.write("s.svg", DRAWING.replace("fi 字", "x\ue000y \U000f0000"))
        self.write("a.md", "文字\n\n字![图](s.svg)\n")
        for standards, told in (("a-2a", 2), ("a-4", 2), ("a-2u", 0)):
            done, model = self.convert("a.md", "--pdf-standard", standards, warnings=("--diagnostics", "short"))
            if "librsvg" in done.err:
                self.skipTest("librsvg is not installed")
            lines = [line for line in done.err.splitlines() if "[-Wpdf-standard]" in line]
            self.assertEqual(len(lines), told, done.err)
            self.assertTrue(all(line.startswith("a.md:3:3:") and "s.svg" in line for line in lines), lines)
            self.assertEqual(check(model, standards), [])

    def test_cmyk_becomes_rgb(self):
        self.write("c.jpg", cmyk_jpeg())
        self.write("a.md", "文字\n\n字![图](c.jpg)\n")
        done, model = self.convert("a.md", warnings=())
        self.assertNotIn("pdf-standard", done.err)
        self.assertIn(b"/DeviceCMYK", model.raw)
        done, model = self.convert("a.md", "--pdf-standard", "a-3u", warnings=("--diagnostics", "short"))
        self.assertRegex(done.err, r"(?m)^a\.md:3:\d+: warning: .*CMYK.*\[-Wpdf-standard\]$")
        self.assertEqual(check(model, "a-3u"), [])
        self.assertTrue(any(stream.get("/Subtype") == "/Image" for _, stream in model.streams()))

    # ---- attachments ----

    def attached(self):
        """The names and bytes of what poppler finds attached."""
        os.makedirs(self.path("found"), exist_ok=True)
        names = subprocess.run(["pdfdetach", "-list", self.path("out.pdf")], capture_output=True, check=True).stdout
        found = {}
        for number, name in re.findall(r"(?m)^(\d+): (.*)$", names.decode("utf-8")):
            target = self.path(f"found/{number}")
            subprocess.run(["pdfdetach", "-save", number, "-o", target, self.path("out.pdf")], check=True,
                           capture_output=True)
            found[name] = self.read(f"found/{number}")
        return found

    def test_the_source_comes_back(self):
        source = "\ufeff---\ntitle: 题\r\n---\r\n# 甲\r\n\r\n文字\r\n".encode()
        self.write("文/源.md", source)
        for standards in ("ua-1", "a-3a,ua-1", "a-3b", "a-4", "a-4e"):
            with self.subTest(standards=standards):
                _, model = self.convert("文/源.md", "--pdf-standard", standards, "--attach-source")
                self.assertEqual(check(model, "a-4f" if standards == "a-4" else standards), [])
                self.assertEqual(self.attached(), {"源.md": source})

    def test_a_book_has_all_its_texts(self):
        summary = "- [甲](a.md)\n- [乙](b/b.md)\n"
        texts = {"src/SUMMARY.md": summary, "src/a.md": "# 甲\n", "src/b/b.md": "# 乙\n\n文字\n\n{{#include more.md}}\n\n```\n{{#include code.py}}\n```\n",
                 "src/b/more.md": "另\n", "src/b/code.py": "print(1)\n"}
        for name, text in texts.items():
            self.write("book/" + name, text)
        self.write("book/book.toml", '[book]\ntitle = "书"\n')
        _, model = self.convert("book", "--pdf-standard", "a-3u", "--attach-source")
        self.assertEqual(check(model, "a-3u"), [])
        self.assertEqual(self.attached(), {name.removeprefix("src/"): text.encode() for name, text in texts.items()})
        kinds = {text_of(file["/UF"]): model.get(model.get(file["/EF"])["/F"])["/Subtype"]
                 for file in map(model.get, model.get(model.catalog["/AF"]))}
        self.assertEqual(kinds, {"SUMMARY.md": "/text/markdown", "a.md": "/text/markdown", "b/b.md": "/text/markdown",
                                 "b/more.md": "/text/markdown", "b/code.py": "/text/x-python"})
        first = self.read("out.pdf")
        self.convert("book", "--pdf-standard", "a-3u", "--attach-source", "--jobs", "1")
        self.assertEqual(self.read("out.pdf"), first)

    def test_pages_look_alike_under_all_standards(self):
        self.write("a.md", "# 题\n\n文字，*着重* `code`。\n")
        texts = set()
        for standards in ("ua-1", "a-2u", "a-4"):
            self.convert("a.md", "--pdf-standard", standards)
            subprocess.run(["qpdf", "--check", self.path("out.pdf")], check=True, capture_output=True)
            texts.add(subprocess.run(["pdftotext", "-raw", self.path("out.pdf"), "-"], capture_output=True,
                                     check=True).stdout)
        self.assertEqual(len(texts), 1)

    def test_part_4_has_its_metadata_in_xmp_alone(self):
        self.write("a.md", "# 题\n\n文字\n")
        model = self.assert_valid("a.md", "a-4")
        self.assertNotIn("/Info", model.trailer)
        model = self.assert_valid("a.md", "a-3u")
        self.assertEqual(text_of(model.get(model.trailer["/Info"])["/Title"]), "题")


if __name__ == "__main__":
    unittest.main()
