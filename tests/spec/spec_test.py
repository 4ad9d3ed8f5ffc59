#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""spec_test.py PROGRAM SUITE.json DIALECT [--known FILE] [--html-key KEY] [--npm PACKAGE] [--show N]

Converts every example of a suite to an HTML fragment and compares it with the suite's HTML. FILE lists the examples
that are known to differ, `NUMBER reason` on each line; one that does not differ any more is a failure too. When the suite is
not there, its text is taken from the npm package.
"""

import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

from html_compare import normalize

SKIPPED = 77


def convert(program, dialect, markdown):
    result = subprocess.run(
        [program, "--from", dialect, "--to", "html", "--fragment", "--raw-html=keep", "-q", "-"],
        input=markdown.encode("utf-8", "surrogatepass"), capture_output=True, timeout=60, check=False)
    if result.returncode == 4 and b"holds no text" in result.stderr:
        return ""
    if result.returncode != 0:
        return f"exit status {result.returncode}: {result.stderr.decode('utf-8', 'replace')}"
    return result.stdout.decode()


def known_lines(path):
    """The lines of a list of known differences, without comments; none without a list."""
    if path:
        with open(path, encoding="utf-8") as lines:
            yield from (line.strip() for line in lines if line.strip() and not line.startswith("#"))


def read_known(path):
    return {int(number): reason for number, reason in (line.split(" ", 1) for line in known_lines(path))}


def examples_of_package(package):
    """The examples of spec.txt in an npm package; None when npm cannot bring it."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, timeout=120)
            with tarfile.open(os.path.join(folder, os.listdir(folder)[0])) as archive:
                text = archive.extractfile("package/spec.txt").read().decode()
        except (OSError, subprocess.SubprocessError, tarfile.TarError, KeyError, IndexError):
            return None
    fence = "`" * 32
    blocks = re.findall(rf"^{fence} example\n(.*?)^\.\n(.*?)^{fence}$", text, re.M | re.S)
    return [{"markdown": markdown.replace("→", "\t"), "html": markup.replace("→", "\t"), "example": number}
            for number, (markdown, markup) in enumerate(blocks, 1)]


def load_suite(path, package=None):
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    return examples_of_package(package) if package else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("suite")
    parser.add_argument("dialect")
    parser.add_argument("--known")
    parser.add_argument("--html-key", default="html")
    parser.add_argument("--npm")
    parser.add_argument("--show", type=int, default=10)
    arguments = parser.parse_args()
    suite = load_suite(arguments.suite, arguments.npm)
    if suite is None:
        print(f"skipped: {arguments.suite} is not there")
        return SKIPPED
    known = read_known(arguments.known)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda case: convert(arguments.program, arguments.dialect, case["markdown"]), suite))
    failed = 0
    for index, (case, found) in enumerate(zip(suite, results)):
        number = case.get("example", index + 1)
        expected = case.get(arguments.html_key, case["html"])
        same = normalize(found) == normalize(expected)
        if same != (number in known):
            continue
        failed += 1
        if same:
            print(f"example {number} is listed as known to differ, and does not")
        elif failed <= arguments.show:
            print(f"example {number} ({case.get('section', '')}):\n--- source\n{case['markdown']}\n--- expected\n"
                  f"{expected}\n--- found\n{found}")
    print(f"{len(suite) - failed} of {len(suite)} as they should be, {len(known)} of them known to differ")
    return 1 if failed or not suite else 0


if __name__ == "__main__":
    sys.exit(main())
