# SPDX-License-Identifier: MIT
"""Hostile input costs linear time: four times the input, under six times the time.

    MDBOOK_CONV=build/cli/mdbook-conv python3 tests/bench/linear_time.py

It measures, so it is no test: run it on a machine that has nothing else to do.
"""

import os
import resource
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from program import PROGRAM, ProgramTest  # noqa: E402

# Input: a function of its size. Sizes are such that linear work takes some tenths of a second at most; what takes
# less than FLOOR seconds at the larger size is not worth a comparison.
FLOOR = 0.25
BOUND = 20.0
RATIO = 6.0


def lines(text):
    return lambda n: (text + "\n") * n


def run(text, before="", after=""):
    return lambda n: before + text * n + after + "\n"


CASES = {
    # What begins and does not end.
    "addresses without a host": (run("www._"), 20000),
    "values": (run("{{ "), 20000),
    "values in a link": (run("[a]({{ "), 10000),
    "tags": (run("{% "), 20000),
    "comment tags": (run("{% comment %}"), 10000),
    "comment tags on lines": (lines("{% comment %}"), 10000),
    "code tags on lines": (lines("{% highlight x %}"), 10000),
    "code tags of many kinds": (lines("{% highlight x %}\n{% codeblock %}\n{% code %}"), 5000),
    "tags that look like ends": (run("{% endx", "{% comment %}"), 20000),
    "comments of kramdown": (run("{::comment} a "), 10000),
    "comments of kramdown on lines": (lines("{::comment}"), 10000),
    "kramdown's options before one end": (run("{::nomarkdown} ", "x ", "{:/}"), 20000),
    "inline notes": (run("^["), 20000),
    "inline notes that end": (lambda n: "x" + "^[a" * n + "]" * n + "\n", 10000),
    "inline notes one by one": (run("a^[b] "), 10000),
    "dollars": (run("$"), 50000),
    "dollars apart": (run("$ a"), 30000),
    "dollars behind letters": (run("a$b "), 30000),
    "double dollars behind backslashes": (run("\\\\$$x"), 20000),
    "double dollars on lines": (lines("$$"), 20000),
    "double dollars before lines": (lambda n: "$$ a\n" + "b\n" * n, 50000),
    "double dollars parted by lines": (lines("$$\n\na"), 20000),
    "highlights": (run("==a "), 20000),
    "highlights with one end": (run("==a ", "", "a=="), 20000),
    "highlights with ends behind": (lambda n: "==a " * n + "b== " * n + "\n", 20000),
    "tildes": (run("~a"), 30000),
    "tildes that stay open": (lambda n: "~a " * n + "b~~ " * n + "\n", 30000),
    "carets": (run("a^b"), 30000),
    "quoted braces": (run('{\\"'), 30000),
    "braces": (run("{a"), 30000),
    "braces with bars": (run("{中|"), 30000),
    "colons": (run(":a"), 30000),
    "angles": (run("<a "), 20000),
    "angles with quotes": (run('<a b="'), 20000),
    "tags of HTML": (run("<b>"), 30000),
    "tags of HTML that end": (run("<i>a</i> "), 20000),
    "comments of HTML": (run("<!--"), 20000),
    "comments of HTML in text": (run("<!--", "a "), 20000),
    "declarations of HTML": (run("<?", "a "), 20000),
    "CDATA": (run("<![CDATA[", "a "), 20000),
    "backticks of growing length": (lambda n: "".join("a" + "`" * i for i in range(int(n ** 0.5))) + "\n", 200000),
    "backticks": (run("`a``b"), 20000),
    "brackets": (run("["), 30000),
    "brackets with notes": (run("[^"), 30000),
    "link ends": (run("]("), 20000),
    "link ends with brackets": (run("[a](b"), 10000),
    "definition ends": (run("a]: "), 30000),
    "parentheses in addresses": (run("(", "https://a.b/"), 30000),
    "closing parentheses behind addresses": (run(")", "https://a.b/"), 30000),
    "semicolons behind addresses": (run("&a;", "https://a.b/"), 30000),
    "addresses": (run("https://"), 20000),
    "addresses apart": (run("https://a.b/c "), 10000),
    "wide letters in addresses": (lambda n: "http://" + "a" * n + "/" + "中" * n + "\n", 60000),
    "mail addresses": (run("a@b."), 20000),
    "www": (run("www."), 20000),
    # Text that only looks like markup, and much of what is.
    "double quotes": (run('"'), 50000),
    "single quotes": (run("'"), 50000),
    "quotes and letters": (run("\"a' "), 30000),
    "hyphens": (run("a--b"), 30000),
    "emphasis in Chinese": (run("**中，**"), 10000),
    "emphasis in Chinese that stays open": (run("，**，"), 20000),
    "emphasis in Chinese of two kinds": (run("*，_，"), 20000),
    "backslashes": (run("\\\\ "), 30000),
    "emoji": (run(":smile:"), 20000),
    "attributes behind a phrase": (lambda n: "*a*" + "{:.a}" * n + "\n", 20000),
    "attributes behind phrases": (run("*a*{:.a} "), 10000),
    "attributes of blocks": (lines("{: .a}"), 20000),
    "attributes of one block": (lambda n: "x\n" + "".join("{: .a%d}\n" % i for i in range(n)), 10000),
    "pairs of one block": (lambda n: "x\n" + "".join("{: a%d=b}\n" % i for i in range(n)), 10000),
    "attribute definitions": (lines("{:a: .b}"), 20000),
    "attribute definitions that grow": (lambda n: "".join("{:a: .b%d}\n" % i for i in range(n)) + "x\n", 10000),
    "attributes of code": (lambda n: "``` {" + "".join(".a%d " % i for i in range(n)) + "}\n```\n", 20000),
    "flags of code": (lambda n: "```a" + "".join(",a%d" % i for i in range(n)) + "\n```\n", 10000),
    "classes of a division": (lambda n: "::: {class='" + "".join("a%d " % i for i in range(n)) + "'}\nx\n:::\n", 10000),
    "words of an admonition": (lambda n: "!!! " + "".join("a%d " % i for i in range(n)) + "\n    x\n", 10000),
    "headings alike": (lines("# a\n"), 10000),
    "headings of nothing": (lines("#\n"), 10000),
    "rules": (lines("* * *"), 20000),
    "tables without empty cells": (lambda n: "|a|b|\n|-|-|\n" + "|a|b|\n" * n, 10000),
    "tables with unbalanced cells": (lambda n: "|a|b|\n|-|-|\n" + "|a\n|a|b|c|d\n|||\n" * n, 5000),
    "delimiters": (lines("|-|\n|a"), 10000),
    "table of one row": (lambda n: "|a" * n + "\n" + "|-" * n + "\n" + "|b" * n + "\n", 2000),
    "tables without a head": (lines("|a|b|"), 10000),
    "tables without a head, one by one": (lines("| a | b |\n"), 5000),
    "rows longer than the head": (lambda n: "|a|\n|-|\n" + "|a|b|c|\n" * n, 10000),
    "bars in code": (lambda n: "|a|\n|-|\n|" + "`|` " * n + "|b\n", 20000),
    "bars in code that stays open": (lambda n: "|a|\n|-|\n|" + "`|``|" * n + "|b\n", 20000),
    "readings in a row": (lambda n: "|a|\n|-|\n|" + "{中|" * n + "}|b\n", 20000),
    "braces in a row": (lambda n: "|a|\n|-|\n|" + "{a|" * n + "}|b\n", 50000),
    "lines between rows": (lambda n: "|a|\n|-|\n" + "|---|\n|b|\n" * n, 10000),
    "guillemets": (run("<<a "), 20000),
    "guillemets that end": (run("<<a>> "), 20000),
    "classes of HTML": (lambda n: "<div class='" + "".join("a%d " % i for i in range(n)) + "'>\nx\n</div>\n", 20000),
    "attributes of HTML": (lambda n: "<div " + "".join("a%d=b " % i for i in range(n)) + ">\nx\n</div>\n", 20000),
    "lists of attributes on a line": (lambda n: "x\n" + "{: .a}" * n + "\n", 20000),
    "lists of attributes before an item": (lambda n: "- " + "{: .a}" * n + "x\n", 20000),
    "raw texts of kramdown": (lines("{::nomarkdown}\na\n{:/}\n"), 10000),
    "raw texts of kramdown without an end": (lines("{::nomarkdown}\na"), 10000),
    "raw texts of kramdown in a line": (run("{::nomarkdown}a{:/} "), 10000),
    "sizes of images": (run("![a](b =1x1) "), 10000),
    "sizes of images that stay open": (run("![a](b =1x"), 10000),
    "callouts": (lines("> [!a]- b\n> c\n"), 10000),
    "tables with captions": (lines("|a|\n|-|\n\n: b\n"), 5000),
    "lines of a paragraph": (lines("a"), 50000),
    "hard breaks": (lines("a\\"), 30000),
    "carets on lines": (lines("a\n^\n"), 10000),
    "contents": (lines("[TOC]\n"), 10000),
    "definitions": (lines("a\n: b"), 10000),
    "definitions without a term": (lines(": a"), 20000),
    "meanings of one term": (lambda n: "a\n" + ": b\n" * n, 20000),
    "terms of one meaning": (lambda n: "a\n" * n + ": b\n", 20000),
    "divisions": (lines("::: x"), 10000),
    "ends of divisions": (lines(":::"), 20000),
    "admonitions": (lines("!!! note\n    a\n"), 10000),
    "admonitions inside each other": (lambda n: "".join("    " * min(i, 90) + "!!! note\n" for i in range(n)), 2000),
    "quotes inside each other": (lambda n: "> " * n + "a{: .b}\n", 5000),
    "quotes and items": (lambda n: "> - " * n + "*a*{: .b}\n", 5000),
    "lists inside each other": (lambda n: "".join("  " * (i % 1000) + "- a\n" for i in range(n)), 1000),
    "items": (lines("- a"), 20000),
    "alerts": (lines("> [!NOTE]\n> a\n"), 10000),
    # One place that many others refer to.
    "abbreviations": (lambda n: "".join("*[A%d]: b\n" % i for i in range(1000)) + "\n" + "A1 B2 A999x " * n, 8000),
    "abbreviations of an abbreviation": (lambda n: "*[A]: b\n\n" + "A " * n, 30000),
    "long abbreviations": (lambda n: "*[A]: " + "b" * n + "\n\n" + "A " * n, 3000),
    "abbreviations of one beginning": (lambda n: "".join("*[%s]: b\n" % ("a" * i) for i in range(1, 300)) + "\n"
                                       + "a" * n, 20000),
    # The marks on one line: the parser looks for a bracket's line from the paragraph's first on.
    "notes": (lambda n: "".join("[^%d] " % i for i in range(n)) + "\n\n"
              + "".join("[^%d]: x\n    y\n" % i for i in range(n)), 10000),
    "notes alike": (lines("[^a]: x\n    "), 10000),
    "marks of a note": (lambda n: "[^a] " * n + "\n\n[^a]: b\n", 20000),
    "notes inside notes": (run("[^a]: "), 5000),
    "notes in notes' bodies": (lambda n: "x[^1]\n\n" + "".join("    " * (i % 20) + "[^%d]: a [^%d]\n\n" % (i, i + 1)
                                                             for i in range(n)), 5000),
    "blank lines in a note": (lambda n: "[^a]\n\n[^a]: b\n" + "\n" * n + "    c\n", 50000),
    "references in notes": (lambda n: "".join("[a%d]: b\n" % i for i in range(n)) + "\n[^a]\n\n"
                            + "[^a]: " + "".join("[a%d] " % i for i in range(n)) + "\n", 5000),
    "long references in notes": (lambda n: "[a]: https://" + "b" * n + "\n\n"
                                 + "".join("[^%d] " % i for i in range(n)) + "\n\n"
                                 + "".join("[^%d]: [a]\n" % i for i in range(n)), 2000),
    "long values": (lambda n: "{:a: title=" + "b" * n + "}\n\n" + "*x*{: a}\n" * n, 2000),
    "references": (lambda n: "".join("[a%d]: b\n" % i for i in range(n)) + "\n"
                   + "".join("[a%d] " % i for i in range(n)), 5000),
    "figures": (lines("![a b](x.png)\n"), 3000),
}


