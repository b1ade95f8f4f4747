import type { Part, Val } from '../../../actions/index.ts';
import { str, text } from '../../../actions/index.ts';
import { dialectOf, type StringPart, type Token, tokens } from './embedded-tokens.ts';
import { baseName } from './wrappers.ts';

/** A command that a program in another language runs, with the offset of the text that names it. */
export interface EmbeddedCommand {
  readonly words: Val[];
  readonly offset: number;
}

/** Functions that run a command; helpers of a repository mostly have such names too. */
const RUNS =
  /^(exec\w*|spawn\w*|run\w*|sh|bash|shell\w*|system|popen\d?|check_call|check_output|getoutput|call|command\w*|cmd\w*|execa\w*|\$|\$sync|start\w*|invoke\w*|proc\w*|capture\w*|subprocess|capturing|output|cli|x|open3|output3|capture2|capture3|getstatusoutput|must\w*|do_?run|execute\w*|from\w*command\w*)!?$/i;
/** Functions that only print, compare or throw. */
const SPEAKS =
  /^(log|info|warn\w*|error|debug|print\w*|puts|echo|fail\w*|throw|raise|assert\w*|expect|describe|it|test|includes|startswith|endswith|match|replace|split|join|require|import|write\w*|append|push|format|fprintf|sprintf|errorf|fatal\w*|notice|exit|abort|setfailed|message|help|usage|description|add_argument|option|error_message)!?$/i;
/** Programs that are looked for in strings and in lists of arguments. */
const PROGRAMS =
  /^(git|gh|hub|npm|npx|pnpm|yarn|bun|bunx|lerna|changeset|semantic-release|release-it|cargo|cross|release-plz|goreleaser|docker|podman|buildah|skopeo|crane|oras|helm|twine|uv|uvx|poetry|flit|hatch|pdm|maturin|python3?|pip|gem|bundle|rake|dotnet|nuget|paket|mvn|gradle|\.\/gradlew|sbt|mix|dart|flutter|melos|deno|jsr|curl|wget|make|just|task|vsce|ovsx|snapcraft|choco|brew|wingetcreate|aws|gcloud|az|kubectl|terraform|vercel|netlify|wrangler|firebase|flyctl|fly|rsync|scp|bash|sh|node|tsx|nx|turbo|standard-version|commit-and-tag-version|cog|git-cliff|jreleaser|mkdocs|mike|gh-pages)$/;
/** A program without any of these words runs nothing that is known here. */
const MENTIONS =
  /\b(git|gh|hub|npm|npx|pnpm|yarn|bun|lerna|changeset|release|publish|deploy|cargo|docker|podman|skopeo|crane|helm|twine|uv|poetry|gem|rake|nuget|mvn|gradlew?|sbt|mix|dart|curl|push|make|just|aws|gcloud|kubectl|terraform|rsync|scp|bash|sh)\b/;
const MOST = 500;

/**
 * Commands in a program of another language than the shell: strings given to functions that run commands (`exec`, `spawn`, `subprocess.run`,
 * `system`, `Command("git").args([…])`, tagged templates) and lists of arguments. Values that the program computes are holes; a name that is
 * assigned a literal once is followed. `language` is a file's ending or the interpreter's name. Programs beyond 400,000 characters are not read.
 */
export function embeddedCommands(source: string, language: string): EmbeddedCommand[] {
  const dialect = dialectOf(language);
  if (dialect === undefined || !MENTIONS.test(source)) return [];
  const list = tokens(source, dialect);
  const literals = assigned(list);
  const found: EmbeddedCommand[] = [];
  for (let index = 0; index < list.length && found.length < MOST; index += 1) {
    const token = list[index] as Token;
    if (token.kind !== 'string') continue;
    const callee = calleeOf(list, index, dialect);
    if (token.command || callee === '$' || (callee !== undefined && RUNS.test(callee) && !SPEAKS.test(callee))) {
      const first = firstWord(token.parts);
      if (first !== undefined && PROGRAMS.test(baseName(first)) && isWhole(token.parts)) {
        const gathered = gather(source, dialect, list, index, literals);
        const [program, ...args] = gathered.words;
        // .NET takes all arguments as one text.
        found.push({ words: program && dialect === 'dotnet' ? [program, ...spread(args)] : [...gathered.words], offset: token.start });
        index = gathered.last;
      } else for (const words of split(token.parts, literals)) if (runsSomething(words)) found.push({ words, offset: token.start });
    } else if (callee !== undefined && PROGRAMS.test(callee)) {
      // A helper named like the program: `git('push', …)`, `git(["tag", tag])`.
      const gathered = gather(source, dialect, list, index, literals);
      if (gathered.words.length > 0) found.push({ words: [str(callee), ...spread(gathered.words)], offset: token.start });
      index = gathered.last;
    } else if (opensList(list, index) && PROGRAMS.test(wholeText(token.parts) ?? '')) {
      // A list of words that is kept in a variable or given to a helper: `cmd = ["git", "push"]`.
      const gathered = gather(source, dialect, list, index, literals);
      if (gathered.words.length > 1) found.push({ words: [...gathered.words], offset: token.start });
      index = gathered.last;
    }
  }
  // FAKE's own functions, which name no program.
  if (dialect === 'dotnet')
    for (const { index } of source.matchAll(/\b(?:DotNet\.nugetPush|NuGet\.NuGetPublish|Paket\.push)\b/g))
      found.push({ words: [str('dotnet'), str('nuget'), str('push')], offset: index });
  return found;
}

