import { asText, type InputDecl, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, locate } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { fileName } from '../../../tools/index.ts';
import { opened } from '../../opened.ts';
import { literally } from '../../patterns.ts';
import type { Draft } from '../../rule.ts';

const carried = /^(?:target[-_]?)?(?:env|environment|stage|version|tag|release[-_]?tag|channel)$/i;

/** A dispatch hands over an environment or a version, and the delivering workflow comes hops later, by `workflow_run`, which carries no inputs. */
export function* lostInputs(analysis: Analysis): Generator<Draft> {
  const said = new Set<string>();
  for (const runs of analysis.declared.values())
    for (const run of runs)
      for (const e of run.effects) {
        if (e.deed.kind !== 'dispatch' || e.deed.act !== 'workflow' || e.elsewhere !== undefined || e.deed.inputs === undefined) continue;
        const name = e.deed.workflow && asText(e.deed.workflow);
        const target = analysis.world.workflows.find((w) => name !== undefined && [w.path, w.displayName, fileName(w.path)].includes(name));
        const input = target && [...e.deed.inputs.keys()].find((n) => carried.test(n));
        if (target === undefined || input === undefined || said.has(`${e.at.path}:${e.at.line}`)) continue;
        const draft = draftOf(e, target, input, analysis);
        if (draft === undefined) continue;
        said.add(`${e.at.path}:${e.at.line}`);
        yield draft;
      }
}

const dispatchInput = (w: Workflow, name: string): InputDecl | undefined =>
  w.triggers.find((t) => t.event === 'workflow_dispatch')?.inputs.find((i) => i.name.toLowerCase() === name.toLowerCase());

function draftOf(effect: Effect, target: Workflow, input: string, analysis: Analysis): Draft | undefined {
  if (opened(target, analysis).effects.length > 0) return undefined;
  const way = wayTo(target, input, analysis);
  const last = way?.at(-1);
  if (way === undefined || last === undefined) return undefined;
  const at = placeOf(effect, input);
  const read = readIn(last, input);
  const declared = dispatchInput(target, input);
  return {
    at,
    certainty: 'likely',
    title: `The \`${input}\` that is handed to ${target.path} never reaches ${last.path}`,
    message: `${effect.deed.tool} dispatches ${target.path} with \`${input}\`. ${target.path} delivers nothing itself; what delivers is ${last.path}, which comes ${way.length === 1 ? 'behind it' : `${way.length} hops behind it`} by \`workflow_run\`. Such an event carries no inputs: there \`${input}\` is empty, and ${last.path} chooses by something else. So this ${/env|stage/i.test(input) ? 'environment' : 'value'} decides nothing.`,
    chain: [
      { kind: 'effect', text: `dispatches ${target.path} with ${input}`, location: at, state: 'holds' },
      ...(declared
        ? [{ kind: 'event' as const, text: `${target.path} takes ${input}`, location: locate(declared.key), state: 'holds' as const }]
        : []),
      ...usesOf(target, input).slice(0, 3),
      ...way.flatMap((w) =>
        w.triggers.find((t) => t.event === 'workflow_run')
          ? [
              {
                kind: 'event' as const,
                text: `${w.path} follows by workflow_run`,
                location: locate(w.triggers.find((t) => t.event === 'workflow_run')!.key),
                state: 'cut' as const,
              },
            ]
          : [],
      ),
      ...(read ? [{ kind: 'step' as const, text: `${input} is empty here`, location: read, state: 'cut' as const }] : []),
    ],
    assumptions: ['nothing else, such as an artifact, carries it on'],
    facts: ['wfrun.file', 'wf.dispatch.ui'],
    key: [target.path, last.path, input],
    advice: `Dispatch ${last.path} itself with \`${input}\`, or call the workflows one from another (\`workflow_call\`) and pass it on.`,
  };
}

/** The workflows from the target's first follower to one that delivers and, when dispatched by hand, takes the same input. */
function wayTo(target: Workflow, input: string, { world, ...rest }: Analysis): readonly Workflow[] | undefined {
  const analysis = { world, ...rest };
  const ways: Workflow[][] = [[target]];
  const seen = new Set([target]);
  for (const way of ways) {
    for (const next of world.workflows) {
      if (
        seen.has(next) ||
        way.length > 3 ||
        !next.triggers.some((t) => t.event === 'workflow_run' && t.workflows?.some((n) => n.text === way.at(-1)!.displayName))
      )
        continue;
      seen.add(next);
      const longer = [...way, next];
      if (opened(next, analysis).effects.length > 0 && dispatchInput(next, input) !== undefined && readIn(next, input) !== undefined)
        return longer.slice(1);
      ways.push(longer);
    }
  }
  return undefined;
}

const reading = (input: string): RegExp => new RegExp(`\\b(?:github\\.event\\.)?inputs\\.${literally(input)}\\b`, 'i');

function readIn({ file }: Workflow, input: string): Location | undefined {
  const found = reading(input).exec(file.text);
  return found === null ? undefined : file.locate({ start: found.index, end: found.index + found[0].length });
}

function usesOf({ file }: Workflow, input: string): NonNullable<Draft['chain']>[number][] {
  return [...file.text.matchAll(new RegExp(reading(input).source, 'gi'))].map((m) => ({
    kind: 'step' as const,
    text: `${input} is read here, and goes no further`,
    location: file.locate({ start: m.index, end: m.index + m[0].length }),
    state: 'holds' as const,
  }));
}

/** The line of the dispatch that hands the input over; the dispatch itself when it cannot be told. */
function placeOf(effect: Effect, input: string): Location {
  const { file } = effect.workflow;
  if (effect.at.path !== file.path) return effect.at;
  const from = file.lineStart(effect.at.line);
  const call = /createWorkflowDispatch|workflow\s+run\b|\/dispatches\b/.exec(file.text.slice(from, from + 4000));
  const start = from + (call?.index ?? 0);
  const end = file.lineStart(Math.min(file.lineCount, file.position(start).line + 14));
  const found = new RegExp(`(?<![\\w.-])${literally(input)}(?=["']?\\s*[:=])`, 'i').exec(file.text.slice(start, end));
  return found === null ? effect.at : file.locate({ start: start + found.index, end: start + found.index + found[0].length });
}
