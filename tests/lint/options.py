# SPDX-License-Identifier: MIT
"""docs/manual.md names every option that --help names, and no other: options.py ROOT PROGRAM."""

import re
import subprocess

import repository

PAGE = "docs/manual.md"
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]*[a-z0-9]")


def check(root, program):
    help_text = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    # The lines that define options; examples and explanations may name them as well.
    defined = set()
    for line in help_text.split("\n"):
        match = re.match(r"\s+(?:-\w, )*(--[a-z][a-z0-9-]*)", line)
        if match:
            defined.add(match[1])
    if len(defined) < 5:
        yield f"{program}: --help lists {len(defined)} options"
    try:
        page = repository.read(root, PAGE)
    except FileNotFoundError:
        yield f"{PAGE}:1: there is no such file"
        return
    # Long options of other programs stand in fenced examples, ours in code spans.
    prose = re.sub(r"^```.*?^```", "", page, flags=re.S | re.M)
    documented = {option for span in re.findall(r"`([^`]+)`", prose) for option in OPTION.findall(span)}
    for option in sorted(defined - documented):
        yield f"{PAGE}:1: {option} is not documented"
    for option in sorted(documented - set(OPTION.findall(help_text))):
        yield f"{PAGE}:1: {option} is in no line of --help"


if __name__ == "__main__":
    repository.run(check)
