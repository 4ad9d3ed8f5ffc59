#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times whole processes and phases on a post and on its body 40 times over, and prints a table of each.

usage: bench.py PROGRAM POST [--phases PROGRAM] [--callgrind] [--runs N] [--typst MODULES]

CPU is user and system time of the process as the kernel counts it, each figure the median of the runs; memory is the
largest resident size. Machines are noisy: compare figures of one run only, and with `floor`, a program that does
nothing but load the same libraries. --callgrind adds instruction counts by valgrind, which repeat on any machine.
--phases adds the time of each phase in a warm process, by bench_phases (a target of -DMDCONV_BUILD_BENCH=ON).
--typst compares with Typst on the same text, the body 400 times over too: MODULES is a node_modules folder with
@myriaddreamin/typst-ts-node-compiler from npm. Of Typst the compilation alone is timed, of ours the whole process.
Needs GNU time, a C++ compiler for the floor, and valgrind for --callgrind.
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
COPIES = 40
# What a phase is called, and the function that is all of it.
FUNCTIONS = [
    ("parse", "mdconv::markdown::parse("),
    ("resolve", "mdconv::doc::resolve("),
    ("lay out", "mdconv::layout::lay_out("),
    ("  shape", "mdconv::text::Shaper::shape("),
    ("  find breaks", "mdconv::text::BreakFinder::find("),
    ("  break lines", "mdconv::text::break_lines("),
    ("write PDF", "mdconv::pdf::write_pdf"),
    ("  subset", "mdconv::fonts::subset("),
    ("  deflate", "mdconv::pdf::Deflater::append("),
    ("load libraries", "elf/rtld.c:_dl_start"),
]


def book_of(post: str, copies: int = COPIES) -> str:
    """The post's body so many times, headings numbered and note labels made unique."""
    matter = re.match(r"---\n.*?\n---\n", post, re.S)
    head = matter.group(0) if matter else ""
    body = post[len(head):]
    parts = [head]
    for copy in range(1, copies + 1):
        part = re.sub(r"\[\^([^\]\s]+)\]", lambda m: f"[^{m.group(1)}-{copy}]", body)
        parts.append(re.sub(r"^(#+ )", lambda m: f"{m.group(1)}{copy} ", part, flags=re.M) + "\n")
    return "".join(parts)


def code_of(root: pathlib.Path) -> str:
    """The program's own sources as blocks of code."""
    blocks = []
    for language, pattern in (("cpp", "lib/layout/*.cpp"), ("python", "tests/lint/*.py"), ("css", "styles/*.css")):
        for path in sorted(root.glob(pattern)):
            blocks.append(f"```{language}\n{path.read_text(encoding='utf-8')}```\n")
    return "\n".join(blocks)


