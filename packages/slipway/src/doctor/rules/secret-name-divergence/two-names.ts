import { alternatives, describe, evaluateTemplate, type Pair, type Step, str, unknown, type Val, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, locate, targetsOf } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import type { Subject } from './fix.ts';

/** One workflow's way to a destination, with the secrets that it reads for it. */
interface Use {
  readonly workflow: Workflow;
  readonly destination: string;
  readonly registry: string;
  readonly secrets: readonly string[];
  readonly at: Location;
}

/** Two workflows that publish the same thing to the same registry with secrets of different names: one of the two is probably not there. */
export function* twoNames(analysis: Analysis): Generator<Draft> {
  const uses = usesOf(analysis);
  const said = new Set<string>();
  for (const [at, b] of uses.entries()) {
    const a = uses
      .slice(0, at)
      .find((u) => u.workflow !== b.workflow && u.destination === b.destination && u.secrets.every((s) => !b.secrets.includes(s)));
    if (a === undefined) continue;
    const key = [a.registry, ...[...a.secrets, ...b.secrets].sort()].join('|');
    if (said.has(key)) continue;
    said.add(key);
    yield {
      at: a.at,
      certainty: 'likely',
      title: `${a.workflow.path} and ${b.workflow.path} read secrets of different names for ${a.registry}`,
      message: `Both publish ${a.destination}: ${a.workflow.path} with ${names(a)}, ${b.workflow.path} with ${names(b)}. It is one registry and one account, so most likely only one of the two names is set, and the workflow that reads the other one gets an empty text and is refused.`,
      chain: [
        { kind: 'credential', text: `${a.workflow.path} reads ${names(a)}`, location: a.at, state: 'maybe' },
        { kind: 'credential', text: `${b.workflow.path} reads ${names(b)}`, location: b.at, state: 'maybe' },
      ],
      assumptions: ['the secrets of only one of the names are set'],
      needs: ['GET /repos/{owner}/{repo}/actions/secrets'],
      facts: ['sec.empty'],
      key: [b.workflow.path, a.registry],
      advice: 'Read the same secret in both.',
      subject: { a: { workflow: a.workflow, secrets: a.secrets }, b: { workflow: b.workflow, secrets: b.secrets } } satisfies Subject,
    };
  }
}

const names = (u: Use): string => listed(u.secrets.map((s) => `secrets.${s}`));

function usesOf({ declared, world }: Analysis): Use[] {
  const out = new Map<string, Use>();
  for (const runs of declared.values())
    for (const run of runs)
      for (const effect of run.effects) {
        if (effect.happens === false || effect.workflow !== run.workflow) continue;
        const one = effect.deed.kind === 'image' ? imageLogin(effect) : effect.deed.kind === 'package' ? packageToken(effect) : undefined;
        if (one === undefined) continue;
        for (const t of targetsOf(effect, world)) {
          if (t.kind !== 'image' && !t.id.includes(':')) continue;
          const key = `${run.workflow.path}|${t.id}`;
          if (!out.has(key)) out.set(key, { workflow: run.workflow, destination: t.kind === 'image' ? `image ${t.id}` : t.id, ...one });
        }
      }
  return [...out.values()];
}

type Token = Pick<Use, 'registry' | 'secrets' | 'at'>;

/** The token of a package: one secret, without another to fall back on. */
function packageToken({ held, at, deed }: Effect): Token | undefined {
  if (held.credential.kind !== 'pat' || deed.kind !== 'package') return undefined;
  return { registry: deed.registry, secrets: [held.credential.secret], at: held.at ?? at };
}

/** What the step that logs in to the image's registry reads, in the same job. */
function imageLogin({ deed, job, workflow }: Effect): Token | undefined {
  if (deed.kind !== 'image') return undefined;
  const hosts = new Set(
    deed.images
      .flatMap((i) => alternatives(i))
      .map(describe)
      .map(hostOf),
  );
  for (const step of job.steps) {
    if (step.uses?.is.kind !== 'remote' || `${step.uses.is.owner}/${step.uses.is.repo}`.toLowerCase() !== 'docker/login-action') continue;
    const host = hostOf(`${inputOf(step, 'registry', workflow) ?? 'docker.io'}/x`);
    const password = step.with.find((p) => p.name === 'password');
    if (!hosts.has(host) || password?.value?.kind !== 'scalar') continue;
    const secrets = secretsIn(password);
    if (secrets.length === 0 || secrets.includes('GITHUB_TOKEN') || /github\.token/.test(password.value.text)) return undefined;
    return {
      registry: host,
      secrets: [...new Set([...secretsIn(step.with.find((p) => p.name === 'username')), ...secrets])],
      at: locate(password.value),
    };
  }
  return undefined;
}

function secretsIn(pair: Pair | undefined): string[] {
  if (pair?.value?.kind !== 'scalar') return [];
  return [...pair.value.text.matchAll(/\bsecrets\s*\.\s*(\w+)/g)].map((m) => m[1]!.toUpperCase());
}

function inputOf(step: Step, name: string, workflow: Workflow): string | undefined {
  const value = step.with.find((p) => p.name === name)?.value;
  if (value?.kind !== 'scalar' || value.text === '') return undefined;
  const env = (key: string): Val => {
    const pair = workflow.env.find((p) => p.name === key)?.value;
    return pair?.kind === 'scalar' && !pair.text.includes('${{') ? str(pair.text) : unknown(key);
  };
  return describe(
    evaluateTemplate(value.text, {
      lookup: (n) =>
        n === 'env' ? { k: 'obj', open: true, fields: new Map(workflow.env.map((p) => [p.name.toLowerCase(), env(p.name)])) } : unknown(n),
    }),
  );
}

/** Registry of an image's name; Docker Hub when it names none. */
function hostOf(image: string): string {
  const host = /^([^/]+\.[^/]+|localhost(?::\d+)?)\//.exec(image)?.[1] ?? 'docker.io';
  return /^(?:index|registry-1)\.docker\.io$/.test(host) ? 'docker.io' : host;
}
