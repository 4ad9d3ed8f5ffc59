# SPDX-License-Identifier: MIT
"""What every lint shares: the repository's files, C++ without comments, and how a lint reports and ends.

A lint is a module with a function check(root), which yields one problem a line: "path:line: what is wrong".
"""

import os
import re
import sys

SKIPPED = 77
SOURCE_FOLDERS = ("lib", "cli", "tests", "samples")
# Folders that hold no file of the repository.
NOT_OURS = re.compile(r"^(\.git|build.*|__pycache__|.*\.tmp-.*)$")


class Skip(Exception):
    """The lint cannot run here; the reason is the message."""


def files(root, folders=("",), suffixes=None):
    """Paths below the root, with '/', sorted."""
    found = []
    for folder in folders:
        for base, names, leaves in os.walk(os.path.join(root, folder)):
            names[:] = [name for name in names if not NOT_OURS.match(name)]
            for leaf in leaves:
                path = os.path.relpath(os.path.join(base, leaf), root).replace(os.sep, "/")
                # A worktree's .git is a file.
                if path != ".git" and (suffixes is None or leaf.endswith(suffixes)):
                    found.append(path)
    return sorted(set(found))


def cpp_files(root, folders=SOURCE_FOLDERS):
    return files(root, folders, (".cpp", ".h"))


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read()


TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)


def code(text):
    """C++ with comments and literals blanked; lines stay where they are."""

    def blank(match):
        # A digit separator looks like the beginning of a character.
        if match[0][0] == "'" and match.start() and text[match.start() - 1].isalnum():
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])

    return TOKEN.sub(blank, text)


def includes(text):
    """(line, name, whether it stands in angle brackets) of each #include."""
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r'\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")', line)
        if match:
            yield number, match[1] or match[2], match[1] is not None


def run(check, *extra):
    """The main program of a lint: LINT.py ROOT [EXTRA…]."""
    if len(sys.argv) < 2:
        sys.exit("usage: " + os.path.basename(sys.argv[0]) + " ROOT …")
    try:
        problems = list(check(os.path.abspath(sys.argv[1]), *sys.argv[2:], *extra))
    except Skip as reason:
        print("skipped:", reason)
        sys.exit(SKIPPED)
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(f"{len(problems)} problems")
