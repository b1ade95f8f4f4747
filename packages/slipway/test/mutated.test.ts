import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../src/actions/index.ts';
import { declaredEvents, makeWorld, memoryTree, perform } from '../src/chain/index.ts';
import { diagnose } from '../src/doctor/index.ts';
import { openFolder } from '../src/remotes/index.ts';
import { sourceFile } from '../src/source/index.ts';
import { mutate, randomFrom } from './mutations.ts';

const examples = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'examples');
const path = '.github/workflows/release.yml';
const asOf = '2026-11-20';
const total = 20_000;

/** Texts of the examples' workflow files, in a fixed order. */
async function originals(): Promise<string[]> {
  const tree = await openFolder(examples);
  return tree
    .list()
    .filter((p) => /\.github\/workflows\/[^/]+\.ya?ml$/.test(p))
    .map((p) => readFileSync(join(examples, p), 'utf8'));
}

describe('a workflow file that somebody or something has damaged', () => {
  it(`is read, checked and carried out without a crash: ${total.toLocaleString('en')} of them`, async () => {
    const texts = await originals();
    const random = randomFrom(20_261_120);
    let read = 0;
    for (let n = 0; n < total; n++) {
      const text = mutate(texts[n % texts.length]!, random, texts);
      const workflow = parseWorkflow(sourceFile(path, text));
      expect(workflow.path).toBe(path);
      if (workflow.problems.every((p) => p.effect === 'ignored')) {
        const world = makeWorld(memoryTree({ [path]: text }), { asOf });
        const [event] = declaredEvents(workflow, world, ['v']);
        if (event) expect(perform(event, workflow, world).jobs.length).toBeLessThanOrEqual(workflow.jobs.length);
      }
      // One in fifty goes through every rule.
      if (n % 50 === 0) expect(diagnose(memoryTree({ [path]: text }), { asOf, version: '0' }).schemaVersion).toBe(1);
      read++;
    }
    expect(read).toBe(total);
  }, 600_000);
});
