# SPDX-License-Identifier: MIT
"""The pages of the sample, of the seed when at hand, and of paragraphs that are hard to set: no fault; and each fault
that a sheet plants is found."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from check_pages import Checker
from page_reader import Pdf
from program import MATERIAL, ProgramTest, png

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/preface.md")
SEED = os.path.join(MATERIAL, "seed/kamailio-preface.md") if MATERIAL else ""

HARD = """---
lang: zh-Hans
---

他说：“（你好），《世界》。”然后——用 Kamailio 2.0 与 FreeSWITCH——走了……“真的吗？”我问。他点点头：“是的。（大概）”，便离开了那间屋子，\
再也没有回来过；大家都说：“《论语》里的话（第一篇），谁不知道呢？”于是《红楼梦》《三国演义》和《水浒传》又被搬了出来。

参见 https://www.example.org/articles/2022/09/a-very-long-path-with-many-parts/index.html?query=value&other=1 一文，其中的 \
`configuration_file_with_a_long_name.cfg` 和 `cargo build --release --all-features` 都有说明，提交号是 \
6eb3e87af2c7743d6c7c783154cc380c4b0ea270，internationalization 与 representation 等长词要断开。

按`i`进入编辑模式（就会和一般编辑器一样可以打字），按`esc`退出编辑模式，用`-r`复制目录，用 **粗体** 和 *楷体* 强调，见注[^1]。

[^1]: 注释里也有“引号”、（括号），以及 https://example.org/notes/some/path/to/a/page.html 这样的地址。

> 引文里的话：“不以规矩，不能成方圆。”——《孟子》；representation 和 internationalization 一样要断开，宽度却小得多，所以更难排。
"""


class Pages(ProgramTest):
    def faults_of(self, source, css=""):
        self.write("in.md", source)
        self.write("more.css", css)
        done = self.run_program("-q", "in.md", "--css", "more.css", "-o", "out.pdf")
        self.assert_status(done, 0)
        checker = Checker(Pdf(self.path("out.pdf")))
        return {kind: found for kind, found in checker.run().items() if found}, checker

    def test_hard_paragraphs_have_no_fault(self):
        for measure in ("148mm 210mm", "120mm 200mm", "105mm 180mm"):
            with self.subTest(page=measure):
                faults, checker = self.faults_of(HARD, "@page { size: %s; }" % measure)
                if measure != "148mm 210mm":
                    # An address's parts leave holes that no break avoids.
                    faults.pop("loose", None)
                self.assertEqual(faults, {})
                self.assertGreater(checker.counts["adjacent"], 5)
                self.assertGreater(checker.counts["gaps"], 15)

    def test_typed_spaces_and_connectors(self):
        """Typed spaces between marks, dashes between spaces, centred lines, wide pictures and commas of every Kai face:
        at many measures, so that each stands at a line's edge."""
        source = ("---\nlang: %s\n---\n\n" + "他说： “好” “坏” 。 （完） - 又 - 说 – 再，*着重，* 就， 算了。 “是” ， “否” 呢？ \n" * 9 +
                  "\n说在图前的几个字 ![图](wide.png)\n\n<p align=\"center\">" + "居中的话有两行那么长" * 4 + "</p>\n")
        self.write("wide.png", png(600, 40))
        for language in ("zh-Hans", "zh-Hant"):
            for width in range(110, 150, 4):
                with self.subTest(language=language, width=width):
                    faults, checker = self.faults_of(source % language, "@page { size: %dmm 210mm; }" % width)
                    for rest in ("loose", "lonely"):
                        faults.pop(rest, None)
                    self.assertEqual(faults, {})
                    self.assertGreater(checker.counts["adjacent"], 40)

    def test_the_sample_has_no_fault(self):
        with open(SAMPLE, encoding="utf-8") as file:
            faults, checker = self.faults_of(file.read())
        self.assertEqual(faults, {})
        self.assertGreater(checker.counts["lines"], 50)

    @unittest.skipUnless(SEED, "the seed is not at hand")
    def test_the_seed_has_no_fault(self):
        with open(SEED, encoding="utf-8") as file:
            faults, checker = self.faults_of(file.read())
        self.assertEqual(faults, {})
        self.assertGreater(checker.counts["lines"], 150)

    def test_planted_faults_are_found(self):
        planted = {
            "ragged": "p { text-align: left; }",
            "adjacent": "p { text-spacing-trim: space-all; }",
            "gap": "p { text-autospace: no-autospace; }",
        }
        for kind, css in planted.items():
            with self.subTest(kind=kind):
                self.assertIn(kind, self.faults_of(HARD, css)[0])


if __name__ == "__main__":
    unittest.main()
