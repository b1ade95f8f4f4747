import type { Analysis, World } from '../../../chain/index.ts';
import { fileName, isAside, type VersionSource, versionSources } from '../../../tools/index.ts';
import { listed } from '../../links.ts';
import { releasing } from '../../releasing.ts';
import type { Draft } from '../../rule.ts';
import { workflowText } from '../../workflow-texts.ts';
import type { VersionSubject } from './fix.ts';
import { compareVersions, numbers, said } from './versions.ts';

/** Scripts whose name says that versions are their matter, where scripts are kept. */
const SCRIPT =
  /^(?:(?:[\w.-]+\/){0,2}(?:scripts?|tools?|bin|ci|dev|hack|build|release|\.github)\/(?:[\w.-]+\/)?)?(?:[a-z0-9.]+[-_])*(?:versions?|bump)(?:[-_][\w.-]+)?\.(?:sh|bash|py|[cm]?[jt]s|rb|ps1)$/i;
const mostScripts = 8;
/** Consumers read these from the tag itself: what a run writes into its own working copy never reaches them. */
const FROM_TAG = /(?:^|\/)(?:Package\.swift|composer\.json)$|(?:^|\/)\.claude-plugin\//;

/** A script keeps the versions of several files equal, most of them are, and one has been left behind. */
export function* keptEqual(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  const scripts = world.tree.list().filter((path) => SCRIPT.test(path) && !isAside(path));
  if (scripts.length === 0) return;
  const sources = versionSources(world.tools).filter((one) => (one.role === 'manifest' || one.role === 'plain') && numbers(one.value) !== undefined);
  for (const script of scripts.slice(0, mostScripts)) {
    const text = world.tree.read(script) ?? '';
    const kept = sources.filter((one) => one.path.length > 4 && namesPath(text, one.path));
    if (kept.length < 3) continue;
    const newest = kept.reduce((a, b) => (compareVersions(a.value, b.value) < 0 ? b : a));
    const equal = kept.filter((one) => compareVersions(one.value, newest.value) === 0);
    const inRuns = isRun(script, analysis, world);
    const behind = kept
      .filter((one) => !one.placeholder && compareVersions(one.value, newest.value) < 0 && (!inRuns || FROM_TAG.test(one.path)))
      .sort((a, b) => compareVersions(a.value, b.value));
    const others = kept.filter((one) => compareVersions(one.value, newest.value) < 0 && !behind.includes(one));
    const [first] = behind;
    if (first === undefined || equal.length * 2 < kept.length || equal.length < 2) continue;
    yield draft(script, first, [...behind.slice(1), ...others], newest, inRuns);
  }
}

/** The path stands in the text as a word of its own: `package.json` is not what `app/package.json` ends in. */
function namesPath(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
    const before = text[at - 1] ?? ' ';
    if (!/[\w/.-]/.test(before) || text.slice(at - 2, at) === './') return true;
  }
  return false;
}

function isRun(script: string, analysis: Analysis, world: World): boolean {
  const base = fileName(script);
  return [...releasing(analysis).workflows].some((workflow) => workflowText(workflow, world).includes(base));
}

function draft(script: string, first: VersionSource, others: readonly VersionSource[], newest: VersionSource, inRuns: boolean): Draft {
  return {
    at: first.at,
    severity: 'warning',
    certainty: 'likely',
    title: `${first.path} says ${first.value}, and ${script} would make it ${newest.value}`,
    message:
      `${script} writes one version into all of these files. ${said(newest)}, but ${listed([first, ...others].map(said))}. ` +
      (inRuns
        ? `The release runs the script in its own working copy, which does not help here: whoever depends on this file reads it from the tagged commit, and gets what belongs to ${first.value}.`
        : `It has not been run since the version was raised, and no workflow that releases runs it, so the tag of ${newest.value} holds files of ${first.value}.`),
    chain: [
      { kind: 'step', text: said(newest), location: newest.at, state: 'holds' },
      ...[first, ...others].slice(0, 6).map((one) => ({ kind: 'step' as const, text: said(one), location: one.at, state: 'cut' as const })),
    ],
    assumptions: [`the next tag is made on a commit with these versions`],
    facts: [],
    subject: { newest: newest.value, behind: [first, ...others].map((one) => ({ at: one.at, value: one.value })) } satisfies VersionSubject,
    key: ['kept-equal', script],
    advice: `Run ${script}, and commit what it changes before the tag is made.`,
  };
}
