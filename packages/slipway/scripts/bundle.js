// How everything here is bundled: the command, the single file, the action, and what only runs once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What all bundles share. */
export const BUNDLE = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // A library's ESM before its CommonJS: it is smaller, and a UMD build asks for files that a bundle does not have.
  mainFields: ['module', 'main'],
  loader: { '.md': 'text' },
  logLevel: 'warning',
  // CommonJS libraries inside an ESM bundle ask for Node's own modules through require.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
};

/** Less to read at each start; names stay, for what a defect's report shows. */
export const SMALL = { minifyWhitespace: true, minifySyntax: true };

/** Bundles a file of TypeScript into a temporary one, which is gone when `use` is done with its path. */
export async function withBundle(entry, use) {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bundle-'));
  const outfile = join(folder, 'bundle.mjs');
  try {
    await build({ ...BUNDLE, entryPoints: [entry], outfile });
    return await use(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
