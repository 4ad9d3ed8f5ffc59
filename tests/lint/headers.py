# SPDX-License-Identifier: MIT
"""Every public header compiles alone: headers.py ROOT COMPILER [FLAG…]."""

import concurrent.futures
import os
import subprocess

import repository

FLAGS = ("-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror",
         "-x", "c++")


def compiles(root, path, compiler):
    include = os.path.join(root, "lib/include")
    name = os.path.relpath(os.path.join(root, path), include)
    # Twice: it must have an include guard too.
    source = f'#include "{name}"\n#include "{name}"\n'
    done = subprocess.run([compiler, *FLAGS, "-I", include, "-"], input=source, text=True, capture_output=True,
                          check=False)
    return None if done.returncode == 0 else f"{path}:1: does not compile alone:\n{done.stderr}"


def check(root, compiler="c++"):
    paths = repository.files(root, ("lib/include",), (".h",))
    if not paths:
        yield "lib/include: no public headers"
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from filter(None, pool.map(lambda path: compiles(root, path, compiler), paths))


if __name__ == "__main__":
    repository.run(check)
