# SPDX-License-Identifier: MIT
"""Every diagnostic is documented and shown by a test: diagnostics.py ROOT.

docs/diagnostics.md has a heading or a table row for each, and for no other. Each stands in a golden's .diag or in a
test of the program, unless UNSEEN says why not.
"""

import re

import repository

HEADER = "lib/include/mdconv/diagnostic.h"
PAGE = "docs/diagnostics.md"

# What no test shows, and why.
UNSEEN = {
    "input-too-large": "takes an input of 256 MiB",
    "font-unusable": "takes a font that fontconfig lists and FreeType refuses; tests/unit/face_test.cpp has such bytes",
    "font-not-embeddable": "takes an installed font without outlines",
    "internal": "a defect that we know of is mended, not kept",
}

# "[-Wname]" or "[-Werror=name]" where a diagnostic was shown, escaped in a regular expression; in a test also "name"
# in quotes, as JSON has it.
SHOWN = r"\[-W(?:error=)?([a-z0-9-]+)\\?\]"
QUOTED = r"[\"']([a-z0-9-]+)[\"']"


def check_page(names, page):
    # The name stands first in a table row or a heading: | `image-missing` | … or ### `image-missing`
    documented = {}
    for number, line in enumerate(page.split("\n"), 1):
        match = re.match(r"(?:\|\s*|#+\s+)`([a-z0-9-]+)`", line)
        if match:
            documented.setdefault(match[1], (number, line))
    for name, severity in names.items():
        if name not in documented:
            yield f"{PAGE}:1: {name} is not documented"
        elif documented[name][1].startswith("|") and severity.lower() not in documented[name][1].lower():
            yield f"{PAGE}:{documented[name][0]}: the row of {name} does not say that it is a {severity.lower()}"
    for name in sorted(set(documented) - set(names)):
        if name not in ("note", "warning", "error"):
            yield f"{PAGE}:{documented[name][0]}: {name} is no diagnostic"


def shown_by_tests(root):
    shown = set()
    for path in repository.files(root, ("tests/golden",), (".diag",)):
        shown.update(re.findall(SHOWN, repository.read(root, path)))
    for path in repository.files(root, ("tests",), ("_test.py",)):
        # The tests of the lints name diagnostics that they make up.
        if not path.startswith("tests/lint/"):
            shown.update(re.findall(f"{SHOWN}|{QUOTED}", repository.read(root, path)))
    return {name for match in shown for name in (match if isinstance(match, tuple) else (match,)) if name}


def check_tests(root, names, lines):
    shown = shown_by_tests(root)
    for name in names:
        if name not in shown and name not in UNSEEN:
            yield f"{HEADER}:{lines[name]}: {name} is in no .diag below tests/golden and in no test of the program"
        elif name in shown and name in UNSEEN:
            yield f"{HEADER}:{lines[name]}: {name} is shown by a test, but tests/lint/diagnostics.py says it is not"


def check(root):
    names = {}
    lines = {}
    for number, line in enumerate(repository.read(root, HEADER).split("\n"), 1):
        match = re.match(r'\s*X\(\w+,\s*"([^"]+)",\s*(\w+),\s*\w+,', line)
        if match:
            names[match[1]] = match[2]
            lines[match[1]] = number
    if not names:
        yield f"{HEADER}:1: no row of MDCONV_DIAGNOSTICS found"
    try:
        page = repository.read(root, PAGE)
    except FileNotFoundError:
        yield f"{PAGE}:1: there is no such file"
        return
    yield from check_page(names, page)
    yield from check_tests(root, names, lines)


if __name__ == "__main__":
    repository.run(check)
