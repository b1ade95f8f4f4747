import type { Pair, Workflow } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';
import { type Location, type ScalarNode, type SourceFile, scalarSpan, sourceFile } from '../../../source/index.ts';
import type { Publication } from './publications.ts';

/** Where the name of an uploaded crate is written: in the command, in the list that a loop goes over, or in the environment that holds the list. */
export function writtenName({ effect, crate, command }: Publication, world: World): Location | undefined {
  const name = new RegExp(`(?<![\\w/.-])${crate.name.replace(/[^\w-]/g, '')}(?![\\w/-])`, 'g');
  if (name.test(command)) return effect.at;
  if (effect.at.path !== effect.workflow.path) {
    const text = world.tree.read(effect.at.path);
    return text === undefined ? undefined : inScript(sourceFile(effect.at.path, text), text, name, effect.at.line);
  }
  const run = effect.step?.run;
  const found =
    run && lastBefore(run.text, name, run.text.length, (at) => run.file.locate(scalarSpan(run, at, at + crate.name.length)), effect.at.line);
  return found ?? inEnvironment([effect.step?.env ?? [], effect.job.env, envOf(effect.workflow)], name, crate.name.length);
}

const envOf = (workflow: Workflow): readonly Pair[] => workflow.env;

function inScript(file: SourceFile, text: string, name: RegExp, line: number): Location | undefined {
  return lastBefore(text, name, text.length, (at) => file.locate({ start: at, end: at + 1 }), line);
}

/** The last place of a name above a line that is an entry of a list: alone on its line, in `for … in`, or in an assignment. */
function lastBefore(text: string, name: RegExp, end: number, locate: (at: number) => Location, line: number): Location | undefined {
  let found: Location | undefined;
  name.lastIndex = 0;
  for (const { index } of text.slice(0, end).matchAll(name)) {
    const start = text.lastIndexOf('\n', index) + 1;
    const stop = text.indexOf('\n', index);
    const whole = text.slice(start, stop < 0 ? text.length : stop);
    if (!/^\s*["']?[\w-]+["']?[\s\\;,:)]*(?:#.*)?$|\bfor\s+\w+\s+in\b|^\s*(?:export\s+|local\s+|readonly\s+|declare\s+)*[\w-]+\+?=/.test(whole))
      continue;
    const at = locate(index);
    if (at.line <= line) found = at;
  }
  return found;
}

function inEnvironment(layers: readonly (readonly Pair[])[], name: RegExp, length: number): Location | undefined {
  for (const pairs of layers)
    for (const { value } of pairs) {
      name.lastIndex = 0;
      const hit = value?.kind === 'scalar' ? name.exec(value.text) : null;
      if (hit) return spanIn(value as ScalarNode, hit.index, length);
    }
  return undefined;
}

const spanIn = (node: ScalarNode, at: number, length: number): Location => node.file.locate(scalarSpan(node, at, at + length));
