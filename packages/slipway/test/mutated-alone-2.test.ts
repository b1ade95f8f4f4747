import { it } from 'vitest';
import { checkAll, walkAlone } from './mutated-files.ts';

it('ten thousand mutated workflow files are read, judged and walked alone (seed 2)', () => checkAll(2, 10_000, walkAlone), 600_000);
