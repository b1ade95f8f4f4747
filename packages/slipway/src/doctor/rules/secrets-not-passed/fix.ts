import type { Job, Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { baseName } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { byName, inherit, passSecretsTo } from '../../fixes/parts/pass-secrets.ts';
import { together } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';

export interface Subject {
  readonly caller: Workflow;
  readonly job: Job;
  readonly callee: Workflow;
  /** In upper case. */
  readonly names: readonly string[];
}

export const fix: Fixer<Subject> = function* ({ subject, analysis }) {
  const { caller, job, callee, names } = subject;
  const named = byName(caller, job, callee, names);
  const declared = new Set(callee.triggers.flatMap((t) => t.secrets.map((s) => s.name.toUpperCase())));
  const isRemote = callee.path.includes('@');
  const unknown = names.filter((n) => !declared.has(n));
  if (isRemote && unknown.length > 0 && !isOfOwner(callee, analysis)) {
    yield {
      refused: `${callee.path} belongs to somebody else and declares no secret ${listed(unknown)}, so that nothing can be passed to it under that name.`,
      instead: `Ask for \`on.workflow_call.secrets\` there, or call a copy of it in this repository.`,
    };
    return;
  }
  const all = inherit(caller, job);
  // Where the callee declares its secrets, or the caller passes some, the list goes on.
  const wantsNames = declared.size > 0 || job.secrets !== undefined;
  const ways = isRemote && !isOfOwner(callee, analysis) ? [named] : wantsNames ? [named, all] : [all, named];
  for (const way of ways) yield proposalOf(way, way === all, subject, analysis);
};

function proposalOf(way: readonly FileChange[], isAll: boolean, { caller, job, callee, names }: Subject, analysis: Analysis): Proposal {
  const from = baseName(caller.path);
  const what = listed(names, 3);
  return {
    id: isAll ? 'inherit' : 'by-name',
    title: isAll ? `Let job ${job.id} of ${from} pass its secrets on (\`secrets: inherit\`)` : `Pass ${what} to ${callee.path} by name`,
    // Whoever calls the caller has to pass them too.
    changes: together(way, passSecretsTo(caller, names, analysis)),
    tradeoffs: [
      isAll
        ? `${callee.path} can read every secret that ${from} can, also those that it does not need.`
        : `Each further secret that ${callee.path} reads has to be passed, and declared there, as well.`,
    ],
    check: `In the log of the next run of job ${job.id} \`${names[0]}\` is shown as \`***\` where it was empty; \`gh secret list\` shows whether ${what} ${names.length === 1 ? 'is' : 'are'} there to be passed.`,
  };
}

/** Secrets are inherited within one owner's repositories only. */
const isOfOwner = ({ path }: Workflow, { world }: Analysis): boolean =>
  !path.includes('@') || path.split('/')[0]?.toLowerCase() === world.slug?.split('/')[0]?.toLowerCase();
