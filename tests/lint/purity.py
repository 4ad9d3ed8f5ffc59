# SPDX-License-Identifier: MIT
"""The library prints nothing, ends no process, asks no environment and no clock, and keeps no global state."""

import re

import repository

FORBIDDEN = [
    (r"std::(cout|cerr|clog|wcout|wcerr)\b|(?<![\w:.>])(printf|fprintf|vprintf|puts|fputs|putchar|perror)\s*\("
     r"|std::(printf|fprintf|vprintf|puts|fputs|putchar|perror)\b|\bfmt::print\b", "the library prints nothing"),
    (r"(?<![\w.>])(?:std::)?(exit|_exit|_Exit|quick_exit|abort|terminate)\s*\(", "the library ends no process"),
    (r"(?<![\w.>])(?:std::)?(getenv|secure_getenv|setenv|setlocale|system|popen)\s*\(",
     "the library asks nothing of its environment"),
    (r"(?<![\w.>:])(?:std::|::)?(time|localtime|localtime_r|mktime|gettimeofday|clock_gettime)\s*\("
     r"|\b(system_clock|steady_clock|high_resolution_clock)::now\b", "time comes in through the interfaces"),
    (r"\bthread_local\b", "the library keeps no global state"),
    (r"(?<![\w.>])(?:std::)?(rand|srand)\s*\(|\brandom_device\b", "outputs are pure functions of inputs"),
    (r"(?<!\w)::open(at2?)?\s*\(|(?<![\w.>])(?:std::)?f(re)?open\s*\(|\bstd::[io]?fstream\b", "only lib/host opens files"),
]

# A variable at namespace scope that can change. Functions have a parenthesis before '=' or ';'.
GLOBAL = re.compile(r"^(?:static |inline )?(?!const|using|namespace|class|struct|enum|union|template|typedef|return|"
                    r"extern|friend|static_assert|public|private|protected|case|default)[A-Za-z_][\w:<>, ]*[&* ]"
                    r"[a-z_]\w*(?:\[[^\]]*\])?\s*(?:=[^=].*|\{.*\})?;\s*$")


def check(root):
    for path in repository.cpp_files(root, ("lib",)):
        code = repository.code(repository.read(root, path))
        for number, line in enumerate(code.split("\n"), 1):
            for pattern, why in FORBIDDEN:
                if "lib/host" in why and path.startswith("lib/host/"):
                    continue
                match = re.search(pattern, line)
                if match:
                    yield f"{path}:{number}: {match[0].strip()}: {why}"
            if GLOBAL.match(line) and "constexpr" not in line:
                yield f"{path}:{number}: {line.strip()}: a variable that every thread shares"


if __name__ == "__main__":
    repository.run(check)
