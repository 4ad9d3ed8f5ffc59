# SPDX-License-Identifier: MIT
"""No function of lib/ or cli/ is longer than a hundred lines, braces included."""

import re

import repository

LIMIT = 100

# What opens a block at namespace or class scope that is no function.
SCOPE = re.compile(r"\b(namespace|extern|class|struct|union|enum)\b[^()]*$|\b(class|struct)\s+\w+\s*\(", re.S)


def functions(code):
    """(first line, number of lines, head) of every function; lambdas and blocks belong to the function around."""
    scopes = []  # of each open brace: None for a scope of declarations, else where a function began
    inside = 0  # braces since the function's own
    statement = 0  # where the current declaration begins
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m[0]), code, flags=re.M)
    for match in re.finditer(r"[{};]", code):
        place = match.start()
        if inside:
            inside += {"{": 1, "}": -1}.get(match[0], 0)
            if inside:
                continue
            begin, head = scopes.pop()
            yield begin, code.count("\n", 0, place) + 2 - begin, head
            statement = place + 1
        elif match[0] == "{":
            head = code[statement:place]
            declaration = re.sub(r"\btemplate\s*<.*?>\s*(?=\w)", "", head, flags=re.S)
            if SCOPE.search(declaration) or not declaration.strip():
                scopes.append(None)
                statement = place + 1
            else:
                begin = code.count("\n", 0, statement + len(head) - len(head.lstrip())) + 1
                scopes.append((begin, " ".join(head.split())))
                inside = 1
        elif match[0] == "}":
            if scopes:
                scopes.pop()
            statement = place + 1
        else:
            statement = place + 1


def check(root):
    for path in repository.cpp_files(root, ("lib", "cli")):
        for line, length, head in functions(repository.code(repository.read(root, path))):
            if length > LIMIT and "(" in head:
                yield f"{path}:{line}: {length} lines are more than {LIMIT}: {head[-90:]}"


if __name__ == "__main__":
    repository.run(check)
