# SPDX-License-Identifier: MIT
"""Metadata from the command line, from the document and from files, and which of them wins."""

import json
import unittest

from program import ProgramTest


class Metadata(ProgramTest):
    def read_metadata(self, *arguments):
        done = self.run_program("-t", "json", *arguments)
        self.assert_status(done, 0)
        return json.loads(done.out)["metadata"]

    def test_files_in_three_languages(self):
        self.write("post.md", "text\n")
        self.write("a.yaml", "title: A\nauthor: [甲, {name: 乙}]\n")
        self.write("b.yml", "---\ntitle: A\nauthor: [甲, {name: 乙}]\n---\nnot read\n")
        self.write("c.toml", "title = 'A'\nauthor = ['甲', '乙']\n")
        self.write("d.toml", "+++\ntitle = 'A'\nauthor = ['甲', '乙']\n+++\n")
        self.write("e.json", '\ufeff{"title": "A", "author": ["甲", "乙"]}\n')
        self.write("other", "title: A\nauthors:\n  - 甲\n  - 乙\n")
        for name in ("a.yaml", "b.yml", "c.toml", "d.toml", "e.json", "other"):
            metadata = self.read_metadata("post.md", "--metadata-file", name)
            self.assertEqual((metadata["title"], metadata["authors"]), ("A", ["甲", "乙"]), name)
            self.assertTrue(metadata["showTitle"])
            self.assertNotIn("span", metadata)

    def test_command_line_goes_over_document_goes_over_files(self):
        self.write("post.md", "---\ntitle: D\nauthors: [d]\ndraft: false\n---\ntext\n")
        self.write("a.yaml", "title: A\nauthor: a\nsubtitle: A\npublisher: A\nrights: A\ndraft: true\n")
        self.write("b.yaml", "publisher: B\n")
        metadata = self.read_metadata("post.md", "--metadata-file", "a.yaml", "--metadata-file=b.yaml", "-M", "rights=M")
        found = {key: metadata.get(key) for key in ("title", "authors", "subtitle", "publisher", "rights", "draft")}
        self.assertEqual(found, {"title": "D", "authors": ["d"], "subtitle": "A", "publisher": "B", "rights": "M",
                                 "draft": None})

    def test_a_name_has_a_date_that_is_no_part_of_the_title(self):
        self.write("2022-08-22-name.md", "text\n")
        self.write("2022-08-23-name.md", "---\ndate: 2020-01-01\n---\ntext\n")
        self.write("a.yaml", "date: 2019-01-01\n")
        metadata = self.read_metadata("2022-08-22-name.md", "--metadata-file", "a.yaml")
        self.assertEqual((metadata["title"], metadata["date"]), ("name", "2022-08-22"))
        self.assertEqual(self.read_metadata("2022-08-23-name.md")["date"], "2020-01-01")
        self.assertEqual(self.read_metadata("2022-08-22-name.md", "-M", "date=2021")["date"], "2021")

    def test_errors_have_their_place(self):
        self.write("post.md", "text\n")
        self.write("a.yaml", "title: A: B\n")
        self.write("b.toml", "\ntitle = B\n")
        self.write("c.json", '{"title": }\n')
        for name, place in (("a.yaml", "1:9"), ("b.toml", "2:9"), ("c.json", "1:11")):
            done = self.run_program("post.md", "-t", "json", "--metadata-file", name, "--diagnostics", "short")
            self.assert_status(done, 1)
            self.assertTrue(done.err.startswith(f"{name}:{place}: error: the metadata file is not valid"), done.err)

    def test_unreadable_files(self):
        self.write("post.md", "text\n")
        self.write("bad.yaml", b"title: \xff\n")
        done = self.run_program("post.md", "-t", "json", "--metadata-file", "absent.yaml")
        self.assert_status(done, 4)
        self.assertIn("absent.yaml", done.err)
        self.assert_status(self.run_program("post.md", "-t", "json", "--metadata-file", "bad.yaml"), 4)

    def test_files_are_prerequisites_and_no_targets(self):
        self.write("post.md", "text\n")
        self.write("a.yaml", "title: A\n")
        self.assert_status(self.run_program("post.md", "-o", "x.html", "--metadata-file", "a.yaml", "-MD"), 0)
        self.assertEqual(self.read("x.d").decode().replace("\\\n", " ").split(), ["x.html:", "post.md", "a.yaml"])
        done = self.run_program("post.md", "-t", "html", "-o", "a.yaml", "--metadata-file", "a.yaml")
        self.assert_status(done, 2)
        self.assertIn("is a metadata file and an output", done.err)
        self.assertEqual(self.read("a.yaml"), b"title: A\n")


if __name__ == "__main__":
    unittest.main()