def output_of(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench.py: {' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    return done.stdout + done.stderr


def run_once(command: list[str]) -> tuple[float, float]:
    """CPU and wall milliseconds of one run."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench.py: {' '.join(command)} ended with {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000, (time.monotonic() - begin) * 1000


def peak_memory(command: list[str]) -> float:
    """MiB. By GNU time: the kernel counts a child of this process as at least as large as this process."""
    return int(output_of(["/usr/bin/time", "-f", "\n%M", *command]).split()[-1]) / 1024


def make_floor(program: str, folder: pathlib.Path) -> str:
    """An empty program that loads the same libraries."""
    needed = re.findall(r"NEEDED.*\[(.*)\]", output_of(["readelf", "-d", program]))
    source = folder / "floor.cpp"
    source.write_text("int main() {}\n", encoding="utf-8")
    libraries = [f"-l:{name}" for name in needed if not name.startswith("ld-")]
    output_of(["c++", str(source), "-o", str(folder / "floor"), "-Wl,--no-as-needed", *libraries])
    return str(folder / "floor")


def count_instructions(command: list[str], folder: pathlib.Path) -> tuple[float, str]:
    """Millions, and callgrind's report of functions with all that they call."""
    result = folder / "callgrind.out"
    log = output_of(["valgrind", "--tool=callgrind", f"--callgrind-out-file={result}", *command])
    total = int(re.search(r"refs:\s+([\d,]+)", log).group(1).replace(",", "")) / 1e6
    return total, output_of(["callgrind_annotate", "--inclusive=yes", "--threshold=100", str(result)])


def process_table(cases: list, runs: int, folder: pathlib.Path, callgrind: bool) -> None:
    print(f"{'':16}{'CPU ms':>9}{'wall ms':>9}{'MiB':>7}{'KiB out':>9}" + (f"{'M instr':>9}" if callgrind else ""))
    for label, command, target in cases:
        run_once(command)
        cpu, wall = (statistics.median(column) for column in zip(*(run_once(command) for _ in range(runs))))
        size = f"{target.stat().st_size / 1024:9.0f}" if target else f"{'':9}"
        line = f"{label:16}{cpu:9.1f}{wall:9.1f}{peak_memory(command):7.1f}{size}"
        if callgrind:
            line += f"{count_instructions(command, folder)[0]:9.1f}"
        print(line, flush=True)


def time_table(program: str, books: list[pathlib.Path]) -> None:
    report = json.loads(subprocess.run([program, "--benchmark_format=json", *map(str, books)], capture_output=True,
                                       text=True, check=True).stdout)
    print(f"\n{'phase, warm':24}{'CPU ms':>9}")
    for row in report["benchmarks"]:
        print(f"{row['name']:24}{row['cpu_time']:9.2f}")


def typst_table(program: str, post: str, modules: pathlib.Path, runs: int, folder: pathlib.Path) -> None:
    """Ours and Typst's in turn, and how many times as much Typst takes."""
    print(f"\n{'':10}{'wall ms':>17}{'CPU ms':>17}{'MiB':>15}{'KiB out':>15}   ours, Typst")
    for name, copies in (("post", 1), ("book40", 40), ("book400", 400)):
        source, typst = folder / f"{name}.md", folder / f"{name}.typ"
        source.write_text(post if copies == 1 else book_of(post, copies), encoding="utf-8")
        tree = subprocess.run([program, "-q", str(source), "--to", "json"], capture_output=True, check=True).stdout
        with typst.open("wb") as file:
            subprocess.run([sys.executable, str(HERE / "to_typst.py")], input=tree, stdout=file, check=True)
        ours = [program, "-q", str(source), "-o", str(folder / f"{name}.pdf")]
        theirs = ["node", str(HERE / "typst.mjs"), str(modules), str(typst), str(folder / f"{name}.typst.pdf")]
        rows = []
        for _ in range(max(1, runs if copies == 1 else runs // 3)):
            cpu, wall = run_once(ours)
            other = json.loads(output_of(theirs))
            rows.append((wall, other["wall"], cpu, other["cpu"]))
        figures = [statistics.median(column) for column in zip(*rows)]
        figures += [peak_memory(ours), peak_memory(theirs)]
        figures += [(folder / f"{name}{end}").stat().st_size / 1024 for end in (".pdf", ".typst.pdf")]
        widths = (17, 17, 15, 15)
        pairs = list(zip(figures[::2], figures[1::2]))
        print(f"{name:10}" + "".join(f"{f'{a:.0f} {b:.0f}':>{width}}" for (a, b), width in zip(pairs, widths)))
        print(f"{'  times':10}" + "".join(f"{b / a:>{width}.1f}" for (a, b), width in zip(pairs, widths)), flush=True)


def instruction_table(command: list[str], folder: pathlib.Path) -> None:
    total, report = count_instructions(command, folder)
    print(f"\n{'phase, to PDF':24}{'M instr':>9}{'share':>7}")
    for phase, function in FUNCTIONS:
        row = next((line for line in report.splitlines() if function in line), None)
        if row is None:
            sys.exit(f"bench.py: callgrind saw no {function}")
        count = int(row.split()[0].replace(",", "")) / 1e6
        print(f"{phase:24}{count:9.1f}{count / total * 100:6.0f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("post", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--phases")
    parser.add_argument("--callgrind", action="store_true")
    parser.add_argument("--typst", type=pathlib.Path)
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        post = folder / "post.md"
        post.write_text(arguments.post.read_text(encoding="utf-8"), encoding="utf-8")
        book = folder / "book40.md"
        book.write_text(book_of(post.read_text(encoding="utf-8")), encoding="utf-8")

        cases = [("floor", [make_floor(arguments.program, folder)], None),
                 ("--version", [arguments.program, "--version"], None)]
        for source in (post, book):
            for format_name in ("pdf", "epub", "html"):
                target = folder / f"{source.stem}.{format_name}"
                command = [arguments.program, "-q", str(source), "-o", str(target)]
                cases.append((f"{source.stem} → {format_name}", command, target))
        # What colours cost: the library's start with the first block, then by the line.
        code, block = folder / "code.md", folder / "block.md"
        code.write_text(code_of(HERE.parent.parent), encoding="utf-8")
        block.write_text("```cpp\nint x = 1;\n```\n", encoding="utf-8")
        for source in (block, code):
            for options, label in ((["--no-highlight"], "in black"), ([], "coloured")):
                target = folder / f"{source.stem}.html"
                command = [arguments.program, "-q", *options, str(source), "-o", str(target)]
                cases.append((f"{source.stem} {label}", command, target))
        process_table(cases, arguments.runs, folder, arguments.callgrind)
        if arguments.typst:
            typst_table(arguments.program, post.read_text(encoding="utf-8"), arguments.typst, arguments.runs, folder)
        if arguments.phases:
            time_table(arguments.phases, [post, book])
        if arguments.callgrind:
            instruction_table(cases[2][1], folder)


if __name__ == "__main__":
    main()
