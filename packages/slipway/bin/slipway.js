#!/usr/bin/env node
// Committed, so that npm links the command before the build exists. `--version` answers before anything else is loaded.
import { existsSync, readFileSync } from 'node:fs';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version}\n`);
} else {
  const built = new URL('../dist/cli.js', import.meta.url);
  if (existsSync(built)) {
    // Node 22 and newer keep the compiled code between runs.
    const { enableCompileCache } = await import('node:module');
    enableCompileCache?.();
    const { main } = await import(built.href);
    process.exitCode = await main(args);
  } else {
    process.stderr.write('slipway: it is not built yet; run `npm run build` at the root of its repository.\n');
    process.exitCode = 70;
  }
}
