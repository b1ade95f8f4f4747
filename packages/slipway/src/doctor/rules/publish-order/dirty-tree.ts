import { asText, type ShellCommand, type Step } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { CargoCrate } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import { staleLock } from './lock-file.ts';
import type { Publication, Uploads } from './publications.ts';

/** What changes a file that git knows, and where. */
interface Change {
  readonly file: string;
  /** The end of a sentence that begins with what is done. */
  readonly how: string;
  readonly at: Location;
}

/**
 * Files that are changed between checkout and `cargo publish`: cargo refuses to package a working copy with changes, unless it is told
 * `--allow-dirty`.
 */
export function* dirtyTree(uploads: Uploads, world: World): Generator<Draft> {
  const [one] = uploads.of;
  const step = one?.effect.step;
  if (one === undefined || step?.run === undefined || one.effect.at.path !== one.effect.workflow.path || mayAllowDirty(one)) return;
  const before = one.effect.job.steps.filter((s) => s.index <= step.index);
  if (before.some((s) => commits.test(s.run?.text ?? s.uses?.at.text ?? ''))) return;
  for (const earlier of before) {
    // Under another condition than the upload it may not happen with it.
    if (earlier.if !== undefined && earlier.if.text !== step.if?.text) continue;
    if (!mayChange.test(earlier.run?.text ?? '')) continue;
    for (const command of scriptCommands(earlier, one.effect.job, one.effect.workflow)) {
      const at = commandAt(command, earlier);
      if (command.runs !== true || command.substituted || (earlier === step && at.line >= one.effect.at.line)) continue;
      const change = changeBy(command, earlier, one.crate, at, world);
      if (change) {
        yield draftOf(one, change);
        return;
      }
    }
  }
  const stale = staleLock(one.crate, world);
  if (stale && !leavesOut(one.crate, 'Cargo.lock'))
    yield draftOf(one, {
      file: 'Cargo.lock',
      at: stale.at,
      how: `Cargo.lock has ${stale.name} ${stale.locked} and its manifest ${stale.version}, so the first cargo command of the job writes the file anew`,
    });
}

/** The rest of a command line that hides options. */
function mayAllowDirty({ command }: Publication): boolean {
  const rest = command.replace(
    /(?:-p|--package|--token|--registry|--manifest-path|--features|-F|--target|--index)[ =](?:"[^"]*"|\$\{\{[^}]*\}\}|\S+)/g,
    '',
  );
  return /--allow-dirty|[$`@]/.test(rest);
}

const commits = /\bgit\b[^\n]{0,200}\b(?:commit|stash|restore|reset|checkout)\b|add-and-commit|auto-commit|git-commit|create-pull-request/;
const mayChange = /Cargo\.|cargo|git[ -]cliff|>/;
/** A version that stands for none until a release writes one. */
const placeholder = /^0\.0\.0(?:$|-)|-(?:dev|snapshot)\b/i;

function changeBy(command: ShellCommand, step: Step, crate: CargoCrate, at: Location, world: World): Change | undefined {
  const words = command.words.map((w) => asText(w));
  const here = step.workingDirectory === undefined && command.cwd === '' ? '' : undefined;
  if (here === undefined || words[0] === undefined) return undefined;
  const manifest = crate.path;
  const stamps = crate.version !== undefined && placeholder.test(crate.version);
  const ours = (name: string | undefined): boolean =>
    name !== undefined &&
    world.tree.has(name) &&
    name.startsWith(crate.directory === '' ? '' : `${crate.directory}/`) &&
    crate.include.length === 0 &&
    !leavesOut(crate, name);
  if (words[0] === 'cargo') {
    if (words[1] === 'bump' || (words[1] === 'set-version' && (words.includes('--bump') || stamps)))
      return { file: manifest, at, how: `\`cargo ${words[1]}\` writes a new version into ${manifest}` };
    if (words[1] === 'update' && crate.directory === '' && crate.workspace === '' && ours('Cargo.lock') && !words.includes('--dry-run'))
      return { file: 'Cargo.lock', at, how: '`cargo update` writes Cargo.lock anew' };
  }
  if (
    words[0] === 'sed' &&
    stamps &&
    words.some((w) => w?.startsWith('-i') || w === '--in-place') &&
    words.some((w) => w?.replace(/^\.\//, '') === manifest)
  )
    return { file: manifest, at, how: `\`sed\` writes a version over ${crate.version} in ${manifest}` };
  const cliff = words[0] === 'git-cliff' || (words[0] === 'git' && words[1] === 'cliff');
  const written = cliff ? words[words.findIndex((w) => /^(?:-o|--output|-p|--prepend)$/.test(w ?? '')) + 1] : asRedirected(command);
  const file = written?.replace(/^\.\//, '');
  if (file !== undefined && (!cliff || words.some((w) => /^(?:-o|--output|-p|--prepend)$/.test(w ?? ''))) && ours(file))
    return { file, at, how: `\`${words[0]}\` writes ${file}, which git knows` };
  return undefined;
}

function asRedirected(command: ShellCommand): string | undefined {
  const target = command.redirects.find((r) => r.op === '>' || r.op === '>>')?.target;
  return target && asText(target);
}

const leavesOut = (crate: CargoCrate, file: string): boolean =>
  (crate.include.length > 0 && !crate.include.some((one) => one.replace(/^\//, '') === file)) ||
  crate.exclude.some((one) => one.replace(/^\//, '') === file);

function draftOf({ effect, crate, command }: Publication, change: Change): Draft {
  return {
    at: effect.at,
    severity: 'warning',
    certainty: 'likely',
    title: `cargo publish finds ${change.file} changed, and refuses`,
    message: `${change.how}. Nothing commits that before job \`${effect.job.id}\` publishes ${crate.name}, and \`${command.slice(0, 80)}\` does not allow changes: cargo stops because files in the working copy are not committed.`,
    chain: [
      { kind: 'step', text: change.how, location: change.at, state: 'holds' },
      { kind: 'effect', text: `publishes ${crate.name}`, location: effect.at, state: 'cut' },
    ],
    facts: [],
    key: [effect.job.id, crate.name, change.file, 'changed'],
    advice: change.file.endsWith('Cargo.lock')
      ? 'Commit Cargo.lock together with the version. `--allow-dirty` would publish files that are not in the tag.'
      : 'Write and commit the file before the tag is made. `--allow-dirty` publishes what no commit holds.',
  };
}
