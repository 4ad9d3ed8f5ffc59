# SPDX-License-Identifier: MIT
"""Books: several files, mdBook's folders, GitBook's folders."""

import json
import os
import re
import unittest
import zipfile

from program import ProgramTest, png


def walk(node):
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


class Books(ProgramTest):
    def convert(self, *arguments):
        done = self.run_program(*arguments, "--to", "json", "-o", "book.json")
        self.assert_status(done, 0)
        return json.loads(self.read("book.json")), done.err

    def epub(self, *arguments):
        done = self.run_program(*arguments, "-o", "book.epub")
        self.assert_status(done, 0)
        with zipfile.ZipFile(self.path("book.epub")) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(("ml", "opf", "ncx"))}

    def mdbook(self, summary, **chapters):
        self.write("b/book.toml", '[book]\ntitle = "书"\nauthors = ["甲", "乙"]\nlanguage = "zh-CN"\n')
        self.write("b/src/SUMMARY.md", summary)
        for name, text in chapters.items():
            self.write(f"b/src/{name}.md", text)
        return "b"

    def test_several_files_are_chapters(self):
        self.write("a.md", "---\ntitle: 一\nauthor: 我\n---\n\n甲[^1]，见[二](b.md#二)。\n\n[^1]: 注\n")
        self.write("b.md", "# 二\n\n乙[^1]，见[一](a.md)。\n\n[^1]: 另注\n")
        tree, messages = self.convert("a.md", "b.md")
        self.assertEqual(messages, "")
        self.assertEqual([chapter["title"] for chapter in tree["chapters"]], ["一", "二"])
        self.assertEqual([note["number"] for note in tree["notes"]], [1, 2])
        self.assertEqual(tree["metadata"]["authors"], ["我"])
        ids = {node["id"] for node in walk(tree["blocks"]) if "id" in node}
        for node in walk(tree["blocks"]):
            if node.get("type") == "Link":
                self.assertIn(node["href"][1:], ids)

    def test_files_of_different_folders(self):
        self.write("a/a.md", "# 一\n\n见[二](../b/b.md)。\n")
        self.write("b/b.md", "# 二\n")
        tree, messages = self.convert("a/a.md", "b/b.md")
        self.assertEqual(messages, "")
        self.assertEqual([chapter["path"] for chapter in tree["chapters"]], ["a/a.md", "b/b.md"])

    def test_notes_numbered_by_chapter(self):
        self.write("a.md", "甲[^1]\n\n[^1]: 注\n")
        self.write("b.md", "乙[^1]\n\n[^1]: 另注\n")
        tree, _ = self.convert("a.md", "b.md", "--notes-numbering", "chapter", "--notes", "chapter")
        self.assertEqual([note["shownNumber"] for note in tree["notes"]], [1, 1])
        files = self.epub("a.md", "b.md", "--notes", "chapter")
        self.assertIn('id="note-2"', files["EPUB/b.xhtml"])
        self.assertNotIn("EPUB/notes.xhtml", files)

    def test_notes_at_the_foot_of_pages(self):
        self.write("a.md", "甲[^1]乙[^2]\n\n[^1]: 注[^3]\n\n[^2]: 二\n\n[^3]: 注之注\n")
        self.write("b.md", "丙[^1]\n\n[^1]: 另注\n")
        tree, _ = self.convert("a.md", "b.md", "--notes", "page", "--notes-numbering", "page")
        self.assertEqual(tree["notePlacement"], "page")
        self.assertTrue(tree["notesNumberedByPage"])
        # A note in a note follows it.
        self.assertEqual([note["label"] for note in tree["notes"]], ["1", "3", "2", "1"])
        # Without pages they stand at the end of chapters, or of the document.
        files = self.epub("a.md", "b.md", "--notes", "page")
        self.assertIn('id="note-4"', files["EPUB/b.xhtml"])
        files = self.epub("a.md", "--notes", "page")
        self.assertIn('id="note-3"', "".join(files.values()))
        done = self.run_program("a.md", "--notes", "page", "--to", "html", "-o", "a.html")
        self.assert_status(done, 0)
        self.assertIn(b'id="note-3"', self.read("a.html"))

    def test_where_notes_stand_is_one_of_three(self):
        self.write("a.md", "甲\n")
        done = self.run_program("a.md", "--notes", "foot", "-o", "a.pdf")
        self.assert_status(done, 2)
        self.assertIn("--notes takes one of document, chapter, page", done.err)

    def test_notes_tell_the_pages_of_their_marks(self):
        self.write("a.md", "甲[^1]\n\n[^1]: 注\n")
        files = []
        for option in ((), ("--note-pages",)):
            done = self.run_program("a.md", *option, "-o", "a.pdf")
            self.assert_status(done, 0)
            files.append(self.read("a.pdf"))
        self.assertNotEqual(*files)

    def test_notes_at_the_end_of_the_book(self):
        self.write("a.md", "甲[^1]\n\n[^1]: 注\n")
        self.write("b.md", "# 第二\n\n乙[^1]\n\n[^1]: 另注\n")
        files = self.epub("a.md", "b.md", "--title", "书")
        self.assertIn('href="notes.xhtml#note-2"', files["EPUB/b.xhtml"])
        self.assertIn('href="b.xhtml#noteref-2"', files["EPUB/notes.xhtml"])
        self.assertIn("<h3>第二</h3>", files["EPUB/notes.xhtml"])

    def test_the_same_heading_in_two_chapters(self):
        self.write("a.md", "# 用法\n\n[这里](#用法) [那里](b.md#用法)\n")
        self.write("b.md", "# 用法\n\n[这里](#用法) [那里](a.md#用法)\n")
        files = self.epub("a.md", "b.md")
        self.assertEqual(re.findall(r'href="([^"]*#[^"]*)"', files["EPUB/a.xhtml"]), ["#用法", "b.xhtml#用法-1"])
        self.assertEqual(re.findall(r'href="([^"]*#[^"]*)"', files["EPUB/b.xhtml"]), ["#用法-1", "a.xhtml#用法"])

    def test_summary(self):
        book = self.mdbook(
            "# 目录\n\n[前言](preface.md)\n\n# 上篇\n\n- [一](a.md)\n  - [一之一](b.md)\n- [草稿]()\n\n"
            "# 下篇\n\n- [二](<c d.md>)\n\n[后记](end.md)\n",
            **{"preface": "# 前言\n", "a": "# 一\n", "b": "# 一之一\n\n## 节\n", "c d": "# 二\n", "end": "# 后记\n"},
        )
        tree, messages = self.convert(book)
        self.assertEqual(messages, "")
        self.assertEqual(tree["metadata"]["title"], "书")
        self.assertEqual(tree["metadata"]["authors"], ["甲", "乙"])
        self.assertEqual(
            [(c["kind"], c["title"], c["number"], c["depth"]) for c in tree["chapters"]],
            [
                ("front", "前言", [], 0),
                ("part", "上篇", [], 0),
                ("numbered", "一", [1], 0),
                ("numbered", "一之一", [1, 1], 1),
                ("numbered", "草稿", [2], 0),
                ("part", "下篇", [], 0),
                ("numbered", "二", [3], 0),
                ("back", "后记", [], 0),
            ],
        )
        self.assertEqual(
            [(entry["level"], entry["title"], bool(entry["id"])) for entry in tree["outline"]],
            [
                (1, "前言", True),
                (1, "上篇", True),
                (2, "1 一", True),
                (3, "1.1 一之一", True),
                (4, "节", True),
                (2, "2 草稿", False),
                (1, "下篇", True),
                (2, "3 二", True),
                (1, "后记", True),
            ],
        )

    def test_spine_follows_the_summary(self):
        book = self.mdbook("- [二](b.md)\n- [一](a.md)\n", a="# 一\n\n[二](b.html) [三](c.md)\n", b="# 二\n")
        files = self.epub(book)
        spine = re.findall(r'idref="([^"]*)"', files["EPUB/package.opf"])
        paths = dict(re.findall(r'<item id="([^"]*)" href="([^"]*)"', files["EPUB/package.opf"]))
        self.assertEqual([paths[item] for item in spine], ["cover.xhtml", "title-page.xhtml", "nav.xhtml", "b.xhtml", "a.xhtml"])
        self.assertIn('href="b.xhtml#chapter-1"', files["EPUB/a.xhtml"])

    def test_what_a_summary_may_not_hold(self):
        book = self.mdbook("- [一](a.md)\n- [又](a.md)\n- [无](none.md)\n- [外](https://example.org/)\n\n文字\n", a="# 一\n")
        tree, messages = self.convert(book)
        self.assertEqual([chapter["title"] for chapter in tree["chapters"]], ["一", "无"])
        self.assertEqual(
            re.findall(r"SUMMARY.md:(\d+):.*\[-W([a-z-]*)\]", messages),
            [("2", "summary-syntax"), ("3", "chapter-missing"), ("4", "summary-syntax"), ("6", "summary-syntax")],
        )

    def test_names_that_an_epub_has_already(self):
        names = ("nav", "toc", "cover", "title-page", "notes", "mimetype")
        book = self.mdbook("".join(f"- [{name}]({name}.md)\n" for name in names), **{name: f"# {name}[^1]\n\n[^1]: x\n" for name in names})
        files = self.epub(book)
        self.assertIn("EPUB/nav-2.xhtml", files)

    def test_gitbook(self):
        self.write("b/book.json", '{"title": "书", "language": "zh"}')
        self.write("b/SUMMARY.md", "# Summary\n\n* [简介](README.md)\n* [一](ch1/README.md)\n  * [甲](ch1/a.md#x)\n")
        self.write("b/README.md", "# 简介\n\n[一](ch1/)\n")
        self.write("b/ch1/README.md", "# 一\n")
        self.write("b/ch1/a.md", "# 甲\n\n[上](../README.md)\n")
        tree, messages = self.convert("b")
        self.assertEqual(messages, "")
        self.assertEqual([chapter["title"] for chapter in tree["chapters"]], ["简介", "一", "甲"])

    def test_lines_of_code_that_the_settings_hide(self):
        book = self.mdbook("- [一](a.md)\n", a="# 一\n\n```python\n~a\nb\n```\n\n```c\n~d\n```\n")
        self.write("b/book.toml", '[output.html.code.hidelines]\npython = "~"\n')
        tree, messages = self.convert(book)
        self.assertEqual(messages, "")
        self.assertEqual([node["text"] for node in walk(tree["blocks"]) if node.get("type") == "CodeBlock"], ["b\n", "~d\n"])

    def test_captions_are_numbered_as_the_option_then_the_settings_say(self):
        book = self.mdbook("- [一](a.md)\n", a="# 一\n\n![甲](x.png){#fig:a}\n\n见[@fig:a]。\n")
        self.write("b/src/x.png", png(1, 1))
        self.write("b/book.toml", '[output.mdbook-conv]\nnumber-captions = false\ntitle = "书"\n')
        for option, said in (((), "甲"), (("--number-captions", "yes"), "图 1-1")):
            tree, messages = self.convert(book, "--from", "markdown", "--lang", "zh", *option)
            self.assertEqual(messages, "")
            self.assertEqual(tree["metadata"]["title"], "书")
            links = [node for node in walk(tree["blocks"]) if node.get("type") == "Link"]
            self.assertEqual([node["children"][0]["text"] for node in links], [said])

    def test_headings_of_nested_chapters_are_a_level_further_down(self):
        book = self.mdbook("- [一](a.md)\n  - [甲](b.md)\n  - [乙](c.md)\n- [二]()\n  - [丙](d.md)\n", a="# 一\n",
                           b="# 甲\n\n## 其一\n", c="## 乙\n\n### 其二\n", d="# 丙\n")
        tree, messages = self.convert(book)
        self.assertEqual(messages, "")
        chapters = [block for block in tree["blocks"] if block.get("kind") == "chapter"]
        levels = [[node["level"] for node in walk(block) if node.get("type") == "Heading"] for block in chapters]
        self.assertEqual(levels, [[1], [2, 3], [2, 3], [1]])
        self.assertEqual([block.get("classes", []) for block in chapters],
                         [[], ["nested", "depth-1"], ["nested", "depth-1"], []])

    def test_a_folder_that_lies_outside(self):
        self.write("b/book.toml", '[book]\nsrc = "../out"\n')
        self.write("out/SUMMARY.md", "- [a](a.md)\n")
        done = self.run_program("b", "-o", "x.epub")
        self.assert_status(done, 4)
        self.assertIn("outside the root", done.err)

    def test_dependencies_name_all_chapters(self):
        book = self.mdbook("- [一](a.md)\n- [二](b.md)\n", a="# 一\n", b="# 二\n")
        self.assert_status(self.run_program(book, "-o", "x.epub", "--deps", "x.d"), 0)
        self.assertIn("b/src/a.md", self.read("x.d").decode())
        self.assertIn("b/src/b.md", self.read("x.d").decode())

    def test_a_folder_that_may_not_be_entered(self):
        os.chmod(self.path("."), 0o755)
        self.mdbook("- [一](one.md)\n", one="# 一\n")
        os.chmod(self.path("b"), 0o700 if os.geteuid() == 0 else 0)
        try:
            # The rights of files do not bind root.
            done = self.run_program("b", "--to", "html", before=lambda: os.geteuid() == 0 and os.setuid(65534))
        except PermissionError:
            self.skipTest("another user cannot run the program")
        finally:
            os.chmod(self.path("b"), 0o700)
        self.assert_status(done, 4)
        self.assertEqual(done.err, 'mdbook-conv: error: cannot read "b": permission denied\n')

    def test_included_files_are_named_as_the_user_sees_them(self):
        self.write("book/src/SUMMARY.md", "# S\n\n- [甲](b/b.md)\n")
        self.write("book/src/b/b.md", "# 甲\n\n{{#include more.md}}\n\n{{#include ../top.md}}\n")
        self.write("book/src/b/more.md", "文[^q]\n")
        self.write("book/src/top.md", "文[^r]\n")
        self.write("book/book.toml", '[book]\ntitle = "书"\n')
        for folder, source, names in ((".", "book", ("book/src/b/more.md", "book/src/top.md")),
                                      ("book/src/b", "b.md", ("more.md", "../top.md")),
                                      ("book/src/b", "../b/b.md", ("../b/more.md", "../top.md")),
                                      ("book/src", "b/b.md", ("b/more.md", "top.md"))):
            with self.subTest(folder=folder, source=source):
                done = self.run_program("--diagnostics", "short", source, "-o", self.path("out.html"), "--root",
                                        self.path("book"), cwd=self.path(folder))
                self.assert_status(done, 0)
                for name in names:
                    self.assertIn(f"{name}:1:", done.err)
                    self.assertEqual(os.path.exists(os.path.join(self.path(folder), name)), True)


if __name__ == "__main__":
    unittest.main()
