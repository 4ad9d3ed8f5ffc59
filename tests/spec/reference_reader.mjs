// SPDX-License-Identifier: MIT
// reference_reader.mjs JOBS.json RESULT.json — for reference_test.py, which copies it beside the installed packages.
//
// JOBS: [{"markdown": path, "strict": path, "extended": path}, …]; RESULT: for each "strict" and "extended", each a
// pair: the visible text of what remark makes of the Markdown, and that of the page of HTML, both as a browser's parser
// reads them: a line for each block, white space collapsed (U+F0001 where it had a line's end), tags and comments
// dropped, but for what WORDS says.

import fs from 'node:fs';
import path from 'node:path';
import {toHtml} from 'hast-util-to-html';
import {fromMarkdown} from 'mdast-util-from-markdown';
import {gfmFromMarkdown} from 'mdast-util-gfm';
import {toHast} from 'mdast-util-to-hast';
import {gfm} from 'micromark-extension-gfm';
import {cjkFriendlyExtension} from 'micromark-extension-cjk-friendly';
import {gfmStrikethroughCjkFriendly} from 'micromark-extension-cjk-friendly-gfm-strikethrough';
import {parseFragment} from 'parse5';

const LINES = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'br', 'caption', 'center', 'dd', 'details', 'div', 'dl', 'dt',
  'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'li',
  'main', 'nav', 'ol', 'optgroup', 'option', 'p', 'pre', 'section', 'select', 'summary', 'table', 'tbody', 'td',
  'tfoot', 'th', 'thead', 'tr', 'ul',
]);
const UNSEEN = new Set(['head', 'noscript', 'rp', 'script', 'style', 'template', 'title']);
// Not white space as HTML knows it, so that they outlive the collapsing: a block's bound, and a line's end within one.
const LINE = '\u{F0000}';
const SOFT = '\u{F0001}';
// What a word is, which both readers must agree on: opened by the first of these, closed by the second.
const WORDS = {
  code: ['\u{F0010}', '\u{F0011}'], em: ['\u{F0012}', '\u{F0013}'], strong: ['\u{F0014}', '\u{F0015}'],
  del: ['\u{F0016}', '\u{F0017}'], a: ['\u{F0018}', '\u{F0019}'],
};
const SAME = {b: 'strong', i: 'em', s: 'del', strike: 'del'};

function attribute(node, name) {
  const found = (node.attrs ?? []).find((each) => each.name === name);
  return found ? found.value : undefined;
}

function hasClass(node, name) {
  return (attribute(node, 'class') ?? '').split(' ').includes(name);
}

/** What a program adds of its own: headings of notes, ways back, the title's block, a contents list, a box's label. */
function isAdded(node) {
  return attribute(node, 'role') === 'doc-backlink' || attribute(node, 'data-footnote-backref') !== undefined ||
    attribute(node, 'id') === 'footnote-label' || hasClass(node, 'title-block') || hasClass(node, 'contents') ||
    hasClass(node, 'admonition-title') ||
    (node.nodeName === 'h2' && attribute(node.parentNode, 'role') === 'doc-endnotes');
}

function marksOf(node) {
  const name = SAME[node.nodeName] ?? node.nodeName;
  const none = (name === 'a' && attribute(node, 'href') === undefined) || hasClass(node, 'math');
  return none ? ['', ''] : WORDS[name] ?? ['', ''];
}

function collect(node, parts, verbatim = false) {
  if (node.nodeName === '#text') {
    parts.push(verbatim ? node.value : node.value.replace(/[ \t\r\f]*\n\s*/g, SOFT));
    return;
  }
  if (UNSEEN.has(node.nodeName) || node.nodeName === '#comment' || isAdded(node)) {
    return;
  }
  if (node.nodeName === 'img') {
    parts.push(`⟦${attribute(node, 'alt') ?? ''}⟧`);
    return;
  }
  const line = LINES.has(node.nodeName) ? LINE : '';
  const marks = marksOf(node);
  parts.push(line, marks[0]);
  if (node.nodeName === 'details' && !node.childNodes.some((child) => child.nodeName === 'summary')) {
    parts.push('Details', LINE);
  }
  for (const child of (node.content ?? node).childNodes ?? []) {
    collect(child, parts, verbatim || node.nodeName === 'pre');
  }
  if (verbatim) {
    parts.push(parts.pop().trimEnd());
  }
  parts.push(marks[1], line);
}

function visibleLines(html) {
  const parts = [];
  collect(parseFragment(html), parts);
  return parts.join('')
    .replace(/[ \t\r\n\f]+/g, ' ').replace(/ *\u{F0001}[ \u{F0001}]*/gu, SOFT).split(LINE)
    .map((line) => line.replace(/^[ \u{F0001}]+|[ \u{F0001}]+$/gu, '')).filter((line) => line !== '');
}

