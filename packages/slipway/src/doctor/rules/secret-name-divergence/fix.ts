import type { Workflow } from '../../../actions/index.ts';
import { rewriteExpressions } from '../../fixes/parts/expression-edits.ts';
import { changed } from '../../fixes/parts/places.ts';
import { workflowName } from '../../fixes/parts/workflow-name.ts';
import type { Fixer } from '../../fixes/types.ts';
import { listed } from '../../links.ts';

interface Reader {
  readonly workflow: Workflow;
  /** Names in upper case, each for the same use as that of the other reader in its place. */
  readonly secrets: readonly string[];
}

export interface Subject {
  readonly a: Reader;
  readonly b: Reader;
}

/** One reader takes the names of the other; which of them are set is not known, so that both ways are there. */
export const fix: Fixer<Subject | undefined> = function* ({ subject }) {
  if (subject === undefined) {
    yield {
      refused: 'Under which name the token is to be stored is a choice.',
      instead: 'Store it under a name that does not start with `GITHUB_`, and read that.',
    };
    return;
  }
  const { a, b } = subject;
  if (a.secrets.length !== b.secrets.length) return;
  for (const [from, to] of [
    [b, a],
    [a, b],
  ] as const) {
    const rewritings = from.secrets.map((name, at) => ({ is: new RegExp(`\\bsecrets\\.${name}\\b`, 'gi'), by: `secrets.${to.secrets[at]}` }));
    const changes = rewriteExpressions(from.workflow.parsed.root, rewritings);
    if (changes.length === 0) continue;
    yield {
      id: 'one-name',
      title: `Read ${listed(to.secrets)} in ${workflowName(from.workflow)} too`,
      changes: [changed(from.workflow.path, ...changes)],
      tradeoffs: [`It is the wrong way round when only ${listed(from.secrets)} is set: look first.`],
      setup: [`\`gh secret list\` has to show ${listed(to.secrets)}.`],
      check: `\`git grep -n 'secrets\\.${from.secrets[0]}'\` finds nothing, and the next run of ${workflowName(from.workflow)} logs in.`,
    };
  }
};
