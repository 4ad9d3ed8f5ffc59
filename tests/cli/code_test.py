# SPDX-License-Identifier: MIT
"""Code blocks in HTML: lines that are numbered or marked, in the ways of several dialects."""

import re
import unittest

from program import ProgramTest


class Code(ProgramTest):
    def html_of(self, source, *arguments):
        self.write("code.md", source)
        done = self.run_program("code.md", "-t", "html", *arguments)
        self.assert_status(done, 0)
        return done.out

    def lines_of(self, fence, text="a\n\nc\n"):
        html = self.html_of(f"```{fence}\n{text}```\n")
        return re.findall(r'<span class="(line[^"]*)"(?: data-line="(\d+)")?>([^<]*)</span>', html)

    def test_plain_code_is_text_alone(self):
        for fence in ("", "js", "{.js}", "rust,ignore", "js {linenos=false}", "text {x}"):
            self.assertEqual(self.lines_of(fence), [], fence)
        self.assertIn("<pre><code>a\n\nc\n</code></pre>", self.html_of("```\na\n\nc\n```\n"))

    def test_numbers(self):
        for fence in ("{.js .numberLines}", "js {.number-lines}", "{.js .line-numbers}", "js {linenos=true}",
                      'js linenums="1"', "js {linenos=table}"):
            self.assertEqual(self.lines_of(fence), [("line", "1", "a"), ("line", "2", ""), ("line", "3", "c")], fence)
        for fence in ('{.js .numberLines startFrom="9"}', "js {linenos=inline,linenostart=9}", 'js linenums="9"'):
            numbers = [number for _, number, _ in self.lines_of(fence)]
            self.assertEqual(numbers, ["9", "10", "11"], fence)
        html = self.html_of("{% highlight ruby linenos %}\nx\n{% endhighlight %}\n")
        self.assertIn('<span class="line" data-line="1">x</span>', html)
        self.assertIn('<pre class="numbered line-numbers">', html)

    def test_marked_lines(self):
        for fence in ("js {1,3}", "js{1,3}", 'js hl_lines="1 3"', "js {hl_lines=[1,3]}", 'js {hl_lines=["1-1",3]}'):
            found = [name for name, _, _ in self.lines_of(fence)]
            self.assertEqual(found, ["line marked", "line", "line marked"], fence)
        self.assertEqual([n for n, _, _ in self.lines_of("js {2-9}")], ["line", "line marked", "line marked"])
        for fence in ("js {3-2}", "js {99999999999}", "js {-}"):
            self.assertNotIn("line marked", [n for n, _, _ in self.lines_of(fence)], fence)

    def spans_of(self, html):
        return re.findall(r'<span class="(\w+)">([^<]*)</span>', html)

    def test_colours(self):
        source = '```cpp\nint f() { return 1; } // 注\n```\n'
        html = self.html_of(source)
        self.assertIn(("keyword", "return"), self.spans_of(html))
        self.assertIn(("type", "int"), self.spans_of(html))
        self.assertIn(("comment", "// 注"), self.spans_of(html))
        text = re.search(r"<code[^>]*>(.*?)</code>", html, re.S).group(1)
        self.assertEqual(re.sub("<[^>]*>", "", text), "int f() { return 1; } // 注\n")
        self.assertEqual(self.spans_of(self.html_of(source, "--no-highlight")), [])
        self.assertEqual(self.spans_of(self.html_of(source, "--fragment")), [])

    def test_without_the_library_code_is_black(self):
        self.write("libKF5SyntaxHighlighting.so.5", "none")
        self.write("code.md", "```cpp\nint x;\n```\n\n```cpp\nint y;\n```\n")
        done = self.run_program("code.md", "-t", "html", "-v", env={"LD_LIBRARY_PATH": self.folder})
        self.assert_status(done, 0)
        self.assertEqual(self.spans_of(done.out), [])
        self.assertEqual(done.err.count("highlighting-missing"), 1)
        self.assertIn("code.md:2:1: note: code has no colours", done.err)
        self.assertIn("the Debian package libkf5syntaxhighlighting5 brings them", done.err)
        done = self.run_program("code.md", "-t", "html", env={"LD_LIBRARY_PATH": self.folder})
        self.assertEqual(done.err, "")

    def test_languages_have_many_names(self):
        for name in ("c++", "cpp", "C++", "js", "javascript", "ts", "py", "python3", "rust", "rs", "rust,ignore", "java",
                     "go", "golang", "lua", "c#", "csharp", "php", "kotlin", "swift"):
            html = self.html_of(f'```{name}\nf("text", 1)\n```\n')
            found = self.spans_of(html)
            self.assertTrue(any(kind == "string" for kind, _ in found), name + str(found))
        for name, source in (("sh", "if true; then"), ("console", "if true; then"), ("yaml", "a: b"), ("toml", "a = 1"),
                             ("make", "a: b"), ("cmake", "set(A)"), ("dockerfile", "FROM a"), ("diff", "--- a"),
                             ("json", '{"a": 1}'), ("xml", "<a/>"), ("html", "<p>"), ("css", "p { color: red }"),
                             ("sql", "SELECT 1"), ("ini", "[a]")):
            self.assertTrue(self.spans_of(self.html_of(f"```{name}\n{source}\n```\n")), name)
        for name in ("text", "txt", "output", "", "nonsense", "../x", "x/../../y", "*"):
            self.assertEqual(self.spans_of(self.html_of(f'```{name}\nif 1 "a" // b\n```\n')), [], name)

    def test_numbered_lines_cut_what_goes_over_several(self):
        html = self.html_of("```cpp {.numberLines}\n/* a\nb */\n```\n")
        self.assertIn('<span class="line" data-line="1"><span class="comment">/* a</span></span>\n'
                      '<span class="line" data-line="2"><span class="comment">b */</span></span>', html)

    def test_long_lines_and_blocks_have_no_colours(self):
        for text in ("f(1); " * 400, "f(1);\n" * 200000):
            self.assertEqual(self.spans_of(self.html_of(f"```cpp\n{text}\n```\n")), [])


if __name__ == "__main__":
    unittest.main()
