import type { Job, Str, Workflow } from '../../../actions/index.ts';
import { type Analysis, plainName, tierOf } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import { secretsOf } from './reads.ts';
import type { Mismatched } from './subject.ts';

interface Named {
  readonly name: Str;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** Two spellings of one environment, with the same secrets read in both: GitHub makes two environments of them. */
export function* differentSpellings({ world }: Analysis): Generator<Draft> {
  const all = world.workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job): Named[] => {
      const name = job.environment?.name;
      return name === undefined || name.text.includes('${{') || name.text.trim() === '' ? [] : [{ name, job, workflow }];
    }),
  );
  const count = new Map<string, Named[]>();
  for (const one of all) {
    const low = one.name.text.trim().toLowerCase();
    count.set(low, [...(count.get(low) ?? []), one]);
  }
  const names = [...count.keys()];
  if (names.length > 40) return;
  for (const rare of names)
    for (const usual of names) {
      const [one] = count.get(rare)!;
      const others = count.get(usual)!;
      if (rare === usual || others.length < count.get(rare)!.length || (others.length === count.get(rare)!.length && rare < usual)) continue;
      const synonym = tierOf(rare) !== 'other' && plainName(rare) === plainName(usual);
      if (!synonym && !isSlip(rare, usual)) continue;
      const secrets = new Set(others.flatMap((o) => secretsOf(o.job).map((s) => s.name)));
      const shared = secretsOf(one!.job).find((s) => secrets.has(s.name));
      if (shared === undefined) continue;
      const first = others[0]!;
      yield {
        at: one!.workflow.file.locate(one!.name.span),
        certainty: 'likely',
        title: `Environment ${rare} here, ${usual} elsewhere`,
        message:
          `Job \`${one!.job.id}\` names environment ${one!.name.text.trim()}; ${first.workflow.path} (${first.job.id}) names ${first.name.text.trim()} and reads the same secret ${shared.name}. ` +
          `For GitHub these are two environments: a name that is not there is made, without protection and without secrets, so the deployment of \`${one!.job.id}\` asks nobody and finds ${shared.name} only if it was set twice.`,
        chain: [
          {
            kind: 'job',
            text: `job ${first.job.id} names ${first.name.text.trim()}`,
            location: first.workflow.file.locate(first.name.span),
            state: 'holds',
          },
        ],
        assumptions: ['there are not two environments on purpose'],
        needs: ['GET /repos/{owner}/{repo}/environments'],
        facts: ['env.auto', 'sec.envscope'],
        key: ['spelling', rare, usual],
        subject: { job: one!.job, workflow: one!.workflow, environment: first.name.text.trim(), now: one!.name } satisfies Mismatched,
        advice: 'Write one name everywhere.',
      };
      break;
    }
}

/** One letter too many, too few, changed, or two exchanged. */
function isSlip(a: string, b: string): boolean {
  if (a.length < 6 || Math.abs(a.length - b.length) > 1 || /\d/.test(a + b)) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return restA.length + restB.length <= 2 || (restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]);
}
