import { folderOf } from '../../paths.ts';
import type { ToolWorld } from '../../types.ts';
import { resolve } from './words.ts';

/** A target's prerequisites and recipe. */
export interface Rule {
  readonly prerequisites: readonly string[];
  readonly lines: readonly string[];
  /** 1-based line of the first recipe line, or of the rule. */
  readonly line: number;
}

export interface Makefile {
  readonly path: string;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly variables: ReadonlyMap<string, string>;
  readonly first: string | undefined;
  /** Variables that the environment may set (`?=`). */
  readonly conditional: ReadonlySet<string>;
}

/** Longer makefiles are not read. */
export const LONGEST = 300_000;
/** A longer line is no rule that a person wrote. */
const LONGEST_RULE = 4000;
const kept = new Map<string, Makefile>();

/** Reads rules, recipes and variables of a makefile; conditionals are read as if both branches stood there, included files are followed. */
export function readMakefile(world: ToolWorld, path: string, text: string): Makefile {
  const key = `${path}\n${text.length}\n${text}`;
  const before = kept.get(key);
  if (before) return before;
  const rules = new Map<string, { prerequisites: string[]; lines: string[]; line: number }>();
  const variables = new Map<string, string>();
  const conditional = new Set<string>();
  let first: string | undefined;
  const read = (source: string, depth: number): void => {
    let current: string[] = [];
    let define = false;
    const lines = source.split('\n');
    for (let index = 0; index < lines.length; index += 1) {
      const number = index + 1;
      let line = (lines[index] ?? '').replace(/\r$/, '');
      while (line.endsWith('\\') && index + 1 < lines.length) {
        index += 1;
        line = `${line.slice(0, -1)}${line.startsWith('\t') ? '\\\n' : ' '}${(lines[index] ?? '').replace(/\r$/, '').replace(/^\t/, '')}`;
        if (line.length > 50_000) break;
      }
      if (/^\s*define\b/.test(line)) define = true;
      if (define) {
        if (/^\s*endef\b/.test(line)) define = false;
        continue;
      }
      if (line.startsWith('\t')) {
        for (const target of current) {
          const rule = rules.get(target);
          if (!rule) continue;
          if (rule.lines.length === 0) rule.line = number;
          rule.lines.push(line.slice(1));
        }
        continue;
      }
      const clean = line.replace(/(^|\s)#.*$/, '');
      if (clean.trim() === '') continue;
      const include = /^-?s?include\s+(.+)$/.exec(clean);
      if (include && depth < 3) {
        for (const file of (include[1] ?? '').trim().split(/\s+/).slice(0, 10)) {
          const directory = folderOf(path);
          const other = /[$*]/.test(file) ? undefined : world.read(resolve(directory, file) ?? '');
          if (other !== undefined && other.length < LONGEST) read(other, depth + 1);
        }
        continue;
      }
      const assignment = /^\s*(?:export\s+|override\s+|private\s+)*([\w.-]+)\s*(\?|:{1,3}|\+|!)?=\s*(.*)$/.exec(clean);
      if (assignment && !/^[\w.-]+:\s*[\w-]+\s*:?=/.test(clean.replace(assignment[0], ''))) {
        const [, name = '', operator, value = ''] = assignment;
        if (operator === '?') conditional.add(name);
        if (operator === '+') variables.set(name, `${variables.get(name) ?? ''} ${value}`.trim());
        else if (operator !== '?' || !variables.has(name)) variables.set(name, operator === '!' ? `$(shell ${value})` : value.trim());
        current = [];
        continue;
      }
      if (clean.length > LONGEST_RULE) continue;
      const rule = /^([^\t:=#][^:=#]*?)\s*::?(?!=)\s*([^;]*?)(?:;\s*(.*))?$/.exec(clean);
      if (!rule) continue;
      const [, names = '', wanted = '', inline] = rule;
      if (/^\s*[\w.-]+\s*[:+?]?=/.test(wanted)) continue;
      current = names.trim().split(/\s+/).slice(0, 50);
      for (const target of current) {
        const known = rules.get(target) ?? { prerequisites: [], lines: [], line: number };
        known.prerequisites.push(...wanted.replace('|', ' ').trim().split(/\s+/).filter(Boolean).slice(0, 100));
        if (inline) known.lines.push(inline);
        rules.set(target, known);
        if (first === undefined && !target.startsWith('.') && !target.includes('%')) first = target;
      }
    }
  };
  read(text, 0);
  const made: Makefile = { path, rules, variables, first: variables.get('.DEFAULT_GOAL') ?? first, conditional };
  if (kept.size > 50) kept.clear();
  kept.set(key, made);
  return made;
}

/** Expands make's variables; `$(shell …)` becomes the shell's own substitution, what make does not define is left to the environment. */
export function expand(text: string, variables: ReadonlyMap<string, string>, own: ReadonlyMap<string, string>): string {
  return expanded(text, variables, own, 0, { left: MOST_TEXT });
}

/** An expansion makes at most this much text, however its variables name each other. */
const MOST_TEXT = 200_000;

function expanded(
  text: string,
  variables: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, string>,
  depth: number,
  budget: { left: number },
): string {
  budget.left -= text.length + 1;
  if (depth > 8 || budget.left < 0) return '';
  let out = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character !== '$') {
      out += character;
      continue;
    }
    const next = text[index + 1];
    if (next === '$') {
      out += '$';
      index += 1;
      continue;
    }
    if (next !== '(' && next !== '{') {
      const value = next === undefined ? undefined : own.get(next);
      out += value ?? '';
      index += 1;
      continue;
    }
    const end = closing(text, index + 1);
    const inner = text.slice(index + 2, end);
    index = end;
    const call =
      /^(shell|strip|or|if|info|warning|error|call|foreach|wildcard|patsubst|subst|dir|notdir|firstword|eval|value|addprefix|addsuffix|basename|word|words|sort|filter|filter-out|abspath|realpath|origin|and|let|join|suffix)[\s,]+([\s\S]*)$/.exec(
        inner,
      );
    if (call) {
      if (call[1] === 'shell') out += `$(${expanded(call[2] ?? '', variables, own, depth + 1, budget)})`;
      else if (call[1] === 'strip') out += expanded(call[2] ?? '', variables, own, depth + 1, budget).trim();
      else if (/^(or|if)$/.test(call[1] ?? '')) out += '$__make';
      continue;
    }
    const value = own.get(inner) ?? variables.get(inner);
    if (inner === 'MAKE') out += 'make';
    else if (value !== undefined) out += expanded(value, variables, own, depth + 1, budget);
    else if (inner === '@') out += own.get('@') ?? '';
    else if (/^[A-Za-z_]\w*$/.test(inner)) out += `\${${inner}}`;
  }
  return out;
}

/** Offset of the bracket that closes the one at `from`, or the last character. */
function closing(text: string, from: number): number {
  const open = text[from] as string;
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === open) depth += 1;
    else if (text[index] === close && --depth === 0) return index;
  }
  return text.length - 1;
}

/** Each recipe line has a shell of its own, so that a `cd` ends with its line. */
export function recipe(rule: Rule, makefile: Makefile, own: ReadonlyMap<string, string>): string {
  return rule.lines
    .map((line) => {
      const silent = /^[@+\s]*-/.test(line);
      const text = expand(line.replace(/^[\s@+-]+/, ''), makefile.variables, own);
      const alone = /(^|[;&|]\s*)cd\s/.test(text) ? `(${text})` : text;
      return silent ? `${alone} || true` : alone;
    })
    .join('\n');
}
