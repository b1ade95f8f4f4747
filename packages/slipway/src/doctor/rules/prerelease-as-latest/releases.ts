import { describe, matchFilters, str, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, familyOf, isRollingFamily, perform, pushTag, type Run, starts } from '../../../chain/index.ts';
import { textAt } from '../../source-text.ts';

/** The run of a workflow for the tag of a pre-release, and what shows that the repository has such tags. */
export interface PrereleaseRun {
  readonly run: Run;
  readonly tag: string;
  readonly evidence: string;
}

const suffixes = ['-rc.1', '-beta.1', '-alpha.1', 'rc1'];
/** Tags that are younger than this, in seconds before the commit, show how releases are made now. */
const RECENT = 400 * 24 * 3600;

/** Runs of a workflow for tags of pre-releases that this repository makes. */
export function* prereleaseRuns(workflow: Workflow, analysis: Analysis): Generator<PrereleaseRun> {
  const { world, families } = analysis;
  const filters = workflow.triggers.find((t) => t.event === 'push')?.tags?.map((t) => t.text) ?? [];
  if (filters.length === 0) return;
  for (const family of families) {
    if (family.startsWith('=') || isRollingFamily(family)) continue;
    for (const suffix of suffixes) {
      const tag = `${family}${world.version}${suffix}`;
      if (!matchFilters(filters, tag)) continue;
      const evidence = evidenceOf(family, suffix, filters, analysis);
      if (evidence === undefined) continue;
      const event = pushTag(world, str(tag), { kind: 'person' });
      if (starts(event, workflow, world).answer !== 'runs') continue;
      yield { run: perform(event, workflow, world), tag, evidence };
      break;
    }
  }
}

/** What shows that this repository makes pre-releases of this kind: a tag of the last year, or a filter that names them. */
function evidenceOf(family: string, suffix: string, filters: readonly string[], { world }: Analysis): string | undefined {
  const kind = /[a-z]+/.exec(suffix)![0];
  const { git } = world.tree;
  const isOne = new RegExp(`\\d[-.]?${kind}`);
  const since = (git?.date ?? 0) - RECENT;
  const made = git?.tags.slice(0, 200).find((t) => t.date >= since && t.name.startsWith(family) && isOne.test(t.name.slice(family.length)));
  if (made) return `tag ${made.name} shows that there are such pre-releases`;
  const named = filters.find(
    (f) => !f.startsWith('!') && new RegExp(`[-.\\d\\]*+]${kind}`).test(f) && matchFilters([f], `${family}${world.version}${suffix}`),
  );
  return named === undefined ? undefined : `the filter \`${named}\` is there for them`;
}

/** The effect that makes a full release, although its tag is a pre-release; undefined when the run makes none, or makes it right first. */
export function fullRelease({ run, tag }: PrereleaseRun, analysis: Analysis): Effect | undefined {
  const first = run.effects.find(
    (e) =>
      e.deed.kind === 'release' &&
      e.deed.act === 'create' &&
      e.happens !== false &&
      e.elsewhere === undefined &&
      (e.tag === undefined || describe(e.tag) === tag || familyOf(e.tag) === undefined),
  );
  return first && isFullRelease(first, analysis) ? first : undefined;
}

/** Surely made, public, no pre-release, and nothing keeps it from becoming the latest one. */
export function isFullRelease(e: Effect, { world }: Analysis): boolean {
  const { deed } = e;
  if (deed.kind !== 'release' || deed.act !== 'create' || deed.draft !== false || deed.prerelease !== false) return false;
  if (e.happens !== true || e.possible || e.elsewhere !== undefined || ('certain' in deed && deed.certain !== true)) return false;
  const given = e.step?.with.find((p) => /^make_?latest$/i.test(p.name))?.value;
  if (given?.kind === 'scalar' && given.text !== 'true') return false;
  return !/--latest\b/.test(textAt(e.at, world)) && !/make_latest/.test(deed.at ? (world.tree.read(deed.at.path) ?? '') : '');
}
