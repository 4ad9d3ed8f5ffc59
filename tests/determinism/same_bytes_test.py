# SPDX-License-Identifier: MIT
"""The same input gives the same bytes, whatever the threads, the time zone, the locale and the folder."""

import os
import unittest

from program import ProgramTest, png

POST = """---
title: "同样的字节"
tags: [甲, 乙]
---

# 一

正文[^a]，*强调*，`code`。![](images/a.png)

1. 甲
2. 乙

[^a]: 注。
"""
OUTPUTS = ("x.epub", "x.html", "x.pdf", "x.json")


class SameBytes(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("posts/post.md", POST)
        self.write("posts/images/a.png", png(4, 4))

    def convert(self, *arguments, cwd="posts", source="post.md", env=None):
        environment = {"SOURCE_DATE_EPOCH": "1661126400"}
        environment.update(env or {})
        outputs = [part for name in OUTPUTS for part in ("-o", self.path(name))]
        done = self.run_program(source, *outputs, *arguments, cwd=self.path(cwd), env=environment)
        self.assert_status(done, 0)
        files = [self.read(name) for name in OUTPUTS]
        for name in OUTPUTS:
            os.remove(self.path(name))
        return files, done.err

    def test_threads(self):
        reference = self.convert("-j", "1")
        for jobs in ("1", "2", "3", "8"):
            self.assertEqual(self.convert("-j", jobs), reference)

    def test_lines_that_threads_choose_ahead(self):
        """Enough paragraphs that they do, in chapters whose styles depend on their place in the book."""
        paragraphs = "\n\n".join(f"第 {n} 段正文，说的是同一件事，only with a few words of English." for n in range(400))
        self.write("book/SUMMARY.md", "[前言](front.md)\n\n- [一](one.md)\n    - [一之一](inner.md)\n- [二](two.md)\n")
        for name in ("front", "one", "inner", "two"):
            self.write(f"book/{name}.md", f"# {name}\n\n{paragraphs}\n\n- {paragraphs[:300]}\n")
        self.write("a.css", ".front p { letter-spacing: 0.1em } .body-start p { font-family: kai; letter-spacing: 0.2em }"
                            ".nested p { font-size: 9pt } p:nth-child(2n) { text-indent: 0 }")
        results = []
        for jobs in ("1", "2", "2", "3", "8"):
            done = self.run_program("book", "-o", "x.pdf", "-c", "a.css", "-j", jobs,
                                    env={"SOURCE_DATE_EPOCH": "1661126400"})
            self.assert_status(done, 0)
            results.append((self.read("x.pdf"), done.err))
        self.assertEqual(results.count(results[0]), len(results))

    def test_threads_inside_of_one_output(self):
        # Enough pages and faces that each thread finds work.
        self.write("posts/book.md", "".join(f"# {n}\n\n**粗** *楷* `码` Latin *italic*[^{n}]\n\n" + "正文，" * 400 +
                                            f"\n\n[^{n}]: 注 {n}。\n\n" for n in range(20)))
        results = []
        for jobs in ("1", "2", "3", "8"):
            done = self.run_program("book.md", "-o", self.path("x.pdf"), "-j", jobs, cwd=self.path("posts"),
                                    env={"SOURCE_DATE_EPOCH": "1661126400"})
            self.assert_status(done, 0)
            results.append((self.read("x.pdf"), done.err))
        self.assertGreater(results[0][0].count(b"CIDFontType0C"), 0)
        self.assertEqual(results.count(results[0]), len(results))

    def test_threads_inside_of_a_layout(self):
        # Long enough that other threads look ahead; with all that they leave to the layout or may not see as it does.
        self.write("posts/images/b.png", png(40, 30))
        kinds = (
            "正文，Western words that a narrow line would hyphenate，" * 8 + "**粗** *楷* `code_of(a, b)` [链](#x)[^{n}]。",
            "- 一\n  - internationalisation of {n}\n\n> 引文 {n}：“甲乙丙”\n",
            "```\nint f{n}(int x);\t// 注\n```\n\n| 甲 | 乙 |\n| --- | --- |\n| 正文 {n} | ![](images/b.png) |\n",
            "![](images/a.png){{width=20}} 行内 ![](images/absent.png) <ruby>漢<rt>かん</rt></ruby> 👍 \U000F0000",
            "# {n} 章\n\n## 节\n\nשלום עולם {n}\n",
        )
        text = "".join(kinds[n % len(kinds)].format(n=n) + "\n\n" + (f"[^{n}]: 注 {n}。\n\n" if n % 5 == 0 else "")
                       for n in range(900))
        for placement in ("page", "document"):
            self.write("posts/book.md", text)
            results = []
            for jobs in ("1", "2", "3", "8"):
                done = self.run_program("book.md", "-o", self.path("x.pdf"), "-j", jobs, "--notes", placement,
                                        cwd=self.path("posts"), env={"SOURCE_DATE_EPOCH": "1661126400"})
                self.assert_status(done, 0)
                results.append((self.read("x.pdf"), done.err))
            self.assertGreater(results[0][0].count(b"CIDFontType0C"), 0)
            self.assertEqual(results.count(results[0]), len(results), placement)

    def test_time_zone_and_locale(self):
        reference = self.convert()
        for env in ({"TZ": "Asia/Shanghai"}, {"TZ": "America/New_York"}, {"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"},
                    {"LC_ALL": "zh_CN.GB18030", "LANG": "de_DE.UTF-8"}, {"HOME": "/nonexistent"}):
            with self.subTest(env):
                self.assertEqual(self.convert(env=env), reference)

    def test_working_folder(self):
        # JSON, the last, names the input as it was given.
        *reference, _ = self.convert()[0]
        self.assertEqual(self.convert(cwd=".", source="posts/post.md")[0][:-1], reference)
        self.assertEqual(self.convert(cwd=".", source=self.path("posts/post.md"))[0][:-1], reference)

    def test_one_output_at_a_time(self):
        reference, _ = self.convert()
        for name, expected in zip(OUTPUTS, reference):
            done = self.run_program("post.md", "-o", self.path(name), cwd=self.path("posts"),
                                    env={"SOURCE_DATE_EPOCH": "1661126400"})
            self.assert_status(done, 0)
            self.assertEqual(self.read(name), expected)


if __name__ == "__main__":
    unittest.main()
