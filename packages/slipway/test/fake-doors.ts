import type { Doors } from '../src/cli/doors.ts';
import type { Io } from '../src/cli/io.ts';
import type { DoctorOptions, RulePage, Trace, TraceEvent } from '../src/doctor/options.ts';
import type { Report } from '../src/doctor/report.ts';
import type { Tree } from '../src/remotes/types.ts';
import { SAMPLE_REPORT } from './sample-report.ts';

class InputError extends Error {
  readonly exitCode = 2;
}
class OutsideError extends Error {
  readonly exitCode = 50;
}

/** What a command under test printed and gave back. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The options that each diagnosis got. */
  readonly asked: readonly DoctorOptions[];
  readonly events: readonly TraceEvent[];
}

export interface Fakes {
  readonly report?: Report;
  readonly trace?: Trace;
  readonly stages?: Report['contract']['stages'];
  readonly env?: Record<string, string>;
  /** Makes opening a folder fail. */
  readonly fails?: 'input' | 'outside' | 'defect';
  readonly files?: Record<string, string>;
}

const rules: Record<string, RulePage> = Object.fromEntries(
  ['token-cannot-trigger', 'missing-concurrency'].map((id) => [
    id,
    { id, title: `Title of ${id}`, severity: 'error', group: 'chain', page: `# ${id}` },
  ]),
);

/** A tree with these files. */
export function fakeTree(files: Record<string, string>): Tree {
  return {
    label: 'fake',
    revision: null,
    dirty: false,
    list: () => Object.keys(files).sort(),
    has: (path) => Object.hasOwn(files, path),
    read: (path) => files[path],
    git: undefined,
    limits: () => [],
  };
}

/** Runs a command line in this process against a brain and an outside of the test's making. */
export async function run(args: readonly string[], fakes: Fakes = {}): Promise<Ran> {
  const { main } = await import('../src/cli/main.ts');
  let out = '';
  let err = '';
  const asked: DoctorOptions[] = [];
  const events: TraceEvent[] = [];
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: fakes.env ?? {},
    width: 100,
    terminal: false,
  };
  const open = (): Tree => {
    if (fakes.fails === 'input') throw new InputError("there is nothing to read in '/x'.");
    if (fakes.fails === 'outside') throw new OutsideError('github.com did not answer.');
    if (fakes.fails === 'defect') throw new TypeError('undefined is not a walk\nsecond line');
    return fakeTree(fakes.files ?? {});
  };
  const doors = {
    doctor: async () => ({
      diagnose: (_: Tree, options: DoctorOptions) => {
        asked.push(options);
        return fakes.report ?? SAMPLE_REPORT;
      },
      contractOfTree: (_: Tree, __: DoctorOptions, channel = 'stable') => ({
        schemaVersion: 1,
        channel,
        channels: ['stable', 'pre-release'],
        stages: fakes.stages ?? [],
        limits: [],
      }),
      traceEvent: (_: Tree, event: TraceEvent) => {
        events.push(event);
        return fakes.trace ?? { root: { kind: 'event', text: 'push', state: 'holds', children: [] }, limits: [] };
      },
      ruleIds: () => Object.keys(rules),
    }),
    pages: async () => ({ rulePage: (id: string) => rules[id] }),
    fixes: async () => ({ fullPage: (_: string, page: string) => page }),
    remotes: async () => ({
      openFolder: open,
      openGitDir: open,
      cloneRemote: async () => ({ gitDir: '/cache', rev: 'HEAD', limits: [] }),
      mirrorReader: () => ({ read: () => undefined, limits: () => ['acme/shared is not among the mirrors.'] }),
      remoteReader: () => ({ read: () => undefined, limits: () => [] }),
      npmRegistryHost: () => 'registry.example',
    }),
  } as unknown as Doors;
  const code = await main(args, io, doors);
  return { code, out, err, asked, events };
}
