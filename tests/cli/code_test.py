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


if __name__ == "__main__":
    unittest.main()
