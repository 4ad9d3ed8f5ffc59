#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times whole processes on a post and on its body 40 times over, and prints one table.

usage: bench.py PROGRAM POST [--runs N] [--callgrind]

CPU is user and system time of the process as the kernel counts it, memory its largest resident size; each figure
is the median of the runs. Machines are noisy: compare figures of one run only. --callgrind adds instruction counts
by valgrind, which repeat on any machine.
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

COPIES = 40


def book_of(post: str) -> str:
    """The post's body COPIES times, headings numbered and note labels made unique."""
    matter = re.match(r"---\n.*?\n---\n", post, re.S)
    head = matter.group(0) if matter else ""
    body = post[len(head):]
    parts = [head]
    for copy in range(1, COPIES + 1):
        part = re.sub(r"\[\^([^\]\s]+)\]", lambda m: f"[^{m.group(1)}-{copy}]", body)
        parts.append(re.sub(r"^(#+ )", lambda m: f"{m.group(1)}{copy} ", part, flags=re.M) + "\n")
    return "".join(parts)


def run_once(command: list[str]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and MiB of one run."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench.py: {' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss / 1024


def instructions(command: list[str], folder: pathlib.Path) -> int:
    report = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out", *command],
                            capture_output=True, text=True, check=True).stderr
    return int(re.search(r"refs:\s+([\d,]+)", report).group(1).replace(",", ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("post", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--callgrind", action="store_true")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        post = folder / "post.md"
        post.write_text(arguments.post.read_text(encoding="utf-8"), encoding="utf-8")
        book = folder / "book40.md"
        book.write_text(book_of(post.read_text(encoding="utf-8")), encoding="utf-8")

        print(f"{'':16}{'CPU ms':>9}{'wall ms':>9}{'MiB':>7}{'KiB out':>9}" + (f"{'M instr':>9}" if arguments.callgrind else ""))
        start_up = [arguments.program, "--version"]
        cases = [("start-up", start_up, None)]
        for source in (post, book):
            for format_name in ("pdf", "epub", "html"):
                target = folder / f"{source.stem}.{format_name}"
                cases.append((f"{source.stem} → {format_name}", [arguments.program, "-q", str(source), "-o", str(target)], target))
        for label, command, target in cases:
            run_once(command)
            runs = [run_once(command) for _ in range(arguments.runs)]
            cpu, wall, memory = (statistics.median(column) for column in zip(*runs))
            size = target.stat().st_size / 1024 if target else 0
            line = f"{label:16}{cpu * 1000:9.1f}{wall * 1000:9.1f}{memory:7.1f}{size:9.0f}"
            if arguments.callgrind:
                line += f"{instructions(command, folder) / 1e6:9.1f}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
