import { alternatives, describe, matchFilters, matchVal, type Str, type Trigger, type Val, type Workflow } from '../../../actions/index.ts';
import {
  type Analysis,
  credentialText,
  type Effect,
  familyOf,
  familyOfText,
  isConstantFamily,
  isRollingFamily,
  locate,
} from '../../../chain/index.ts';
import { fileName } from '../../../tools/index.ts';
import { effectText, listed } from '../../links.ts';
import { opened } from '../../opened.ts';
import type { Draft, Rule } from '../../rule.ts';
import { reachesTagsByHandOnly } from '../../tag-pushes.ts';
import { namespaceDrafts } from './namespaces.ts';
import type { DeadFilter } from './subject.ts';
import { versionsLike } from './versions.ts';

export const rule: Rule = {
  id: 'tag-filter-never-matches',
  group: 'chain',
  severity: 'error',
  title: 'A tag filter that no tag of this repository can pass',
  *check(analysis) {
    const made = tagsMade(analysis);
    const taken = new Set<string>();
    for (const draft of namespaceDrafts(analysis)) {
      taken.add(draft.at.path);
      yield draft;
    }
    for (const workflow of analysis.world.workflows) {
      if (taken.has(workflow.path)) continue;
      const trigger = workflow.triggers.find((t) => t.event === 'push');
      const draft = trigger?.tags ? ofPatterns(workflow, trigger, made, analysis) : onlyBranches(workflow, analysis);
      if (draft && opened(workflow, analysis).effects.length > 0) yield draft;
    }
  },
};

interface Made {
  readonly effect: Effect;
  readonly tag: Val;
  /** undefined: the tag is not known. */
  readonly family: string | undefined;
}

/** Tags of versions that something in the tree makes. */
function tagsMade(analysis: Analysis): readonly Made[] {
  const out = new Map<string, Made>();
  for (const runs of analysis.declared.values())
    for (const run of runs)
      for (const e of run.effects) {
        // What a pushed tag or a release starts does not make the tag that comes first.
        if (e.elsewhere !== undefined || e.tagExists || e.tag === undefined || run.event.refType === 'tag') continue;
        const makes =
          (e.deed.kind === 'tag' && e.deed.act !== 'delete') || (e.deed.kind === 'release' && e.deed.act === 'create' && !(e.deed.needsTag ?? false));
        if (!makes || (e.deed.repository !== undefined && analysis.world.slug === undefined)) continue;
        for (const tag of alternatives(namedBy(e) ?? e.tag)) {
          const family = familyOf(tag);
          if (isRollingFamily(family) || isConstantFamily(family)) continue;
          const key = `${e.workflow.path}|${family}|${e.possible ?? false}`;
          if (!out.has(key)) out.set(key, { effect: e, tag, family });
        }
      }
  return [...out.values()];
}

/** The tag as the step names it: the walk takes one that it cannot follow for one of the usual family. */
function namedBy({ deed }: Effect): Val | undefined {
  return deed.kind === 'tag' ? deed.name : deed.kind === 'release' ? deed.tag : undefined;
}

/** Started in another way than by pushed tags or by hand: then the filter is not what the release hangs on. */
function hasAnotherWay(workflow: Workflow, analysis: Analysis): boolean {
  if (workflow.triggers.some((t) => !['push', 'workflow_dispatch', 'pull_request'].includes(t.event))) return true;
  const file = fileName(workflow.path);
  return [...analysis.declared.values()]
    .flat()
    .some((r) =>
      r.effects.some(
        (e) =>
          e.deed.kind === 'dispatch' &&
          e.deed.act === 'workflow' &&
          (e.deed.workflow === undefined || [file, workflow.path, workflow.displayName, 'unknown'].includes(describe(e.deed.workflow))),
      ),
    );
}

