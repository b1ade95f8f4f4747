import type { InputDecl, Workflow } from '../../../actions/index.ts';
import { locate } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import type { Link } from '../../report.ts';
import { isPlaceholder } from '../commands.ts';
import { isConditional } from '../context.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Command, Document } from '../types.ts';
import { absent } from './workflows.ts';

/** `gh workflow run` and its siblings: the workflow exists, can be dispatched, and takes the inputs and choices that are given. */
export function dispatchClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind === 'report' || repository.analysis.world.workflows.length === 0) return [];
  return document.commands.flatMap((command) => (isConditional(document, command.line, command.said) ? [] : claimsOf(command, document, repository)));
}

function claimsOf(command: Command, document: Document, repository: Repository): Claim[] {
  const { words } = command;
  if (words[0] !== 'gh' || isElsewhere(words, repository)) return [];
  const flag = words[1] === 'run' ? optionOf(words, ['--workflow', '-w']) : undefined;
  const positional =
    words[1] === 'workflow' && ['run', 'view', 'enable', 'disable'].includes(words[2] ?? '')
      ? words.slice(3).find((w, i, all) => !w.startsWith('-') && !(all[i - 1] ?? '').startsWith('-'))
      : undefined;
  const name = flag ?? positional;
  // A number is the workflow's id, which the tree does not tell.
  if (name === undefined || isPlaceholder(name) || /^\d+$/.test(name)) return [];
  const claim = { kind: 'workflow' as const, at: command.at, text: `\`${words.slice(0, 3).join(' ')}\` finds ${name}`, about: name.toLowerCase() };
  const workflow = repository.workflow(name);
  if (workflow === undefined)
    return [{ ...claim, ...absent(name, repository), severity: 'error', impact: 'the command fails: gh finds no workflow of that name' }];
  const found: Claim = { ...claim, verdict: 'true', actual: `${workflow.path} exists`, impact: '' };
  return words[2] === 'run' && words[1] === 'workflow' ? [found, ...runClaims(command, document, workflow)] : [found];
}

function runClaims(command: Command, document: Document, workflow: Workflow): Claim[] {
  const file = workflow.path.slice(workflow.path.lastIndexOf('/') + 1);
  const claim = { kind: 'dispatch' as const, at: command.at, severity: 'error' as const, facts: ['dispatch.inputs'] };
  const trigger = workflow.triggers.find((t) => t.event === 'workflow_dispatch');
  if (workflow.problems.some((p) => p.effect === 'refused')) return [];
  if (trigger === undefined)
    return [
      {
        ...claim,
        about: `${file} dispatch`,
        text: `\`gh workflow run\` starts ${file}`,
        verdict: 'false',
        actual: `${workflow.path} has no workflow_dispatch trigger`,
        impact: 'GitHub answers with 422, and nothing starts',
        links: workflow.triggers.slice(0, 3).map((t): Link => ({ kind: 'event', text: `on ${t.event}`, location: locate(t.key), state: 'cut' })),
      },
    ];
  const given = fieldsOf(command.words);
  const claims = given.map(({ name, value }): Claim => {
    const about = `${file} ${name}`;
    const input = trigger.inputs.find((i) => i.name.toLowerCase() === name.toLowerCase());
    const text = `${file} takes the input ${name}`;
    if (input === undefined) {
      const names = trigger.inputs.map((i) => i.name);
      return {
        ...claim,
        about,
        text,
        verdict: 'false',
        actual: names.length === 0 ? `${workflow.path} declares no inputs` : `${workflow.path} takes ${listed(names, 8)}`,
        impact: 'GitHub answers with 422 "Unexpected inputs provided", and nothing starts',
        links: [{ kind: 'event', text: 'the inputs that it takes', location: locate(trigger.key), state: 'cut' }],
      };
    }
    const options = input.options?.map((o) => o.text) ?? [];
    if (input.type === 'choice' && options.length > 0 && !isPlaceholder(value) && !options.includes(value) && !isAdded(value, command, document))
      return {
        ...claim,
        about: `${about}=${value}`,
        text: `${name} may be ${value}`,
        verdict: 'false',
        actual: `${workflow.path} offers ${listed(options, 8)} for ${name}`,
        impact: 'GitHub answers with 422, and nothing starts',
        links: [{ kind: 'event', text: `the choices of ${name}`, location: locate(input.key), state: 'cut' }],
      };
    return { ...claim, about, text, verdict: 'true', actual: `${workflow.path} declares it`, impact: '' };
  });
  const missing = trigger.inputs.filter((i) => isAsked(i) && !given.some((g) => g.name.toLowerCase() === i.name.toLowerCase()));
  // Without any field the command is the name of the workflow more often than the whole of it.
  if (missing.length > 0 && given.length > 0 && claims.every((c) => c.verdict === 'true'))
    claims.push({
      ...claim,
      severity: 'warning',
      about: `${file} required`,
      text: `${file} starts with ${listed(
        given.map((g) => g.name),
        4,
      )} alone`,
      verdict: 'false',
      actual: `${workflow.path} requires ${listed(
        missing.map((i) => i.name),
        4,
      )} and gives no default`,
      impact: 'GitHub answers with 422 "Required input not provided", and nothing starts',
      links: missing.slice(0, 3).map((i): Link => ({ kind: 'event', text: `${i.name} is required`, location: locate(i.key), state: 'cut' })),
    });
  return claims;
}

/** The document has its reader add the choice to the workflow first. */
function isAdded(value: string, command: Command, document: Document): boolean {
  return document.lines.some(
    (l) => l.kind === 'code' && l.number < command.line.number && /^\s*options:\s*\[/.test(l.text) && l.text.split(/[^\w.-]+/).includes(value),
  );
}

const isAsked = (input: InputDecl): boolean =>
  input.required && (input.default === undefined || input.default.text === '') && input.type !== 'boolean';

function fieldsOf(words: readonly string[]): { readonly name: string; readonly value: string }[] {
  const pairs: string[] = [];
  for (const [i, word] of words.entries()) {
    const joined = /^(?:--(?:raw-)?field=|-[fF]=?)(.+)$/s.exec(word)?.[1];
    if (joined !== undefined) pairs.push(joined);
    else if (/^(?:-[fF]|--(?:raw-)?field)$/.test(word) && words[i + 1] !== undefined) pairs.push(words[i + 1]!);
  }
  return pairs.flatMap((pair) => {
    const found = /^([\w-]+)=(.*)$/s.exec(pair);
    return found ? [{ name: found[1]!, value: found[2]! }] : [];
  });
}

/** A command for another repository, or in another folder than this one. */
export function isElsewhere(words: readonly string[], { analysis }: Repository): boolean {
  const repo = optionOf(words, ['--repo', '-R']);
  return repo !== undefined && repo.replace(/^https:\/\/github\.com\//, '').toLowerCase() !== analysis.world.slug?.toLowerCase();
}

/** Value of an option: `--name value`, `--name=value`. */
export function optionOf(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [i, word] of words.entries()) {
    if (names.includes(word)) return words[i + 1];
    const name = names.find((n) => n.startsWith('--') && word.startsWith(`${n}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}
