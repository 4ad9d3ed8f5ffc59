#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check_standards.py [STANDARDS] FILE.pdf...: what breaks a standard, a line each; exit status 1 if there is any.

STANDARDS is what --pdf-standard takes, `ua-1` unless given. This is no full validator, but it goes through all that our
writer can get wrong.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../pages"))

from archival import Archival
from pdf_model import Model
from universal_access import UniversalAccess


def check(model, standards):
    """The findings, as texts."""
    found = []
    for name in standards.split(","):
        if name == "ua-1":
            found += UniversalAccess(model).run()
        elif name.startswith("a-"):
            found += Archival(model, int(name[2]), name[3:]).run()
    return list(dict.fromkeys(f"{clause}: {what}" for clause, what in found))


def main(arguments):
    sys.setrecursionlimit(10000)
    standards = "ua-1" if not arguments or arguments[0].endswith(".pdf") else arguments.pop(0)
    failed = False
    for path in arguments:
        for finding in check(Model.read(path), standards):
            print(f"{path}: {finding}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