function ofPatterns(workflow: Workflow, trigger: Trigger, made: readonly Made[], analysis: Analysis): Draft | undefined {
  const filter = trigger.tags?.find((p) => !p.text.startsWith('!'));
  if (filter === undefined || hasAnotherWay(workflow, analysis)) return undefined;
  const patterns = trigger.tags!.map((p) => p.text);
  // A constant name is a channel of its own, made by whoever moves it.
  if (patterns.every((p) => !/[*?+[]/.test(p) && !/\d/.test(p))) return undefined;
  const after = followersOf(workflow, analysis);
  const others = made.filter((m) => !after.has(m.effect.workflow.path));
  if (
    others.some(
      (m) => m.family === undefined || matchVal(patterns, m.tag) !== false || versionsLike(m.tag, m.family).some((v) => matchFilters(patterns, v)),
    )
  )
    return undefined;
  const sure = others.filter((m) => !m.effect.possible);
  const tags = analysis.world.tree.git?.tags ?? [];
  const matching = tags.filter((t) => matchFilters(patterns, t.name));
  if (others.length === 0)
    return made.length === 0
      ? ofGitOnly(
          workflow,
          trigger,
          tags.map((t) => t.name),
          matching.length,
          analysis,
        )
      : undefined;
  if (sure.length === 0) return undefined;
  const families = new Set(sure.flatMap((m) => m.family ?? []));
  const newest = Math.max(0, ...tags.filter((t) => families.has(familyOfText(t.name))).map((t) => t.date));
  if (matching.some((t) => t.date > newest || newest === 0)) return undefined;
  const first = sure[0]!;
  const makers = listed([...new Set(sure.map((m) => `${m.effect.deed.tool} makes ${describe(m.tag)}`))], 3);
  return {
    at: locate(filter),
    certainty: 'proven',
    title: `${workflow.path} waits for tags ${listed(patterns, 3)}, and the tags made here are ${listed(
      [...families].map((f) => `${f}{version}`),
      3,
    )}`,
    message: `${workflow.path} starts from pushed tags that match ${listed(patterns, 3)}. In this repository ${makers}${first.effect.at.path === first.effect.stepAt.path ? '' : ` (as ${first.effect.at.path} says)`}, which no version of it can match: a pattern must match the whole name of the tag. So a release makes a tag and ${workflow.path} never starts.`,
    chain: [
      { kind: 'effect', text: `${effectText(first.effect)} (${first.effect.deed.tool})`, location: first.effect.at, state: 'holds' },
      ...(first.effect.at.path === first.effect.stepAt.path
        ? []
        : [{ kind: 'step' as const, text: `${first.effect.deed.tool} runs here`, location: first.effect.stepAt, state: 'holds' as const }]),
      {
        kind: 'credential',
        text: credentialText(first.effect.held.credential),
        ...(first.effect.held.at ? { location: first.effect.held.at } : {}),
        state: 'holds',
      },
      { kind: 'filter', text: `tags: ${patterns.join(', ')}`, location: locate(filter), state: 'cut' },
    ],
    facts: ['glob.anchor'],
    key: ['patterns', ...patterns],
    subject: { why: 'other tags', workflow, families: [...families], effect: first.effect } satisfies DeadFilter,
    advice: `Write a pattern for the tags that are made (for example \`'${first.family}*'\`), or configure the tool to make tags that this one takes.`,
  };
}

/** `v*`, `[0-9]+.[0-9]+.[0-9]+`: meant for whatever version there is. `v4.2.[0-9]+` is meant for one line of versions, which may be yet to come. */
const isAnyVersion = (pattern: string): boolean => /^v?$/i.test(pattern.replace(/\[[^\]]*\]|[*?+.-]/g, ''));

/** A regular expression, or a full ref: no tag is called so. */
const isNoPattern = (pattern: string): boolean => /\\[dwsSDW]|[$|()^]|^\.\*|[A-Za-z]\.\*|^refs\//.test(pattern);

/** The workflow and those that wait for its runs: what they do comes after the tag. */
function followersOf(workflow: Workflow, { world }: Analysis): ReadonlySet<string> {
  const found = new Set([workflow]);
  for (const one of found)
    for (const other of world.workflows) if (other.triggers.some((t) => t.workflows?.some((n) => n.text === one.displayName))) found.add(other);
  return new Set([...found].map((w) => w.path));
}

