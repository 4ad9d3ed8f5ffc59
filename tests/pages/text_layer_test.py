# SPDX-License-Identifier: MIT
"""What a PDF says in the order of its structure is the document's text: the sample, the seed and corpus posts when at
hand, and a text of what is hard to give back; poppler and MuPDF read the same; and what is wrong is found."""

import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import text_layer
from pdf_text import TextLayer
from program import MATERIAL, PROGRAM, ProgramTest, png

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/preface.md")
SEED = os.path.join(MATERIAL, "seed/kamailio-preface.md") if MATERIAL else ""
CORPUS = os.path.join(MATERIAL, "corpus") if MATERIAL else ""
# Of the corpus every so many files, so that the test ends in a minute.
EVERY = 40

HARD = """---
title: 难  写的——“字”……
subtitle: Der Untertitel
author: [甲, Anna B.]
lang: zh-Hans
---

# 连字与省略 office

An office affluent in waffles: fi fl ffi ffl ﬁ ﬂ, naïve cafe\u0301, Å/A\u030a, x\u0302y\u0302, 5\u00a0km, non\u2011breaking, \
a\u200bb, word\u2060joiner, ½ ¾ ﷽.

他说……然后——走了⋯⋯两个⸺字，·间隔·号，“引号”‘单’“English”，Wait… and—dashes–here - there.

部首⽤⾷⻝、兼容漢\ufa47字、扩展𠀀𪜶𫝀、异体\u845b\U000e0100城市、𝒜𝔄，全角ＡＢＣ１２３。

表情😀👍🏽👩\u200d👩\u200d👧\u200d👦🇨🇳❤\ufe0f☑\ufe0e1\ufe0f\u20e3，缺字\U00100000和\ue000。

软\u00adinter\u00adnation\u00adal\u00adi\u00adsa\u00adtion连\u00ad字，internationalization internationalization internationalization \
representation configurability internationalization incomprehensibility incomprehensibility straightforwardness.

希伯来语 שלום עולם、阿拉伯语 السلام عليكم 123 و، 混合 abc אבג def (גד) 完。हिन्दी क्षत्रिय, ภาษาไทย, 한국어 각.

漢<ruby>字<rt>zì</rt>音<rt>yīn</rt></ruby>与<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>，H<sub>2</sub>O、\
x<sup>2</sup>，<kbd>Ctrl</kbd>，<mark>标</mark>，<u>线</u>，~~删~~，***粗斜***，[链接 *一* `码`](https://example.org/)，<https://example.org/a-b_c>。

硬换行\\
第二行\x20\x20
third line<br>fourth `code  with   spaces\ttab` 末。

```c
int main(void) {
\t\tprintf("a\tb\\n");   // 注释  两个空格


  return  0;\t/* fi ffl -> != === */
}
```

    缩进代码

    <&>"'

- 一
  - 二
    - 三
      - 四

        段落
  - 五 `x`
- [ ] 未
- [x] 完

9. 九
10. 十

1) 括号

> 引文
>
> > 二层

术语
: 定义一
: 定义二

| 表头 `a` | 中 | 右 |
|:--|:-:|--:|
| 单元格 | **b** | 1.5 |
| a<br>b |  | 注[^b] |

![没有的图](missing.png)

注一[^a]，又一次[^a]，注二[^b]。

![图](missing2.png "标题")

$$
a_1 + b
$$

行内 $x^2$ 公式。

***

<details><summary>摘要</summary>

内容

</details>

> [!NOTE]
> 提示

[^a]: 注文甲 office。

    第二段——

    ```
    code in note

    end
    ```

[^b]: 注文乙。
"""


