import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { builds } from './builds.ts';
import { cargo } from './cargo.ts';
import { changeset } from './changeset.ts';
import { charts } from './charts.ts';
import { cocogitto } from './cocogitto.ts';
import { containers } from './containers.ts';
import { curl } from './curl.ts';
import { deployments } from './deployments.ts';
import { gh } from './gh.ts';
import { git } from './git.ts';
import { goreleaser } from './goreleaser.ts';
import { historyTools } from './history-tools.ts';
import { hub } from './hub.ts';
import { interpreters, isInterpreter, scriptOfInterpreter, treeProgram } from './interpreters.ts';
import { just } from './just.ts';
import { jvm } from './jvm.ts';
import { knope } from './knope.ts';
import { lerna } from './lerna.ts';
import { make } from './make.ts';
import { namedTasks } from './named-tasks.ts';
import { np, nx, standardVersion } from './node-bumpers.ts';
import { auto, covector, releasePlan } from './node-publishers.ts';
import { npm } from './npm.ts';
import { programBehind } from './npm-scripts.ts';
import { packageIndexes } from './package-indexes.ts';
import { datePrinted, filtered, versionPrinted } from './prints.ts';
import { publishers } from './publishers.ts';
import { bumpversion, commitizen, pythonSemanticRelease } from './python-bumpers.ts';
import { releaseIt } from './release-it.ts';
import { releasePlease } from './release-please.ts';
import { releasePlz } from './release-plz.ts';
import { semanticRelease } from './semantic-release.ts';
import { sites } from './sites.ts';
import { slipway } from './slipway.ts';
import { taskRunners } from './task-runners.ts';
import { task } from './taskfile.ts';
import { known } from './words.ts';
import { baseName, unwrap } from './wrappers.ts';

export { type EmbeddedCommand, embeddedCommands } from './embedded.ts';
export { goreleaserDeeds } from './goreleaser.ts';
export { unwrapCommand } from './wrappers.ts';

const ALL: readonly CommandKnowledge[] = [
  git,
  gh,
  hub,
  curl,
  npm,
  changeset,
  lerna,
  nx,
  releaseIt,
  standardVersion,
  np,
  semanticRelease,
  auto,
  releasePlan,
  covector,
  releasePlease,
  taskRunners,
  cargo,
  releasePlz,
  knope,
  cocogitto,
  historyTools,
  slipway,
  goreleaser,
  pythonSemanticRelease,
  commitizen,
  bumpversion,
  builds,
  publishers,
  jvm,
  containers,
  charts,
  deployments,
  sites,
  packageIndexes,
  make,
  just,
  task,
  namedTasks,
  interpreters,
];

const byName = new Map<string, CommandKnowledge[]>();
for (const one of ALL)
  for (const name of typeof one.command === 'string' ? [one.command] : one.command) byName.set(name, [...(byName.get(name) ?? []), one]);

/** What is known of a program by its base name; of several that share a name, the first. `commandDeeds` asks them all. */
function commandKnowledge(name: string): CommandKnowledge | undefined {
  return (byName.get(name) ?? byName.get(name.replace(/[\d.]+$/, '')))?.[0];
}

/** How often a program may turn out to be another one (`yarn` a program of the project, `env` a wrapper). */
const DEEPEST = 4;

/** The call with its wrappers taken off and its program named by its base name, and whether the program is a file of the tree. */
function plain(call: CommandCall): { readonly call: CommandCall; readonly path: string } | undefined {
  const inner = unwrap(call.words);
  const path = known(inner.words[0]);
  if (path === undefined || path === '') return undefined;
  const words = [str(baseName(path)), ...inner.words.slice(1)];
  const env = inner.env.size === 0 ? call.env : (name: string) => inner.env.get(name) ?? call.env(name);
  return { path, call: { ...call, words, texts: words.map(known), env } };
}

/**
 * What a command of a script does. Wrappers (`sudo`, `npx`, `uv run`, `env A=b`) are taken off first; the first word may be a path. Empty for
 * commands that do nothing a release is made of, and for those that are not known. Never throws.
 */
export function commandDeeds(call: CommandCall): readonly Deed[] {
  return deedsOf(call, 0);
}

/** Their `version` makes one. */
const MAKES_VERSIONS = /^(?:lerna|(?:python-)?semantic-release|changeset|melos)$/;

/** `--help` and `--version` do nothing else. */
function onlyTells(call: CommandCall): boolean {
  const last = known(call.words.at(-1));
  if (last === 'version' && MAKES_VERSIONS.test(known(call.words[0]) ?? '')) return false;
  return last === '--help' || (call.words.length === 2 && /^(--version|-V|-h|--man|version|help)$/.test(last ?? ''));
}

function deedsOf(given: CommandCall, depth: number): readonly Deed[] {
  const found = plain(given);
  if (!found || depth > DEEPEST) return [];
  const { call, path } = found;
  if (path.includes('/') || /\.(sh|bash|py|m?js|ts|rb|ps1|pl)$/.test(path)) {
    const script = treeProgram({ ...call, words: [str(path), ...call.words.slice(1)] });
    if (script.length > 0) return script;
  }
  const name = known(call.words[0]) ?? '';
  if (onlyTells(call)) return [];
  if (/^(yarn|pnpm|bun)$/.test(name)) {
    const program = programBehind(call, name);
    const other = program && (commandKnowledge(known(program[0]) ?? '') ?? (isInterpreter(known(program[0]) ?? '') ? interpreters : undefined));
    if (program && other) return deedsOf({ ...call, words: program, texts: program.map(known) }, depth + 1);
  }
  const deeds = (byName.get(name) ?? []).flatMap((one) => one.deeds(call));
  return deeds.length > 0 || !isInterpreter(name) || byName.get(name)?.includes(interpreters) ? deeds : scriptOfInterpreter(call);
}

/**
 * What a command prints, as the value of `$(…)`: `rest` are the words of the later commands of its pipe. A printed version is the one that is
 * released (`world.version`); the last tag of a pattern keeps a hole for its version. undefined: not known.
 */
export function commandPrints(given: CommandCall, rest: readonly (readonly Val[])[] = []): Val | undefined {
  const found = plain(given);
  if (!found) return undefined;
  const { call } = found;
  const name = known(call.words[0]) ?? '';
  const version = versionPrinted(call, rest);
  if (version) return throughV(version, rest);
  let value = name === 'date' ? datePrinted(call) : commandKnowledge(name)?.prints?.(call);
  for (const words of rest) value = value && filtered(value, words);
  return value;
}

/** A version that a pipe took out of a line; a later `sed 's/^/v/'` puts a letter before it. */
function throughV(version: Val, rest: readonly (readonly Val[])[]): Val {
  const puts = rest.some((words) => known(words[0]) === 'sed' && words.slice(1).some((word) => /^s\/\^\/v\/$/.test(known(word) ?? '')));
  return puts && version.k === 'str' ? str(`v${version.v}`) : version;
}
