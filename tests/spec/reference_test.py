#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""reference_test.py PROGRAM CORPUS [--known FILE] [--show N] [--only TEXT] [--xmllint] [--keep FOLDER]

Converts every Markdown file of CORPUS/{blog,docs,gitbook,mdbook} twice and compares the text that a reader would see
with what remark (of npm, pinned below, installed outside the repository) finds in it. reference_reader.mjs reads both
sides as a browser does and leaves out what a program adds of its own: headings of notes, ways back to the text, a
title from the front matter, contents lists, labels of boxes.

strict: a dialect of what remark knows too (GitHub's extensions, front matter, emphasis beside CJK). The text of every
block must be the same, and so must be which words are code, emphasis, struck out or a link. STRICT_EXPLANATIONS has
the one rule in which we differ.

extended: the default dialect. The reader gives remark's tree what extensions add: captions of images alone, captions
before their tables, Rust's hidden lines, inclusions, Hexo's listings, notes where they are made. Then each of
EXTENDED_EXPLANATIONS, one after the other and only in lines that still differ, folds what an extension changes or
takes the marks of one that remark shows (outside code). Of the marks in TAKEN none may be left in what we show: such a
one is listed as "left". The figures printed are how many files had a line that was the same after that explanation,
and not before.

A difference that no rule explains is listed, and a failure. So is a conversion that fails and, with --xmllint, a page
that is not well-formed. FILE has a line for each difference that stays: `strict|extended PATH "words we lack" "words
we have" reason`, the words as JSON, as this program lists them. A line whose difference does not occur any more is a
failure, too.
"""

import argparse
import concurrent.futures
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import spec_test

SKIPPED = 77
PARTS = ("blog", "docs", "gitbook", "mdbook")
PACKAGES = (
    "hast-util-to-html@9.0.5", "mdast-util-from-markdown@2.0.2", "mdast-util-gfm@3.1.0", "mdast-util-to-hast@13.2.0",
    "micromark-extension-gfm@3.0.0", "micromark-extension-cjk-friendly@2.0.2",
    "micromark-extension-cjk-friendly-gfm-strikethrough@2.0.1", "parse5@7.2.1",
)
DIALECTS = {
    "strict": "gfm+front_matter+cjk_emphasis-emoji-cjk_line_breaks-radicals-invisibles-alerts",
    # The reference knows no captions that are numbered, and no references to them.
    "extended": "markdown-caption_references",
}

SOFT = "\U000f0001"
# Hangul is not among them: Korean has spaces.
WIDE = "[\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\uffe0-\uffe6\U00020000-\U0003ffff]"
MARK = """["'“”‘’…—-]"""
EMOJI = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?"


def substitution(pattern, replacement):
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(replacement, text)


def chain(*steps):
    def run(text):
        for step in steps:
            text = step(text)
        return text
    return run


def outside_code(step):
    """`step` with code out of its reach."""
    def run(text):
        codes = CODE.findall(text)
        hidden = (chr(0x100000 + number) for number in range(len(codes)))
        text = step(CODE.sub(lambda found: next(hidden), text))
        return re.sub("[\U00100000-\U0010ffff]", lambda found: codes[ord(found[0]) - 0x100000], text)
    return run


def fold_radicals(text):
    return re.sub("[\u2e80-\u2fdf]", lambda found: unicodedata.normalize("NFKC", found[0]), text)


# For both runs: what no XML may hold.
CONTROL = substitution("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd")
# What reference_reader.mjs marks words with, shown as HTML does.
OPEN = dict(zip("\U000f0010\U000f0012\U000f0014\U000f0016\U000f0018", ("code", "em", "strong", "del", "a")))
SHOWN = str.maketrans({code: shown for mark, name in OPEN.items()
                       for code, shown in ((ord(mark), f"<{name}>"), (ord(mark) + 1, f"</{name}>"))})
CODE = re.compile("\U000f0010[^\U000f0011]*\U000f0011")
PREPARATIONS = {
    "strict": chain(CONTROL, substitution(SOFT, " ")),
    # A line's end between wide characters is no space, nor where a mark stands between that takes their width.
    "extended": chain(
        CONTROL, substitution("[\U000f0012-\U000f0019]", ""),
        substitution(f"(?<={WIDE}){SOFT}(?={WIDE}|{MARK})|(?<={MARK}){SOFT}(?={WIDE})", ""), substitution(SOFT, " ")),
}

# An address in running text ends where wide characters go on, before a stop that they follow, before a backslash.
ADDRESS = substitution(
    "(\U000f0018(?:https?://|www\\.)[!-~]*?)((?:[])*,.]*[^\x00-\x7f\U000f0019]|\\\\)[^\U000f0019]*)\U000f0019",
    "\\1\U000f0019\\2")

# (name, what it does to the text of either side)
STRICT_EXPLANATIONS = (
    ("where an address in running text ends", ADDRESS),
)
EXTENDED_EXPLANATIONS = (
    ("radicals become ideographs", fold_radicals),
    ("invisible characters are left out", substitution("[\u200b\u200c\u2060\ufeff\u00ad]", "")),
    ("quotes, dashes and ellipses", chain(
        substitution("[“”]", '"'), substitution("[‘’]", "'"), substitution("(?:—|–|-{2,})+", "--"),
        substitution(r"(?:…|\.\.\.)+", "..."))),
    ("a backslash before mdBook's braces", substitution(r"\\(?=\{\{)", "")),
    ("tags of Jekyll, Hexo and mdBook", chain(
        substitution(r"\{%.*?%\}", ""), substitution(r"\{\{.*?\}\}", ""))),
    ("GitHub's alerts", substitution(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", "")),
    ("the place of a table of contents", substitution(r"(?:TOC )?\{:toc\}|\[TOC\]|\[\[toc\]\]", "")),
    ("fenced divs", substitution(r'(?m):{3,}(?: ?\{(?:"[^"]*"|[^{}"])*\}| [\w-]+$)?', "")),
    ("attributes", chain(
        substitution(r"\[([^\[\]]*)\](?=\{[.#])", r"\1"),
        substitution(r'\{:? ?(?:-|(?:[.#](?!\s)|[\w:-]+=)(?:"[^"]*"|[^{}"])*)\}', ""))),
    ("names of emoji", chain(substitution(EMOJI, ""), substitution(r":[+-]?[a-z0-9_]+:", ""))),
    ("formulas", substitution(r"[$\\]+", "")),
    ("definitions and captions", substitution(r"(?m)(?:^|(?<= ))(?:Table)?: ", "")),
    ("marks of highlighted, raised and lowered text", substitution(r"==|\^|~", "")),
    ("bounds of blocks, and space around what is taken away", lambda text: " ".join(text.split())),
)

EXPLANATIONS = {
    "strict": STRICT_EXPLANATIONS,
    "extended": tuple((name, explain if "backslash" in name else outside_code(explain))
                      for name, explain in EXTENDED_EXPLANATIONS),
}
# Marks of which none may be left in what we show.
TAKEN = ("tags of Jekyll, Hexo and mdBook", "GitHub's alerts", "the place of a table of contents", "fenced divs",
         "attributes")


class Skip(Exception):
    pass


def install(folder):
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise Skip(f"{program} is not installed")
    with open(os.path.join(folder, "package.json"), "w", encoding="utf-8") as file:
        json.dump({"name": "reference", "version": "1.0.0", "private": True}, file)
    done = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES],
                          cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Skip(f"npm cannot install the reference: {done.stderr.strip()[-200:]}")
    shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference_reader.mjs"), folder)


def markdown_files(corpus):
    for part in PARTS:
        for folder, _, names in os.walk(os.path.join(corpus, part)):
            yield from (os.path.join(folder, name) for name in names if name.endswith(".md"))


def convert(program, source, output, arguments):
    done = subprocess.run([program, source, "--to", "html", "-q", "-o", output, *arguments], capture_output=True,
                          text=True, timeout=60, check=False)
    if done.returncode == 0:
        return ""
    if done.returncode == 4 and "holds no text" in done.stderr:
        open(output, "w", encoding="utf-8").close()
        return ""
    open(output, "w", encoding="utf-8").close()
    return f"exit status {done.returncode}: {done.stderr.strip()}"


def convert_all(program, jobs, pages):
    """What failed, as (path, problem)."""
    def run(job):
        for name, dialect in DIALECTS.items():
            problem = convert(program, job["markdown"], job[name], ["--fragment", "--from", dialect, "--number-captions", "no"])
            if problem:
                return f"{name}: {problem}"
        if pages:
            page = job["strict"] + ".page.html"
            problem = convert(program, job["markdown"], page, [])
            if not problem and os.path.getsize(page):
                checked = subprocess.run(["xmllint", "--noout", "--nonet", page], capture_output=True, text=True,
                                         check=False)
                problem = checked.stderr.strip() if checked.returncode != 0 else ""
            os.remove(page)
            return problem
        return ""

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [(job["markdown"], problem) for job, problem in zip(jobs, pool.map(run, jobs)) if problem]


def changes(left, right):
    """The parts of two lists that differ."""
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(left), len(right)) - start and left[-1 - end] == right[-1 - end]:
        end += 1
    left, right = left[start:len(left) - end], right[start:len(right) - end]
    if left or right:
        for kind, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            if kind != "equal":
                yield left[a:b], right[c:d]


def words(text):
    return re.findall(r"[A-Za-z0-9]+|\s+|.", text, re.S)


def differences(run, reference, ours, explanations, needed):
    """(words only the reference has, words only we have, where) of what no explanation makes equal."""
    for lacking, added in changes(*([PREPARATIONS[run](line) for line in side] for side in (reference, ours))):
        left, right = "\n".join(lacking), "\n".join(added)
        used = []
        for name, explain in explanations:
            if left == right:
                break
            changed = explain(left), explain(right)
            if name in TAKEN and changed[1] != right:
                for x, y in changes(words(right), words(changed[1])):
                    yield f"left: {name}", "".join(x), ""
            if changed != (left, right):
                used.append(name)
            left, right = changed
        if left == right:
            needed.update(used[-1:])
            continue
        a, b = words(left), words(right)
        if len(a) + len(b) > 20000:
            yield left, right, ""
            continue
        for x, y in changes(a, b):
            yield "".join(x), "".join(y), (left or right)[:80]


def read_known(path):
    known = {}
    for line in spec_test.known_lines(path):
        run, name, rest = line.split(" ", 2)
        decoder = json.JSONDecoder()
        lacking, end = decoder.raw_decode(rest)
        added, length = decoder.raw_decode(rest[end + 1:])
        known[run, name, lacking, added] = rest[end + 1 + length:].strip()
    return known


def compare(corpus, jobs, results, known, show):
    seen, shown, failed = set(), 0, 0
    for run in DIALECTS:
        counts = {name: 0 for name, _ in EXPLANATIONS[run]}
        equal = 0
        for job, result in zip(jobs, results):
            name = os.path.relpath(job["markdown"], corpus)
            needed = set()
            found = set()
            for lacking, added, where in differences(run, *result[run], EXPLANATIONS[run], needed):
                key = run, name, lacking.translate(SHOWN), added.translate(SHOWN)
                if key in found:
                    continue
                found.add(key)
                if key in known:
                    seen.add(key)
                    continue
                failed += 1
                if shown < show:
                    shown += 1
                    print(run, name, *(json.dumps(side, ensure_ascii=False) for side in key[2:]))
                    print("    in:", where.translate(SHOWN))
            equal += not found
            for each in needed:
                counts[each] += 1
        print(f"{run}: {equal} of {len(jobs)} files show the same text")
        for name, count in counts.items():
            if count:
                print(f"  {count} files after: {name}")
    for key in known:
        if key not in seen:
            print("known to differ, and does not:", *key)
            failed += 1
    print(f"{failed} differences to explain, {len(seen)} known")
    return failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("corpus")
    parser.add_argument("--known")
    parser.add_argument("--show", type=int, default=50)
    parser.add_argument("--only", default="")
    parser.add_argument("--xmllint", action="store_true", help="check full pages with xmllint, too")
    parser.add_argument("--keep", help="a folder to work in, packages in which are used again")
    arguments = parser.parse_args()
    files = sorted(path for path in markdown_files(arguments.corpus) if arguments.only in path)
    if not files:
        print("no corpus: skipped")
        return SKIPPED
    pages = arguments.xmllint and shutil.which("xmllint")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or temporary
        os.makedirs(os.path.join(folder, "pages"), exist_ok=True)
        try:
            install(folder)
        except Skip as reason:
            print(f"{reason}: skipped")
            return SKIPPED
        jobs = [{"markdown": path, **{run: os.path.join(folder, "pages", f"{number}.{run}.html") for run in DIALECTS}}
                for number, path in enumerate(files)]
        broken = convert_all(arguments.program, jobs, pages)
        for path, problem in broken:
            print(f"{os.path.relpath(path, arguments.corpus)}: {problem}")
        with open(os.path.join(folder, "jobs.json"), "w", encoding="utf-8") as file:
            json.dump(jobs, file)
        subprocess.run(["node", "reference_reader.mjs", "jobs.json", "result.json"], cwd=folder, check=True)
        with open(os.path.join(folder, "result.json"), encoding="utf-8") as file:
            results = json.load(file)
        present = {os.path.relpath(path, arguments.corpus) for path in files}
        known = {key: reason for key, reason in read_known(arguments.known).items() if key[1] in present}
        failed = compare(arguments.corpus, jobs, results, known, arguments.show)
    return 1 if failed or broken else 0


if __name__ == "__main__":
    sys.exit(main())
