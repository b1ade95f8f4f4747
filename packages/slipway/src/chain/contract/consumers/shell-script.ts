import { alternatives, asText, interpretShell, type ShellCommand, str, type Val } from '../../../actions/index.ts';
import { namesOf } from '../names.ts';
import type { Machine } from './machines.ts';
import { type AssetUrl, assetUrl } from './release-url.ts';
import { isDownloader, SimulatedWeb } from './simulated-web.ts';
import type { Published } from './types.ts';

/** A file that a script asks for on one machine. */
export interface Ask extends AssetUrl {
  /** Offset of the download in the script. */
  readonly start: number;
  /** Another way follows when it fails. */
  readonly optional: boolean;
}

/** A command that picks lines of the list of a release's files. */
export interface Pick {
  readonly pattern: string;
  readonly start: number;
}

/** What a script does on one machine. */
export interface Visit {
  readonly asks: readonly Ask[];
  readonly picks: readonly Pick[];
  /** It builds from source, or asks a package manager, at some point. */
  readonly builds: boolean;
  /** What it took to read it. */
  readonly commands: number;
  /** It was read in part only, because it does too much. */
  readonly partly: boolean;
}

const builders =
  /^(?:cargo (?:install|build|binstall)|go (?:install|build)|npm (?:i|install)|pip3? install|pipx install|brew install|make\b|cmake\b)/;

/** Names that a person's shell always has, or that say nothing of a release. */
const givenVariables =
  /^(?:HOME|PATH|SHELL|USER|LOGNAME|PWD|OLDPWD|TMPDIR|TERM|LANG|LC_\w+|IFS|PPID|UID|EUID|HOSTNAME|BASH\w*|ZSH\w*|OSTYPE|HOSTTYPE|MACHTYPE|RANDOM|LINENO|REPLY|OPTARG|OPTIND|PIPESTATUS|FUNCNAME|XDG_\w+)$/;

/**
 * Reads a script as one machine runs it: without arguments, without variables that it does not set itself, and with the answers that GitHub gives
 * for a release. Nothing is run.
 */
export function visit(script: string, machine: Machine, release: Published, reversed = false): Visit {
  const bare = interpreted(`${preamble(script)}\n`, script, machine, release, reversed);
  if (bare.asks.length > 0 || bare.picks.length > 0 || !/\$[@*1#]|\$\{[1@*]/.test(script)) return bare;
  // A script that wants an argument does nothing without one.
  return interpreted('', script, machine, release, reversed);
}

/** A person's shell starts it without arguments and without the variables that it could be steered with. */
function preamble(script: string): string {
  const names = new Set<string>();
  for (const [, name = ''] of script.matchAll(/\$\{?([A-Za-z_]\w*)/g)) if (!givenVariables.test(name)) names.add(name);
  return `set --; unset ${[...names].slice(0, 400).join(' ')}`;
}

function interpreted(before: string, script: string, machine: Machine, release: Published, reversed: boolean): Visit {
  const web = new SimulatedWeb(machine, release, reversed);
  const { commands, partly } = interpretShell(before + script, {
    shell: 'sh {0}',
    expressions: [],
    env: (name) => (name === 'OSTYPE' ? str(machine.ostype) : undefined),
    substitute: (pipeline) => web.prints(pipeline),
  });
  const asks = new Map<string, Ask>();
  const picks: Pick[] = [];
  let builds = false;
  for (const command of commands) {
    const start = Math.max(0, command.start - before.length);
    const name = asText(command.words[0]!);
    builds ||= builders.test(
      command.words
        .slice(0, 2)
        .map((w) => asText(w) ?? '?')
        .join(' '),
    );
    if (isDownloader(name) || name === undefined) {
      for (const ask of asksOf(command, release.version)) {
        const key = `${ask.repository} ${ask.tag} ${ask.name}`;
        const known = asks.get(key);
        asks.set(key, { ...ask, start: known?.start ?? start, optional: command.swallowed && (known?.optional ?? true) });
      }
    }
    const pattern = patternOf(name, command);
    if (pattern !== undefined) picks.push({ pattern, start });
  }
  return { asks: [...asks.values()], picks, builds, commands: commands.length, partly: partly !== undefined && /more than|too much/.test(partly) };
}

function asksOf(command: ShellCommand, version: string): AssetUrl[] {
  return command.words.slice(1).flatMap((word) => urlsIn(word, version));
}

function urlsIn(word: Val, version: string): AssetUrl[] {
  return alternatives(word).flatMap((one) => namesOf(one, version).flatMap((text) => assetUrl(text) ?? []));
}

/** What a `grep` over GitHub's list of files looks for; undefined for one that does something else, or looks for nothing of a file's name. */
function patternOf(name: string | undefined, command: ShellCommand): string | undefined {
  if (name !== 'grep' && name !== 'egrep' && name !== 'fgrep') return undefined;
  if (!command.pipedFrom.some((words) => words.some((w) => /api\.github\.com\/repos\/|browser_download_url": "https/.test(asText(w) ?? ''))))
    return undefined;
  const args = command.words.slice(1).map(asText);
  if (args.some((a) => a !== undefined && /^-\w*v/.test(a))) return undefined;
  const pattern = args.find((a) => a !== undefined && !a.startsWith('-'));
  return pattern === undefined || /^"?(?:tag_name|browser_download_url|name|tag)"?:?$|tag_name|html_url|tarball|zipball|releases\/tag/.test(pattern)
    ? undefined
    : pattern;
}
