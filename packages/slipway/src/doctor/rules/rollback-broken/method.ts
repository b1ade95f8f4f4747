import {
  asText,
  evaluateCondition,
  evaluateTemplate,
  type InputDecl,
  interpretShell,
  type Job,
  maskExpressions,
  obj,
  type Str,
  str,
  type Trigger,
  unknown,
  type Val,
  type Workflow,
} from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { isForEmergency } from './going-back.ts';

/** A way of going back whose own name is taken for the commit to go to. */
export function* methodAsTarget({ world }: Analysis): Generator<Draft> {
  const branches = new Set(world.tree.git?.branches ?? []);
  for (const workflow of world.workflows) {
    if (!isForEmergency(workflow)) continue;
    for (const trigger of workflow.triggers) {
      if (trigger.event !== 'workflow_dispatch') continue;
      for (const input of trigger.inputs) {
        if (!/method|strategy|mode|type|kind|operation|action/i.test(input.name)) continue;
        const uses = new Map<string, { readonly use: Use; readonly options: Str[] }>();
        for (const option of (input.options ?? []).slice(0, 8)) {
          // A name of one word may be a branch or a tag.
          if (!/[a-z][-_][a-z]/i.test(option.text) || branches.has(option.text)) continue;
          const use = firstUse(option.text, input, trigger, workflow);
          if (use === undefined) continue;
          const place = `${use.job.id}:${use.at.line}`;
          const before = uses.get(place);
          if (before) before.options.push(option);
          else uses.set(place, { use, options: [option] });
        }
        for (const { use, options } of uses.values()) yield draft(use, options, input, workflow);
      }
    }
  }
}

function draft({ job, command, at }: Use, options: readonly Str[], input: InputDecl, workflow: Workflow): Draft {
  const names = listed(options.map((o) => `\`${o.text}\``));
  return {
    at,
    certainty: 'proven',
    title: `\`${input.name}: ${options[0]!.text}\` goes back to a commit called "${options[0]!.text}"`,
    message:
      `With the choice ${names} job \`${job.id}\` of ${workflow.path} hands the name of the method to \`git ${command}\`. There is no branch, tag or commit of that name, ` +
      `so this way back fails each time, before it has changed anything.`,
    chain: [
      ...options.map((o) => ({
        kind: 'event' as const,
        text: `the choice ${o.text}`,
        location: workflow.file.locate(o.span),
        state: 'holds' as const,
      })),
      { kind: 'job', text: `job ${job.id}`, location: workflow.file.locate(job.key.span), state: 'cut' },
    ],
    key: ['method', input.name, job.id],
    advice: `Give ${names} a target of its own, such as the last deployment that succeeded, or take it out of the choices.`,
  };
}

interface Use {
  readonly job: Job;
  readonly command: string;
  readonly at: Location;
}

/** The first git command that gets the choice as a revision. Scripts are followed in order, with what they write for later steps. */
function firstUse(choice: string, input: InputDecl, trigger: Trigger, workflow: Workflow): Use | undefined {
  // Of the other choices the one that goes back.
  const given = trigger.inputs.flatMap((i): [string, Val][] => {
    const back = i.options?.find((o) => /roll[-_ ]?back/i.test(o.text));
    return i === input ? [[i.name.toLowerCase(), str(choice)]] : back === undefined ? [] : [[i.name.toLowerCase(), str(back.text)]];
  });
  const inputs = obj(given, { open: true });
  for (const job of workflow.jobs) {
    const written = new Map<string, Val>();
    for (const step of job.steps) {
      const { run } = step;
      if (run === undefined || !/\bgit\b|GITHUB_ENV/.test(run.text)) continue;
      const lookup = (name: string): Val => {
        if (name === 'inputs') return inputs;
        if (name === 'github') return obj([['event', obj([['inputs', inputs]], { open: true })]], { open: true });
        if (name === 'env')
          return obj(
            [...written].map(([k, v]) => [k.toLowerCase(), v]),
            { open: true },
          );
        return unknown(name);
      };
      if (step.if !== undefined && evaluateCondition(step.if.text, { lookup }).own === false) continue;
      const { expressions } = maskExpressions(run.text);
      const result = interpretShell(run.text, {
        shell: 'bash -e {0}',
        expressions: expressions.map((e) => evaluateTemplate(`\${{${e.source}}}`, { lookup })),
        env: (name) => {
          const pair = step.env.find((p) => p.name === name) ?? job.env.find((p) => p.name === name);
          return pair?.value?.kind === 'scalar' ? evaluateTemplate(pair.value.text, { lookup }) : written.get(name);
        },
      });
      for (const command of result.commands) {
        const words = command.words.map(asText);
        const act =
          words[0] === 'git' && words[1] !== undefined && /^(?:checkout|switch|reset|rev-parse|revert)$/.test(words[1]) ? words[1] : undefined;
        if (
          act === undefined ||
          command.runs !== true ||
          words.includes('-b') ||
          words.includes('-c') ||
          words.includes('--') ||
          !words.slice(2).some((w) => w === choice || w?.startsWith(`${choice}^`) || w?.startsWith(`${choice}~`))
        )
          continue;
        return { job, command: act, at: run.file.locate(scalarSpan(run, command.start, command.end)) };
      }
      for (const [name, value] of result.envWrites) written.set(name, value);
    }
  }
  return undefined;
}
