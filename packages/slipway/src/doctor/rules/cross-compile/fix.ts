import type { Job } from '../../../actions/index.ts';
import { type Analysis, locate, type World } from '../../../chain/index.ts';
import { type Change, get, quoteScalar, type ScalarNode } from '../../../source/index.ts';
import { document, platformOf } from '../../../tools/index.ts';
import { runnerFor } from '../../fixes/parts/machine-words.ts';
import { nodeAt } from '../../fixes/parts/node-at.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import { type SeenStep, stepAt } from '../../fixes/parts/step-at.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import type { Leg } from '../../legs.ts';
import { usesCgo } from './go.ts';
import type { Impossible } from './impossible.ts';

/** A build that a leg's runner cannot do, with the leg. */
interface LegBuild {
  readonly found: Impossible;
  readonly leg: Leg;
  readonly job: Job;
}

/** What a fix looks at; `on` is the line of a GoReleaser configuration that switches cgo on. */
export type CrossSubject = LegBuild | { readonly on: ScalarNode };

/** A runner of the target's own kind where GitHub has one; else what the compiler lacks. */
export const fix: Fixer<CrossSubject> = function* ({ subject, draft, analysis }) {
  if ('on' in subject) {
    yield* ofGoreleaser(subject.on, analysis);
    return;
  }
  const { found, job } = subject;
  const native = onItsOwn(subject);
  if (native) yield native;
  if (found.remedy?.as === 'no-cgo' && needsC(job, analysis.world)) {
    if (!native) yield inC;
    return;
  }
  const seen = stepAt(found.step.uses ? locate(found.step.uses.at) : locate(found.step.run!), analysis);
  const other = seen && lacking(subject, seen);
  if (other) yield other;
  if (!native && !other) yield { refused: `job ${job.id} builds it in a way that is not edited here`, instead: draft.advice ?? '' };
};

const inC: Refusal = {
  refused: 'The program needs C: without cgo it does not compile for any target.',
  instead: 'Build each target on a machine of its own kind, or install a C compiler for it and name that in `CC`.',
};

/** A module that is nothing without C, or headers of C that a step installs. */
function needsC({ steps }: Job, world: World): boolean {
  return (
    usesCgo(world) || steps.some(({ run }) => /\b(?:apt(?:-get)?|apk|dnf|yum)\b[^\n]*\b(?:install|add)\b[^\n]*-dev(?:el)?\b/.test(run?.text ?? ''))
  );
}

/** GoReleaser builds without cgo. */
function* ofGoreleaser({ file, span }: ScalarNode, { world }: Analysis): Generator<Proposal | Refusal> {
  if (usesCgo(world)) {
    yield inC;
    return;
  }
  const place = nodeAt(document(world.tools, file.path) ?? null, span.start);
  if (place === undefined) return;
  yield {
    id: 'no-cgo',
    title: 'let GoReleaser build without cgo',
    changes: [changed(file.path, { op: 'set', at: place.at, value: 'CGO_ENABLED=0' })],
    tradeoffs: ['Packages that need C do not compile; `net` and `os/user` use their parts in Go.'],
    check: '`goreleaser build --snapshot --clean` makes a program for each target.',
  };
}

/** The leg runs on a machine of the target's processor. */
function onItsOwn({ found, leg, job }: LegBuild): Proposal | undefined {
  const platform = platformOf(found.target);
  const key = job.runsOn?.kind === 'scalar' ? /^\s*\$\{\{\s*matrix\.([\w-]+)\s*\}\}\s*$/.exec(job.runsOn.text)?.[1] : undefined;
  const label = leg.label;
  const runner = platform === undefined || label === undefined ? undefined : runnerFor(label, platform);
  if (key === undefined || platform?.os !== leg.host?.os || runner === undefined || runner === label) return undefined;
  const index = job.matrix?.include.findIndex((item) =>
    item.entries.every((e) => e.value?.kind !== 'scalar' || same(leg.values.get(e.key.text), e.value.text)),
  );
  if (index === undefined || index < 0) return undefined;
  const item = job.matrix!.include[index]!;
  if (get(item, key)?.kind !== 'scalar' || !item.entries.some((e) => e.value?.kind === 'scalar' && e.value.text === found.target)) return undefined;
  return {
    id: 'native-runner',
    title: `build \`${found.target}\` on \`${runner}\`, a machine of that kind`,
    changes: [changed(job.node.file.path, { op: 'set', at: inJob(job, 'strategy', 'matrix', 'include', index, key), value: runner })],
    tradeoffs: ['In a private repository such runners are billed on their own.', 'The program is linked with the libraries of that image.'],
    check: `The leg of \`${found.target}\` ends green in the next run.`,
  };
}

