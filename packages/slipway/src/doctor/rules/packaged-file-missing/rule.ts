import type { Analysis } from '../../../chain/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import { capital } from '../../wording.ts';
import { missingInConfigs } from './configs.ts';
import type { FileSubject } from './fix.ts';
import { type EmptyHash, emptyHashes } from './hashed.ts';
import { missingOperands } from './operands.ts';

export const rule: Rule = {
  id: 'packaged-file-missing',
  group: 'assets',
  severity: 'error',
  title: 'A packaged file that is not there',
  *check(analysis) {
    if (analysis.targets.size === 0) return;
    for (const missing of missingInConfigs(analysis))
      yield {
        at: missing.at,
        severity: missing.severity,
        certainty: missing.severity === 'error' ? 'proven' : 'likely',
        title: `${missing.tool} packs \`${missing.path}\`, ${missing.why === undefined ? 'which is not in the repository' : 'which it does not find'}`,
        message: `${missing.why === undefined ? `\`${missing.path}\` is not in the tree, nothing that was found makes it, and the path is literal` : capital(missing.why)}: ${missing.outcome}.${near(missing.path, analysis)}`,
        facts: missing.facts,
        key: [missing.tool, missing.path],
        subject: { kind: 'packed', at: missing.at, path: missing.path, others: alike(missing.path, analysis) } satisfies FileSubject,
      };
    yield* operands(analysis);
    yield* hashes(analysis);
  },
};

/** Once for a pattern and a file: the same key is often written in every job. */
function* hashes(analysis: Analysis): Generator<Draft> {
  const found = new Map<string, EmptyHash[]>();
  const read = new Set<unknown>();
  for (const { jobs } of releaseRuns(analysis))
    for (const job of jobs) {
      if (read.has(job.job)) continue;
      read.add(job.job);
      for (const hash of emptyHashes(job, analysis.world)) {
        const key = `${hash.at.path} ${hash.pattern}`;
        found.set(key, [...(found.get(key) ?? []), hash]);
      }
    }
  for (const [first, ...others] of [...found.values()].map((all) => all.sort((a, b) => a.at.line - b.at.line)))
    yield {
      at: first!.at,
      severity: 'note',
      certainty: 'likely',
      title: `\`hashFiles('${first!.pattern}')\` matches nothing`,
      message: `No file of the tree matches \`${first!.pattern}\`, so this part of the key is always empty: the cache of the first run is used for ever, whatever the lock file says.`,
      chain: others.slice(0, 8).map((o) => ({ kind: 'step', text: 'the same pattern', location: o.at, state: 'holds' })),
      needs: ['a listing of the files on the runner before the step: one that is made there would match'],
      facts: [],
      key: ['hash', first!.pattern],
      subject: { kind: 'hashed', places: [first!, ...others].map((o) => o.at), pattern: first!.pattern } satisfies FileSubject,
    };
}

function* operands(analysis: Analysis): Generator<Draft> {
  const read = new Set<unknown>();
  for (const { run, jobs } of releaseRuns(analysis))
    for (const job of jobs) {
      if (read.has(job.job)) continue;
      read.add(job.job);
      for (const missing of missingOperands(job, analysis.world))
        yield {
          at: missing.at,
          certainty: missing.certain ? 'proven' : 'likely',
          title: `\`${missing.command}\` reads \`${missing.path}\`, which is not in the repository`,
          message: `\`${missing.path}\` is not in the tree and no step of job \`${job.id}\` before makes it. \`${missing.command}\` fails without it, the step ends there, and what the job releases is not made.${near(missing.path, analysis)}`,
          chain: [
            { kind: 'event', text: run.event.text, state: 'holds' },
            { kind: 'step', text: `${missing.command} ${missing.path}`, location: missing.at, state: 'cut' },
          ],
          key: [job.id, missing.command, missing.path],
          subject: {
            kind: 'read',
            at: missing.at,
            path: missing.path,
            command: missing.command,
            others: alike(missing.path, analysis),
          } satisfies FileSubject,
          advice: `Add the file, or ask for it first: \`[ -f ${missing.path} ]\`.`,
        };
    }
}

/** Files of the same folder whose names begin alike. */
function alike(path: string, { world }: Analysis): string[] {
  const cut = path.lastIndexOf('/') + 1;
  const stem = path.slice(cut).split('.')[0]!.toLowerCase();
  if (stem.length < 3) return [];
  return world.tree
    .list()
    .filter(
      (p) => p !== path && p.slice(0, cut) === path.slice(0, cut) && !p.slice(cut).includes('/') && p.slice(cut).toLowerCase().startsWith(stem),
    );
}

/** Names that begin alike, as a sentence. */
function near(path: string, analysis: Analysis): string {
  const others = alike(path, analysis);
  return others.length > 0
    ? ` There is ${others
        .slice(0, 3)
        .map((o) => `\`${o}\``)
        .join(', ')}.`
    : '';
}