/** Without the metadata before it. */
function withoutFrontMatter(markdown) {
  const yaml = /^---[ \t]*\r?\n(?:[^]*?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
  const toml = /^\+\+\+[ \t]*\r?\n(?:[^]*?\n)??\+\+\+[ \t]*(?:\r?\n|$)/;
  const text = markdown.replace(/^\u{FEFF}/u, '');
  return text.replace(yaml.test(text) ? yaml : toml, '');
}

/** By the way remark goes: micromark's own HTML loses line ends of code in lists. */
function read(markdown, singleTilde, change) {
  const tree = fromMarkdown(markdown, {
    extensions: [gfm({singleTilde}), cjkFriendlyExtension(), gfmStrikethroughCjkFriendly({singleTilde})],
    mdastExtensions: [gfmFromMarkdown()],
  });
  change(tree);
  return visibleLines(toHtml(toHast(tree, {allowDangerousHtml: true}), {allowDangerousHtml: true}));
}

// What follows adds the extensions whose effect is more than marks that go: each as its documentation says it.

/** Hexo's listings, mdBook's {{#include file}} alone on a line; notes where they are made become ordinary ones. */
function extendSource(markdown, file) {
  let notes = '';
  let count = 0;
  const code = '^ *(`{3,}|~{3,})[^]*?^ *\\1[`~]*[ \\t]*$|`[^`\\n]*`';
  const listing = '^\\{% (code|codeblock)\\b.*%\\}\\n([^]*?)^\\{% end\\2 %\\}$';
  const fences = markdown.replace(/\r\n/g, '\n').replace(
    new RegExp(`${code}|${listing}`, 'gm'), (whole, fence, tag, lines) => tag ? `\`\`\`\n${lines}\`\`\`` : whole);
  const included = fences.replace(/^\{\{#include ([^}:]+)\}\}[ \t]*$/gm, (whole, name) => {
    const wanted = path.join(path.dirname(file), name.trim());
    return fs.existsSync(wanted) ? fs.readFileSync(wanted, 'utf8') : whole;
  });
  const text = included.replace(new RegExp(`${code}|\\^\\[([^\\[\\]]+)\\]`, 'gm'), (whole, fence, note) => {
    if (note === undefined) {
      return whole;
    }
    count += 1;
    notes += `\n\n[^inline-${count}]: ${note.replace(/\n/g, ' ')}`;
    return `[^inline-${count}]`;
  });
  return text + notes;
}

function isAloneIn(paragraph) {
  const onlyMarks = /^\s*(:{3,}\s*)?(\{[^{}]*\}\s*)*$/;
  const seen = paragraph.children.filter(
    (child) => child.type !== 'html' && !(child.type === 'text' && onlyMarks.test(child.value)));
  const only = seen.length === 1 ? seen[0] : null;
  return only?.type === 'link' || only?.type === 'linkReference' ? isAloneIn(only) :
    only?.type === 'image' || only?.type === 'imageReference' ? only : null;
}

/** The words below an image that is alone: its title, or its text when that says more than the file's name. */
function captionOf(image) {
  const name = decodeURI(image.url ?? '').replace(/^.*\//, '');
  const empty = ['image', 'img', 'photo', 'pic', 'picture', 'screenshot', name, name.replace(/\.[^.]*$/, '')];
  return image.title || (empty.includes(image.alt) ? '' : image.alt);
}

/** The words above fenced code: an attribute's, or a file's name behind the language (Zenn). */
function codeCaptionOf(code) {
  const info = `${code.lang ?? ''} ${code.meta ?? ''}`;
  const attribute = /(?:^|[\s{,])(?:caption|title)=(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\s}]+))/.exec(info);
  if (attribute) return (attribute[1] ?? attribute[2] ?? attribute[3]).replace(/\\(.)/g, '$1');
  return /^[\w+#-]+:([^\s{,]+)/.exec(info)?.[1] ?? '';
}

/** mdBook hides lines of Rust; code and images alone get captions; a table's caption may follow it. */
function extendTree(node) {
  for (let i = 0; i < (node.children ?? []).length; ++i) {
    const child = node.children[i];
    const words = child.type === 'code' ? codeCaptionOf(child) : '';
    if (words) {
      node.children.splice(i, 0, {type: 'paragraph', children: [{type: 'text', value: words}]});
      i += 1;
    }
    if (child.type === 'code' && /^\{?\.?rust\b/.test(child.lang ?? '')) {
      child.value = child.value.split('\n').filter((line) => !/^\s*#(\s|$)/.test(line))
        .map((line) => line.replace(/^(\s*)##/, '$1#')).join('\n');
    } else if (child.type === 'paragraph') {
      const image = isAloneIn(child);
      const caption = image && captionOf(image);
      if (caption) {
        const text = {type: 'text', value: caption};
        node.children.splice(i + 1, 0, {type: 'paragraph', children: [text]});
        i += 1;
      }
      const first = child.children[0];
      const isCaption = first?.type === 'text' && /^(Table)?:\s/.test(first.value);
      if (isCaption && node.children[i - 1]?.type === 'table') {
        [node.children[i - 1], node.children[i]] = [node.children[i], node.children[i - 1]];
      }
    } else {
      extendTree(child);
    }
  }
}

const jobs = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const results = jobs.map((job) => {
  const markdown = withoutFrontMatter(fs.readFileSync(job.markdown, 'utf8'));
  return {
    strict: [read(markdown, true, () => {}), visibleLines(fs.readFileSync(job.strict, 'utf8'))],
    extended: [
      read(extendSource(markdown, job.markdown), false, extendTree),
      visibleLines(fs.readFileSync(job.extended, 'utf8')),
    ],
  };
});
fs.writeFileSync(process.argv[3], JSON.stringify(results));
