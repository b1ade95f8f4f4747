// `npm run bench:base|bench:edits|bench:fixes|bench:plan|bench:updaters -- …`: bundles a measurement over real repositories, and runs it.
//   base   whether `--base` says of known changes what they did: mends, breaks when reversed, or nothing
//   edits  random changes of real workflow files, each held against what it declares
//   fixes  how many findings of known cases get a fix, and whether applying the first one mends them
//   plan  how long a plan takes beside git-cliff, on a real repository and on made-up ones of up to 100,000 commits
//   replay  whether the last releases would have been planned as the versions that they became
//   coherent  whether what plans write into real workspaces agrees with itself: requirements, versions, lock files
//   updaters  whether setting a version changes exactly the versions of real manifests and lock files, together and alone, however they are written
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withBundle } from '../scripts/bundle.js';

const [name, ...args] = process.argv.slice(2);
await withBundle(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), (bundle) => {
  process.exitCode = spawnSync(process.execPath, [bundle, ...args], { stdio: 'inherit' }).status ?? 1;
});
