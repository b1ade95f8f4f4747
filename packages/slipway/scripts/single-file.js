// Bundles the whole command into one file that Node runs without an install: `node scripts/single-file.js OUTPUT`.
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLE, SMALL } from './bundle.js';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
const [output] = process.argv.slice(2);
if (output === undefined) {
  process.stderr.write('single-file: say where the file goes: `node scripts/single-file.js OUTPUT`.\n');
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const file = resolve(output);
mkdirSync(dirname(file), { recursive: true });
await build({
  ...BUNDLE,
  ...SMALL,
  stdin: {
    contents: "import { main } from './src/cli/main.ts';\nprocess.exitCode = await main(process.argv.slice(2));\n",
    resolveDir: here,
    sourcefile: 'slipway.ts',
    loader: 'ts',
  },
  absWorkingDir: here,
  outfile: file,
  // The licences that ask for it stay in the file.
  legalComments: 'inline',
  define: { SLIPWAY_VERSION: JSON.stringify(version) },
  banner: { js: `#!/usr/bin/env node\n${BUNDLE.banner.js}` },
});
// Windows has no such right, and needs none.
if (process.platform !== 'win32') chmodSync(file, 0o755);
