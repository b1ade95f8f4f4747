import type { Trigger, Workflow } from '../../actions/index.ts';
import type { Entry, World } from '../../chain/index.ts';
import { fileName } from '../../tools/index.ts';
import type { Way } from './types.ts';
import { arg, VERSION } from './words.ts';

type Input = Trigger['inputs'][number];

/** The command that starts a way, or undefined when it begins with something that is not typed. */
export function startCommand({ route }: Way, tag: string | undefined, world: World): readonly string[] {
  const { entry } = route;
  const own = versionTag(entry, tag);
  switch (entry.kind) {
    case 'dispatch':
      return entry.workflow === undefined ? [] : [dispatchCommand(entry.workflow)];
    case 'tag':
      return [`git switch ${arg(world.defaultBranch)} && git pull --ff-only`, `git tag -a ${arg(own)} -m ${arg(own)}`, `git push origin ${arg(own)}`];
    case 'release':
      return [`gh release create ${arg(own)} --generate-notes`];
    case 'push':
      return [`git push origin HEAD:${arg(entry.channel)}`];
    default:
      return [];
  }
}

/** The tag that begins a way: a version's, or the constant that it is. */
export function versionTag({ family }: Entry, tag: string | undefined): string {
  if (family === undefined || family === '') return tag ?? VERSION;
  return family.startsWith('=') ? family.slice(1) : `${family}${VERSION}`;
}

/**
 * `gh workflow run FILE -f …` with every input that must be given.
 * @param chosen values of inputs that are not left to the reader
 */
export function dispatchCommand(workflow: Workflow, chosen: ReadonlyMap<string, string> = new Map()): string {
  const given = inputsOf(workflow).filter((input) => chosen.has(input.name) || mustBeGiven(input));
  const options = given.map((input) => `-f ${arg(`${input.name}=${chosen.get(input.name) ?? example(input)}`)}`);
  return ['gh workflow run', arg(fileName(workflow.path)), ...options].join(' ');
}

/** Inputs of a workflow that a person starts. */
export function inputsOf(workflow: Workflow): readonly Input[] {
  return workflow.triggers.find((trigger) => trigger.event === 'workflow_dispatch')?.inputs ?? [];
}

function mustBeGiven(input: Input): boolean {
  return input.default === undefined && (input.required || (input.type === 'string' && /version|tag/i.test(input.name)));
}

/** What a person would write for an input. */
function example({ name, type, options, description }: Input): string {
  if (type === 'choice') return options?.[0]?.text ?? '';
  if (type === 'boolean') return 'true';
  if (type === 'number') return '1';
  const said = description?.text ?? '';
  if (/tag/i.test(name) || (/version/i.test(name) && /\bv\d+\.\d|\bv[XN]\.|\btag\b/i.test(said))) return `v${VERSION}`;
  return /version/i.test(name) ? VERSION : `your-${name}`;
}

/** What an input takes, in words: its choices, its default, and what its description says. */
export function inputText(input: Input): string {
  const kind = input.type === 'choice' ? (input.options ?? []).map((option) => option.text).join(' | ') : input.type;
  const rest =
    input.default === undefined || input.default.text === '' ? (input.required ? 'required' : 'optional') : `default ${input.default.text}`;
  return `${kind}; ${rest}${input.description === undefined ? '' : `: ${input.description.text}`}`;
}