/** `git("push origin main")`: one text that is a whole command line. */
function spread(words: readonly Val[]): readonly Val[] {
  const only = words.length === 1 ? words[0] : undefined;
  if (only === undefined || only.k === 'unknown') return words;
  const parts: readonly StringPart[] =
    only.k === 'str' ? [only.v] : only.k === 'text' ? only.parts.map((part) => (typeof part === 'string' ? part : { expression: part.hole })) : [];
  return split(parts, new Map())[0] ?? words;
}

function runsSomething(words: readonly Val[]): boolean {
  const first = words[0];
  return first?.k === 'str' && (PROGRAMS.test(baseName(first.v)) || /^\.?\.?\/[\w./-]+$/.test(first.v));
}

function isWhole(parts: readonly StringPart[]): boolean {
  return wholeText(parts) !== undefined && !/\s/.test(wholeText(parts) as string);
}

function wholeText(parts: readonly StringPart[]): string | undefined {
  return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
}

function firstWord(parts: readonly StringPart[]): string | undefined {
  const first = parts.find((part) => part !== '');
  return typeof first === 'string' ? /^\s*(\S+)/.exec(first)?.[1] : undefined;
}

/** Whether the string is the first item of a list. */
function opensList(list: readonly Token[], index: number): boolean {
  const before = list[index - 1];
  return before?.kind === 'mark' && before.text === '[';
}

/** The function whose call the string is an argument of, by the name before the innermost open bracket; `$` for a tagged template. */
function calleeOf(list: readonly Token[], index: number, dialect: string): string | undefined {
  let depth = 0;
  const tag = list[index - 1];
  if (tag?.kind === 'name')
    return tag.text.startsWith('$') && dialect === 'node' ? '$' : /^(ruby|dotnet|elixir|groovy|swift)$/.test(dialect) ? tag.text : undefined;
  for (let at = index - 1; at >= Math.max(0, index - 12); at -= 1) {
    const token = list[at] as Token;
    if (token.kind !== 'mark') {
      if (depth === 0 && token.kind === 'name' && at < index - 1 && list[at + 1]?.kind !== 'mark') return undefined;
      continue;
    }
    if (token.text === ')' || token.text === ']' || token.text === '}') depth += 1;
    else if (token.text === '[' && depth === 0) continue;
    else if (token.text === '(' || token.text === '[' || token.text === '{') {
      if (depth > 0) {
        depth -= 1;
        continue;
      }
      const name = list[at - 1];
      if (token.text !== '(' || name?.kind !== 'name') return undefined;
      // `Command::new("git")`
      const type = name.text === 'new' ? list[at - 4] : name;
      return type?.kind === 'name' ? type.text : undefined;
    } else if (token.text === ';' || (token.text === '=' && depth === 0)) return undefined;
    else if (token.text === ',' && depth === 0 && list[index - 1] === token && dialect === 'node') return undefined;
  }
  return undefined;
}

