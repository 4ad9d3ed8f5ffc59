# SPDX-License-Identifier: MIT
"""Bad input ends in one clear diagnostic and a documented exit status; nothing crashes, hangs or is written."""

import os
import pwd
import socket
import subprocess
import unittest

from program import PROGRAM, ProgramTest, png

FORMATS = ("epub", "html", "json", "pdf")


class Refused(ProgramTest):
    """Inputs that cannot be converted."""

    def assert_refused(self, name, status, pattern):
        before = sorted(os.listdir(self.folder))
        for extension in FORMATS:
            done = self.run_program(name, "-o", "out." + extension, timeout=20)
            self.assert_status(done, status)
            self.assertRegex(done.err, pattern)
            self.assertEqual(done.err.count("error:"), 1, done.err)
            self.assertEqual(done.out, "")
        self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_not_utf8(self):
        self.write("a.md", b"fine\n\nbad \xff byte\n")
        self.assert_refused("a.md", 4, r"^a\.md:3:5: error: .*UTF-8")

    def test_utf16(self):
        self.write("a.md", "中文\n".encode("utf-16"))
        self.assert_refused("a.md", 4, r"^a\.md:1:1: error: .*UTF-8")

    def test_empty(self):
        for content in (b"", b"\n \n", b"\xef\xbb\xbf"):
            with self.subTest(content):
                self.write("a.md", content)
                self.assert_refused("a.md", 4, r"^a\.md(:\d+:\d+)?: error: ")

    def test_folder(self):
        os.mkdir(self.path("a.md"))
        self.assert_refused("a.md", 4, r'^mdbook-conv: error: "a\.md" is a folder without SUMMARY\.md and book\.toml\n')

    def test_absent(self):
        self.assert_refused("a.md", 4, r'^mdbook-conv: error: cannot read "a\.md": no such file or directory$')
        self.assert_refused("b/a.md", 4, r"no such file or directory$")

    def test_fifo_and_socket_do_not_block(self):
        os.mkfifo(self.path("a.md"))
        self.assert_refused("a.md", 4, r'cannot read "a\.md": it is not a regular file$')
        server = socket.socket(socket.AF_UNIX)
        self.addCleanup(server.close)
        server.bind(self.path("b.md"))
        self.assert_refused("b.md", 4, r'cannot read "b\.md": ')

    def test_endless_device(self):
        self.assert_refused("/dev/zero", 4, r"it is not a regular file$")

    def test_unreadable(self):
        if os.geteuid() != 0:
            self.write("a.md", "text\n")
            os.chmod(self.path("a.md"), 0)
            self.assert_refused("a.md", 4, r"permission denied$")
            return
        # Root may read everything, so somebody else tries.
        self.write("a.md", "text\n")
        os.chmod(self.path("a.md"), 0)
        os.chmod(self.folder, 0o755)
        nobody = pwd.getpwnam("nobody").pw_uid
        try:
            subprocess.run([PROGRAM, "--version"], preexec_fn=lambda: os.setuid(nobody), stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, check=True)
        except (OSError, subprocess.CalledProcessError):  # a checkout in root's own folder
            self.skipTest("the program cannot be run by another user")
        done = self.run_program("a.md", "-o", "out.epub", before=lambda: os.setuid(nobody))
        self.assert_status(done, 4)
        self.assertIn('cannot read "a.md": permission denied', done.err)

    def test_broken_front_matter(self):
        self.write("a.md", "---\ntitle: [unclosed\n---\n\ntext\n")
        self.assert_refused("a.md", 1, r"^a\.md:\d+:\d+: error: ")

    def test_unreadable_style(self):
        self.write("a.md", "text\n")
        done = self.run_program("a.md", "-c", "absent.css", "-o", "out.epub")
        self.assert_status(done, 6)
        self.assertIn('"absent.css"', done.err)
        self.assert_no_leftovers("a.md")

    def test_fonts_that_are_not_there(self):
        self.write("a.md", "中文\n")
        done = self.run_program("a.md", "-o", "out.epub", "-o", "out.pdf", "--ignore-system-fonts")
        self.assert_status(done, 7)
        self.assertEqual(done.err.count("error:"), 1, done.err)
        self.assertIn("fonts-noto-cjk", done.err)
        self.assert_no_leftovers("a.md")
        self.assert_status(self.run_program("a.md", "-o", "out.epub", "--ignore-system-fonts"), 0)


