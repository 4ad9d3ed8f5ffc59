# SPDX-License-Identifier: MIT
"""Every source says its licence, is short enough to be read, and names no place of the machine it was made on."""

import re

import repository

LIMIT = 800
LICENSED = (".cpp", ".h", ".py", ".cmake", ".sh", ".toml", ".css", "CMakeLists.txt", "Makefile", ".mk", ".clang-tidy")
SCRIPTS = ("setup", "check", ".ci/run")
# Fixtures and what they are compared with are inputs, not sources.
FIXTURES = re.compile(r"^tests/(golden|robustness)/.*\.(?!(py|cpp|h|txt)$)")
BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".epub", ".pdf", ".ttf", ".otf", ".gz", ".zip", ".input")
# Home and work folders; the part in brackets keeps this line from naming one.
MACHINE = re.compile(r"(?<![\w.~$}/-])/(?:[h]ome|[U]sers|[w]ork|[m]nt|[r]oot)/[\w.]")


def check(root):
    for path in repository.files(root):
        if path.endswith(BINARY):
            continue
        text = repository.read(root, path)
        if not FIXTURES.match(path):
            yield from check_source(path, text)
        for number, line in enumerate(text.split("\n"), 1):
            match = MACHINE.search(line)
            if match:
                yield f"{path}:{number}: {line.strip()[:80]}: a place of one machine"


def check_source(path, text):
    lines = text.split("\n")
    if path.endswith(LICENSED) or path in SCRIPTS:
        if not any("SPDX-License-Identifier: MIT" in line for line in lines[:2]):
            yield f"{path}:1: no SPDX-License-Identifier: MIT in the first two lines"
        if len(lines) - 1 > LIMIT:
            yield f"{path}:{LIMIT}: {len(lines) - 1} lines are more than {LIMIT}"
    if text and not text.endswith("\n"):
        yield f"{path}:{len(lines)}: the last line has no end"
    for number, line in enumerate(lines, 1):
        if line.endswith("\r"):
            yield f"{path}:{number}: the line ends in CR LF"
        if line != line.rstrip() and not path.endswith(".md"):
            yield f"{path}:{number}: the line ends in white space"


if __name__ == "__main__":
    repository.run(check)
