import { alternatives, asText, describe, type InputDecl, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, locate } from '../../../chain/index.ts';
import { fileName } from '../../../tools/index.ts';
import { listed } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import type { Misdirected } from './subject.ts';

export const rule: Rule = {
  id: 'dispatch-target',
  group: 'chain',
  severity: 'error',
  title: 'A dispatch of a workflow, input, choice or ref that does not exist',
  *check(analysis) {
    const said = new Set<string>();
    for (const runs of analysis.declared.values())
      for (const run of runs)
        for (const e of run.effects) {
          // A program's text shows what it may do, not with which values.
          if (e.deed.kind !== 'dispatch' || e.deed.act !== 'workflow' || e.elsewhere !== undefined || e.possible) continue;
          const draft = draftOf(e, analysis);
          const key = `${e.at.path}:${e.at.line}|${draft?.title}`;
          if (draft === undefined || said.has(key)) continue;
          said.add(key);
          yield draft;
        }
  },
};

function draftOf(effect: Effect, analysis: Analysis): Draft | undefined {
  const { deed } = effect;
  if (deed.kind !== 'dispatch') return undefined;
  const { world } = analysis;
  const name = deed.workflow === undefined ? undefined : asText(deed.workflow);
  // A number is the workflow's id, which the tree does not tell.
  if (name === undefined || name === '' || /^\d+$/.test(name)) return undefined;
  const target = world.workflows.find((w) => [fileOf(w), w.path, w.displayName].includes(name));
  if (target === undefined) {
    // What the repository has besides the tree that is read here is not known, when it has no workflow at all.
    if (world.workflows.length === 0) return undefined;
    // A workflow of another branch is registered when it has run there, and can be dispatched on that branch.
    const ref = deed.ref === undefined ? undefined : asText(deed.ref)?.replace(/^refs\/heads\//, '');
    if (deed.ref !== undefined && ref !== world.defaultBranch) return undefined;
    const near = world.workflows.filter((w) => w.triggers.some((t) => t.event === 'workflow_dispatch')).map(fileOf);
    return finding(
      effect,
      'workflow',
      `No workflow here is called ${name}`,
      `${effect.deed.tool} dispatches "${name}". A dispatch names a workflow by its file or its id${effect.deed.tool.startsWith('gh') ? ' (or its name)' : ''}, and there is no such file in .github/workflows: GitHub answers with 404, and nothing starts.`,
      near.length > 0 ? `Those that can be dispatched are ${listed(near, 6)}.` : 'No workflow here can be dispatched.',
      ['dispatch.need'],
      [],
      { why: 'workflow', effect, name },
    );
  }
  if (target.problems.some((p) => p.effect === 'refused')) return undefined;
  const trigger = target.triggers.find((t) => t.event === 'workflow_dispatch');
  const head = {
    kind: 'workflow' as const,
    text: `${target.path} is dispatched`,
    location: target.triggers[0] ? locate(target.triggers[0].key) : { path: target.path, line: 1, column: 1, endLine: 1, endColumn: 1 },
    state: 'cut' as const,
  };
  if (trigger === undefined)
    return finding(
      effect,
      'no trigger',
      `${target.path} cannot be dispatched: it has no workflow_dispatch`,
      `${effect.deed.tool} dispatches ${target.path}, which starts with ${listed(
        target.triggers.map((t) => t.event),
        4,
      )} and has no \`workflow_dispatch\` under \`on:\`. GitHub answers with 422, and nothing starts.`,
      `Add \`workflow_dispatch\` to ${target.path}, with the inputs that are passed.`,
      ['dispatch.need'],
      [head],
      { why: 'no trigger', effect, target },
    );
  return inputsOf(effect, target, trigger.inputs, head) ?? refOf(effect, target, analysis);
}

const fileOf = (w: Workflow): string => fileName(w.path);

function inputsOf(effect: Effect, target: Workflow, declared: readonly InputDecl[], head: NonNullable<Draft['chain']>[number]): Draft | undefined {
  const { deed } = effect;
  if (deed.kind !== 'dispatch') return undefined;
  const given = deed.inputs ?? new Map();
  const offered = (input: InputDecl) => (input.options ?? []).map((o) => o.text);
  const stray = [...given.keys()].find((n) => !declared.some((i) => i.name.toLowerCase() === n.toLowerCase()));
  if (stray !== undefined)
    return finding(
      effect,
      `input ${stray}`,
      `${target.path} has no input \`${stray}\``,
      `${effect.deed.tool} dispatches ${target.path} with the input \`${stray}\`, which it does not declare (${
        declared.length === 0
          ? 'it declares none'
          : `it has ${listed(
              declared.map((i) => i.name),
              6,
            )}`
      }). GitHub answers to an unknown input with 422, and nothing starts.`,
      `Declare \`${stray}\` under \`on.workflow_dispatch.inputs\`, or pass one that is there.`,
      ['dispatch.inputs'],
      [head],
      { why: 'input', effect, target, name: stray },
    );
  for (const input of declared) {
    const value = [...given].find(([n]) => n.toLowerCase() === input.name.toLowerCase())?.[1];
    if (value === undefined) {
      if (!input.required || input.default !== undefined || input.type === 'boolean' || deed.inputsKnown !== true) continue;
      return finding(
        effect,
        `required ${input.name}`,
        `The dispatch of ${target.path} leaves out its required input \`${input.name}\``,
        `${effect.deed.tool} dispatches ${target.path} without \`${input.name}\`, which is required and has no default. GitHub answers with 422, and nothing starts.`,
        `Pass \`${input.name}\`, or give it a default.`,
        ['dispatch.inputs'],
        [{ kind: 'filter', text: `${input.name} is required`, location: locate(input.key), state: 'cut' }],
        { why: 'required', effect, target, name: input.name },
      );
    }
    const texts = alternatives(value).map(asText);
    if (input.type === 'choice' && offered(input).length > 0 && texts.every((t) => t !== undefined && !offered(input).includes(t)))
      return finding(
        effect,
        `choice ${input.name}`,
        `${target.path} does not offer ${describe(value)} for its input \`${input.name}\``,
        `${effect.deed.tool} dispatches ${target.path} with \`${input.name}\` = "${describe(value)}". That input offers ${listed(offered(input), 8)} and nothing else: GitHub answers with 422, and nothing starts.`,
        'Pass a choice that is offered, or add this one to its options.',
        ['dispatch.inputs'],
        [{ kind: 'filter', text: `${input.name} offers ${listed(offered(input), 8)}`, location: locate(input.key), state: 'cut' }],
        { why: 'choice', effect, target, name: input.name, values: texts.flatMap((t) => t ?? []) },
      );
  }
  return undefined;
}

/** A branch that git does not know, when it knows the branches at all. */
function refOf(effect: Effect, target: Workflow, { world }: Analysis): Draft | undefined {
  const { deed } = effect;
  const ref = deed.kind === 'dispatch' && deed.ref !== undefined ? asText(deed.ref)?.replace(/^refs\/heads\//, '') : undefined;
  const git = world.tree.git;
  // Of a clone with one branch the others are not known; only a default branch that was renamed is.
  if (
    ref === undefined ||
    git === undefined ||
    git.branches.length === 0 ||
    git.branches.includes(ref) ||
    git.tags.some((t) => t.name === ref) ||
    !/^(?:main|master)$/.test(ref) ||
    ref === world.defaultBranch
  )
    return undefined;
  return finding(
    effect,
    `ref ${ref}`,
    `There is no branch \`${ref}\` to dispatch ${target.path} on`,
    `${effect.deed.tool} dispatches ${target.path} at \`${ref}\`. The default branch is \`${world.defaultBranch}\`, and git knows no branch \`${ref}\`: GitHub answers with 422, and nothing starts.`,
    `Dispatch it at \`${world.defaultBranch}\`.`,
    ['dispatch.ref'],
    [],
    { why: 'ref', effect, name: ref },
  );
}

function finding(
  effect: Effect,
  what: string,
  title: string,
  message: string,
  advice: string,
  facts: readonly string[],
  links: NonNullable<Draft['chain']>,
  subject: Misdirected,
): Draft {
  return {
    at: effect.at,
    ...(effect.swallowed ? { severity: 'warning' as const } : {}),
    certainty: 'proven',
    title,
    message,
    chain: [{ kind: 'effect', text: `${effect.deed.tool} dispatches`, location: effect.at, state: 'cut' }, ...links],
    facts,
    key: [effect.job.id, effect.deed.tool, what],
    subject,
    advice,
  };
}