/** The words from a program's name on: the rest of the list or of the call, and the lists of `.arg(…)` and `.args([…])` behind it. */
function gather(
  source: string,
  dialect: string,
  list: readonly Token[],
  index: number,
  literals: ReadonlyMap<string, readonly StringPart[]>,
): { readonly words: readonly Val[]; readonly last: number } {
  const words: Val[] = [];
  let depth = 0;
  let at = index;
  let pending: Part[] | undefined;
  const flush = () => {
    if (pending) words.push(text(pending));
    pending = undefined;
  };
  const started = opensList(list, index);
  for (; at < list.length && words.length < 60; at += 1) {
    const token = list[at] as Token;
    const before = list[at - 1];
    // F# puts arguments side by side; the line ends them.
    if (dialect === 'dotnet' && at > index && depth === 0 && token.kind !== 'mark' && before && before.kind !== 'mark') {
      if (source.slice(before.start, token.start).includes('\n')) break;
      flush();
    }
    if (token.kind === 'string') {
      pending = [...(pending ?? []), ...toParts(token.parts, literals)];
    } else if (token.kind === 'name') {
      // An object of options, or a named argument, ends the words.
      const next = list[at + 1];
      if (next?.kind === 'mark' && (next.text === '=' || (next.text === ':' && depth === 0))) break;
      if (/^(arg|args|Args|to_string|toString|String|str|f|format)$/.test(token.text)) continue;
      if (list[at - 1]?.kind === 'mark' && (list[at - 1] as { text: string }).text === '.') continue;
      const value = literals.get(token.text);
      pending = [...(pending ?? []), ...(value ? toParts(value, new Map()) : [{ hole: holeOf(token.text) }])];
    } else if (token.text === ',') flush();
    else if (token.text === '[' || token.text === '(') depth += 1;
    else if (token.text === '{') break;
    else if (token.text === ']' || token.text === ')') {
      flush();
      depth -= 1;
      if (depth < 0) {
        const chained = /^(args?|Args)$/;
        const [dot, name, open] = [list[at + 1], list[at + 2], list[at + 3]];
        if (!started && dot?.kind === 'mark' && dot.text === '.' && name?.kind === 'name' && chained.test(name.text) && open) {
          at += 2;
          depth = 0;
          continue;
        }
        break;
      }
    } else if (token.text === ';' || token.text === '}') break;
    else if (token.text === '=' && depth <= 0) break;
  }
  flush();
  return { words: words.filter((word) => !(word.k === 'str' && word.v === '')), last: Math.max(index, at - 1) };
}

function holeOf(expression: string): 'version' | 'any' {
  return /(^|[._])(new|next|release)?_?version$/i.test(
    expression
      .trim()
      .replace(/[!?)]+$/, '')
      .replace(/\(.*$/, ''),
  )
    ? 'version'
    : 'any';
}

function toParts(parts: readonly StringPart[], literals: ReadonlyMap<string, readonly StringPart[]>): Part[] {
  return parts.flatMap((part): Part[] => {
    if (typeof part === 'string') return [part];
    const value = literals.get(part.expression.trim());
    return value ? toParts(value, new Map()) : [{ hole: holeOf(part.expression) }];
  });
}

/** Names that are assigned one string and nothing else: `const tag = \`v${version}\``. */
function assigned(list: readonly Token[]): ReadonlyMap<string, readonly StringPart[]> {
  const found = new Map<string, readonly StringPart[]>();
  const twice = new Set<string>();
  for (let index = 1; index + 1 < list.length; index += 1) {
    const [name, mark, value, after] = [list[index - 1] as Token, list[index] as Token, list[index + 1] as Token, list[index + 2]];
    if (name.kind !== 'name' || mark.kind !== 'mark' || mark.text !== '=') continue;
    const doubled = list[index + 1]?.kind === 'mark' && (list[index + 1] as { text: string }).text === '=';
    if (doubled) continue;
    if (found.has(name.text)) twice.add(name.text);
    const goesOn = after?.kind === 'mark' && /[+.]/.test(after.text);
    if (value.kind === 'string' && !goesOn && !value.command) found.set(name.text, value.parts);
    else twice.add(name.text);
  }
  for (const name of twice) found.delete(name);
  return found;
}

/** The commands of a command line in a string; quotes are taken off, nothing else is expanded. */
function split(parts: readonly StringPart[], literals: ReadonlyMap<string, readonly StringPart[]>): Val[][] {
  const commands: Val[][] = [];
  let words: Val[] = [];
  let word: Part[] | undefined;
  let quote = '';
  const add = (character: string) => {
    word ??= [];
    const last = word.at(-1);
    if (typeof last === 'string') word[word.length - 1] = last + character;
    else word.push(character);
  };
  const endWord = () => {
    if (word) words.push(text(word));
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (const part of parts) {
    if (typeof part !== 'string') {
      word ??= [];
      word.push(...toParts([part], literals));
      continue;
    }
    for (let at = 0; at < part.length; at += 1) {
      const character = part[at] as string;
      if (quote) {
        if (character === quote) quote = '';
        else add(character);
      } else if (character === '"' || character === "'") {
        quote = character;
        word ??= [];
      } else if (character === '\\' && at + 1 < part.length) {
        at += 1;
        if (part[at] !== '\n') add(part[at] as string);
      } else if (/[\n;|&]/.test(character)) {
        if (character === '&' && part[at - 1] === '>') continue;
        endCommand();
      } else if (/\s/.test(character)) endWord();
      else add(character);
      if (commands.length > 50 || words.length > 60) return commands;
    }
  }
  endCommand();
  return commands;
}
