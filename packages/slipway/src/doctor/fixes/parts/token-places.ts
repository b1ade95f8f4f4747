import type { Job, Step } from '../../../actions/index.ts';
import type { Analysis, Effect } from '../../../chain/index.ts';
import type { NodePath } from '../../../source/index.ts';
import { inStep } from './places.ts';
import { stepAt } from './step-at.ts';

/** A value that decides with which token something is done. */
export interface TokenPlace {
  readonly path: string;
  readonly at: NodePath;
  readonly job: Job;
  /** The step that reads it; what makes a token goes before it. */
  readonly step: Step;
  /** As a reader finds it: ``input `token` of actions/checkout``. */
  readonly text: string;
}

/**
 * Where a token must stand so that an effect is done with it, the persisted header of checkout included: git sends that, whatever the URL or the
 * environment says. Empty when the place cannot be told.
 */
export function tokenPlaces(effect: Effect, analysis: Analysis): TokenPlace[] {
  const { job, step, deed, held } = effect;
  if (step === undefined) return [];
  if (deed.by.how === 'git') {
    if (held.from === persisted) {
      const seen = held.at && stepAt(held.at, analysis);
      if (seen?.job === undefined) return [];
      const own = ofStep(step, seen.job);
      return [place(seen.job, seen.step, ['with', 'token'], 'input `token` of actions/checkout'), ...own];
    }
    return ofStep(step, job);
  }
  if (deed.by.how !== 'token') return [];
  const named = /^(?:default of )?(input|env) ([\w-]+)$/.exec(deed.by.from);
  const found = named ? [tokenPlace(named[1] === 'env' ? 'env' : 'with', named[2]!, step, job)] : ofStep(step, job);
  return pushesToo(effect, analysis) ? [...checkouts(step, job), ...found] : found;
}

/** Values of a step that hold the GITHUB_TOKEN: a tool reads one for its requests, and another for its pushes. */
function ofStep(step: Step, job: Job): TokenPlace[] {
  const held = (value: unknown): boolean =>
    typeof value === 'string' && /^\s*\$\{\{\s*(?:secrets\.GITHUB_TOKEN|github\.token)\s*\}\}\s*$/i.test(value);
  const out: TokenPlace[] = [];
  for (const key of ['with', 'env'] as const)
    for (const pair of step[key]) if (pair.value?.kind === 'scalar' && held(pair.value.text)) out.push(tokenPlace(key, pair.name, step, job));
  return out;
}

function tokenPlace(key: 'with' | 'env', name: string, step: Step, job: Job): TokenPlace {
  const given = step[key].find((p) => p.name.toLowerCase() === name.toLowerCase())?.name ?? name;
  const what = step.uses?.at.text.replace(/@.*$/, '') ?? step.name?.text ?? 'the step';
  return place(job, step, [key, given], `${key === 'with' ? 'input' : 'env'} \`${given}\` of ${what}`);
}

const place = (job: Job, step: Step, rest: NodePath, text: string): TokenPlace => ({
  path: step.node.file.path,
  at: inStep(step, job, ...rest),
  job,
  step,
  text,
});

/** The tool pushes with git what it does not make by API, and git has what checkout left; release-plz does where its configuration says so. */
function pushesToo({ step }: Effect, { declared }: Analysis): boolean {
  if (/release-plz/i.test(step?.uses?.at.text ?? '')) return true;
  return [...declared.values()].some((runs) =>
    runs.some((r) => r.effects.some((e) => e.step === step && e.deed.by.how === 'git' && e.held.from === persisted && e.elsewhere === undefined)),
  );
}

const persisted = 'the credential that actions/checkout persisted';

/** The checkouts before a step whose credential its pushes use. */
function checkouts(step: Step, job: Job): TokenPlace[] {
  return job.steps
    .filter((s) => s.index < step.index && /^actions\/checkout@/i.test(s.uses?.at.text ?? '') && !s.with.some((p) => p.name === 'repository'))
    .slice(-1)
    .map((s) => place(job, s, ['with', 'token'], 'input `token` of actions/checkout'));
}
