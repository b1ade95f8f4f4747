import type { Step } from '../../../actions/index.ts';
import type { Analysis, Credential } from '../../../chain/index.ts';

const onGithub: ReadonlySet<string> = new Set(['tag', 'branch', 'release', 'pull-request', 'dispatch']);

/** Names under which tools read a token of GitHub. */
const githubNames = /^(?:GH|GITHUB)_(?:TOKEN|AUTH|PAT|API_TOKEN)$|^github[-_]token$/i;

/** Names of secrets that say for which other repository, or service, their token was made: it need not be allowed anything here. */
const forElsewhere = /scoop|bucket|brew|(?:^|_)tap(?:_|$)|formula|cask|winget|choco|krew|(?:^|_)aur(?:_|$)|nix|npm|crates|pypi|docker|submodule/i;

/**
 * The secret with a personal access token that the repository's workflows use on the repository itself; one that they use elsewhere only is meant for
 * elsewhere. undefined when there is none.
 */
export function ownTokenSecret({ declared, world }: Analysis): string | undefined {
  const uses = new Map<string, number>();
  for (const { jobs } of world.workflows)
    for (const { steps } of jobs)
      for (const { name, value } of steps.flatMap((s) => [...s.env, ...s.with])) {
        const secret =
          value?.kind === 'scalar' && githubNames.test(name) ? /^\s*\$\{\{\s*secrets\.(\w+)\s*\}\}\s*$/.exec(value.text)?.[1] : undefined;
        if (secret !== undefined && secret.toUpperCase() !== 'GITHUB_TOKEN') uses.set(secret, (uses.get(secret) ?? 0) + 1);
      }
  for (const runs of declared.values())
    for (const run of runs)
      for (const { deed, held, elsewhere } of run.effects)
        if (onGithub.has(deed.kind) && elsewhere === undefined)
          for (const name of [...secretsOf(held.credential), ...(held.shadowed ? secretsOf(held.shadowed.token) : [])])
            uses.set(name, (uses.get(name) ?? 0) + 1);
  return [...uses].filter(([name]) => !forElsewhere.test(name)).sort((a, b) => b[1] - a[1])[0]?.[0];
}

function secretsOf(c: Credential): string[] {
  if (c.kind === 'pat') return [c.secret];
  return c.kind === 'either' ? secretsOf(c.first) : [];
}

/** The inputs with which the repository's workflows already make tokens of an App. */
export interface OwnApp {
  readonly uses: string;
  readonly id: readonly [input: string, value: string];
  readonly key: readonly [input: string, value: string];
}

export function ownApp({ world }: Analysis): OwnApp | undefined {
  for (const { jobs } of world.workflows)
    for (const { steps } of jobs)
      for (const step of steps) {
        const found = appOf(step);
        if (found) return found;
      }
  return undefined;
}

function appOf(step: Step): OwnApp | undefined {
  if (!/^actions\/create-github-app-token@/i.test(step.uses?.at.text ?? '')) return undefined;
  // A token for another repository is no token for this one.
  if (step.with.some((p) => /^(?:owner|repositories)$/.test(p.name))) return undefined;
  const pair = (names: RegExp) => {
    const found = step.with.find((p) => names.test(p.name));
    return found?.value?.kind === 'scalar' ? ([found.name, found.value.text] as const) : undefined;
  };
  const id = pair(/^(?:app-id|client-id)$/);
  const key = pair(/^private-key$/);
  return id && key ? { uses: step.uses!.at.text, id, key } : undefined;
}
