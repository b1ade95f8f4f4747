import type { Part, Val } from '../../../actions/index.ts';
import { asText, str, text } from '../../../actions/index.ts';
import { nodeManifest } from '../../config/index.ts';
import type { CommandCall } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { known, resolve, shape, withoutEnd } from './words.ts';

/** Files that hold the version of what the repository releases. */
const MANIFEST =
  /(^|\/)(Cargo\.toml|package(-lock)?\.json|pyproject\.toml|setup\.(py|cfg)|pubspec\.yaml|mix\.exs|build\.gradle(\.kts)?|gradle\.properties|pom\.xml|Chart\.yaml|_{0,2}version_{0,2}\.\w+|__init__\.py|\.?version(\.txt)?|[\w.-]+\.(cs|fs)proj|Directory\.Build\.props|manifest\.json|tauri\.conf\.json|CMakeLists\.txt|[\w.-]+\.gemspec|lerna\.json|composer\.json|deno\.jsonc?|jsr\.jsonc?|plugin\.json|build\.sbt|DESCRIPTION|build\.zig\.zon)$/i;

/** Programs that print the version and nothing else. */
const PRINTERS: readonly (readonly [program: RegExp, words: RegExp])[] = [
  [/^poetry$/, /^version (.*)(-s|--short)\b/],
  [/^hatch$/, /^version$/],
  [/^uv$/, /^version (.*)--short\b/],
  [/^pdm$/, /^show (.*)--version/],
  [/^bump-my-version$/, /^show (.*)(current|new)_version/],
  [/^cz$/, /^version (.*)(-p|--project)|^bump (.*)--get-next/],
  [/^python-semantic-release$/, /^version (.*)--print$/],
  [/^mix$/, /^version/],
  [/^cargo$/, /^get (.*)version/],
  [/^dasel$|^tomlq$|^toml$|^yq$/, /version/],
];

/** What a command prints, as the value of `$(…)`; `rest` are the later commands of its pipe. undefined: not known. */
export function versionPrinted(call: CommandCall, rest: readonly (readonly Val[])[]): Val | undefined {
  const program = known(call.words[0]) ?? '';
  const words = call.words.slice(1).map(shape);
  const version = str(call.world.version);
  const line = words.join(' ');
  const files = words.filter((word) => MANIFEST.test(word));
  // The workspace is `/github/workspace` wherever it is looked at.
  if (program === 'pwd' && call.cwd !== undefined) return str(`/github/workspace${call.cwd === '' ? '' : `/${call.cwd}`}`);
  if (program === 'cat' || program === '<') return files.length > 0 || words.length === 1 ? fromFile(call, words[0] ?? '', rest) : undefined;
  if (PRINTERS.some(([name, form]) => name.test(program) && form.test(line))) return version;
  if (/^(node|bun|deno)$/.test(program))
    return /\bversion\b/.test(line) &&
      /(-p|--print|console\.log|process\.stdout|-e)/.test(line) &&
      /(package|manifest|deno|jsr|tauri|lerna)/.test(line)
      ? prefixed(line, version)
      : named(call, line);
  if (/^(npm|pnpm)$/.test(program) && /^pkg get version/.test(line)) return version;
  if (/^python[\d.]*$/.test(program) && /-c /.test(line))
    return /version/i.test(line) && /(toml|setup|__version__|package\.json|importlib|configparser|VERSION)/.test(line) ? version : undefined;
  if (program === 'jq') return jq(call, words, files, version);
  if (program === 'cargo' && /^(metadata|pkgid|read-manifest)\b/.test(line)) return extracts(rest) ? version : undefined;
  if (/^(grep|egrep|rg|sed|awk|gawk|perl|cut|head|tail|xmllint|mvn|mvnw|gradle|gradlew|dotnet)$/.test(program))
    return fromText(program, words, files, rest, version);
  return undefined;
}

