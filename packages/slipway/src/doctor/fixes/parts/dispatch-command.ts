import type { Workflow } from '../../../actions/index.ts';
import { baseName } from '../../../chain/index.ts';
import type { DispatchedRun } from './dispatched-run.ts';
import { quotedWord } from './quoted-word.ts';

/**
 * `gh workflow run release.yml --ref "$TAG"`, with the fields that the workflow wants.
 *
 * @param ref a word of the shell that gives the tag or the branch
 */
export function dispatchCommand(listener: Workflow, ref: string, { fields }: Pick<DispatchedRun, 'fields'>): string {
  const file = quotedWord(baseName(listener.path));
  const given = fields.map(({ name, value }) => ` -f ${quotedWord(name)}=${value === 'tag' ? ref : value === 'version' ? withoutV(ref) : value}`);
  return `gh workflow run ${file} --ref ${ref}${given.join('')}`;
}

function withoutV(word: string): string {
  const variable = /^"?\$\{?(\w+)\}?"?$/.exec(word)?.[1];
  if (variable !== undefined) return `"\${${variable}#v}"`;
  return word.replace(/^(["']?)v(?=[$\d])/, '$1');
}
