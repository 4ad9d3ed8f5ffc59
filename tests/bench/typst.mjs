// SPDX-License-Identifier: MIT
// node typst.mjs MODULES SOURCE.typ OUT.pdf: compiles by the npm package @myriaddreamin/typst-ts-node-compiler below
// the folder MODULES, and prints the milliseconds of the compilation alone and of its start as JSON.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";

const [modules, source, target] = process.argv.slice(2);
const require = createRequire(resolve(modules, "index.js"));
const { NodeCompiler } = require("@myriaddreamin/typst-ts-node-compiler");

const begin = performance.now();
const cpu = process.cpuUsage();
const compiler = NodeCompiler.create({ workspace: dirname(resolve(source)) });
const pdf = compiler.pdf({ mainFileContent: readFileSync(source, "utf8") });
const used = process.cpuUsage(cpu);
writeFileSync(target, pdf);
console.log(JSON.stringify({ wall: performance.now() - begin, cpu: (used.user + used.system) / 1000 }));
