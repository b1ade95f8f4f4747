import { locate } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import { type Handover, inputOf, jobName } from './handover.ts';
import type { HandoverSubject } from './subject.ts';

/** Inputs of actions/upload-artifact and actions/download-artifact, v4 and later, as their action.yml has them (read 2026-07). */
const inputs = {
  'upload-artifact': ['name', 'path', 'if-no-files-found', 'retention-days', 'compression-level', 'overwrite', 'include-hidden-files', 'archive'],
  'download-artifact': [
    'name',
    'artifact-ids',
    'path',
    'pattern',
    'merge-multiple',
    'github-token',
    'repository',
    'run-id',
    'skip-decompress',
    'digest-mismatch',
  ],
} as const;

/** Inputs that are written almost as they should be: the action takes no notice of them. */
export function* inputDrafts(handover: Handover): Generator<Draft> {
  const said = new Set<string>();
  for (const seen of [...handover.uploads, ...handover.downloads]) {
    const { step } = seen;
    if (step === undefined || !handover.isOfRelease(seen)) continue;
    const known = inputs[seen.deed.op];
    for (const pair of step.with) {
      const written = pair.name.toLowerCase();
      if (known.some((k) => k === written)) continue;
      const meant = known.find((k) => same(k, written));
      const at = locate(pair.key);
      if (meant === undefined || inputOf(step, meant) !== undefined || said.has(`${at.path}:${at.line}`)) continue;
      said.add(`${at.path}:${at.line}`);
      yield {
        at,
        certainty: 'proven',
        title: `actions/${seen.deed.op} has no input \`${pair.name}\`; it is \`${meant}\``,
        message: `The step in job ${jobName(seen)} gives \`${pair.name}\`. actions/${seen.deed.op} does not know it and goes on with the default of \`${meant}\`: ${effects[meant] ?? 'the value that is written here counts for nothing'}.`,
        chain: [
          { kind: 'event', text: handover.run.event.text, state: 'holds' },
          { kind: 'step', text: `job ${seen.leg.job} uses actions/${seen.deed.op}`, location: seen.at, state: 'cut' },
        ],
        facts: ['art.merge'],
        key: [seen.leg.job, 'input', pair.name],
        subject: { kind: 'input', at, meant } satisfies HandoverSubject,
        advice: `Write \`${meant}\`.`,
      };
    }
  }
}

const effects: Readonly<Record<string, string>> = {
  'merge-multiple': 'each artifact gets a directory of its own name, and its files are not where the next steps look',
  'run-id': 'it looks for the artifacts of this run instead of the other one',
  'if-no-files-found': 'an upload of nothing passes with a warning',
  'include-hidden-files': 'files and directories that begin with a dot are left out',
  overwrite: 'a second upload of the name is refused',
  pattern: 'all artifacts of the run are downloaded',
  name: 'the name is not looked at',
};

/** The same but for signs between words, a letter's case, or a plural. */
const same = (known: string, written: string): boolean => bare(known) === bare(written);
const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/s$/, '')
    .replace(/sfound$/, 'found');
