// Bundles the command and the library (one start-up read instead of two hundred small files), and writes the types and the JSON Schemas of what it reads and writes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { BUNDLE, SMALL } from './scripts/bundle.js';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const { outputFiles } = await build({
  ...BUNDLE,
  ...SMALL,
  absWorkingDir: here,
  entryPoints: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    schema: 'src/doctor/schema.ts',
    'config-schema': 'src/config-schema.ts',
    'lock-schema': 'src/doctor/compare/lock-schema.ts',
    'plan-schema': 'src/release/plan/schema.ts',
  },
  outdir: 'dist',
  splitting: true,
  legalComments: 'linked',
  // Nothing of the last build is lost when this one fails.
  write: false,
}).catch(() => process.exit(1)); // esbuild has already said why.
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const { path, contents } of outputFiles) writeFileSync(path, contents);

const { REPORT_SCHEMA } = await import(pathToFileURL(join(dist, 'schema.js')).href);
const { CONFIG_SCHEMA } = await import(pathToFileURL(join(dist, 'config-schema.js')).href);
const { LOCK_SCHEMA } = await import(pathToFileURL(join(dist, 'lock-schema.js')).href);
const { PLAN_SCHEMA } = await import(pathToFileURL(join(dist, 'plan-schema.js')).href);
const schemas = { report: REPORT_SCHEMA, slipway: CONFIG_SCHEMA, 'release-contract': LOCK_SCHEMA, plan: PLAN_SCHEMA };
for (const [name, schema] of Object.entries(schemas)) writeFileSync(join(here, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);

// Types are written even when a check fails: `npm run typecheck` is the check.
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
try {
  execFileSync(process.execPath, [tsc, '-p', join(here, 'tsconfig.types.json')], { stdio: 'ignore' });
} catch {
  process.stderr.write('build: the types have errors; `npm run typecheck` shows them.\n');
}
