# SPDX-License-Identifier: MIT
"""Images: on servers, without a text, too big."""

import re
import shutil
import struct
import subprocess
import unittest
import zipfile
import zlib

from program import ProgramTest


def png(width, height):
    """A grey picture."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    lines = (b"\0" + b"\x80" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def size_of(data):
    return struct.unpack(">II", data[16:24])


class Images(ProgramTest):
    def html(self, text, *arguments):
        self.write("a.md", text)
        done = self.run_program("a.md", "--to", "html", "-o", "a.html", *arguments)
        self.assert_status(done, 0)
        return self.read("a.html").decode(), done.err

    def test_remote_images(self):
        text = "![图](https://a.org/b.png) [![标](//a.org/c.png)](https://b.org)\n"
        shown, messages = self.html(text)
        self.assertNotIn("b.png", shown)
        self.assertEqual(messages.count("image-remote"), 2)
        shown, messages = self.html(text, "--remote-images", "link")
        self.assertIn('<a href="https://a.org/b.png">图</a>', shown)
        self.assertNotIn("c.png", shown, "a link holds no other")
        self.assertEqual(messages.count("image-remote"), 1)
        self.write("a.md", text)
        done = self.run_program("a.md", "-o", "a.epub", "-Werror=image-remote")
        self.assert_status(done, 3)

    def test_a_figure_that_becomes_a_link_says_its_caption_once(self):
        shown, _ = self.html("![一图](https://a.org/b.png)\n", "--remote-images", "link")
        self.assertEqual(shown.count("一图"), 1)

    def test_missing_texts_are_counted(self):
        self.write("p.png", png(4, 2))
        _, messages = self.html('字 ![](p.png)\n\n![](p.png) <img src="p.png" alt=""> ![图](p.png)\n')
        self.assertIn("a.md:1:4: warning: 2 images have no alternative text [-Wimage-alt-missing]", messages)
        _, messages = self.html('字 <img src="p.png" alt=""> ![图](p.png)\n')
        self.assertEqual(messages, "")

    def test_big_images_are_scaled_down(self):
        self.write("big.png", png(600, 300))
        self.write("small.png", png(20, 30))
        self.write("a.md", "![大](big.png) ![小](small.png)\n")
        done = self.run_program("a.md", "-o", "a.epub", "--max-image-size", "200")
        self.assert_status(done, 0)
        with zipfile.ZipFile(self.path("a.epub")) as archive:
            self.assertEqual(size_of(archive.read("EPUB/images/big.png")), (200, 100))
            self.assertEqual(archive.read("EPUB/images/small.png"), png(20, 30), "as it was")
            self.assertIn('width="600" height="300"', archive.read("EPUB/text.xhtml").decode())
        self.assert_status(self.run_program("a.md", "-o", "a.epub", "--max-image-size", "-1"), 2)

    def broken_libraries(self):
        """An environment in which neither librsvg nor libgd can be opened."""
        for name in ("librsvg-2.so.2", "libgd.so.3"):
            self.write("libraries/" + name, "no library")
        return {"LD_LIBRARY_PATH": self.path("libraries")}

    def test_without_libraries_pictures_are_told_and_nothing_is_lost(self):
        bmp = b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54 + 8, 0, 0, 54, 40, 2, 1, 1, 24, 0, 8, 0, 0, 0, 0) + bytes(8)
        self.write("b.bmp", bmp)
        self.write("s.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>')
        self.write("a.md", "前\n\n![图甲](s.svg)\n\n![图乙](b.bmp)\n\n后\n")
        environment = self.broken_libraries()
        done = self.run_program("a.md", "-o", "a.pdf", env=environment)
        self.assert_status(done, 0)
        told = [line for line in done.err.splitlines() if "image-unusable" in line]
        self.assertEqual(told, [
            'a.md:3:1: warning: the image "s.svg" cannot be used: librsvg cannot be opened, which draws SVG '
            "[-Wimage-unusable]",
            'a.md:5:1: warning: the image "b.bmp" cannot be used: libgd cannot be opened, which converts pictures '
            "[-Wimage-unusable]"])
        if shutil.which("pdftotext"):
            text = subprocess.run(["pdftotext", "-raw", self.path("a.pdf"), "-"], capture_output=True, check=True).stdout
            for words in ("前", "图甲", "图乙", "后"):
                self.assertIn(words, text.decode())
        # HTML shows both as they are; of an EPUB only the BMP must be another kind.
        done = self.run_program("a.md", "-o", "a.html", env=environment)
        self.assert_status(done, 0)
        self.assertEqual(done.err, "")
        done = self.run_program("a.md", "-o", "a.epub", env=environment)
        self.assert_status(done, 0)
        self.assertIn("libgd cannot be opened", done.err)
        self.assertNotIn("librsvg", done.err)
        with zipfile.ZipFile(self.path("a.epub")) as archive:
            self.assertIn("图乙", archive.read("EPUB/text.xhtml").decode())

    def test_characters_of_drawings_without_a_font_are_told(self):
        self.write("s.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><title>\U0010fffe</title>'
                            '<text y="15">字\u00a0\u200b\U0010fffd</text></svg>')
        self.write("a.md", "前\n\n字 ![图](s.svg)\n")
        done = self.run_program("a.md", "-o", "a.pdf")
        self.assert_status(done, 0)
        if "librsvg" in done.err:
            self.skipTest("librsvg is not installed")
        self.assertEqual(re.findall(r"no font has the character .*", done.err),
                         ['no font has the character "\U0010fffd" (U+10FFFD) of the image "s.svg" [-Wglyph-missing]'])
        self.assertIn("a.md:3:4: warning", done.err)


if __name__ == "__main__":
    unittest.main()
