// Before the package is packed: the repository's readme and licence go with it.
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

for (const name of ['README.md', 'LICENSE'])
  copyFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), fileURLToPath(new URL(`../${name}`, import.meta.url)));
