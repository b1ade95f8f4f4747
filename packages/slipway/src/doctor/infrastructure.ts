import { alternatives, asText, describe, type Job, type Step, type Str, str, type Val, type Workflow } from '../actions/index.ts';
import type { World } from '../chain/index.ts';
import type { Location } from '../source/index.ts';
import { type Backend, backendFiles } from '../tools/index.ts';
import { resolvedPath } from './paths.ts';
import { literally } from './patterns.ts';
import { commandAt, scriptCommands } from './script-commands.ts';

/** A command of Terraform or OpenTofu in a job. */
export interface InfraCommand {
  readonly tool: string;
  readonly act: 'init' | 'plan' | 'apply' | 'destroy' | 'workspace';
  /** Where it runs, from the root of the tree ('' is the root); undefined when the tree does not tell. */
  readonly directory: string | undefined;
  /** Values of `-backend-config=`: files, or `name=value`. */
  readonly backendConfigs: readonly Val[];
  /** State is not used at all. */
  readonly withoutBackend: boolean;
  readonly at: Location;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
}

const known = new WeakMap<World, readonly InfraCommand[]>();
const acts = new Set(['init', 'plan', 'apply', 'destroy', 'workspace']);

/** Every such command in the scripts of the workflows, in order. */
export function infraCommands(world: World): readonly InfraCommand[] {
  const before = known.get(world);
  if (before) return before;
  const out: InfraCommand[] = [];
  for (const workflow of world.workflows) {
    if (!/\b(?:terraform|tofu)\b/.test(workflow.file.text)) continue;
    for (const job of workflow.jobs)
      for (const step of job.steps)
        if (step.run !== undefined && /\b(?:terraform|tofu)\b/.test(step.run.text)) out.push(...commandsOf(step, job, workflow));
  }
  known.set(world, out);
  return out;
}

function* commandsOf(step: Step, job: Job, workflow: Workflow): Generator<InfraCommand> {
  const base = written((step.workingDirectory ?? job.defaults.workingDirectory ?? workflow.defaults.workingDirectory) as Str | undefined);
  for (const command of scriptCommands(step, job, workflow)) {
    const words = command.words.map((w) => asText(w));
    const tool = words[0]?.replace(/^.*\//, '');
    if (tool !== 'terraform' && tool !== 'tofu') continue;
    const at = words.findIndex((w, i) => i > 0 && w !== undefined && acts.has(w));
    if (at === -1 || words.slice(1, at).some((w) => w !== undefined && !w.startsWith('-'))) continue;
    const chdir = words
      .slice(1, at)
      .find((w) => w?.startsWith('-chdir='))
      ?.slice('-chdir='.length);
    const backendConfigs = command.words.slice(at + 1).flatMap((w) => {
      const value = without(w, '-backend-config=');
      return value === undefined ? [] : [value];
    });
    yield {
      tool,
      act: words[at] as InfraCommand['act'],
      directory: joined(joined(base, command.cwd), chdir ?? ''),
      backendConfigs,
      withoutBackend: words.includes('-backend=false'),
      at: commandAt(command, step),
      workflow,
      job,
      step,
    };
  }
}

/** A text without the start that it must have. */
function without(value: Val, start: string): Val | undefined {
  const [one] = alternatives(value);
  if (one?.k === 'str') return one.v.startsWith(start) ? str(one.v.slice(start.length)) : undefined;
  const [first] = one?.k === 'text' ? one.parts : [];
  if (one?.k !== 'text' || typeof first !== 'string' || !first.startsWith(start)) return undefined;
  return { k: 'text', parts: [first.slice(start.length), ...one.parts.slice(1)] };
}

/** A directory as it is written; of `${{ vars.DIR || 'infra' }}` the text that the tree gives. */
function written(text: Str | undefined): string | undefined {
  if (text === undefined) return '';
  if (!text.text.includes('${{')) return text.text;
  return /^\$\{\{[^}]*\|\|\s*'([^']*)'\s*\}\}$/.exec(text.text.trim())?.[1];
}

function joined(base: string | undefined, more: string | undefined): string | undefined {
  const folder = base === undefined ? undefined : resolvedPath('', base);
  return folder === undefined || more === undefined ? undefined : resolvedPath(folder, more);
}

/** The files of settings that an `init` may take. */
export function backendFilesOf(init: InfraCommand, world: World): readonly Backend[] {
  return backendFiles(world.tools).filter((b) => init.backendConfigs.some((c) => mayName(c, b.file.path, init.directory)));
}

function mayName(config: Val, path: string, directory: string | undefined): boolean {
  const pattern = describe(config).replace(/^\.\//, '');
  if (pattern.includes('=')) return false;
  const up = /^(?:\.\.\/)*/.exec(pattern)![0].length / 3;
  const base =
    directory === undefined
      ? undefined
      : directory
          .split('/')
          .slice(0, up === 0 ? undefined : -up)
          .join('/');
  const literal = pattern.slice(up * 3).split(/\{\w+\}/);
  // Nothing but an unknown text may name any file.
  if (literal.join('').length < 3) return false;
  const rest = literal.map(literally).join('[^/]*');
  return new RegExp(base === undefined ? `(?:^|/)${rest}$` : `^${base === '' ? '' : `${literally(base)}/`}${rest}$`).test(path);
}
