import { alternatives, asText, conditionTrees, type Job, literalsIn, type Workflow } from '../../../actions/index.ts';
import { type Analysis, environmentWord, locate, plainName, type Run, tierOf } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import { holds, reaching } from '../../reaching.ts';
import type { Draft } from '../../rule.ts';

interface Declared {
  readonly name: string;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** An environment whose jobs no event can reach: by what the event is, or by the name that an earlier job computes. */
export function* neverDeployed(analysis: Analysis): Generator<Draft> {
  const byName = new Map<string, Declared[]>();
  for (const workflow of analysis.world.workflows) {
    if (workflow.problems.some((p) => p.effect === 'refused')) continue;
    for (const job of workflow.jobs) {
      const name = environmentOf(job);
      // A name that is known only in the run may be any of them.
      if (name === undefined) continue;
      byName.set(plainName(name), [...(byName.get(plainName(name)) ?? []), { name, job, workflow }]);
    }
  }
  for (const all of byName.values()) {
    const reasons = all.map((d) => closed(d, analysis));
    const [first] = reasons;
    if (first === undefined || reasons.some((r) => r === undefined)) continue;
    const { name, job, workflow } = all[0]!;
    yield {
      at: locate(job.if!),
      certainty: 'proven',
      title: `Nothing is ever deployed to ${name}`,
      message: `Job \`${job.id}\` of ${workflow.path} is the way to ${name}, and its condition never holds: ${first}. GitHub skips it, the run is green, and ${name} stays as it is.`,
      chain: [
        {
          kind: 'job',
          text: `job ${job.id} deploys to ${name}`,
          location: workflow.file.locate((job.environment?.name ?? job.key).span),
          state: 'cut',
        },
      ],
      facts: ['if.skipgreen'],
      key: ['never', job.id],
      advice: `Let the condition name what really arrives, or take the job out.`,
    };
  }
}

/** The environment that a job is for: named literally, or by its id when it deploys. */
function environmentOf(job: Job): string | undefined {
  const name = job.environment?.name?.text.trim();
  if (name !== undefined) return name === '' || name.includes('${{') || tierOf(name) === 'other' ? undefined : name;
  return /^deploy[-_]|[-_]deploy$|^promote[-_]/i.test(job.id) ? environmentWord(job.id) : undefined;
}

/** Why a job can never run; undefined when it may. */
function closed({ job, workflow }: Declared, analysis: Analysis): string | undefined {
  if (job.if === undefined || /\$\{\{\s*(?:false|true)\s*\}\}|^\s*(?:false|true)\s*$/.test(job.if.text)) return undefined;
  const events = reaching(workflow, analysis);
  if (events === undefined) return undefined;
  if (events.every((r) => holds(job, r, workflow, analysis.world) === false))
    return `no event that starts ${workflow.path} (${listed([...new Set(events.map((e) => e.event.name))])}) satisfies it`;
  return neverComputed(job, workflow, analysis.declared.get(workflow.path) ?? []);
}

/** The condition asks for a name that the job which computes it never gives. */
function neverComputed(job: Job, workflow: Workflow, runs: readonly Run[]): string | undefined {
  const own = runs.map((r) => r.jobs.find((j) => j.job === job));
  if (own.length === 0 || own.some((j) => j === undefined || j.own !== false)) return undefined;
  for (const ast of conditionTrees(job.if!.text))
    for (const { path, literal } of literalsIn(ast)) {
      const [, from, output] = /^needs\.([\w-]+)\.outputs\.([\w-]+)$/i.exec(path) ?? [];
      const maker = workflow.jobs.find((j) => j.id.toLowerCase() === from?.toLowerCase());
      if (maker === undefined || tierOf(literal) === 'other') continue;
      const given = new Set<string>();
      for (const run of runs) {
        const value = run.jobs.find((j) => j.job === maker)?.outputs.get(output!.toLowerCase());
        for (const one of value === undefined ? [] : alternatives(value)) {
          const text = asText(one);
          if (text === undefined) return undefined;
          if (text !== '') given.add(text);
        }
      }
      const { file, span } = maker.node;
      const written = new RegExp(`(?<![\\w-])${literal.replace(/[^\w-]/g, '.')}(?![\\w-])`, 'i').test(file.text.slice(span.start, span.end));
      if (given.size === 0 || written || [...given].some((g) => g.toLowerCase() === literal.toLowerCase())) continue;
      return `it asks for '${literal}', and job \`${maker.id}\` gives ${listed([...given].map((g) => `'${g}'`))}`;
    }
  return undefined;
}
