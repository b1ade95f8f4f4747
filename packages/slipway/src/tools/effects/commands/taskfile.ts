import type { SourceNode } from '../../../source/index.ts';
import { document } from '../../config/index.ts';
import { folderOf } from '../../paths.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { LOCAL } from './credentials.ts';
import { opaqueTask } from './opaque.ts';
import { known, resolve } from './words.ts';

function child(node: SourceNode | null | undefined, name: string): SourceNode | undefined {
  return (node?.kind === 'map' ? node.entries.find((entry) => entry.key.text === name)?.value : undefined) ?? undefined;
}

function word(node: SourceNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

function items(node: SourceNode | undefined): readonly SourceNode[] {
  return node?.kind === 'seq' ? node.items : node ? [node] : [];
}

const FILES = ['Taskfile.yml', 'taskfile.yml', 'Taskfile.yaml', 'taskfile.yaml', 'Taskfile.dist.yml', 'Taskfile.dist.yaml'];

/** Tasks of a Taskfile: dependencies, then commands; variables that are plain texts are filled in. */
function taskDeeds(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), { valued: ['-t', '--taskfile', '-d', '--dir', '-C', '--concurrency', '-o', '--output'] });
  if (args.may('-n', '--dry', '-l', '--list', '-a', '--list-all')) return [];
  const named = known(args.value('-t', '--taskfile'));
  const folder = known(args.value('-d', '--dir')) ?? '.';
  const base = resolve(call.cwd, folder);
  const path = (named !== undefined ? [named] : FILES)
    .map((one) => (base === undefined ? undefined : resolve(base, one)))
    .find((one) => one !== undefined && call.world.exists(one));
  const targets = args.words.map(known).filter((one): one is string => one !== undefined && !/=/.test(one));
  if (path === undefined) return targets.flatMap((one) => opaqueTask(`task ${one}`, one));
  const found: Deed[] = [];
  const done = new Set<string>();
  const visit = (file: string, name: string, depth: number): boolean => {
    if (done.has(`${file}#${name}`) || depth > 12 || found.length >= 40) return true;
    done.add(`${file}#${name}`);
    const root = document(call.world, file);
    const directory = folderOf(file);
    const task = child(child(root, 'tasks'), name);
    if (!task) return included(root, directory, name, depth);
    const body = task.kind === 'map' ? task : undefined;
    for (const one of items(child(body, 'deps'))) visit(file, word(one) ?? word(child(one, 'task')) ?? '', depth + 1);
    const cwd = resolve(directory, word(child(body, 'dir')) ?? '.');
    for (const one of body ? items(child(body, 'cmds') ?? child(body, 'cmd')) : items(task)) {
      const other = word(child(one, 'task'));
      if (other !== undefined) visit(file, other.replace(/^:/, ''), depth + 1);
      const node = one.kind === 'scalar' ? one : child(one, 'cmd');
      const text = word(node);
      if (text === undefined || !node || cwd === undefined || found.length >= 40) continue;
      const from = node.file.locate(node.span);
      found.push({
        kind: 'runs',
        tool: `task ${name}`,
        by: LOCAL,
        needs: [],
        at: from,
        what: { text: fill(text, root, body), from, shell: 'sh', cwd },
      });
    }
    return true;
  };
  const included = (root: SourceNode | undefined, directory: string, name: string, depth: number): boolean => {
    const [space = '', ...rest] = name.split(':');
    const include = child(child(root, 'includes'), space);
    const target = include && (word(include) ?? word(child(include, 'taskfile')));
    if (target === undefined || rest.length === 0) return false;
    const direct = resolve(directory, target);
    const file =
      direct === undefined ? undefined : [direct, ...FILES.map((one) => `${direct}/${one}`)].find((one) => call.world.read(one) !== undefined);
    return file === undefined ? false : visit(file, rest.join(':'), depth + 1);
  };
  for (const one of targets.length > 0 ? targets : ['default']) if (!visit(path, one, 0)) found.push(...opaqueTask(`task ${one}`, one));
  return found;
}

function fill(text: string, root: SourceNode | undefined, task: SourceNode | undefined): string {
  return text.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => {
    const value = child(child(task, 'vars'), name) ?? child(child(root, 'vars'), name);
    const shell = word(child(value, 'sh'));
    return word(value) ?? (shell !== undefined ? `$(${shell})` : `\${${name}}`);
  });
}

export const task: CommandKnowledge = { command: ['task', 'go-task'], source: "Task's reference", asOf: '2026-11-20', deeds: taskDeeds };
