import type { Job, Step } from '../../../actions/index.ts';
import type { Location } from '../../../source/index.ts';

const LEVEL = String.raw`(?:patch|minor|major|micro|pre(?:patch|minor|major|release)\b|["']?\$\{?\{?[\s\w.-]{0,80}(?:bump|level|type|increment|semver|part)(?![\w-]))`;
/** Commands that raise the version that stands in the manifest, each with the ecosystem of that manifest. */
const BUMPS: readonly { readonly command: RegExp; readonly ecosystem: string }[] = [
  { command: /\bcargo (?:set-version|bump)\b[^\n]{0,160}(?:--bump\s+\S+|\b(?:patch|minor|major)\b)/, ecosystem: 'cargo' },
  { command: new RegExp(String.raw`\b(?:npm|pnpm|yarn) version (?:-[\w-]{1,40}(?:=\S{1,60})? ){0,8}${LEVEL}`, 'i'), ecosystem: 'node' },
  { command: new RegExp(String.raw`\b(?:poetry|hatch|pdm bump) (?:version )?${LEVEL}`, 'i'), ecosystem: 'python' },
  { command: /\buv version\b[^\n]{0,160}--bump\s+\S+/, ecosystem: 'python' },
];
/** The version comes from what was released, not from the manifest. */
const FROM_RELEASED =
  /\bgit (?:describe|tag\s+(?:-l|--list|--sort))|git ls-remote --tags|gh (?:release|api)\b|\b(?:npm|pnpm|yarn) (?:view|info|show)\b|crates\.io\/api|pypi\.org|registry\.npmjs/;

/** Scripts that read the version out of a manifest, add one to a part of it, and write it back. */
const BY_HAND: readonly { readonly read: RegExp; readonly write: RegExp; readonly ecosystem: string }[] = [
  {
    read: /\b(?:sed|grep|awk|perl)\b[^\n]{0,160}version[^\n]{0,160}Cargo\.toml|cargo (?:metadata|pkgid)/,
    write: /\b(?:sed|perl)\b[^\n]{0,160}-i[^\n]{0,160}version[^\n]{0,160}Cargo\.toml/,
    ecosystem: 'cargo',
  },
  {
    read: /\b(?:jq|node|grep|sed)\b[^\n]{0,160}version[^\n]{0,160}package\.json|package\.json[^\n]{0,160}\bversion\b|npm pkg get version/,
    write:
      /\bsed\b[^\n]{0,160}-i[^\n]{0,160}version[^\n]{0,160}package\.json|\bjq\b[^\n]{0,160}\.version\s*=|npm (?:pkg set version|version\s+["']?\$)[^\n]{0,160}/,
    ecosystem: 'node',
  },
  {
    read: /\b(?:grep|sed|awk|python3?)\b[^\n]{0,160}version[^\n]{0,160}pyproject\.toml/,
    write: /\bsed\b[^\n]{0,160}-i[^\n]{0,160}version[^\n]{0,160}pyproject\.toml|\b(?:poetry|uv|hatch) version\s+["']?\$[^\n]{0,160}/,
    ecosystem: 'python',
  },
];
const ADDS_ONE = /\$\(\([^\n]{0,160}\+\s*1|\bexpr\b[^\n]{0,160}\+ 1|\bawk\b[^\n]{0,160}\+\s*1/;

/** A place where a job raises the version of a manifest. */
export interface Bump {
  /** Of its step. */
  readonly index: number;
  readonly at: Location;
  readonly command: string;
  readonly ecosystem: string;
}

/** The first command that raises the manifest's own version, unless something before takes the version from what was released. */
export function bumpOf(job: Job): Bump | undefined {
  return byCommand(job) ?? byHand(job);
}

function byCommand(job: Job): Bump | undefined {
  for (const [index, step] of job.steps.entries()) {
    const text = step.run?.text;
    if (text === undefined) continue;
    for (const { command, ecosystem } of BUMPS) {
      const hit = command.exec(text);
      if (hit === null) continue;
      if (FROM_RELEASED.test(text.slice(0, hit.index)) || job.steps.slice(0, index).some((one) => FROM_RELEASED.test(one.run?.text ?? '')))
        return undefined;
      const at = commandIn([step], command);
      return at === undefined ? undefined : { index, at, command: hit[0].trim(), ecosystem };
    }
  }
  return undefined;
}

/** What is written is computed in a step that reads the manifest. */
function byHand(job: Job): Bump | undefined {
  for (const { read, write, ecosystem } of BY_HAND) {
    const computes = job.steps.findIndex(
      (step) => step.run !== undefined && read.test(step.run.text) && ADDS_ONE.test(step.run.text) && !FROM_RELEASED.test(step.run.text),
    );
    if (computes < 0) continue;
    const index = job.steps.findIndex((step, at) => at >= computes && step.run !== undefined && write.test(step.run.text));
    const at = index < 0 ? undefined : commandIn([job.steps[index]!], write);
    if (at !== undefined) return { index, at, command: `${write.exec(job.steps[index]!.run!.text)![0].split(/\s/)[0]} …`, ecosystem };
  }
  return undefined;
}

/** Where the first command of this kind stands. */
export function commandIn(steps: readonly Step[], command: RegExp): Location | undefined {
  for (const { run } of steps) {
    const hit = run === undefined ? null : command.exec(run.text);
    if (run === undefined || hit === null) continue;
    const start = run.file.text.indexOf(hit[0], run.span.start);
    if (start >= 0 && start < run.span.end) return run.file.locate({ start, end: start + hit[0].trimEnd().length });
  }
  return undefined;
}
