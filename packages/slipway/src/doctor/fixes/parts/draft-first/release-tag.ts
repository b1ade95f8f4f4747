import { alternatives, describe } from '../../../../actions/index.ts';
import type { Effect, Run } from '../../../../chain/index.ts';
import { tagText } from '../publish-draft.ts';

/**
 * The tag of a release as an expression that holds in a job: in another one than the effect's own, what its steps say does not. Undefined when only
 * a script knows it.
 */
export function releaseTag(effect: Effect, run: Run, sameJob: boolean): string | undefined {
  const text = tagText(effect, run) ?? scriptTag(effect);
  if (sameJob && text !== undefined && text !== '') return text;
  if (isOfEvent(effect, run)) return '${{ github.ref_name }}';
  if (text === undefined || text === '') return undefined;
  const isWide = [...text.matchAll(/\$\{\{(.*?)\}\}/g)].every(([, source = '']) => !/\b(?:steps|matrix|job|runner|strategy|env)\b/.test(source));
  return isWide ? text : undefined;
}

/** The run is started by the tag itself. */
export const isOfEvent = ({ tag }: Effect, { event }: Run): boolean =>
  event.refType === 'tag' && tag !== undefined && alternatives(tag).every((one) => describe(one) === describe(event.ref));

/** The word behind `gh release create`, with what its variable is given. */
function scriptTag({ step, job, workflow }: Effect): string | undefined {
  const word = /\bgh\s+release\s+(?:create|upload)\s+(?:--?[\w-]+(?:=\S+)?\s+)*("[^"\n]+"|'[^'\n]+'|[^\s\\]+)/.exec(step?.run?.text ?? '')?.[1];
  const bare = word?.replace(/^["']|["']$/g, '');
  if (bare === undefined) return undefined;
  if (/^\$\{\{[^}]*\}\}$/.test(bare)) return bare;
  const name = /^\$\{?(\w+)(?:#refs\/tags\/)?\}?$/.exec(bare)?.[1];
  if (name === undefined) return undefined;
  if (name === 'GITHUB_REF_NAME' || (name === 'GITHUB_REF' && bare.includes('#'))) return '${{ github.ref_name }}';
  const given = [step?.env ?? [], job.env, workflow.env].flatMap((pairs) => pairs.filter((p) => p.name === name))[0]?.value;
  return given?.kind === 'scalar' && given.text !== '' ? given.text.trim() : undefined;
}