/** `node -p "'v' + require('./package.json').version"`. */
function prefixed(line: string, version: Val): Val {
  const literal = /['"`](v|[\w.-]+[-@/]v?)['"`]\s*\+\s*require|`(v|[\w.-]+[-@/]v?)\$\{/.exec(line);
  const prefix = literal?.[1] ?? literal?.[2];
  return prefix === undefined ? version : str(`${prefix}${asText(version)}`);
}

function named(call: CommandCall, line: string): Val | undefined {
  if (!/require\(['"`]\.?\/?package\.json['"`]\)\.name/.test(line) || call.cwd === undefined) return undefined;
  const name = nodeManifest(call.world, call.cwd)?.name;
  return name === undefined ? undefined : str(name);
}

/** `cat VERSION`: the file's text, in which the version stands for the one that is released. */
function fromFile(call: CommandCall, path: string, rest: readonly (readonly Val[])[]): Val | undefined {
  const at = resolve(call.cwd, path);
  const content = at === undefined ? undefined : call.world.read(at)?.trim();
  if (content === undefined || content.length > 100_000) return undefined;
  if (/^v?\d+\.\d+(\.\d+)?[\w.+-]*$/.test(content)) return str(`${content.startsWith('v') ? 'v' : ''}${call.world.version}`);
  if (MANIFEST.test(path) && rest.length > 0)
    return rest.some((words) => /version/i.test(words.map(shape).join(' '))) && extracts(rest) ? str(call.world.version) : undefined;
  return content.length < 200 && !content.includes('\n') ? str(content) : undefined;
}

function jq(call: CommandCall, words: readonly string[], files: readonly string[], version: Val): Val | undefined {
  const filter = words.find((word) => /^['"]?\./.test(word)) ?? '';
  if (files.length === 0 && call.pipedFrom.length === 0) return undefined;
  if (/\.version['"]?$/.test(filter)) return version;
  const path = files[0];
  const directory = path === undefined ? undefined : resolve(call.cwd, path.replace(/package\.json$/, '') || '.');
  const name =
    filter === '.name' && path !== undefined && /package\.json$/.test(path) && directory !== undefined
      ? nodeManifest(call.world, directory)?.name
      : undefined;
  return name === undefined ? undefined : str(name);
}

/** Whether a later command takes the version out of a line. */
function extracts(rest: readonly (readonly Val[])[]): boolean {
  return rest.some((words) => /^(sed|cut|awk|gawk|tr|jq|perl|grep|yq|xargs|python3?)$/.test(known(words[0]) ?? ''));
}

function fromText(
  program: string,
  words: readonly string[],
  files: readonly string[],
  rest: readonly (readonly Val[])[],
  version: Val,
): Val | undefined {
  const line = words.join(' ');
  const asked = /version/i.test(line);
  if (/^(mvn|mvnw)$/.test(program)) return /help:evaluate/.test(line) && /project\.version/.test(line) ? version : undefined;
  if (/^(gradle|gradlew)$/.test(program))
    return /^(-q |--quiet )?.*\b(properties|printVersion|currentVersion)\b/.test(line) && /version/i.test(line + rest.flat().map(shape).join(' '))
      ? version
      : undefined;
  if (program === 'dotnet') return /GetProperty:(Package)?Version/i.test(line) ? version : undefined;
  if (files.length === 0) return undefined;
  if (/^(head|tail|cut)$/.test(program)) return undefined;
  const direct =
    program === 'grep' || program === 'egrep' || program === 'rg'
      ? /(^| )-\w*o/.test(line) && /\\K|\(\?<=/.test(line)
      : /[{]\s*print|\\1|\$1|s\/|s\|/.test(line);
  return asked && (direct || extracts(rest)) ? version : undefined;
}

/**
 * `date +%Y.%m.%d`: literal text around dates. undefined when a format's result is not plainly a date.
 */
export function datePrinted(call: CommandCall): Val | undefined {
  const format = call.words
    .slice(1)
    .map(known)
    .find((word) => word?.startsWith('+'));
  if (format === undefined) return undefined;
  const parts: Part[] = [];
  let last = 0;
  const body = format.slice(1);
  for (const match of body.matchAll(/%-?[a-zA-Z](?:[-._:T]?%-?[a-zA-Z])*/g)) {
    parts.push(body.slice(last, match.index), { hole: /^%s$/.test(match[0]) ? 'number' : 'date' });
    last = match.index + match[0].length;
  }
  parts.push(body.slice(last));
  return text(parts);
}

/** What a filter of a pipe leaves of a value that is one line; undefined when it cannot be said. */
export function filtered(value: Val, words: readonly Val[]): Val | undefined {
  const program = known(words[0]) ?? '';
  const args = readArguments(words.slice(1), { valued: ['-n', '-c', '-d', '-f', '-e', '-k', '-t'] });
  const script = args.words.map(shape).join(' ');
  switch (program) {
    case 'head':
    case 'tail':
    case 'sort':
    case 'uniq':
    case 'xargs':
    case 'cat':
    case 'tee':
      return args.words.length === 0 || program === 'tee' ? value : undefined;
    case 'tr':
      return args.value('-d') !== undefined && /^[\\nrt'"\s[:space:]]*$/.test(shape(args.value('-d') as Val))
        ? withoutEnd(value, /\s+$/)
        : shape(args.value('-d') ?? str('')) === 'v'
          ? withoutV(value)
          : undefined;
    case 'sed': {
      const pattern = args.value('-e') ? shape(args.value('-e') as Val) : script;
      if (/^s([/|,#])\^?v\1\1g?$/.test(pattern)) return withoutV(value);
      const tags = /^s([|,#/])\^?(refs\\?\/tags\\?\/v?)\1\1g?$/.exec(pattern);
      return tags ? value : undefined;
    }
    case 'cut':
      return shape(args.value('-d') ?? str('')) === 'v' && /^2-?$/.test(shape(args.value('-f') ?? str(''))) ? withoutV(value) : undefined;
    case 'grep':
    case 'egrep': {
      const literal = /^-?[EPoq]*\s*\^([\w@./-]*?)(?:\[0-9\].*|\\d.*)?$/.exec(script)?.[1];
      const [first, second] = value.k === 'text' && value.parts.length === 2 ? value.parts : [];
      // What may begin with anything begins with what is asked for.
      if (literal && typeof first === 'object' && first.hole === 'any' && typeof second === 'object' && second.hole === 'version')
        return text([literal, second]);
      return args.may('-v') || /^-?\^?v|\[0-9\]|\\d/.test(script) ? value : undefined;
    }
    default:
      return undefined;
  }
}

function withoutV(value: Val): Val | undefined {
  if (value.k === 'str') return str(value.v.replace(/^v/, ''));
  const [first, ...others] = value.k === 'text' ? value.parts : [];
  if (value.k !== 'text') return undefined;
  return typeof first === 'string' ? text([first.replace(/^v/, ''), ...others]) : value;
}
