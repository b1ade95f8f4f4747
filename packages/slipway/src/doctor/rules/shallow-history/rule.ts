import { type Event, type HistoryNeed, type JobRun, type Run, targetsOf, type World } from '../../../chain/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import { textAt } from '../../source-text.ts';
import type { ShallowSubject } from './fix.ts';

/** More commits than this usually reach the last tag. */
const deepEnough = 50;

export const rule: Rule = {
  id: 'shallow-history',
  group: 'publish',
  severity: 'error',
  title: 'A changelog or version from a clone without history',
  *check(analysis) {
    const { world } = analysis;
    const runs = [...releaseRuns(analysis)];
    const automatic = new Set(runs.flatMap(({ run }) => (run.event.name === 'workflow_dispatch' ? [] : [run.workflow])));
    const delivering = new Set(
      runs.flatMap(({ run }) => run.effects.filter((e) => e.at.path === e.workflow.path && targetsOf(e, world).length > 0).map((e) => e.job)),
    );
    const found = new Map<string, { readonly draft: Draft; readonly delivers: boolean }>();
    for (const { run, jobs } of runs) {
      // A run by hand of what also starts by itself is a workaround: what starts by itself decides.
      if (run.event.name === 'workflow_dispatch' && automatic.has(run.workflow)) continue;
      for (const job of jobs) {
        const needs = job.history.filter((n) => isUnmet(n, run.event, world));
        const [first] = needs;
        if (first === undefined) continue;
        // A script that several jobs run, each for another of its parts, is one place: the job that delivers something itself is named.
        const key = isSure(first) ? `${job.workflow.path}#${job.id}#${first.checkoutAt?.line}` : `${first.at.path}:${first.at.line}`;
        const delivers = delivering.has(job.job);
        const before = found.get(key);
        if (before === undefined || (delivers && !before.delivers)) found.set(key, { draft: draftOf(first, needs, job, run), delivers });
      }
    }
    for (const { draft } of found.values()) yield draft;
  },
};

const isSure = (need: HistoryNeed): boolean => isHere(need) || need.always;

/** The working copy provably does not have what this needs. */
function isUnmet(need: HistoryNeed, event: Event, world: World): boolean {
  if (need.depth === undefined || need.depth === 0 || need.depth >= deepEnough) return false;
  if (!isSure(need) && !isProgram(need)) return false;
  // It fetches the rest of the history itself.
  if (/semantic-release/.test(need.tool) && !/python/.test(need.tool)) return false;
  // What only judges a file reads no history.
  if (/\b(?:validate|lint|check|verify)\b/.test(textAt(need.at, world))) return false;
  const tagged = event.refType === 'tag';
  if (need.tool === 'git describe') {
    const command = textAt(need.at, world);
    if (/--always\b/.test(command)) return false;
    // Whether this commit has a tag; that it has none is the usual answer, and is provided for.
    if (!tagged && /--exact-match\b[^\n]*2>\s*\/dev\/null/.test(command)) return false;
    // The checkout of a tag has this one tag; what lies before it is not there.
    return tagged ? /[\w}"']\^|~\d?/.test(command) : !/--exact-match\b/.test(command) || need.tags === false;
  }
  if (need.wants === 'tags') return need.tags === false && !tagged;
  return true;
}

/** The workflow or an action of the tree says it; not a script behind it, whose options decide what it does. */
function isHere(need: HistoryNeed): boolean {
  return need.at.path.startsWith('.github/');
}

/** A program of another language than the shell, of which only single commands are read, asks git for the version. */
function isProgram(need: HistoryNeed): boolean {
  return need.tool === 'git describe' && /\.(?:fsx|csx?|py|[cm]?[jt]s|rb|go|rs|groovy|kts?|dart|exs?)$/.test(need.at.path);
}

function draftOf(need: HistoryNeed, all: readonly HistoryNeed[], job: JobRun, run: Run): Draft {
  const inFile = need.at.path === job.workflow.path;
  const at = inFile || need.checkoutAt === undefined ? need.at : need.checkoutAt;
  const others = [...new Set(all.slice(1).map((n) => n.tool))].filter((t) => t !== need.tool);
  const hidden = need.swallowedBy !== undefined;
  const certain = need.always && job.runs === true;
  return {
    at,
    severity: hidden || (!inFile && !need.always) ? 'warning' : 'error',
    certainty: certain ? 'proven' : 'likely',
    title: `${need.tool} works in a clone with ${need.depth === 1 ? 'one commit' : `${need.depth} commits`}${need.tags === false ? ' and no tags' : ''}`,
    message:
      `Job \`${job.id}\` checks out with \`fetch-depth: ${need.depth}\`${need.depth === 1 ? ', which is the default of actions/checkout' : ''}, and runs ${need.tool}${inFile ? '' : ` (${need.at.path}:${need.at.line})`}${need.why.startsWith(need.tool) ? '' : `: ${need.why}`}. ` +
      `The commits and tags before are not there, so ${hidden ? `it fails, and \`${need.swallowedBy}\` hides that` : 'what it says of them is wrong or missing'}.` +
      (others.length > 0 ? ` The same goes for ${others.slice(0, 3).join(', ')}.` : '') +
      (need.tags === true ? ' Tags alone do not help: what lies between them and the commit is not there.' : ''),
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      ...(need.checkoutAt
        ? [{ kind: 'step' as const, text: `checkout with fetch-depth ${need.depth}`, location: need.checkoutAt, state: 'cut' as const }]
        : []),
      ...[...new Map(all.map((n) => [`${n.at.path}:${n.at.line}`, n])).values()]
        .slice(0, 4)
        .map((n) => ({ kind: 'step' as const, text: `${n.tool}: ${n.why}`, location: n.at, state: 'cut' as const })),
    ],
    facts: ['tok.fetch'],
    key: [job.id, need.tool],
    advice: 'Give the checkout step `fetch-depth: 0`.',
    subject: { needs: all, job: job.id } satisfies ShallowSubject,
  };
}
