# SPDX-License-Identifier: MIT
"""docs/diagnostics.md has a heading or a table row for every diagnostic, and for no other: diagnostics.py ROOT."""

import re

import repository

HEADER = "lib/include/mdconv/diagnostic.h"
PAGE = "docs/diagnostics.md"


def check(root):
    rows = re.findall(r'^\s*X\((\w+),\s*"([^"]+)",\s*(\w+),\s*(\w+),', repository.read(root, HEADER), re.M)
    if not rows:
        yield f"{HEADER}:1: no row of MDCONV_DIAGNOSTICS found"
    try:
        page = repository.read(root, PAGE)
    except FileNotFoundError:
        yield f"{PAGE}:1: there is no such file"
        return
    # The name stands first in a table row or a heading: | `image-missing` | … or ### `image-missing`
    documented = {}
    for number, line in enumerate(page.split("\n"), 1):
        match = re.match(r"(?:\|\s*|#+\s+)`([a-z0-9-]+)`", line)
        if match:
            documented.setdefault(match[1], (number, line))
    names = {name: severity for _, name, severity, _ in rows}
    for name, severity in names.items():
        if name not in documented:
            yield f"{PAGE}:1: {name} is not documented"
        elif documented[name][1].startswith("|") and severity.lower() not in documented[name][1].lower():
            yield f"{PAGE}:{documented[name][0]}: the row of {name} does not say that it is a {severity.lower()}"
    for name in sorted(set(documented) - set(names)):
        if name not in ("note", "warning", "error"):
            yield f"{PAGE}:{documented[name][0]}: {name} is no diagnostic"


if __name__ == "__main__":
    repository.run(check)
