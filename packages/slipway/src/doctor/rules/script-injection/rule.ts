import { contextPaths, type Job, nodesOf, parseTemplate, type Step, type Str, type Workflow } from '../../../actions/index.ts';
import { scalarSpan } from '../../../source/index.ts';
import { releasing } from '../../releasing.ts';
import type { Draft, Rule } from '../../rule.ts';

/** Runs for a pull request have no secrets when it comes from a fork, unless they are of the base branch or of a merge. */
const pulls = /^(?:pull_request_target|pull_request: closed|pull_request_review|issue_comment)/;

/** What somebody without rights in the repository writes, and the events that carry it. */
const texts: readonly { readonly path: RegExp; readonly events: RegExp; readonly what: string }[] = [
  { path: /^github\.event\.pull_request\.(?:title|body)$/, events: pulls, what: "the pull request's $1" },
  { path: /^github\.event\.pull_request\.head\.(?:ref|label)$/, events: pulls, what: "the name of the pull request's branch" },
  { path: /^github\.head_ref$/, events: pulls, what: "the name of the pull request's branch" },
  { path: /^github\.event\.(?:issue|discussion)\.(?:title|body)$/, events: /^(?:issue|discussion)/, what: 'the $1 of an issue or a discussion' },
  { path: /^github\.event\.(?:comment|review)\.body$/, events: /comment|review/, what: "the comment's text" },
  { path: /^github\.event\.head_commit\.message$/, events: /^push/, what: "the commit's message" },
  { path: /^github\.event\.commits\..*\.message$/, events: /^push/, what: "the commits' messages" },
  { path: /^github\.event\.(?:head_commit|commits\.[^.]+)\.(?:author|committer)\.(?:name|email)$/, events: /^push/, what: "the author's name" },
  {
    path: /^github\.event\.workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:name|email)))$/,
    events: /^workflow_run/,
    what: "the other run's branch or commit message",
  },
];

/** Functions whose result is no longer the text. */
const harmless: ReadonlySet<string> = new Set(['contains', 'startswith', 'endswith', 'hashfiles', 'tojson']);

export const rule: Rule = {
  id: 'script-injection',
  group: 'credential',
  severity: 'warning',
  title: 'Text of strangers in the script of a job that releases',
  *check(analysis) {
    const { jobs, writers, events } = releasing(analysis);
    for (const workflow of analysis.world.workflows)
      for (const job of workflow.jobs) {
        if (!jobs.has(job) && !writers.has(job)) continue;
        const found = [...pastedIn(job, [...(events.get(job) ?? [])])];
        // Once per job: whoever mends the first sees the others.
        if (found[0]) yield draftOf(workflow, job, found[0], found);
      }
  },
};

/** An expression with a stranger's text in a script. */
export interface Pasted {
  readonly step: Step;
  readonly node: Str;
  readonly start: number;
  readonly end: number;
  readonly path: string;
  readonly what: string;
  readonly javascript: boolean;
}

/** What a fix needs to know of them. */
export interface Injected {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly all: readonly Pasted[];
}

function* pastedIn(job: Job, events: readonly string[]): Generator<Pasted> {
  for (const step of job.steps) {
    const script =
      step.uses?.is.kind === 'remote' && /^actions\/github-script$/i.test(`${step.uses.is.owner}/${step.uses.is.repo}`)
        ? step.with.find((p) => p.name === 'script')?.value
        : undefined;
    const node = step.run ?? (script?.kind === 'scalar' ? script : undefined);
    if (node === undefined || !node.text.includes('${{')) continue;
    for (const part of parseTemplate(node.text).parts) {
      if (typeof part === 'string') continue;
      const calls = [...nodesOf(part.ast)].some((n) => n.t === 'call' && harmless.has(n.name));
      const compared = [...nodesOf(part.ast)].some((n) => n.t === 'compare');
      if (calls || compared) continue;
      for (const path of contextPaths(part.ast)) {
        const of = texts.find((t) => t.path.test(path.toLowerCase()) && events.some((e) => t.events.test(e)));
        if (of) {
          yield {
            step,
            node,
            start: part.start,
            end: part.end,
            path,
            what: of.what.replace('$1', path.split('.').at(-1) ?? ''),
            javascript: node !== step.run,
          };
          break;
        }
      }
    }
  }
}

function draftOf(workflow: Workflow, job: Job, found: Pasted, all: readonly Pasted[]): Draft {
  const { node, path, what } = found;
  const at = node.file.locate(scalarSpan(node, found.start, found.end));
  return {
    at,
    certainty: 'likely',
    title: `\`${path}\` is pasted into the ${found.javascript ? 'JavaScript' : 'script'} of job \`${job.id}\`, which releases`,
    message:
      `GitHub puts ${what} into the ${found.javascript ? 'program' : 'script'} before it runs. A quote, a backtick or \`$( )\` in it ends the text early: the step fails on an innocent one and runs the commands of a hostile one, ` +
      `with the token and the secrets of job \`${job.id}\` in ${workflow.path}.`,
    chain: [
      { kind: 'job', text: `job ${job.id}`, location: job.key.file.locate(job.key.span), state: 'holds' },
      { kind: 'step', text: `\${{ ${path} }} in its script`, location: at, state: 'maybe' },
    ],
    key: [job.id, found.step.id ?? String(found.step.index), path],
    subject: { workflow, job, all } satisfies Injected,
    advice: found.javascript
      ? `Read it from \`context.payload\`, or hand it over in \`env\` and read the variable there.`
      : `Hand it over in \`env:\` of the step and write it as a variable in double quotes.`,
  };
}