/** Nothing in the tree makes tags; what git has says which ones people push. */
function ofGitOnly(workflow: Workflow, trigger: Trigger, tags: readonly string[], matching: number, analysis: Analysis): Draft | undefined {
  const versions = tags.filter((t) => !isConstantFamily(familyOfText(t)) && !isRollingFamily(familyOfText(t)));
  if (matching > 0) return undefined;
  const hopeless = trigger.tags!.every((p) => isNoPattern(p.text));
  if (
    hopeless &&
    ['v', ''].some((f) =>
      versionsLike({ k: 'str', v: `${f}1.2.3` }, f).some((v) =>
        matchFilters(
          trigger.tags!.map((p) => p.text),
          v,
        ),
      ),
    )
  )
    return undefined;
  if (!hopeless && versions.length < 3) return undefined;
  // A tag that is pushed by something that could not be followed may be of another kind.
  if (
    !hopeless &&
    [...analysis.declared.values()].flat().some((r) => r.opaque.some((o) => o.mayWrite !== false && /release|tag|version|bump/i.test(o.what)))
  )
    return undefined;
  const patterns = trigger.tags!.map((p) => p.text);
  const filter = trigger.tags!.find((p) => !p.text.startsWith('!'))!;
  // A word in the pattern makes it a channel or component of its own, whose first tag may be yet to come.
  if (!patterns.every((p) => isAnyVersion(p) || isNoPattern(p))) return undefined;
  if (hopeless) return asNoTagIsNamed(workflow, filter, patterns);
  return {
    at: locate(filter),
    severity: 'warning',
    certainty: 'likely',
    title: `None of the ${versions.length} version tags of this repository matches ${listed(patterns, 3)}`,
    message: `${workflow.path} starts from pushed tags that match ${listed(patterns, 3)}. The tags that git has (${listed(versions.slice(0, 3))} are the newest) do not match, and nothing in the tree makes others. A pattern must match the whole name of the tag, and it is no regular expression. If the next tag is named like the last ones, ${workflow.path} does not start.`,
    chain: [{ kind: 'filter', text: `tags: ${patterns.join(', ')}`, location: locate(filter), state: 'cut' }],
    assumptions: ['the next tag is named like the ones that are there'],
    facts: ['glob.anchor', 'glob.noregex'],
    key: ['git', ...patterns],
    subject: { why: 'other tags', workflow, families: [] } satisfies DeadFilter,
    advice: 'Write a pattern that takes the tags as they are named.',
  };
}

/** The pattern is written in another language than GitHub's: it asks for characters that no version tag has. */
function asNoTagIsNamed(workflow: Workflow, filter: Str, patterns: readonly string[]): Draft {
  const full = patterns.some((p) => p.startsWith('refs/'));
  return {
    at: locate(filter),
    certainty: 'proven',
    title: `No version tag can match ${listed(patterns, 3)}, so ${workflow.path} never starts`,
    message: full
      ? `A filter is compared with the name of the tag, without \`refs/tags/\` before it. No tag is called so, and ${workflow.path} never starts from one.`
      : `A filter is a pattern of GitHub's own and no regular expression: \`*\` is any text without a slash, \`.\`, \`^\`, \`$\`, \`|\` and brackets stand for themselves, and \`\\d\` is the letter d. No version tag looks like ${listed(patterns, 3)}, and ${workflow.path} never starts from one.`,
    chain: [{ kind: 'filter', text: `tags: ${patterns.join(', ')}`, location: locate(filter), state: 'cut' }],
    facts: ['glob.anchor', 'glob.noregex'],
    key: ['no pattern', ...patterns],
    subject: { why: 'no pattern', workflow, families: [] } satisfies DeadFilter,
    advice: "Write `'v*'`, or `'v[0-9]+.[0-9]+.[0-9]+'` for stable versions alone.",
  };
}

/** Any branch passes the filter and no tag does, though the release waits for a tag. */
function onlyBranches(workflow: Workflow, analysis: Analysis): Draft | undefined {
  const found = reachesTagsByHandOnly(workflow, analysis);
  if (found === undefined || hasAnotherWay(workflow, analysis)) return undefined;
  const { filter, condition, job } = found;
  const dispatch = workflow.triggers.some((t) => t.event === 'workflow_dispatch');
  return {
    at: locate(filter),
    severity: dispatch ? 'warning' : 'error',
    certainty: 'proven',
    title: `The push filter of ${workflow.path} lets branches pass and no tag, but job \`${job}\` waits for a tag`,
    message: `A push trigger with a filter of branches and none of tags is not started by a pushed tag, also when its pattern takes every branch. In job \`${job}\` the condition \`${condition.text.replace(/\s+/g, ' ').trim()}\` waits for a tag. So pushing a tag starts nothing${dispatch ? '; only someone who dispatches the workflow on a tag by hand reaches this' : ''}.`,
    chain: [
      { kind: 'person', text: 'a tag is pushed', state: 'holds' },
      { kind: 'filter', text: `branches: ${filter.text}`, location: locate(filter), state: 'cut' },
      { kind: 'job', text: `job ${job} waits for a tag`, location: locate(condition), state: 'cut' },
    ],
    facts: ['flt.tagsonly'],
    key: [job, 'branches-only'],
    subject: { why: 'branches only', workflow, families: [], condition } satisfies DeadFilter,
    advice: "Add `tags:` (for example `'v*'`) beside `branches:`; a push is taken when it passes either of them.",
  };
}
