# SPDX-License-Identifier: MIT
"""HTML made comparable: what a browser shows alike becomes alike.

The rules are those of the specifications' own test programs: the order of attributes, the way an empty element is
closed, how characters are escaped, and white space between blocks say nothing.
"""

import html.parser
import re

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
BLOCK = {
    "article", "header", "aside", "hgroup", "blockquote", "hr", "iframe", "body", "li", "map", "button", "object",
    "canvas", "ol", "caption", "output", "col", "p", "colgroup", "pre", "dd", "progress", "div", "section", "dl",
    "table", "td", "dt", "tbody", "embed", "textarea", "fieldset", "tfoot", "figcaption", "th", "figure", "thead",
    "footer", "tr", "form", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "video", "script", "style", "details", "summary",
}


class _Normalizer(html.parser.HTMLParser):
    def __init__(self, ignored_attributes):
        super().__init__(convert_charrefs=False)
        self.parts = []
        self.in_pre = 0
        self.after_block = True
        self.ignored = ignored_attributes

    def text(self, data):
        if not self.in_pre:
            data = re.sub(r"\s+", " ", data)
            if self.after_block:
                data = data.lstrip()
        if data:
            self.parts.append(data.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"))
            self.after_block = False

    def trim(self):
        while not self.in_pre and self.parts and not self.parts[-1].startswith("<"):
            self.parts[-1] = self.parts[-1].rstrip()
            if self.parts[-1]:
                break
            self.parts.pop()

    def handle_starttag(self, tag, attributes):
        if tag in BLOCK or tag == "br":
            self.trim()
        shown = "".join(
            f' {name}="{value or ""}"' for name, value in sorted(attributes) if (tag, name) not in self.ignored)
        self.parts.append(f"<{tag}{shown}>")
        if tag == "pre":
            self.in_pre += 1
        self.after_block = tag in BLOCK or tag == "br"

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if tag in BLOCK:
            self.trim()
        if tag == "pre":
            self.in_pre = max(0, self.in_pre - 1)
        self.parts.append(f"</{tag}>")
        self.after_block = tag in BLOCK

    def handle_data(self, data):
        self.text(data)

    def handle_entityref(self, name):
        self.text(html.unescape(f"&{name};"))

    def handle_charref(self, name):
        self.text(html.unescape(f"&#{name};"))

    def handle_comment(self, data):
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, data):
        self.parts.append(f"<!{data}>")

    def unknown_decl(self, data):
        self.parts.append(f"<![{data}]>")

    def handle_pi(self, data):
        self.parts.append(f"<?{data}>")


def normalize(markup, ignored_attributes=()):
    """A text that is the same for markup that means the same; `ignored_attributes` holds (element, attribute)."""
    normalizer = _Normalizer(set(ignored_attributes))
    # The parser takes a CDATA section for a comment; all that matters is that both sides are read alike.
    normalizer.feed(markup)
    normalizer.close()
    normalizer.trim()
    joined = "".join(normalizer.parts)
    return joined.strip()
