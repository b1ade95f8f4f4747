import type { Pair, Step } from '../actions/index.ts';
import type { JobScope, Scope } from './contexts.ts';

const SECRET = /\bsecrets\s*\.\s*([A-Za-z_][A-Za-z0-9_]*)/g;

/**
 * A script looks at a secret that is assumed to be missing, in its own text or in the environment around it. Only then does a script that
 * provably fails count as failing: the versions and names that a walk makes up would fail many a check that passes in life.
 */
export function looksAtMissing(step: Step, { scope, job }: JobScope): boolean {
  if (!assumesSome(scope)) return false;
  const texts = [step.run?.text ?? '', ...valuesOf([...step.env, ...job.env, ...scope.workflow.env])];
  return texts.some((text) => namesLost(text, scope, ['missing']));
}

/** An input of the step is a secret that is assumed to be missing, or to be refused. */
export function isGivenLost(inputs: readonly Pair[], scope: Scope): boolean {
  return assumesSome(scope) && valuesOf(inputs).some((text) => namesLost(text, scope, ['missing', 'expired']));
}

const assumesSome = ({ world }: Scope): boolean => [...world.assume.values()].some((state) => state === 'missing' || state === 'expired');

const valuesOf = (pairs: readonly Pair[]): string[] => pairs.map(({ value }) => (value?.kind === 'scalar' ? value.text : ''));

function namesLost(text: string, { world, secrets }: Scope, lost: readonly string[]): boolean {
  for (const [, name = ''] of text.matchAll(SECRET)) {
    // A called workflow has what its caller hands over, under a name of its own.
    const given = secrets?.get(name.toUpperCase());
    if (secrets !== undefined) {
      if (given === undefined || (given.k === 'str' && given.v === '')) return true;
      continue;
    }
    if (lost.includes(world.assume.get(name) ?? '')) return true;
  }
  return false;
}
