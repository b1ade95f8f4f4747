import type { Job, Workflow } from '../../actions/index.ts';
import type { JobRun } from '../types.ts';
import type { Gate } from './types.ts';

const asking =
  /authori[sz]|approv|sign[-_ ]?off|go[-_ ]?no[-_ ]?go|\bpermission|confirm|(?:release|prod(?:uction)?|deploy(?:ment)?)[-_ ]?gate|manual[-_ ]?gate/i;
/** They put a mark on a pull request, or look at one; nothing waits for them. */
const otherwise =
  /auto[-_ ]?(?:approv|merge)|approv\w*[-_ ](?:the[-_ ])?(?:pr|pull)|(?:pr|pull[-_ ]request)s?[-_ ]approv|unapproved|dependabot|renovate/i;
const approvalAction = /manual-approval|required-approval|approve-deployment|jira-approval/i;

/** A job whose work is to ask somebody, or to look who asks, before others go on; by its id, its name, or the action that it uses. */
export function asksFirst(job: Job): boolean {
  const said = `${job.id} ${job.name?.text ?? ''}`;
  if (otherwise.test(said)) return false;
  return asking.test(said) || job.steps.some((s) => s.uses !== undefined && approvalAction.test(s.uses.at.text));
}

/** What stands before a job: the jobs that it waits for, and its environment. */
export function gatesOf(job: Job, before: readonly JobRun[], workflow: Workflow): Gate[] {
  const gates = before.map((b): Gate => ({ kind: asksFirst(b.job) ? 'approval' : 'job', name: b.id, at: b.workflow.file.locate(b.job.key.span) }));
  const named = job.environment?.name;
  if (named) gates.push({ kind: 'environment', name: named.text, at: workflow.file.locate(named.span) });
  return gates;
}
