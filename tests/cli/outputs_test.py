# SPDX-License-Identifier: MIT
"""What is written, where, and what stays when writing fails."""

import io
import json
import os
import random
import resource
import shutil
import stat
import subprocess
import unittest
import zipfile
from xml.etree import ElementTree

from program import PROGRAM, ProgramTest, png


class Outputs(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("post.md", "---\ntitle: A post\n---\n\nText.\n")

    def test_format_comes_from_the_extension(self):
        self.assert_status(self.run_program("post.md", "-o", "x.epub", "-o", "x.html"), 0)
        self.assertTrue(self.read("x.epub").startswith(b"PK"))
        self.assertIn(b"<html", self.read("x.html"))
        self.assert_no_leftovers("post.md", "x.epub", "x.html")

    def test_a_library_that_cannot_be_opened_is_named(self):
        self.write("libpodofo.so.0.9.8", "no library\n")
        self.write("libzip.so.4", "no library\n")
        self.write("old.pdf", "whole\n")
        for output, library in (("old.pdf", "PoDoFo"), ("x.epub", "libzip")):
            done = self.run_program("post.md", "-o", output, env={"LD_LIBRARY_PATH": self.folder})
            self.assert_status(done, 6)
            self.assertIn(f"without {library}: ", done.err)
            done = self.run_program("post.md", "-o", output, "--diagnostics", "json", env={"LD_LIBRARY_PATH": self.folder})
            self.assertEqual([json.loads(line)["code"] for line in done.err.splitlines()], ["library-missing"])
        self.assertEqual(self.read("old.pdf"), b"whole\n")
        done = self.run_program("post.md", "-o", "x.html", env={"LD_LIBRARY_PATH": self.folder})
        self.assert_status(done, 0)

    def test_to_wins_over_the_extension(self):
        self.assert_status(self.run_program("post.md", "--to", "epub", "-o", "x.zip"), 0)
        self.assertTrue(self.read("x.zip").startswith(b"PK"))

    def test_standard_input_and_output(self):
        done = self.run_program("-", "--to", "epub", "-o", "-", stdin=b"# Heading\n")
        self.assert_status(done, 0)
        with zipfile.ZipFile(io.BytesIO(done.bytes)) as archive:
            self.assertEqual(archive.namelist()[0], "mimetype")
        implicit = self.run_program("--to", "html", stdin=b"# Heading\n")
        self.assert_status(implicit, 0)
        self.assertIn("Heading", implicit.out)

    def test_names_that_look_like_options(self):
        self.write("-dash.md", "text\n")
        self.assert_status(self.run_program("-o", "x.html", "--", "-dash.md"), 0)

    def test_a_page_is_xml_whatever_its_sheets_hold(self):
        self.write("a.css", "/* <em> & ]]> </style> */ p > em { color: red }\n")
        self.assert_status(self.run_program("post.md", "-o", "x.html", "--css", "a.css"), 0)
        page = ElementTree.fromstring(self.read("x.html"))
        sheets = [style.text for style in page.findall(".//{*}style")]
        self.assertTrue(any("p > em" in sheet for sheet in sheets))

    def test_metadata_goes_over_the_front_matter(self):
        done = self.run_program("post.md", "-t", "html", "--title", "Another", "-M", "author=A", "-M", "author=B")
        self.assert_status(done, 0)
        self.assertIn("<title>Another</title>", done.out)
        self.assertNotIn("A post", done.out)

    def test_mode_of_a_new_file_and_of_an_old_one(self):
        self.run_program("post.md", "-o", "x.html", before=lambda: os.umask(0o027))
        self.assertEqual(stat.S_IMODE(os.stat(self.path("x.html")).st_mode), 0o640)
        os.chmod(self.path("x.html"), 0o604)
        self.run_program("post.md", "-o", "x.html")
        self.assertEqual(stat.S_IMODE(os.stat(self.path("x.html")).st_mode), 0o604)

    def test_symbolic_link_is_followed(self):
        os.mkdir(self.path("store"))
        self.write("store/real.html", "old")
        os.symlink("store/real.html", self.path("x.html"))
        self.assert_status(self.run_program("post.md", "-o", "x.html"), 0)
        self.assertTrue(os.path.islink(self.path("x.html")))
        self.assertIn(b"<html", self.read("store/real.html"))

    def test_device_is_written_into(self):
        done = self.run_program("post.md", "-t", "html", "-o", "/dev/stdout")
        self.assert_status(done, 0)
        self.assertIn("<html", done.out)
        self.assert_status(self.run_program("post.md", "-t", "html", "-o", "/dev/null"), 0)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))

    def test_open_files_are_written_into(self):
        log = self.path("log")
        self.write("log", "kept\n")
        with open(log, "ab") as file:
            subprocess.run([PROGRAM, "post.md", "-t", "html", "-o", "/dev/stdout"], cwd=self.folder, stdout=file,
                           check=True)
        text = self.read("log")
        self.assertTrue(text.startswith(b"kept\n<!DOCTYPE"), text[:40])
        self.assertTrue(text.endswith(b"</html>\n"), text[-40:])

    def test_standard_input_is_no_title(self):
        self.run_program("-", "-o", "x.html", stdin=b"text\n")
        self.assertNotIn(b"stdin", self.read("x.html"))

    def test_dates_before_1970_do_not_depend_on_the_clock(self):
        self.write("old.md", "---\ntitle: x\ndate: 1960-05-01\n---\n\ntext\n")
        self.assert_status(self.run_program("old.md", "-o", "x.pdf"), 0)
        self.assertTrue(b"<xmp:CreateDate>1970-01-01T00:00:00Z<" in self.read("x.pdf"))

    def test_date_sources(self):
        def modified(*arguments, env=None):
            self.assert_status(self.run_program("dated.md", "-o", "d.epub", *arguments, env=env), 0)
            with zipfile.ZipFile(self.path("d.epub")) as archive:
                package = next(name for name in archive.namelist() if name.endswith(".opf"))
                return archive.read(package).decode().split('"dcterms:modified">')[1].split("<")[0]

        self.write("dated.md", "---\ndate: 2020-01-02\n---\n\ntext\n")
        self.assertEqual(modified(), "2020-01-02T00:00:00Z")
        epoch = {"SOURCE_DATE_EPOCH": "1661126400"}
        self.assertEqual(modified(env=epoch), "2022-08-22T00:00:00Z")
        self.assertEqual(modified("--date", "2023-01-01T08:00:00+08:00", env=epoch), "2023-01-01T00:00:00Z")


