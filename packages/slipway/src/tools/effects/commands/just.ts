import { asText } from '../../../actions/index.ts';
import { folderOf } from '../../paths.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { LOCAL } from './credentials.ts';
import { opaqueTask } from './opaque.ts';
import { known, pair, resolve } from './words.ts';

interface Recipe {
  readonly parameters: readonly { readonly name: string; readonly default: string | undefined; readonly variadic: boolean }[];
  readonly dependencies: readonly { readonly name: string; readonly args: readonly string[] }[];
  readonly after: readonly { readonly name: string; readonly args: readonly string[] }[];
  readonly lines: readonly string[];
  readonly line: number;
}

interface Justfile {
  readonly recipes: ReadonlyMap<string, Recipe>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly variables: ReadonlyMap<string, string>;
  readonly first: string | undefined;
  readonly shell: string;
}

const LONGEST = 300_000;
const kept = new Map<string, Justfile>();

function literal(expression: string): string | undefined {
  const trimmed = expression.trim();
  const quoted = /^(["'])([\s\S]*?)\1$/.exec(trimmed);
  if (quoted && !(quoted[2] ?? '').includes(quoted[1] as string)) return quoted[2];
  const command = /^`([^`]*)`$/.exec(trimmed)?.[1];
  return command === undefined ? undefined : `$(${command})`;
}

function dependencies(text: string): { name: string; args: string[] }[] {
  return [...text.matchAll(/\(([\w:-]+)\s*([^)]*)\)|([\w:-]+)/g)].slice(0, 50).map((match) => ({
    name: match[1] ?? match[3] ?? '',
    args: [...(match[2] ?? '').matchAll(/"[^"]*"|'[^']*'|[\w-]+/g)].map((one) => one[0]),
  }));
}

/** Longer lines begin no recipe. */
const LONGEST_HEAD = 2000;

/** The parts of `name a b="x": one two && three`: the colon that counts stands outside quotes and is not `:=`. */
function heading(line: string): { readonly name: string; readonly parameters: string; readonly dependencies: string } | undefined {
  const name = /^@?([A-Za-z_][\w-]*)(?=[\s:])/.exec(line);
  if (!name) return undefined;
  let quote = '';
  for (let at = name[0].length; at < line.length; at += 1) {
    const character = line[at] as string;
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ':') {
      if (line[at + 1] === '=') return undefined;
      return { name: name[1] as string, parameters: line.slice(name[0].length, at), dependencies: line.slice(at + 1).replace(/(^|\s)#.*$/, '') };
    }
  }
  return undefined;
}

function readJustfile(text: string): Justfile {
  const before = kept.get(text);
  if (before) return before;
  const recipes = new Map<string, Recipe>();
  const aliases = new Map<string, string>();
  const variables = new Map<string, string>();
  let first: string | undefined;
  let shell = 'sh';
  let body: string[] | undefined;
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '');
    if (/^\s/.test(line) || (line === '' && body)) {
      body?.push(line);
      return;
    }
    body = undefined;
    const assigned = /^(?:export\s+)?([\w-]+)\s*:=\s*(.*)$/.exec(line);
    const setting = /^set\s+(?:windows-)?shell\s*:=\s*\[\s*["']([^"']+)/.exec(line);
    const alias = /^alias\s+([\w-]+)\s*:=\s*([\w:-]+)/.exec(line);
    if (setting && !line.includes('windows')) shell = setting[1] ?? 'sh';
    else if (alias) aliases.set(alias[1] ?? '', alias[2] ?? '');
    else if (assigned) {
      const value = literal(assigned[2] ?? '');
      if (value !== undefined) variables.set(assigned[1] ?? '', value);
    } else {
      const head = line.length > LONGEST_HEAD ? undefined : heading(line);
      if (!head) return;
      body = [];
      const [needed = '', later = ''] = head.dependencies.split('&&');
      const parameters = [...head.parameters.matchAll(/([+*]?)\$?([A-Za-z_][\w-]*)(?:=("[^"]*"|'[^']*'|[^\s]+))?/g)].map((match) => ({
        name: match[2] ?? '',
        default: match[3] === undefined ? (match[1] === '*' ? '' : undefined) : (literal(match[3]) ?? match[3]),
        variadic: match[1] !== '',
      }));
      recipes.set(head.name, { parameters, dependencies: dependencies(needed), after: dependencies(later), lines: body, line: index + 2 });
      first ??= head.name;
    }
  });
  const made = { recipes, aliases, variables, first, shell };
  if (kept.size > 50) kept.clear();
  kept.set(text, made);
  return made;
}

/** `{{name}}` with its value; other expressions become a variable that nothing sets. */
function interpolate(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\{\{\s*([^}]*?)\s*\}\}/g,
    (_, expression: string) =>
      values.get(expression) ?? literal(expression) ?? (/^[\w-]+$/.test(expression) ? `\${${expression.replaceAll('-', '_')}}` : '$__just'),
  );
}

function deeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), {
    valued: ['-f', '--justfile', '-d', '--working-directory', '--shell', '--dotenv-path', '--set', '-c'],
    stopsAtWord: false,
  });
  if (args.may('-n', '--dry-run', '-l', '--list', '--evaluate', '--summary', '--fmt', '--show', '-s')) return [];
  const words = args.words;
  const named = known(args.value('-f', '--justfile'));
  const candidates = named !== undefined ? [named] : ['justfile', 'Justfile', '.justfile', '../justfile', '../../justfile'];
  const path = candidates.map((one) => resolve(call.cwd, one)).find((one) => one !== undefined && call.world.exists(one));
  const text = path === undefined ? undefined : call.world.read(path);
  const task = known(words[0]);
  if (path === undefined || text === undefined || text.length > LONGEST) return opaqueTask(`just ${task ?? ''}`.trim(), task);
  const file = readJustfile(text);
  const directory = folderOf(path);
  const overrides = new Map(file.variables);
  const rest = words.filter((word) => {
    const assigned = pair(word);
    if (!assigned || !file.variables.has(assigned.key)) return true;
    overrides.set(assigned.key, asText(assigned.value) ?? `\${${assigned.key}}`);
    return false;
  });
  const found: Deed[] = [];
  const done = new Set<string>();
  const visit = (name: string, given: readonly string[], depth: number): void => {
    const target = file.aliases.get(name) ?? name;
    const recipe = file.recipes.get(target);
    if (!recipe || depth > 12 || found.length >= 40 || done.has(target)) return;
    done.add(target);
    const values = new Map(overrides);
    recipe.parameters.forEach((parameter, index) => {
      const value = parameter.variadic ? given.slice(index).join(' ') || parameter.default : (given[index] ?? parameter.default);
      if (value !== undefined) values.set(parameter.name, value);
    });
    const dependencyArgs = (list: readonly string[]) => list.map((one) => literal(one) ?? values.get(one) ?? `\${${one}}`);
    for (const one of recipe.dependencies) visit(one.name, dependencyArgs(one.args), depth + 1);
    const lines = recipe.lines.map((line) => line.trimEnd());
    const indent = /^\s*/.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
    const plain = lines.map((line) => line.slice(Math.min(indent, /^\s*/.exec(line)?.[0].length ?? 0)));
    const shebang = /^#!.*?([\w-]+)\s*$/.exec(plain[0] ?? '')?.[1];
    const body = shebang ? plain.slice(1) : plain.map((line) => line.replace(/^[@-]+/, ''));
    const script = interpolate(body.join('\n').trimEnd(), values);
    if (script.trim() !== '') {
      const from = { path, line: recipe.line, column: 1, endLine: recipe.line, endColumn: 1 + (recipe.lines[0]?.length ?? 0) };
      found.push({
        kind: 'runs',
        tool: `just ${target}`,
        by: LOCAL,
        needs: [],
        at: from,
        what: { text: script, from, shell: shebang ?? file.shell, cwd: directory },
      });
    }
    for (const one of recipe.after) visit(one.name, dependencyArgs(one.args), depth + 1);
  };
  const target = known(rest[0]) ?? (rest.length === 0 ? file.first : undefined);
  if (target === undefined) return [];
  const texts = rest.slice(1).map((word, index) => asText(word) ?? `\${__argument${index}}`);
  visit(target.replaceAll('::', ' '), texts, 0);
  return found.length > 0 || file.recipes.has(target) ? found : opaqueTask(`just ${target}`, target);
}

export const just: CommandKnowledge = { command: 'just', source: "just's manual", asOf: '2026-11-20', deeds };
