// Writes the generated part of the documentation: one page a rule, one page a subject of facts.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
const docs = join(here, '..', '..', 'docs');
const folder = mkdtempSync(join(tmpdir(), 'slipway-site-'));
try {
  await build({
    absWorkingDir: here,
    entryPoints: ['src/doctor/site/index.ts'],
    outfile: join(folder, 'site.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    loader: { '.md': 'text' },
    logLevel: 'warning',
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  const { siteFiles } = await import(pathToFileURL(join(folder, 'site.mjs')).href);
  const files = siteFiles();
  for (const part of ['rules', 'facts']) {
    mkdirSync(join(docs, part), { recursive: true });
    for (const name of readdirSync(join(docs, part))) if (!files.has(`${part}/${name}`)) rmSync(join(docs, part, name));
  }
  for (const [path, text] of files) writeFileSync(join(docs, path), text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
