// SPDX-License-Identifier: MIT
// node render_pdf.mjs pdfjs|pdfium NODE_MODULES FILE.pdf...
// Draws the first page of each file at 144 dots an inch, into FILE.pdfjs.ppm or FILE.pdfium.ppm.

import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [kind, modules, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, 'x.js'));
const scale = 2;

// On white.
const ppm = (width, height, rgba) => {
  const rgb = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; ++i)
    for (let channel = 0; channel < 3; ++channel)
      rgb[i * 3 + channel] = 255 + (rgba[i * 4 + channel] - 255) * rgba[i * 4 + 3] / 255;
  return Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), rgb]);
};

const renderers = {
  async pdfjs() {
    const root = join(modules, 'pdfjs-dist');
    const pdfjs = await import(pathToFileURL(join(root, 'legacy/build/pdf.mjs')));
    const {createCanvas} = require('@napi-rs/canvas');
    return async (bytes) => {
      const document = await pdfjs.getDocument({
        data: new Uint8Array(bytes), verbosity: 0, wasmUrl: join(root, 'wasm/'), cMapUrl: join(root, 'cmaps/'),
      }).promise;
      const page = await document.getPage(1);
      const viewport = page.getViewport({scale});
      const [width, height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
      const canvas = createCanvas(width, height);
      await page.render({canvasContext: canvas.getContext('2d'), viewport, canvas}).promise;
      return ppm(width, height, canvas.getContext('2d').getImageData(0, 0, width, height).data);
    };
  },
  async pdfium() {
    const {PDFiumLibrary} = await import(pathToFileURL(require.resolve('@hyzyla/pdfium')));
    const library = await PDFiumLibrary.init();
    return async (bytes) => {
      const document = await library.loadDocument(bytes);
      let drawn;
      for (const page of document.pages()) {
        await page.render({scale, render: async ({data, width, height}) => { drawn = ppm(width, height, data); }});
        break;
      }
      document.destroy();
      return drawn;
    };
  },
};

const render = await renderers[kind]();
for (const file of files) writeFileSync(file.replace(/\.pdf$/, `.${kind}.ppm`), await render(readFileSync(file)));
process.exit(0);