class TextLayerTest(ProgramTest):
    def compare(self, *arguments):
        return text_layer.compare(PROGRAM, arguments, self.folder)

    def test_what_is_hard_to_give_back(self):
        self.write("hard.md", HARD)
        for measure in ("148mm 210mm", "210mm 297mm", "90mm 150mm"):
            for spacing in ("", "p, li, td { text-align: left; hyphens: none; text-spacing-trim: space-all; }"):
                with self.subTest(page=measure, css=spacing):
                    self.write("more.css", "@page { size: %s; } %s" % (measure, spacing))
                    found, blocks, _ = self.compare(self.path("hard.md"), "--css", self.path("more.css"))
                    self.assertEqual(found, [])
                    self.assertGreater(blocks, 60)

    def test_every_language(self):
        for language in ("zh-Hant-TW", "ja", "ko", "en", "de", "he", "ar"):
            with self.subTest(language=language):
                self.write("hard.md", HARD.replace("lang: zh-Hans", "lang: " + language))
                self.assertEqual(self.compare(self.path("hard.md"))[0], [])

    def test_pictures(self):
        """The words of a drawing are part of it; those of a picture that cannot be shown come once, caption or not."""
        self.write("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20">画</text></svg>')
        self.write("damaged.png", png(4, 8)[:33] + png(4, 4)[33:])
        self.write("a.md", "![画](a.svg)\n\n字 ![画](a.svg) 字 ![坏](damaged.png) 字\n\n![坏](damaged.png)\n")
        found, blocks, _ = self.compare(self.path("a.md"))
        self.assertEqual((found, blocks), ([], 4))

    def test_the_sample(self):
        self.assertEqual(self.compare(SAMPLE)[0], [])

    @unittest.skipUnless(SEED, "the seed is not at hand")
    def test_the_seed(self):
        self.assertEqual(self.compare(SEED)[0], [])

    @unittest.skipUnless(CORPUS and os.path.isdir(CORPUS), "the corpus is not at hand")
    def test_corpus_posts(self):
        names = sorted(os.path.join(base, name) for base, _, names in os.walk(CORPUS) for name in names
                       if name.endswith(".md") and os.path.getsize(os.path.join(base, name)) < 60000)
        compared = 0
        for name in names[::EVERY]:
            with self.subTest(file=os.path.relpath(name, CORPUS)):
                try:
                    found, _, characters = self.compare(name)
                except text_layer.NotConverted:  # it holds no text
                    continue
                self.assertEqual(found, [])
                compared += characters
        self.assertGreater(compared, 50000)

    def test_other_readers_say_the_same(self):
        """Without folios and running heads; poppler knows ActualText in the order of the page only, in which a table's rows come band
        by band, and takes Arabic ligatures apart the wrong way round; MuPDF 1.21 knows none."""
        bare_page = "@bottom-center { content: none; } @top-left { content: none; } @top-right { content: none; }"
        self.write("more.css", "@page { %s } @page :left { %s } @page :right { %s }" % ((bare_page,) * 3))
        self.write("hard.md", HARD.replace("a<br>b", "ab").replace("السلام", "مرحبا"))
        self.assertEqual(self.compare(self.path("hard.md"), "--css", self.path("more.css"))[0], [])
        said = bare("".join(block.text for block in TextLayer(self.path("out.pdf")).blocks))
        self.assertEqual(bare(self.output_of("pdftotext", "-raw", self.path("out.pdf"), "-")), said)

        self.assertEqual(self.compare(SAMPLE, "--css", self.path("more.css"))[0], [])
        said = bare("".join(block.text for block in TextLayer(self.path("out.pdf")).blocks))
        by_structure = self.output_of("pdfinfo", "-struct-text", self.path("out.pdf"))
        self.assertEqual(bare("".join(re.findall(r'^ *"(.*)"$', by_structure, re.M))), said)
        self.assertEqual(bare(self.output_of("mutool", "draw", "-q", "-F", "txt", self.path("out.pdf"))), said)

    @staticmethod
    def output_of(*command):
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")

    def test_faults_are_found(self):
        """A tree that is not what the PDF was made of."""
        changes = {
            "character": ("走了", "跑了"),
            "space": ("office affluent", "officeaffluent"),
            "line end": ("硬换行\\\n", "硬换行"),
            "blank line": ("空格\n\n\n", "空格\n\n"),
            "tab": ("/* fi", "/*\tfi"),
            "soft hyphen": ("inter\u00adnation", "internation"),
            "radical in code": ("缩进代码", "缩进代码⽤"),
            "order": ("- 一\n", "- 二\n"),
            "marker": ("9. 九", "8. 九"),
            "kind": ("# 连字与", "连字与"),
            "note": ("注一[^a]", "注一[^b]"),
            "missing block": ("缩进代码\n", "\n"),
            "ligature": ("ffl ﬁ", "ffl fi"),
        }
        self.write("hard.md", HARD)
        self.assertEqual(self.compare(self.path("hard.md"))[0], [])
        layer = TextLayer(self.path("out.pdf"))
        for what, (before, after) in changes.items():
            with self.subTest(fault=what):
                self.assertIn(before, HARD)
                self.write("other.md", HARD.replace(before, after, 1))
                self.assertNotEqual(text_layer.differences(text_layer.tree_of(PROGRAM, [self.path("other.md")],
                                                                              self.folder), layer), [])


def bare(text):
    """Without white space, marks of direction and what has no ink, which readers treat each in their own way."""
    return re.sub("[\\s\u00ad\u200b\u2060\u202a-\u202e\ufeff\ue0ad\ufffc]+", "", text)


if __name__ == "__main__":
    unittest.main()
