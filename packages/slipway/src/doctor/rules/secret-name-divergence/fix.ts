import type { Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { baseName } from '../../../chain/index.ts';
import { rewriteExpressions } from '../../fixes/parts/expression-edits.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';

interface Reader {
  readonly workflow: Workflow;
  /** Names in upper case, each for the same use as that of the other reader in its place. */
  readonly secrets: readonly string[];
}

export type Subject =
  | { readonly a: Reader; readonly b: Reader }
  /** A name that no secret can have, in upper case. */
  | { readonly impossible: string };

/** One reader takes the names of the other; which of them are set is not known, so that both ways are there. */
export const fix: Fixer<Subject> = function* ({ subject, analysis }) {
  if ('impossible' in subject) {
    yield renamed(subject.impossible, analysis);
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
      title: `Read ${listed(to.secrets)} in ${baseName(from.workflow.path)} too`,
      changes: [changed(from.workflow.path, ...changes)],
      tradeoffs: [`It is the wrong way round when only ${listed(from.secrets)} is set: look first.`],
      setup: [`\`gh secret list\` has to show ${listed(to.secrets)}.`],
      check: `\`git grep -n 'secrets\\.${from.secrets[0]}'\` finds nothing, and the next run of ${baseName(from.workflow.path)} logs in.`,
    };
  }
};

/** `GITHUB_` is GitHub's own; `GH_` is free. */
function renamed(name: string, { world }: Analysis): Proposal {
  const free = name.replace(/^GITHUB_/, 'GH_');
  const rewriting = { is: new RegExp(`\\bsecrets\\s*\\.\\s*${name}\\b`, 'gi'), by: `secrets.${free}` };
  return {
    id: 'rename',
    title: `Read ${free}, a name that a secret can have`,
    changes: world.workflows
      .map((w) => changed(w.path, ...rewriteExpressions(w.parsed.root, [rewriting])))
      .filter((c) => c.op !== 'change' || c.changes.length > 0),
    secret: { name: free, kind: 'pat', rights: ['Contents: read and write'] },
    tradeoffs: [`The token has to be stored under the new name; what ${name} was meant for decides which rights it needs.`],
    check: `\`gh secret list\` shows ${free}, and the step that reads it has a token.`,
  };
}
