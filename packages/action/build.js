// Bundles the action into the one file that a runner loads. `--check` fails when the committed bundle is not what the sources make.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLE, SMALL } from '../slipway/scripts/bundle.js';

const here = dirname(fileURLToPath(import.meta.url));
const COMMITTED = join(here, 'dist/index.js');

export async function bundle() {
  const { version } = JSON.parse(readFileSync(join(here, '../slipway/package.json'), 'utf8'));
  const { outputFiles } = await build({
    ...BUNDLE,
    ...SMALL,
    absWorkingDir: here,
    entryPoints: ['src/main.ts'],
    // The licences that ask for it stay in the file.
    legalComments: 'inline',
    define: { SLIPWAY_VERSION: JSON.stringify(version) },
    write: false,
  });
  return outputFiles[0].text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await bundle();
  if (process.argv.includes('--check')) {
    if (readFileSync(COMMITTED, 'utf8') !== text) {
      process.stderr.write('The committed bundle of the action is old: run `npm run build --workspace @slipway/action` and commit it.\n');
      process.exitCode = 1;
    }
  } else writeFileSync(COMMITTED, text);
}