class Images(ProgramTest):
    """Images that cannot be used are warnings; the document is made without them."""

    def setUp(self):
        super().setUp()
        self.write("site/_config.yml", "title: site\n")
        self.write("secret.png", png(3, 3))

    def assert_warning(self, target, name):
        self.write("site/posts/a.md", "text ![alt](" + target + ")\n")
        for extension in FORMATS:
            with self.subTest(target + " to " + extension):
                output = "out." + extension
                done = self.run_program("posts/a.md", "-o", output, cwd=self.path("site"), timeout=20)
                self.assert_status(done, 0)
                self.assertRegex(done.err, r"^posts/a\.md:1:6: warning: .* \[-W" + name + r"\]\n(  help: .*\n)?$")
                with open(self.path("site/" + output), "rb") as file:
                    self.assertNotIn(b"root:", file.read())

    def test_paths_that_climb(self):
        for target in ("../../etc/passwd", "../../secret.png", "../../../../../../../../etc/passwd",
                       "%2e%2e/%2e%2e/secret.png", "x/../../../secret.png"):
            self.assert_warning(target, "image-outside-root")

    def test_absolute_path_is_site_absolute(self):
        self.assert_warning("/etc/passwd", "image-missing")
        self.assert_warning(self.path("secret.png"), "image-missing")

    def test_file_urls(self):
        self.assert_warning("file:///etc/passwd", "image-outside-root")

    def test_symbolic_links_that_lead_out(self):
        os.mkdir(self.path("site/images"))
        os.symlink("/etc/passwd", self.path("site/images/absolute.png"))
        os.symlink("../../secret.png", self.path("site/images/relative.png"))
        os.symlink("/", self.path("site/images/rootdir"))
        self.assert_warning("/images/absolute.png", "image-outside-root")
        self.assert_warning("../images/relative.png", "image-outside-root")
        self.assert_warning("/images/rootdir/etc/passwd", "image-outside-root")

    def test_links_that_stay_inside_are_followed(self):
        self.write("site/images/real.png", png(3, 3))
        os.symlink("real.png", self.path("site/images/relative.png"))
        os.symlink(self.path("site/images/real.png"), self.path("site/images/absolute.png"))
        self.write("site/a.md", "![a](images/relative.png) ![b](/images/absolute.png)\n")
        done = self.run_program("a.md", "-o", "out.epub", cwd=self.path("site"))
        self.assert_status(done, 0)
        self.assertEqual(done.err, "")

    def test_link_circle_fifo_and_folder(self):
        os.mkdir(self.path("site/images"))
        os.symlink("loop.png", self.path("site/images/loop.png"))
        os.mkfifo(self.path("site/images/fifo.png"))
        os.symlink("/dev/zero", self.path("site/images/zero.png"))
        self.assert_warning("/images/loop.png", "image-unusable")
        self.assert_warning("/images/fifo.png", "image-unusable")
        self.assert_warning("/images", "image-unusable")
        self.assert_warning("/images/zero.png", "image-outside-root")

    def test_truncated_png(self):
        whole = png(200, 200)
        cut = "the file is cut off"
        reasons = {0: "the file is empty", 4: "its kind is not known", 8: cut, 20: cut, 33: cut,
                   len(whole) // 2: cut, len(whole) - 1: cut}
        for length, reason in reasons.items():
            self.write("site/a.png", whole[:length])
            self.write("site/a.md", "text ![alt](a.png)\n")
            for extension in FORMATS:
                with self.subTest(length=length, extension=extension):
                    done = self.run_program("a.md", "-o", "out." + extension, cwd=self.path("site"), timeout=20)
                    self.assert_status(done, 0)
                    self.assertEqual(done.err, 'a.md:1:6: warning: the image "a.png" cannot be used: '
                                     f"{reason} [-Wimage-unusable]\n")

    def test_names_that_no_file_can_have(self):
        for target in ("a%00b.png", "x" * 5000 + ".png"):
            self.assert_warning(target, "image-missing")


class Deep(ProgramTest):
    """Nesting 10,000 deep costs neither the stack nor patience, and is told of where it is cut."""

    FLAT = r"warning: nesting is deeper than 100 levels, the deeper content is flattened \[-Wnesting-too-deep\]"
    # The input; the exit status; the one diagnostic, or "" for none.
    CASES = {
        "quotes": (">" * 10000 + " deep\n", 0, FLAT),
        "quotes with blanks": ("> " * 10000 + "deep\n", 0, FLAT),
        "lists": ("".join("  " * min(i, 500) + "- x\n" for i in range(10000)), 0, FLAT),
        "list markers": ("- " * 10000 + "deep\n", 0, FLAT),
        "emphasis": ("*a **b " * 10000 + "c" + "***" * 10000 + "\n", 0, FLAT),
        # Only the first of these ends, being behind blanks, closes anything.
        "emphasis that stays open": ("*a **b " * 10000 + "c" + "** *" * 10000 + "\n", 0, ""),
        # Text: brackets alone are no elements.
        "brackets": ("[" * 10000 + "a" + "]" * 10000 + "\n", 0, ""),
        # A link holds no link: the innermost alone is one.
        "links": ("[" * 10000 + "a" + "](b)" * 10000 + "\n", 0, r'the link target "b" .* \[-Wlink-unresolved\]'),
        "html": ("<div>" * 10000 + "deep" + "</div>" * 10000 + "\n", 0, FLAT),
        "html blocks": ("<div>\n\n" * 10000 + "deep\n" + "\n</div>\n" * 10000, 0, FLAT),
        # Notes stand side by side; the last refers to one that is not there.
        "notes": ("".join("[^%d]: see [^%d]\n\n" % (i, i + 1) for i in range(10000)) + "start [^0]\n",
                  0, r'19999:14: warning: no note is defined for "\[\^10000\]" \[-Wnote-undefined\]'),
        # What a flattened front matter would mean is anybody's guess.
        "brackets in front matter": ("---\ntitle: " + "[" * 10000 + "\n---\n\ntext\n",
                                     1, r"2:18: error: the front matter is nested too deep"),
    }

    def test_all(self):
        for name, (text, status, message) in self.CASES.items():
            for extension in FORMATS:
                with self.subTest(name, extension=extension):
                    output = name + "." + extension
                    self.write("a.md", text)
                    done = self.run_program("a.md", "-o", output, timeout=60)
                    self.assert_status(done, status)
                    self.assertRegex(done.err, "^a\\.md:.*" + message + "\n$" if message else "^$")
                    self.assertEqual(os.path.exists(self.path(output)), status == 0)


if __name__ == "__main__":
    unittest.main()
