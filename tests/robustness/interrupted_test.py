# SPDX-License-Identifier: MIT
"""Whatever ends a run, the file under the target's name is the old one or the new one, whole."""

import os
import random
import resource
import signal
import subprocess
import time
import unittest
import zipfile

from program import PROGRAM, ProgramTest

KILLS = 40
NOBODY = 65534


class Interrupted(ProgramTest):
    def setUp(self):
        super().setUp()
        for i in range(30):
            # Half of the book is more than the modules that the program opens as files in memory.
            noise = random.Random(i).randbytes(4000).hex()
            self.write(f"c{i}.md", f"# 第{i}章\n\n" + "中文与 English 混排的一段文字。" * 400 + f"\n\n{noise}\n")
        self.command = [PROGRAM, *(f"c{i}.md" for i in range(30)), "-o", "book.epub", "--date", "2022-08-22"]

    def start(self):
        return subprocess.Popen(self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def whole(self):
        with zipfile.ZipFile(self.path("book.epub")) as archive:
            return archive.testzip() is None

    def check_signal(self, number):
        begin = time.monotonic()
        self.assertEqual(self.start().wait(), 0)
        length = time.monotonic() - begin
        new = self.read("book.epub")
        for i in range(KILLS):
            with open(self.path("book.epub"), "wb") as file:
                file.write(b"old")
            process = self.start()
            time.sleep(length * 1.2 * i / KILLS)
            process.send_signal(number)
            process.wait()
            self.assertIn(self.read("book.epub"), (b"old", new), f"signal {number} after {i}/{KILLS} of the run")
            if number == signal.SIGINT:
                leftovers = [name for name in os.listdir(self.folder) if not name.endswith((".md", ".epub"))]
                self.assertEqual(leftovers, [])

    def test_killed(self):
        self.check_signal(signal.SIGKILL)

    def test_interrupted(self):
        self.check_signal(signal.SIGINT)

    def test_ended_in_the_midst_of_writing(self):
        """The kernel lets no more than half of the file be written: it ends the run there, or fails the call."""
        self.assertEqual(self.start().wait(), 0)
        half = len(self.read("book.epub")) // 2
        for disposition in (signal.SIG_IGN, signal.SIG_DFL):
            with open(self.path("book.epub"), "wb") as file:
                file.write(b"old")

            def limit(disposition=disposition):
                resource.setrlimit(resource.RLIMIT_FSIZE, (half, half))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                signal.signal(signal.SIGXFSZ, disposition)

            process = subprocess.run(self.command, cwd=self.folder, stderr=subprocess.PIPE, preexec_fn=limit,
                                     restore_signals=False, check=False)
            self.assertIn(process.returncode, (-signal.SIGXFSZ, 5), process.stderr)
            self.assertEqual(self.read("book.epub"), b"old")
            if process.returncode == 5:
                leftovers = [name for name in os.listdir(self.folder) if not name.endswith((".md", ".epub"))]
                self.assertEqual(leftovers, [])

    def test_two_runs_to_one_target(self):
        for _ in range(5):
            both = [self.start(), self.start()]
            self.assertEqual([process.wait() for process in both], [0, 0])
            self.assertTrue(self.whole())

    def test_read_only_folder(self):
        os.makedirs(self.path("locked"))
        self.command[-3] = "locked/book.epub"
        os.chmod(self.path("locked"), 0o555)
        self.addCleanup(os.chmod, self.path("locked"), 0o755)
        os.chmod(self.folder, 0o755)
        # Root may write everywhere; nobody may not.
        process = subprocess.Popen(self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   user=NOBODY if os.geteuid() == 0 else None)
        _, messages = process.communicate()
        if process.returncode == 126 or b"cannot open" in messages:
            self.skipTest("nobody may not run the program here")
        self.assertEqual(process.returncode, 5)
        self.assertIn(b"locked/book.epub", messages)
        self.assertEqual(os.listdir(self.path("locked")), [])


if __name__ == "__main__":
    unittest.main()
