import { asText } from '../../../actions/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { LOCAL } from './credentials.ts';
import { expand, LONGEST, readMakefile, recipe } from './makefile.ts';
import { opaqueTask } from './opaque.ts';
import { known, pair, present, resolve } from './words.ts';

const FILES = ['GNUmakefile', 'makefile', 'Makefile'];
const MOST = 40;

/** The shell's own variable, written so that make's expansion leaves it alone. */
function fromEnvironment(name: string): string {
  return ['$$', '{', name, '}'].join('');
}

function deeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), {
    valued: ['-C', '--directory', '-f', '--file', '--makefile', '-j', '--jobs', '-I', '-l', '-o', '-W', '-O'],
  });
  if (args.may('-n', '--dry-run', '--just-print', '-q', '-p', '--version')) return [];
  const targets: string[] = [];
  const own = new Map<string, string>();
  for (const word of args.words) {
    const assigned = pair(word);
    const text = known(word);
    if (assigned && /^[\w.]+$/.test(assigned.key.replace(/:$/, '')))
      own.set(assigned.key.replace(/:$/, ''), asText(assigned.value) ?? fromEnvironment(assigned.key));
    else if (text !== undefined && !/^\d+$/.test(text)) targets.push(text);
  }
  const folder = args.value('-C', '--directory');
  const folderText = folder === undefined ? '.' : known(folder);
  const directory = folderText === undefined ? undefined : resolve(call.cwd, folderText);
  const named = known(args.value('-f', '--file', '--makefile'));
  const inside = (file: string) => (directory === undefined ? undefined : resolve(directory, file));
  const path = (named !== undefined ? [named] : FILES).map(inside).find((one) => one !== undefined && call.world.exists(one));
  const text = path === undefined ? undefined : call.world.read(path);
  if (path === undefined || text === undefined || text.length > LONGEST || directory === undefined)
    return targets.flatMap((target) => opaqueTask(`make ${target}`, target));
  const makefile = readMakefile(call.world, path, text);
  // The environment wins over `?=`.
  for (const name of makefile.conditional) if (!own.has(name) && present(call.env(name))) own.set(name, fromEnvironment(name));
  const done = new Set<string>();
  const found: Deed[] = [];
  const visit = (target: string, depth: number): void => {
    if (done.has(target) || depth > 12 || found.length >= MOST) return;
    done.add(target);
    const exact = makefile.rules.get(target);
    const rule = exact ?? [...makefile.rules].find(([pattern]) => pattern.includes('%') && fits(pattern, target))?.[1];
    if (!rule) return;
    for (const wanted of rule.prerequisites) visit(expand(wanted, makefile.variables, own), depth + 1);
    if (rule.lines.length === 0) return;
    const automatic = new Map(own)
      .set('@', target)
      .set('<', rule.prerequisites[0] ?? '')
      .set('^', rule.prerequisites.join(' '))
      .set('*', target);
    const from = { path, line: rule.line, column: 2, endLine: rule.line, endColumn: 2 + (rule.lines[0]?.length ?? 0) };
    found.push({
      kind: 'runs',
      tool: `make ${target}`,
      by: LOCAL,
      needs: [],
      at: from,
      what: { text: recipe(rule, makefile, automatic), from, shell: 'sh', cwd: directory },
    });
  };
  for (const target of targets.length > 0 ? targets : makefile.first ? [makefile.first] : []) {
    const length = found.length;
    visit(target, 0);
    if (found.length === length && !makefile.rules.has(target)) found.push(...opaqueTask(`make ${target}`, target));
  }
  return found;
}

function fits(pattern: string, target: string): boolean {
  const [before = '', after = ''] = pattern.split('%');
  return target.startsWith(before) && target.endsWith(after) && target.length >= before.length + after.length && pattern !== '%';
}

export const make: CommandKnowledge = { command: ['make', 'gmake'], source: 'manual of GNU make', asOf: '2026-11-20', deeds };
