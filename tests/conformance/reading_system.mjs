// SPDX-License-Identifier: MIT
// Opens EPUBs in a reading system, foliate-js in headless Chromium: every file of the spine must render with its
// images and fonts, every link must arrive, and nothing may be complained about.
//
//   node reading_system.mjs MODULES CHROMIUM BOOK.epub... [--shots FOLDER]
//
// MODULES is a node_modules folder with foliate-js and puppeteer-core. With --shots the first page of each file of the
// spine becomes a picture.

import { createServer } from 'node:http';
import { readFile, mkdir } from 'node:fs/promises';
import { basename, extname, join, normalize } from 'node:path';
import { createRequire } from 'node:module';

const [modules, chromium, ...rest] = process.argv.slice(2);
const shotsAt = rest.indexOf('--shots');
const shots = shotsAt < 0 ? null : rest.splice(shotsAt, 2)[1];
const books = rest;
const puppeteer = createRequire(join(modules, 'x.js'))('puppeteer-core');

const TYPES = { '.js': 'text/javascript', '.html': 'text/html', '.epub': 'application/epub+zip' };
const PAGE = '<!DOCTYPE html><meta charset="utf-8"><title>books</title><body style="margin:0;height:100vh"></body>';

const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  try {
    const book = path.match(/^\/book\/(\d+)\.epub$/);
    const data = path === '/' ? PAGE
      : path === '/favicon.ico' ? ''
      : await readFile(book ? books[Number(book[1])] : join(modules, 'foliate-js', normalize(path)));
    response.writeHead(200, { 'Content-Type': TYPES[path === '/' ? '.html' : extname(path)] ?? 'text/plain' });
    response.end(data);
  } catch {
    response.writeHead(404).end();
  }
});

// Runs in the browser: what is wrong with the book, and how much of it was seen.
async function readBook(url, pageOf) {
  const faults = [];
  await import('/view.js');
  const view = document.createElement('foliate-view');
  view.style.cssText = 'display:block;width:100%;height:100%';
  document.body.replaceChildren(view);
  const loaded = new Map();
  view.addEventListener('load', event => loaded.set(event.detail.index, event.detail.doc));
  const bytes = await (await fetch(url)).blob();
  await view.open(new File([bytes], 'book.epub', { type: 'application/epub+zip' }));
  const { book } = view;
  const documents = new Map();
  const documentAt = async index => {
    if (!documents.has(index)) documents.set(index, await book.sections[index].createDocument());
    return documents.get(index);
  };
  const arrives = async (href, from) => {
    const target = book.resolveHref(href);
    const found = target && target.index >= 0;
    if (!found || (href.includes('#') && !target.anchor(await documentAt(target.index))))
      faults.push(`${from}: the link ${href} does not arrive`);
  };
  let links = 0, notes = 0, images = 0, characters = 0;
  for (const [index, section] of book.sections.entries()) {
    await view.goTo(index);
    const page = loaded.get(index);
    if (!page) {
      faults.push(`${section.id} does not render`);
      continue;
    }
    await page.fonts.ready;
    for (const face of page.fonts) if (face.status === 'error') faults.push(`${section.id}: a font of ${face.family} fails`);
    for (const image of page.querySelectorAll('img')) {
      images += 1;
      await image.decode().catch(() => faults.push(`${section.id}: ${image.alt} cannot be shown`));
    }
    const text = page.body.textContent.trim();
    characters += text.length;
    if (!text && !page.querySelector('img, svg')) faults.push(`${section.id} is empty`);
    if (page.body.scrollHeight === 0) faults.push(`${section.id} has no height`);
    for (const link of page.querySelectorAll('a[href]')) {
      const href = link.getAttribute('href');
      if (/^[a-z][a-z0-9+.-]*:/i.test(href)) continue;
      links += 1;
      notes += link.getAttribute('role') === 'doc-noteref' ? 1 : 0;
      await arrives(section.resolveHref(href), section.id);
    }
    await pageOf(index);
  }
  const entries = [...(book.toc ?? []), ...(book.landmarks ?? []), ...(book.pageList ?? [])];
  while (entries.length) {
    const entry = entries.pop();
    if (entry.href) await arrives(entry.href, 'the contents');
    entries.push(...(entry.subitems ?? []));
  }
  return { faults, files: book.sections.length, links, notes, images, characters };
}

await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const launched = await puppeteer
  .launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
  .catch(error => ({ error }));
if (launched.error) {
  console.log(`skipped: Chromium does not start here: ${launched.error}`);
  process.exit(77);
}
const browser = launched;
let failed = false;
for (const [number, book] of books.entries()) {
  const page = await browser.newPage();
  await page.setViewport({ width: 430, height: 760 });
  const complaints = [];
  // What Chromium says of the reading system's own frames is not about the book.
  page.on('console', message => ['error', 'warn'].includes(message.type()) &&
    !message.text().includes('its sandbox attribute') && complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('requestfailed', request => complaints.push(`not loaded: ${request.url()}`));
  if (shots) await mkdir(shots, { recursive: true });
  await page.exposeFunction('pageOf', async index => {
    if (!shots) return;
    await new Promise(settled => setTimeout(settled, 300));
    await page.screenshot({ path: join(shots, `${basename(book, '.epub')}-${String(index).padStart(3, '0')}.png`) });
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const result = await page.evaluate(`(${readBook})('/book/${number}.epub', window.pageOf)`)
    .catch(error => ({ faults: [String(error)] }));
  const faults = [...result.faults, ...complaints];
  failed ||= faults.length > 0;
  console.log(`${book}: ${result.files} files, ${result.characters} characters, ${result.images} images, ` +
    `${result.links} links within, ${result.notes} of them to notes; ${faults.length} faults`);
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
  await page.close();
}
await browser.close();
server.close();
process.exit(failed ? 1 : 0);
