import type { Job, OutputDecl, Step, Workflow } from '../../../actions/index.ts';
import { type Analysis, locate } from '../../../chain/index.ts';
import { literally } from '../../patterns.ts';
import type { Draft } from '../../rule.ts';
import { deliversIn, inExpressions } from './places.ts';
import type { Lost } from './subject.ts';

/** A job output that a delivering job asks for, and that the step behind it never writes. */
export function* emptyOutputs(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows)
    for (const job of workflow.jobs) {
      if (job.steps.length === 0) continue;
      // Of several outputs of one step the one that decides about a job is worth saying.
      const found = new Map<string, { decides: boolean; draft: Draft }>();
      for (const output of job.outputs) {
        const source = sourceOf(output);
        const step = job.steps.find((s) => s.id?.toLowerCase() === source?.step.toLowerCase());
        if (source === undefined || (step && !(step.run && !named(source.name).test(step.run.text)))) continue;
        const asked = askedBy(workflow, job, output, analysis);
        if (asked === undefined || (found.has(source.step) && (!asked.decides || found.get(source.step)!.decides))) continue;
        if (step !== undefined && !neverWrites(step, source.name, analysis)) continue;
        const cause =
          step === undefined
            ? `No step of job \`${job.id}\` has the id \`${source.step}\``
            : `Step \`${step.id}\` of job \`${job.id}\` never writes \`${source.name}\` to $GITHUB_OUTPUT`;
        found.set(source.step, { decides: asked.decides, draft: draftOf(workflow, job, output, asked, cause, step) });
      }
      for (const { draft } of found.values()) yield draft;
    }
}

function sourceOf(output: OutputDecl): { readonly step: string; readonly name: string } | undefined {
  const found = /^\s*\$\{\{\s*steps\.([\w-]+)\.outputs\.([\w-]+)\s*\}\}\s*$/.exec(output.value?.text ?? '');
  return found ? { step: found[1]!, name: found[2]! } : undefined;
}

interface Asked {
  readonly by: Job;
  readonly at: ReturnType<typeof locate>;
  /** It decides whether the job runs. */
  readonly decides: boolean;
}

/** The first job that delivers and reads the output; a condition counts before a value. */
function askedBy(workflow: Workflow, job: Job, output: OutputDecl, analysis: Analysis): Asked | undefined {
  const path = new RegExp(`\\bneeds\\.${literally(job.id)}\\.outputs\\.${literally(output.name)}\\b`, 'gi');
  let value: Asked | undefined;
  for (const other of workflow.jobs) {
    path.lastIndex = 0;
    if (
      !other.needs.some((n) => n.text.toLowerCase() === job.id.toLowerCase()) ||
      !path.test(other.node.file.text.slice(other.node.span.start, other.node.span.end)) ||
      !deliversIn(other, workflow, analysis)
    )
      continue;
    path.lastIndex = 0;
    if (other.if && path.test(other.if.text)) return { by: other, at: locate(other.if), decides: true };
    path.lastIndex = 0;
    for (const { at } of inExpressions(other.node, path)) value ??= { by: other, at, decides: false };
  }
  return value;
}

const named = (name: string): RegExp => new RegExp(`(?<![\\w-])${literally(name)}(?![\\w-])`, 'i');

