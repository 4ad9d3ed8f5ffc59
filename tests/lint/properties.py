# SPDX-License-Identifier: MIT
"""docs/styles.md names every property that pages understand, whether it is inherited, and no other: properties.py ROOT.

In the page's table "border-{top,left}" stands for two names.
"""

import itertools
import re

import repository

CODE = "lib/style/properties.cpp"
PAGE = "docs/styles.md"
ROW = re.compile(r'\{"([a-z-]+)",\s*k(Inherited|Own),')


def expand(name):
    parts = [part.strip("{}").split(",") for part in re.findall(r"\{[^}]*\}|[^{]+", name)]
    return ["".join(choice) for choice in itertools.product(*parts)]


def documented(page):
    """Name → number of its line and whether it is inherited."""
    names = {}
    inside = False
    for number, line in enumerate(page.split("\n"), 1):
        if line.startswith("## "):
            inside = line == "## Properties in pages"
        cells = line.split(" | ")
        if not inside or not line.startswith("| `") or len(cells) < 3 or not re.match(r"(yes|no)\b", cells[-1]):
            continue
        for name in re.findall(r"`([^`]+)`", cells[0]):
            for each in expand(name):
                names[each] = (number, cells[-1].startswith("yes"))
    return names


def check(root):
    code = repository.read(root, CODE)
    page = repository.read(root, PAGE)
    known = {name: inherits == "Inherited" for name, inherits in ROW.findall(code)}
    if len(known) < 50:
        yield f"{CODE}:1: its table has only {len(known)} properties"
    named = documented(page)
    for name, inherited in known.items():
        if name not in named:
            yield f"{PAGE}:1: {name} is not in the table of properties"
        elif named[name][1] != inherited:
            yield f"{PAGE}:{named[name][0]}: {name} is {'' if inherited else 'not '}inherited"
    for name in sorted(set(named) - set(known)):
        yield f"{PAGE}:{named[name][0]}: {name} is no property that {CODE} knows"
    silent = re.search(r"kWithoutEffect = \{(.*?)\};", code, re.S)
    listed = re.search(r"pass them over in silence: `(.*?)`", page, re.S)
    for name in sorted(set(re.findall(r'"([a-z-]+)"', silent[1])) ^ set(listed[1].split())):
        yield f"{PAGE}:1: {name} is passed over in silence in one of code and page only"


if __name__ == "__main__":
    repository.run(check)
