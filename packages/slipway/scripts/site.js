// Writes the generated part of the documentation: one page a rule, one page a subject of facts.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withBundle } from './bundle.js';

const docs = fileURLToPath(new URL('../../../docs', import.meta.url));
await withBundle(fileURLToPath(new URL('../src/doctor/site/index.ts', import.meta.url)), async (bundle) => {
  const { siteFiles } = await import(pathToFileURL(bundle).href);
  const files = siteFiles();
  for (const part of ['rules', 'facts']) {
    mkdirSync(join(docs, part), { recursive: true });
    for (const name of readdirSync(join(docs, part))) if (!files.has(`${part}/${name}`)) rmSync(join(docs, part, name));
  }
  for (const [path, text] of files) writeFileSync(join(docs, path), text);
});
