import { expect } from 'vitest';
import type { Workflow } from '../src/actions/index.ts';
import { analyse, declaredEvents, makeWorld, memoryTree, perform } from '../src/chain/index.ts';
import { type ExampleWorkflow, exampleWorkflows } from './example-trees.ts';
import { mutate, randomFrom } from './mutations.ts';

/** The day for which mutated trees are judged. */
export const AS_OF = '2026-11-20';

/** A workflow file of the examples after random changes. */
export interface Mutant {
  readonly from: ExampleWorkflow;
  readonly text: string;
  /** Says which one it was when a test fails. */
  readonly label: string;
}

const workflows = exampleWorkflows();
const texts = [...new Set(workflows.map((workflow) => workflow.text))];

/** The same seed gives the same files. */
export function* mutants(seed: number, count: number): Generator<Mutant> {
  const random = randomFrom(seed);
  for (let index = 0; index < count; index++) {
    const from = workflows[random(workflows.length)]!;
    yield { from, text: mutate(from.text, random, texts), label: `seed ${seed}, file ${index}, from ${from.tree.name}/${from.path}` };
  }
}

/** Runs a check on every file; the first failure names the file. */
export function checkAll(seed: number, count: number, check: (mutant: Mutant) => void): void {
  let checked = 0;
  for (const mutant of mutants(seed, count)) {
    try {
      check(mutant);
    } catch (error) {
      throw new Error(`${mutant.label}: ${error instanceof Error ? error.message : String(error)}\n${JSON.stringify(mutant.text)}`, { cause: error });
    }
    checked++;
  }
  expect(checked).toBe(count);
}

/** More than ten times what the hungriest example takes alone; nothing that a person wrote by mistake comes near it. */
const MOST_WORK = 20_000;

/** Reads, judges and walks one file alone, for each event that it waits for, within a bound of work; its problems stand in its text. */
export function walkAlone({ from, text }: Mutant): void {
  const world = makeWorld(memoryTree({ [from.path]: text }), { asOf: AS_OF });
  const [workflow] = world.workflows;
  expectPlaces(workflow!, text);
  const before = world.budget.left;
  analyse(world);
  // GitHub runs nothing of a file that it refuses, so the analysis leaves it; what stands in it is carried out all the same.
  if (workflow!.problems.some((problem) => problem.effect === 'refused'))
    for (const event of declaredEvents(workflow!, world, ['v'])) perform(event, workflow!, world);
  expect(before - world.budget.left).toBeLessThan(MOST_WORK);
}

function expectPlaces(workflow: Workflow, text: string): void {
  const { length } = text;
  for (const { message, span } of workflow.problems) {
    if (message === '' || !(span.start >= 0 && span.start <= span.end && span.end <= length)) throw new Error(`a problem has no place: ${message}`);
  }
}
