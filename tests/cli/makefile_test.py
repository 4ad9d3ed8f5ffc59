# SPDX-License-Identifier: MIT
"""samples/Makefile: both formats of every post, and after a change just what depends on it."""

import os
import shutil
import subprocess
import time
import unittest

from program import PROGRAM, ProgramTest

SAMPLES = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "samples")
# In this order; installed fonts are older than all of them.
WRITTEN, BUILT, TOUCHED = (int(time.time()) - ago for ago in (3000, 2000, 1000))
ALL = {"tea.epub", "tea.pdf", "walk.epub", "walk.pdf"}


class SamplesMakefile(ProgramTest):
    def setUp(self):
        super().setUp()
        self.make = shutil.which("make")
        if self.make is None:
            self.skipTest("make is not installed")
        shutil.copytree(os.path.join(SAMPLES, "posts"), self.path("posts"))
        for name in ("Makefile", "style.css"):
            shutil.copy(os.path.join(SAMPLES, name), self.path(name))

    def rebuilt(self):
        """The outputs that a run of make wrote."""
        for name in ALL:
            if os.path.exists(self.path("build/" + name)):
                os.utime(self.path("build/" + name), (BUILT, BUILT))
        for base, _, names in os.walk(self.path("build")):
            for name in names:
                if name.endswith(".d"):
                    os.utime(os.path.join(base, name), (BUILT, BUILT))
        done = subprocess.run([self.make, "-j2", "MDBOOK_CONV=" + PROGRAM], cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        return {name for name in ALL if os.stat(self.path("build/" + name)).st_mtime != BUILT}

    def age_everything(self):
        for base, _, names in os.walk(self.folder):
            for name in names:
                os.utime(os.path.join(base, name), (WRITTEN, WRITTEN))

    def touch(self, name):
        os.utime(self.path(name), (TOUCHED, TOUCHED))

    def test_rebuilds_what_uses_the_file(self):
        self.assertEqual(self.rebuilt(), ALL)
        self.age_everything()
        self.assertEqual(self.rebuilt(), set())
        self.touch("posts/images/tea.png")
        self.assertEqual(self.rebuilt(), {"tea.epub", "tea.pdf"})
        self.age_everything()
        self.touch("posts/walk.md")
        self.assertEqual(self.rebuilt(), {"walk.epub", "walk.pdf"})
        self.age_everything()
        self.touch("style.css")
        self.assertEqual(self.rebuilt(), ALL)


if __name__ == "__main__":
    unittest.main()