# What is hard to set.
PAGES = {
    "marks of one letter": (run("\u0301", "a"), 20000),
    "marks of one letter, each in an element": (run("<b>\u0301</b><i>\u0301</i>", "a"), 10000),
    "spaces": (lambda n: "<pre>a" + " " * n + "b</pre>\n", 20000),
    "spaces that are underlined": (lambda n: "<pre><u>a" + " " * n + "b</u></pre>\n", 20000),
    "spaces in code": (lambda n: "```\na" + " " * n + "b\n```\n", 20000),
    "languages": (lambda n: "".join('<i lang="a%c%c-%03d">b</i> ' % (97 + i % 26, 97 + i // 26 % 26, i // 676)
                                    for i in range(n)), 5000),
    "private languages": (lambda n: "".join('<i lang="en-x-a%d">b</i> ' % i for i in range(n)), 5000),
    "readings": (run("<ruby>中<rt>[zhōng](#a)</rt></ruby>"), 5000),
    "headings": (lines("## a\n"), 5000),
    "frames": (run("<kbd>a</kbd>中"), 5000),
    "frames inside each other": (run("<kbd><kbd><kbd>a</kbd></kbd></kbd>"), 3000),
    "code in colours": (lambda n: "```cpp\n" + "int x = 1;  // a\n" * n + "```\n", 5000),
    "languages of code that nobody knows": (lambda n: "".join("```x%d\na\n```\n\n" % i for i in range(n)), 2000),
    "pictures that are missing": (lines("![a](x.png)\n"), 3000),
}


class LinearTime(ProgramTest):
    """The time of a conversion grows as its input does."""

    def seconds(self, *arguments):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = self.run_program(*arguments, timeout=8 * BOUND)
        self.assertIn(done.status, (0, 1), done.err[:1000])
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before

    def assert_linear(self, small, large):
        """Arguments of the program for one size and for four times it."""
        slow = self.seconds(*large)
        self.assertLess(slow, BOUND)
        if slow < FLOOR:
            return slow, 0
        # Other work on the machine makes times longer, never shorter.
        fast = min(self.seconds(*small) for _ in range(2))
        for _ in range(2):
            if slow < RATIO * fast:
                break
            slow = min(slow, self.seconds(*large))
            fast = max(fast, self.seconds(*small))
        self.assertLess(slow, RATIO * fast)
        return slow, slow / fast

    def convert(self, name):
        return (name, "--quiet", "--fragment", "-o", "out.html")

    def test_texts(self):
        for name, (make, size) in CASES.items():
            with self.subTest(name):
                self.write("small.md", make(size))
                self.write("large.md", make(4 * size))
                slow, ratio = self.assert_linear(self.convert("small.md"), self.convert("large.md"))
                if os.environ.get("VERBOSE"):
                    print("%-45s %6.2f s %5.1f" % (name, slow, ratio), file=sys.stderr, flush=True)

    def test_tables_on_pages(self):
        """Ten thousand rows, two hundred columns, cells over thousands of rows, rows of many pages."""
        wide = lambda n: "|c" * 200 + "\n" + "|-" * 200 + "\n" + ("|1" * 200 + "\n") * n
        spanning = lambda n: ("<table><tr><td rowspan=\"%d\">a</td><td>b</td></tr>" % n
                              + "<tr><td>b</td></tr>" * (n - 1) + "</table>\n")
        for name, (make, size) in {
            "rows": (lambda n: "|a|b|c|\n|-|-|-|\n" + "|行|说明文字的一些内容|3|\n" * n, 2500),
            "columns": (wide, 50),
            "a cell over all rows": (spanning, 2500),
            "a row over many pages": (lambda n: "|a|b|\n|-|-|\n|" + "文" * n + "|b|\n", 10000),
        }.items():
            with self.subTest(name):
                self.write("small.md", make(size))
                self.write("large.md", make(4 * size))
                slow, ratio = self.assert_linear(*(("-q", each, "-o", "out.pdf") for each in ("small.md", "large.md")))
                if os.environ.get("VERBOSE"):
                    print("%-45s %6.2f s %5.1f" % (name, slow, ratio), file=sys.stderr, flush=True)

    def test_pages(self):
        for name, (make, size) in PAGES.items():
            with self.subTest(name):
                self.write("small.md", make(size))
                self.write("large.md", make(4 * size))
                slow, ratio = self.assert_linear(("small.md", "-q", "-o", "a.pdf"), ("large.md", "-q", "-o", "a.pdf"))
                if os.environ.get("VERBOSE"):
                    print("%-45s %6.2f s %5.1f" % (name, slow, ratio), file=sys.stderr, flush=True)

    def test_includes(self):
        self.write("x.md", "".join("text %d\n" % i for i in range(200)))
        for name, directive in (("whole", "{{#include x.md}}"), ("line", "{{#include x.md:100}}")):
            with self.subTest(name):
                self.write("small.md", (directive + "\n") * 2500)
                self.write("large.md", (directive + "\n") * 10000)
                self.assert_linear(self.convert("small.md"), self.convert("large.md"))

    def test_hundred_thousand_notes(self):
        count = 100000
        self.write("a.md", "".join("[^%d] " % i for i in range(count)) + "\n\n"
                   + "".join("[^%d]: note\n\n" % i for i in range(count)))
        self.assertLess(self.seconds(*self.convert("a.md")), BOUND)


if __name__ == "__main__":
    unittest.main()