/** Programs of a registry, whose text is not here; semantic-release is known to write no outputs. */
const foreign = /(?:^|[\s;&|(])(?:npx|bunx|uvx|pipx\s+run|(?:pnpm|yarn)\s+dlx)\s+(?:(?:--?[\w-]+)\s+)*(?!semantic-release\b|-)\S/m;
/** Programs of the tree, and scripts of package.json; semantic-release again is none that writes. */
const own =
  /(?:^|[\s;&|(])(?:(?:node|deno|tsx|ts-node|python3?|uv|ruby|make|just|task|bash|sh|pwsh)\s+\S|(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?(?!(?:run|semantic-release|install|ci|i|config|publish|version)\b)\S|\.{1,2}\/\S)/m;

/** The whole script can be read, it does not name the output, and nothing that it may run does. */
function neverWrites(step: Step, name: string, analysis: Analysis): boolean {
  if (!step.run || (step.shell && !/^(?:bash|sh)\b/.test(step.shell.text))) return false;
  const script = step.run.text;
  const word = named(name);
  if (word.test(script)) return false;
  // Each line that writes names what it writes; a variable, a file or a program's whole output may be anything.
  const writes = script.split('\n').filter((l) => /GITHUB_OUTPUT|::set-output/.test(l) && !/^\s*#/.test(l));
  if (!writes.every((l) => /\b(?:echo|printf)\s+(?:-\w+\s+)?["']?(?:::set-output name=)?[A-Za-z_][\w-]*(?:=|::)/.test(l))) return false;
  const done = script.replaceAll(/^\s*(?:#|echo\b).*$/gm, '');
  if (writes.length === 0 && foreign.test(done)) return false;
  const runsOwn = writes.length === 0 && own.test(done);
  // Another action, or something of the tree, may write it from inside; the name then stands there, or is put together.
  const { tree } = analysis.world;
  const texts = tree
    .list()
    .filter(
      (p) =>
        !p.startsWith('.github/workflows/') &&
        /(?:^|\/)(?:package\.json|\.releaserc[^/]*|release\.config\.[cm]?[jt]s|Makefile|justfile|Taskfile\.ya?ml|action\.ya?ml|[^/]+\.(?:sh|bash|py|rb|[cm]?[jt]s|rs|go))$/.test(
          p,
        ) &&
        !/(?:^|\/)(?:node_modules|vendor|dist|test|tests|__tests__)\//.test(p),
    );
  if (texts.length > 1500) return false;
  return !texts.some((p) => {
    const text = tree.read(p) ?? '';
    return (
      word.test(text) || /semantic-release-export-data|@semantic-release\/exec/.test(text) || (runsOwn && /GITHUB_OUTPUT|\bsetOutput\(/.test(text))
    );
  });
}

function draftOf(workflow: Workflow, job: Job, output: OutputDecl, asked: Asked, cause: string, step?: Step): Draft {
  const at = output.value ? locate(output.value) : locate(output.key);
  return {
    at,
    ...(asked.decides && step === undefined ? { severity: 'error' as const } : {}),
    certainty: step ? 'likely' : 'proven',
    title: `Output \`${output.name}\` of job \`${job.id}\` is always empty, and job \`${asked.by.id}\` ${asked.decides ? 'waits for it' : 'reads it'}`,
    message: `${cause}, so the output \`${output.name}\` is an empty text in every run of ${workflow.path}. ${asked.decides ? `Job \`${asked.by.id}\` runs only if it has a value, so it is always skipped, and the run stays green.` : `Job \`${asked.by.id}\` delivers with an empty value in its place.`}`,
    chain: [
      ...(step?.run
        ? [{ kind: 'step' as const, text: `step ${step.id} does not write it`, location: locate(step.name ?? step.run), state: 'holds' as const }]
        : []),
      { kind: 'job', text: `${job.id}.outputs.${output.name} is empty`, location: at, state: 'cut' },
      { kind: 'job', text: `${asked.by.id} asks for it`, location: asked.at, state: 'cut' },
    ],
    facts: ['if.outputs'],
    key: [job.id, output.name, asked.by.id],
    ...(step === undefined ? { subject: lostStep(workflow, job, output) } : {}),
    advice: step
      ? `Write it in step \`${step.id}\`: \`echo "${output.name}=…" >> "$GITHUB_OUTPUT"\`.`
      : `Give the step that sets it \`id: ${/steps\.([\w-]+)/.exec(output.value?.text ?? '')?.[1] ?? ''}\`, or name the right one.`,
  };
}

function lostStep(workflow: Workflow, job: Job, output: OutputDecl): Lost | undefined {
  const source = sourceOf(output);
  return source && { why: 'step', workflow, job, id: source.step, output: source.name };
}

/** A step of a delivering job reads the output of a step that is not there. */
export function* missingSteps(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows)
    for (const job of workflow.jobs) {
      if (job.steps.length === 0) continue;
      const ids = new Set(job.steps.flatMap((s) => s.id?.toLowerCase() ?? []));
      const said = new Set<string>();
      for (const step of job.steps)
        for (const { match, at } of inExpressions(step.node, /\bsteps\.([A-Za-z_][\w-]*)\.(?:outputs\.([\w-]+)|outcome|conclusion)/g)) {
          const id = match[1]!;
          if (ids.has(id.toLowerCase()) || said.has(id) || !deliversIn(job, workflow, analysis)) continue;
          said.add(id);
          yield {
            at,
            certainty: 'proven',
            title: `\`${match[0]}\` is always empty: job \`${job.id}\` has no step with the id \`${id}\``,
            message: `\`steps\` holds the steps of the same job that have an id, and no step of job \`${job.id}\` in ${workflow.path} is called \`${id}\`. So \`${match[0]}\` is an empty text here, in every run, and what the step does with it goes on without a value.`,
            chain: [{ kind: 'step', text: `${match[0]} is empty`, location: at, state: 'cut' }],
            facts: ['if.outputs'],
            key: [job.id, id, 'no step'],
            subject: { why: 'step', workflow, job, id, ...(match[2] === undefined ? {} : { output: match[2] }) } satisfies Lost,
            advice: `Give the step that makes it \`id: ${id}\`; what another job made comes as \`needs.<job>.outputs\`.`,
          };
        }
    }
}