class Failures(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("post.md", "Text.\n")
        self.write("x.epub", "the old file")

    def assert_old_file_whole(self, done, status=5):
        self.assert_status(done, status)
        self.assertEqual(self.read("x.epub"), b"the old file")
        self.assert_no_leftovers("post.md", "x.epub")

    def test_file_size_limit(self):
        # More than the modules that the program opens as files in memory, and less than the book.
        self.write("post.md", random.Random(1).randbytes(100_000).hex() + "\n")
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        self.assert_old_file_whole(self.run_program("post.md", "-o", "x.epub", before=limit))

    def test_second_output_cannot_be_written(self):
        done = self.run_program("post.md", "-o", "x.epub", "-o", "absent/x.html")
        self.assert_old_file_whole(done)
        self.assertIn('cannot write "absent/x.html": no such file or directory', done.err)

    def test_output_is_a_folder(self):
        os.mkdir(self.path("folder.epub"))
        done = self.run_program("post.md", "-o", "x.epub", "-o", "folder.epub")
        self.assert_old_file_whole(done)
        self.assertIn("folder", done.err)

    def test_the_program_is_one_file(self):
        os.mkdir(self.path("bin"))
        program = shutil.copy(PROGRAM, self.path("bin"))
        for name in ("a.epub", "a.html", "a.pdf"):
            done = subprocess.run([program, "post.md", "-o", name], cwd=self.folder, stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(os.path.exists(self.path(name)))

    def test_full_device(self):
        done = self.run_program("post.md", "-o", "x.epub", "-t", "epub", "-o", "/dev/full")
        self.assert_old_file_whole(done)
        self.assertIn("no space left on device", done.err)

    def test_standard_output_to_a_full_device(self):
        with open("/dev/full", "wb") as full:
            process = subprocess.run([os.environ["MDBOOK_CONV"], "post.md", "-t", "html"], cwd=self.folder, stdout=full,
                                     stderr=subprocess.PIPE, check=False)
        self.assertEqual(process.returncode, 5)

    def test_warnings_as_errors_write_nothing(self):
        self.write("post.md", "![](absent.png)\n")
        done = self.run_program("post.md", "-o", "x.epub", "-W")
        self.assert_old_file_whole(done, status=3)
        self.assertIn("[-Werror=image-missing]", done.err)

    def test_full_disk(self):
        disk = self.path("disk")
        os.mkdir(disk)
        if shutil.which("mount") is None or os.geteuid() != 0 or subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", disk], stderr=subprocess.DEVNULL,
                check=False).returncode != 0:
            self.skipTest("no right to mount a small disk")
        try:
            self.write("disk/x.epub", "the old file")
            size = 64 * 1024
            self.write("post.md", "![](big.png)\n")
            self.write("big.png", png(8, 8) + os.urandom(size))
            done = self.run_program("post.md", "-o", "disk/x.epub")
            self.assert_status(done, 5)
            self.assertIn("no space left on device", done.err)
            self.assertEqual(self.read("disk/x.epub"), b"the old file")
            self.assertEqual(os.listdir(disk), ["x.epub"])
        finally:
            subprocess.run(["umount", disk], check=True)


if __name__ == "__main__":
    unittest.main()
