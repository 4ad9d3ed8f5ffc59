# SPDX-License-Identifier: MIT
"""Every source is as clang-format 14 with the repository's .clang-format would write it."""

import concurrent.futures
import os
import re
import shutil
import subprocess

import repository


def find_program():
    for name in ("clang-format-14", "clang-format"):
        path = shutil.which(name)
        if path:
            version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
            # Versions differ in what they write.
            if re.search(r"version 14\.", version):
                return path
    raise repository.Skip("clang-format 14 is not installed")


def check(root):
    program = find_program()
    paths = repository.cpp_files(root)
    chunks = [paths[i::8] for i in range(8) if paths[i::8]]

    def run(chunk):
        return subprocess.run([program, "--dry-run", "-Werror", "--style=file", *chunk], cwd=root,
                              capture_output=True, text=True, check=False)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in pool.map(run, chunks):
            problems = sorted(set(re.findall(r"^(\S+:\d+):\d+: error:", done.stderr, re.M)))
            yield from (f"{problem}: not as clang-format writes it" for problem in problems)
            if done.returncode != 0 and not problems:
                yield done.stderr


if __name__ == "__main__":
    repository.run(check)
