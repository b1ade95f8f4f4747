import type { Workflow } from '../../../actions/index.ts';
import { cutText } from '../../links.ts';
import { isNotNow, placeOf, plain } from '../context.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document, Line } from '../types.ts';

const GOOD =
  /✅|☑|\bworks?\b|\bworking\b|\bconfigured correctly\b|\bcorrectly configured\b|\bsuccessfully\b|\bfully automated\b|\boperational\b|\btriggers? automatically\b|\bautomatically triggers?\b/i;
const NOT_GOOD = /❌|⚠|🔴|🟡|\b(?:not|never|n't|won't|cannot|fails?|broken|should|pending|untested|partially)\b/i;
const INDEXED = /\b(?:until|after|once|when)\b[^.]{0,20}\bworkflow is indexed\b/i;

/** Words of praise beside a workflow, held against the walk: nothing is cut on the way to it. */
export function statusClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind === 'report') return [];
  return document.lines.flatMap((line): Claim[] => {
    if (INDEXED.test(line.text)) return indexed(line, document, repository);
    if (line.kind === 'code' || line.kind === 'heading' || /\[[ x]\]/i.test(line.text)) return [];
    if (!GOOD.test(line.text) || NOT_GOOD.test(line.text) || isNotNow(line)) return [];
    const workflow = namedIn(line, repository);
    return workflow === undefined ? [] : [claimOf(workflow, line, document, repository)];
  });
}

/** The only workflow that a line names, by its file or as `Docker workflow`. */
function namedIn(line: Line, repository: Repository): Workflow | undefined {
  const found = new Set<Workflow>();
  for (const [name] of line.text.matchAll(/[\w.-]+\.ya?ml\b/g)) {
    const w = repository.workflow(name);
    if (w) found.add(w);
  }
  const said = /([\w.-]+)\W{0,3}\s+workflow\b/i.exec(line.text)?.[1];
  const named = said === undefined ? undefined : (repository.workflow(`${said}.yml`) ?? repository.workflow(said));
  if (named) found.add(named);
  return found.size === 1 ? [...found][0] : undefined;
}

function claimOf(workflow: Workflow, line: Line, document: Document, { analysis }: Repository): Claim {
  const file = workflow.path.slice(workflow.path.lastIndexOf('/') + 1);
  const claim = { kind: 'status' as const, at: placeOf(document, line), about: file, text: `"${plain(line.text, 90)}"` };
  const refused = workflow.problems.find((p) => p.effect === 'refused');
  if (refused) return { ...claim, verdict: 'false', actual: `GitHub refuses ${workflow.path}`, impact: 'no event starts it', facts: [refused.fact] };
  const cause = analysis.causes.find((c) => c.cut.listener === workflow && c.doubts.length === 0);
  if (cause === undefined) return { ...claim, verdict: 'unknown', actual: 'nothing speaks against it', impact: '' };
  return {
    ...claim,
    verdict: 'false',
    actual: `${file} does not start: ${cutText(cause.cut)}`,
    impact: 'who trusts the line looks for the defect elsewhere',
    facts: cause.cut.facts,
    ...(cause.cut.effect === undefined
      ? {}
      : { links: [{ kind: 'effect', text: cause.cut.effect.deed.tool, location: cause.cut.effect.at, state: 'cut' }] }),
  };
}

/** "Until the workflow is indexed": GitHub knows a workflow from the moment on in which a valid file of it is on the default branch. */
function indexed(line: Line, document: Document, repository: Repository): Claim[] {
  const at = document.lines.indexOf(line);
  const near = document.lines.slice(at, at + 8).find((l) => /\.ya?ml\b/.test(l.text));
  const name = /([\w.-]+\.ya?ml)\b/.exec(near?.text ?? '')?.[1];
  const workflow = name === undefined ? undefined : repository.workflow(name);
  if (
    workflow === undefined ||
    !workflow.triggers.some((t) => t.event === 'workflow_dispatch') ||
    workflow.problems.some((p) => p.effect === 'refused')
  )
    return [];
  return [
    {
      kind: 'status',
      at: placeOf(document, line),
      about: 'indexed',
      text: `${name} can be dispatched only after GitHub has indexed it`,
      verdict: 'false',
      actual: 'GitHub knows a workflow as soon as a valid file of it is on the default branch; a file that does not parse is not listed',
      impact: 'people wait, or click, for what a mended file would have given',
      facts: ['valid.file'],
    },
  ];
}
