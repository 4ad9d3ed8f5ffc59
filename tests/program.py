# SPDX-License-Identifier: MIT
"""Runs the program for the tests of whole conversions. MDBOOK_CONV names it."""

import os
import shutil
import subprocess
import tempfile
import unittest
import zlib

PROGRAM = os.environ.get("MDBOOK_CONV", "mdbook-conv")
MATERIAL = os.environ.get("MDCONV_SHARED_MATERIAL", "")


class Done:
    """How a run ended; texts are decoded."""

    def __init__(self, process):
        self.status = process.returncode
        self.bytes = process.stdout
        self.out = process.stdout.decode("utf-8", "replace")
        self.err = process.stderr.decode("utf-8", "replace")


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own, which is the working directory of every run."""

    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="mdconv-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def run_program(self, *arguments, stdin=b"", cwd=None, env=None, before=None, timeout=60):
        environment = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "NO_COLOR")}
        environment.update(env or {})
        process = subprocess.run(
            [PROGRAM, *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=cwd or self.folder, env=environment, preexec_fn=before, timeout=timeout, check=False)
        return Done(process)

    def assert_status(self, done, status):
        self.assertEqual(done.status, status, "standard error:\n" + done.err)

    def assert_no_leftovers(self, *expected):
        """The folder holds just these files (and nothing temporary)."""
        found = []
        for base, _, names in os.walk(self.folder):
            found += [os.path.relpath(os.path.join(base, name), self.folder) for name in names]
        self.assertEqual(sorted(found), sorted(expected))


def png(width, height):
    """The bytes of a grey PNG."""

    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