const same = (node: { readonly kind: string } | undefined, text: string): boolean =>
  node?.kind === 'scalar' && (node as { readonly text?: string }).text === text;

/** The compiler, or the target, is installed before the build. */
function lacking({ found, leg, job }: LegBuild, seen: SeenStep): Proposal | undefined {
  const { remedy, target } = found;
  const file = seen.path;
  const check = `The leg of \`${target}\` ends green in the next run.`;
  const condition = seen.job && onlyFor(target, leg, job);
  const before = (name: string, lines: readonly string[]): Change => ({
    op: 'insert',
    at: seen.at,
    value: [
      `name: ${name}`,
      ...(condition ? [`if: ${quoteScalar(condition)}`] : []),
      ...(lines.length === 1 ? [`run: ${lines[0]}`] : ['run: |', ...lines.map((l) => `  ${l}`)]),
    ].join('\n'),
  });
  if (remedy?.as === 'linker' && leg.host?.os === 'linux') {
    const upper = target.toUpperCase().replaceAll('-', '_');
    const name = remedy.command === 'musl-gcc' ? 'musl-tools' : `gcc-${remedy.command.replace(/-gcc$/, '')}`;
    const lines = [
      `sudo apt-get update && sudo apt-get install -y ${name}`,
      ...(remedy.isSet
        ? []
        : [
            `echo "CARGO_TARGET_${upper}_LINKER=${remedy.command}" >> "$GITHUB_ENV"`,
            `echo "CC_${target.replaceAll('-', '_')}=${remedy.command}" >> "$GITHUB_ENV"`,
          ]),
    ];
    return {
      id: 'linker',
      title: `install \`${remedy.command}\`${remedy.isSet ? '' : ' and let cargo link with it'}`,
      changes: [changed(file, before(`Install the linker of ${target}`, lines))],
      tradeoffs: ['Crates that look for libraries of the system find none for the target.'],
      check,
    };
  }
  if (remedy?.as === 'target')
    return {
      id: 'target',
      title: `add \`${target}\` to the toolchain before the build`,
      changes: [changed(file, before(`Add ${target}`, [`rustup target add ${target}`]))],
      tradeoffs: [],
      check,
    };
  if (remedy?.as !== 'no-cgo') return undefined;
  const changes = withoutCgo(seen, job);
  return changes.length === 0
    ? undefined
    : {
        id: 'no-cgo',
        title: `build without cgo in job ${job.id}`,
        changes: [changed(file, ...changes)],
        tradeoffs: ['Packages that need C do not compile; `net` and `os/user` use their parts in Go.'],
        check,
      };
}

/** A condition that holds in the leg alone, when the matrix names the target. */
function onlyFor(target: string, { values }: Leg, job: Job): string | undefined {
  const key = [...values].find(([, node]) => node.kind === 'scalar' && node.text === target)?.[0];
  return key === undefined || job.matrix === undefined ? undefined : `matrix.${key} == '${target}'`;
}

/** `CGO_ENABLED` is 0 wherever it is 1. */
function withoutCgo(seen: SeenStep, job: Job): Change[] {
  const inScript = [...(seen.step.run?.text ?? '').matchAll(/\bCGO_ENABLED=1\b/g)].map(
    (m): Change => ({
      op: 'splice',
      at: [...seen.at, 'run'],
      start: m.index + 'CGO_ENABLED='.length,
      end: m.index + m[0].length,
      text: '0',
    }),
  );
  // What the script exports wins.
  if (inScript.length > 0) return inScript;
  const places = [
    { pairs: seen.step.env, at: [...seen.at, 'env', 'CGO_ENABLED'] },
    { pairs: job.env, at: inJob(job, 'env', 'CGO_ENABLED') },
  ];
  for (const { pairs, at } of places) if (pairs.some((p) => p.name === 'CGO_ENABLED')) return [{ op: 'set', at, value: '0' }];
  return [];
}
