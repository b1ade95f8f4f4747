import { type Job, maskExpressions, type Step, type Uses, type Val } from '../../../actions/index.ts';
import { type Effect, familyOf, type World } from '../../../chain/index.ts';
import type { Change } from '../../../source/index.ts';
import { releasePlease, releasePlz as releasePlzConfig } from '../../../tools/index.ts';
import { stepId } from './step-ids.ts';

/** How a later step of the same job knows a tag. */
export interface TagText {
  /** A text with `${{ }}` that gives the tag's short name. */
  readonly text: string;
  /** A condition, without `${{ }}`, that holds when the tag was made. */
  readonly when?: string;
  /** What the tag is called, where the action makes several: not everything waits for each. */
  readonly tag?: Val;
  /** The text gives several tags with blanks between them; those that begin like this are meant. */
  readonly among?: string;
  /** What the step needs before its outputs can be read. */
  readonly changes: readonly Change[];
}

interface Outputs {
  readonly tag: (outputs: string) => string;
  readonly made?: (outputs: string) => string;
  readonly id: string;
}

const output = (tag: string, made?: string): Outputs => ({
  id: 'tag',
  tag: (of) => `${of}.${tag}`,
  made: (of) => (made === undefined ? `${of}.${tag} != ''` : `${of}.${made}`),
});

/** Outputs of actions that compute the tag which they make. Source: the `action.yml` of each and its README, read on 2026-11-20. */
const byAction: ReadonlyMap<string, Outputs> = new Map([
  ['butlerlogic/action-autotag', output('tagname', "tagcreated == 'yes'")],
  ['k-phoen/semver-release-action', output('tag')],
  ['mathieudutour/github-tag-action', output('new_tag')],
  ['anothrnick/github-tag-action', output('new_tag', "part != ''")],
  ['rymndhng/release-on-push-action', output('tag_name')],
  ['cycjimmy/semantic-release-action', output('new_release_git_tag', "new_release_published == 'true'")],
  ['codfish/semantic-release-action', output('git-tag', "new-release-published == 'true'")],
  ['python-semantic-release/python-semantic-release', output('tag', "released == 'true'")],
  ['phips28/gh-action-bump-version', output('newTag')],
  ['tripss/conventional-changelog-action', output('tag', "skipped == 'false'")],
  ['release-plz/action', releasePlz()],
  ['marcoieni/release-plz-action', releasePlz()],
  ['go-semantic-release/action', { id: 'semrel', tag: (of) => `format('v{0}', ${of}.version)`, made: (of) => `${of}.version != ''` }],
]);

function releasePlz(): Outputs {
  return { id: 'release-plz', tag: (of) => `fromJSON(${of}.releases)[0].tag`, made: (of) => `${of}.releases_created == 'true'` };
}

/** Inputs in which actions are told the tag. */
const tagInputs = [
  'tag_name',
  'tag',
  'tag-name',
  'tagname',
  'tagName',
  'automatic_release_tag',
  'release_tag',
  'custom_tag',
  'created_tag',
  'git_tag',
];

/** How the step after an action knows the tag that the action made; empty when nothing tells it. More than one: whichever of them was made. */
export function actionTags(effect: Effect, job: Job, step: Step, world: World): TagText[] {
  const name = nameOf(step.uses?.is);
  if (name === undefined) return [];
  if (/^(?:googleapis|google-github-actions)\/release-please-action$/.test(name)) return releasePleaseTags(job, step, world);
  if (/release-plz/.test(name) && releasePlzConfig(world.tools).packages.filter((p) => p.tag !== undefined).length > 1)
    return severalTags(effect, job, step);
  const known = byAction.get(name);
  if (known !== undefined) {
    const { id, changes } = stepId(job, step, known.id);
    const of = `steps.${id}.outputs`;
    const made = known.made?.(of);
    return [{ text: `\${{ ${known.tag(of)} }}`, ...(made === undefined ? {} : { when: made }), changes }];
  }
  if (name === 'actions/github-script') return literalTag(step.with.find((p) => p.name === 'script')?.value ?? null);
  const given = tagInputs.map((input) => textOf(step, input)).find((text) => text !== undefined && text.trim() !== '');
  if (given !== undefined) return [{ text: given.trim().replace(/^refs\/tags\//, ''), changes: [] }];
  return effect.deed.kind === 'release' && effect.deed.tag === undefined ? [{ text: '${{ github.ref_name }}', changes: [] }] : [];
}

/** One tag for each package of a workspace. */
function severalTags(effect: Effect, job: Job, step: Step): TagText[] {
  const family = effect.tag === undefined ? undefined : familyOf(effect.tag);
  if (family === undefined) return [];
  const { id, changes } = stepId(job, step, 'release-plz');
  const of = `steps.${id}.outputs`;
  return [{ text: `\${{ join(fromJSON(${of}.releases).*.tag, ' ') }}`, when: `${of}.releases_created == 'true'`, among: family, changes }];
}

function nameOf(uses: Uses | undefined): string | undefined {
  return uses?.kind === 'remote' ? `${uses.owner}/${uses.repo}`.toLowerCase() : undefined;
}

function textOf(step: Step, input: string): string | undefined {
  const value = step.with.find((p) => p.name === input)?.value;
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** The root's outputs stand bare, those of other packages behind `<path>--`. */
function releasePleaseTags(job: Job, step: Step, world: World): TagText[] {
  const config = releasePlease(world.tools, {
    releaseType: textOf(step, 'release-type'),
    packageName: textOf(step, 'package-name'),
    path: textOf(step, 'path'),
    configFile: textOf(step, 'config-file'),
  });
  const { id, changes } = stepId(job, step, 'release');
  const packages: readonly { readonly path: string; readonly tag?: Val }[] = (config?.packages ?? []).filter((p) => !p.skipRelease);
  return (packages.length === 0 ? [{ path: '.' }] : packages).map(({ path, tag }) => {
    const of = (name: string) => (path === '.' ? `steps.${id}.outputs.${name}` : `steps.${id}.outputs['${path}--${name}']`);
    return { text: `\${{ ${of('tag_name')} }}`, when: `${of('release_created')} == 'true'`, ...(tag ? { tag } : {}), changes };
  });
}

/** `refs/tags/v${{ … }}` as a program's literal, where nothing of the program itself stands in it. */
function literalTag(script: { readonly kind: string; readonly text?: string } | null): TagText[] {
  const text = script?.text ?? '';
  const found = /(["'`])refs\/tags\/((?:(?!\1)[^\\\n])+)\1/.exec(maskExpressions(text).masked);
  if (found === null) return [];
  const start = found.index + found[0].indexOf('refs/tags/') + 'refs/tags/'.length;
  const tag = text.slice(start, start + found[2]!.length);
  return /\$\{(?!\{)/.test(tag) ? [] : [{ text: tag, changes: [] }];
}
