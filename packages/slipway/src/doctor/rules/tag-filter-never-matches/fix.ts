import { matchFilters, type Workflow } from '../../../actions/index.ts';
import { type Analysis, baseName, familyOfText } from '../../../chain/index.ts';
import { type Change, type FileChange, get, isSeq } from '../../../source/index.ts';
import { cargoDist, document } from '../../../tools/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import { familiesInUse, patternLike, patternOf } from '../../fixes/parts/tag-patterns.ts';
import { listOf, patternText, setTriggerKey } from '../../fixes/parts/triggers.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import { prefixChanges, readsPrefix } from './prefixes.ts';
import type { DeadFilter } from './subject.ts';
import { plainTags } from './tag-names.ts';

const at = ['on', 'push', 'tags'] as const;

/** A filter for the tags that are made, or tags for the filter that is there. */
export const fix: Fixer<DeadFilter> = function* ({ subject, analysis }) {
  switch (subject.why) {
    case 'other tags':
      yield* forOtherTags(subject, analysis);
      return;
    case 'no pattern':
      yield forNoPattern(subject.workflow);
      return;
    case 'branches only':
      yield besideBranches(subject, analysis);
      return;
    case 'namespace':
      yield* leftBehind(subject, analysis);
  }
};

function* forOtherTags(subject: DeadFilter, analysis: Analysis): Generator<Proposal> {
  const { workflow } = subject;
  const families = subject.families.length > 0 ? subject.families : familiesInUse(analysis);
  const old = patternsOf(workflow);
  const before = old.find((p) => !p.startsWith('!')) ?? '';
  const fresh = families.map((f) => patternLike(before, f)).map((p, i) => (versionPasses([p], families[i]!) ? p : patternOf(families[i]!)));
  const gone = /^[^*?[\\+]*/.exec(before)?.[0] ?? '';
  const pattern: Proposal = {
    id: 'pattern',
    title: `Let ${workflow.path} wait for ${listed(fresh.map((p) => `"${p}"`))}, as the tags are named`,
    changes: [changed(workflow.path, ...replacing(workflow, fresh), ...(families.length === 1 ? prefixChanges(workflow, gone, families[0]!) : []))],
    tradeoffs: [
      `Tags that match ${listed(old.map((p) => `"${p}"`))} start it no more.`,
      'What the workflow makes of the name of the tag (a version, an image tag) has to do with the longer name.',
    ].slice(0, readsPrefix(workflow) ? 2 : 1),
    check: `After the next tag \`gh run list --workflow ${baseName(workflow.path)} --event push\` shows a run for it.`,
  };
  const config = plainTags(subject, old, analysis);
  const hadOld = (analysis.world.tree.git?.tags ?? []).some((t) => matchFilters(old, t.name));
  // Tags that were named so before, and scripts that cut the name, speak for the old names.
  const ways = hadOld || readsPrefix(workflow) ? [config, pattern] : [pattern, config];
  for (const way of ways) if (way) yield way;
}

/** A pattern in another language, said in GitHub's. */
function forNoPattern(workflow: Workflow): Proposal {
  const fresh = [...new Set(patternsOf(workflow).map(translated))];
  return {
    id: 'pattern',
    title: `Write the filter of ${workflow.path} as a pattern that GitHub knows: ${listed(fresh.map((p) => `"${p}"`))}`,
    changes: [changed(workflow.path, { op: 'set', at, value: listOf(fresh) })],
    tradeoffs: ['Pushed tags of versions start the workflow from now on.'],
    check: `After the next tag \`gh run list --workflow ${baseName(workflow.path)} --event push\` shows a run for it.`,
  };
}

function translated(pattern: string): string {
  if (pattern.startsWith('refs/tags/')) return pattern.slice('refs/tags/'.length);
  const plain = pattern
    .replace(/^\^|\$$/g, '')
    .replaceAll('\\d', '[0-9]')
    .replaceAll('\\.', '.')
    .replace(/\.\*/g, '*');
  const family = /^(?:\.\*)?([A-Za-z][\w@/-]*?)?(?=[^\w@/-]|$)/.exec(plain)?.[1] ?? '';
  const literal = !/[\\|()$^]/.test(plain) && versionPasses([plain], family);
  return literal ? plain : family === '' ? patternOf('') : `${family}[0-9]+.[0-9]+.[0-9]+*`;
}

function besideBranches({ workflow, condition }: DeadFilter, analysis: Analysis): Proposal {
  const named = /refs\/tags\/([\w@./-]+)/.exec(condition?.text ?? '')?.[1];
  const patterns = named === undefined ? familiesInUse(analysis).map(patternOf) : [patternOf(named)];
  const texts = patterns.length > 0 ? patterns : [patternOf('v')];
  return {
    id: 'tags',
    title: `Start ${workflow.path} for pushed tags ${listed(texts.map((p) => `"${p}"`))} too`,
    changes: [changed(workflow.path, ...setTriggerKey(workflow, 'push', 'tags', listOf(texts)))],
    tradeoffs: ['Every job without a condition of its own runs for the tag as it does for a branch.'],
    check: `After the next tag \`gh run list --workflow ${baseName(workflow.path)} --event push\` shows a run for it.`,
  };
}

/** dist's own file of an earlier namespace. */
function* leftBehind({ workflow, other, families }: DeadFilter, { world }: Analysis): Generator<Proposal | Refusal> {
  if (other === undefined) {
    yield* namespaceBack(workflow, families[0] ?? '', world);
    yield {
      refused: `${workflow.path} is generated by dist, and the next \`dist generate\` would write over a change.`,
      instead: `Run \`dist generate\` and commit what it writes for \`tag-namespace = "${families[0] ?? ''}"\`.`,
    };
    return;
  }
  yield {
    id: 'delete',
    title: `Delete ${workflow.path}, which dist left behind when its namespace of tags was changed; ${other.path} has taken its place`,
    changes: [{ op: 'delete', path: workflow.path } satisfies FileChange],
    tradeoffs: [`Tags ${listed(patternsOf(workflow).map((p) => `"${p}"`))} start nothing any more.`],
    check: `\`dist generate --check\` says nothing, and the next tag starts ${other.path} alone.`,
  };
}

/** The namespace for which the workflow was generated. */
function* namespaceBack(workflow: Workflow, now: string, world: Analysis['world']): Generator<Proposal> {
  const config = cargoDist(world.tools);
  const before = /^[^*?[\\+]+/.exec(patternsOf(workflow)[0] ?? '')?.[0];
  if (config === undefined || !before || before === now || !/\.toml$/.test(config.path)) return;
  const root = document(world.tools, config.path);
  const at = [['dist'], ['workspace', 'metadata', 'dist'], ['package', 'metadata', 'dist']].find((way) => get(root, ...way, 'tag-namespace'));
  if (at === undefined) return;
  yield {
    id: 'namespace',
    title: `Configure dist for the tags that ${workflow.path} waits for: \`tag-namespace = "${before}"\``,
    changes: [changed(config.path, { op: 'set', at: [...at, 'tag-namespace'], value: `"${before}"` })],
    tradeoffs: [`Tags that begin with "${now}" are none of dist's any more.`],
    check: '`dist generate --check` says that the workflow is as dist would write it.',
  };
}

const patternsOf = (workflow: Workflow): string[] => workflow.triggers.find((t) => t.event === 'push')?.tags?.map((p) => p.text) ?? [];

/** The first pattern that takes something gives way; what it leaves out stays. */
function replacing(workflow: Workflow, fresh: readonly string[]): Change[] {
  const node = get(workflow.parsed.root, ...at);
  const [first, ...more] = fresh;
  if (!isSeq(node) || first === undefined) return [{ op: 'set', at, value: listOf(fresh) }];
  const index = node.items.findIndex((item) => item.kind === 'scalar' && !item.text.startsWith('!'));
  return [
    { op: 'set', at: [...at, index], value: patternText(first) },
    ...more.map((p): Change => ({ op: 'insert', at: [...at, index + 1], value: patternText(p) })),
  ];
}

const versionPasses = (patterns: readonly string[], family: string): boolean =>
  ['1.2.3', '10.20.30'].every((v) => matchFilters(patterns, `${family}${v}`) && familyOfText(`${family}${v}`) !== undefined);
