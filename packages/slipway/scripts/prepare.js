// Builds after an install. Where npm installs the repository itself as a global package (`npm install -g git+https://...`, pre-commit), it leaves out what
// the build needs, because its own wish for a global install reaches the install that it starts here: then that is made up for first.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

if (!canBuild()) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|location|prefix|local_prefix|install_links)$/i.test(name)),
  );
  execFileSync(process.execPath, [process.env.npm_execpath ?? 'npm', 'ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
}
await import('../build.js');

function canBuild() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false;
  }
}
