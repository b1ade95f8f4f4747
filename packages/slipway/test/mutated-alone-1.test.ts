import { it } from 'vitest';
import { checkAll, walkAlone } from './mutated-files.ts';

it('ten thousand mutated workflow files are read, judged and walked alone (seed 1)', () => checkAll(1, 10_000, walkAlone), 600_000);
