import { describe, runsFromGithubToken, type Trigger, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, isGithubToken, locate, type Run } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import type { Rule } from '../../rule.ts';
import type { Subject } from './fix.ts';

export const rule: Rule = {
  id: 'pull-request-checks-held',
  group: 'chain',
  severity: 'warning',
  title: 'A release pull request made with the GITHUB_TOKEN, whose checks do not run by themselves',
  *check(analysis) {
    const { world } = analysis;
    const answer = runsFromGithubToken('pull_request', 'opened', world.asOf, world.host);
    if (answer === 'yes') return;
    const said = new Set<string>();
    for (const runs of analysis.declared.values())
      for (const run of runs)
        for (const e of run.effects) {
          if (
            e.deed.kind !== 'pull-request' ||
            e.deed.act !== 'open' ||
            e.elsewhere !== undefined ||
            !isGithubToken(e.held.credential) ||
            e.held.credential.kind === 'unknown' ||
            e.lacks
          )
            continue;
          if (!isReleasePullRequest(e, run)) continue;
          const key = `${e.at.path}:${e.at.line}`;
          if (said.has(key)) continue;
          const waiting = checksOf(analysis, e);
          if (waiting.length === 0) continue;
          said.add(key);
          const files = waiting.map(([w]) => w.path);
          const held = answer === 'held';
          yield {
            at: e.at,
            severity: held ? 'note' : 'warning',
            certainty: 'proven',
            title: `The release pull request is made with the GITHUB_TOKEN: ${held ? 'its checks wait for a person' : 'its checks never run'}`,
            message: held
              ? `${e.deed.tool} opens this pull request with the GITHUB_TOKEN (${e.held.from}). Since 2026-06-11 the runs of ${listed(files)} are made, but wait until someone with write access approves them; when a check is required, the pull request stays blocked until then, and auto-merge never completes alone.`
              : `${e.deed.tool} opens this pull request with the GITHUB_TOKEN (${e.held.from}), and ${world.host === 'ghes' ? 'GitHub Enterprise Server starts' : `before 2026-06-11 GitHub started`} no run for that: ${listed(files)} ${files.length === 1 ? 'does' : 'do'} not run, and required checks stay pending.`,
            chain: [
              { kind: 'effect', text: `opens the release pull request (${e.deed.tool})`, location: e.at, state: 'holds' },
              { kind: 'credential', text: `with the GITHUB_TOKEN: ${e.held.from}`, ...(e.held.at ? { location: e.held.at } : {}), state: 'holds' },
              ...waiting.slice(0, 4).map(([w, t]) => ({
                kind: 'workflow' as const,
                text: `${w.path} ${held ? 'waits for approval' : 'does not run'}`,
                location: locate(t.key),
                state: held ? ('maybe' as const) : ('cut' as const),
              })),
            ],
            assumptions: ['one of these checks is required, or someone relies on it'],
            needs: ['GET /repos/{owner}/{repo}/rules/branches/{branch}'],
            facts: held ? ['gt.exc.pr'] : ['gt.prior', 'gt.exc.ghes'],
            key: [e.job.id, e.step?.id ?? e.deed.tool],
            advice: 'Give the step the token of a GitHub App or a personal access token: then the checks run at once.',
            subject: { effect: e, files } satisfies Subject,
          };
        }
  },
};

function isReleasePullRequest(e: Effect, run: Run): boolean {
  if (e.deed.kind !== 'pull-request') return false;
  if (/release-please|changesets|release-plz|knope|semantic-release|covector/.test(e.deed.tool)) return true;
  const words = `${e.deed.title ? describe(e.deed.title) : ''} ${e.deed.head ? describe(e.deed.head) : ''}`;
  return /release|version|bump/i.test(words) || (/\brelease\b/i.test(run.workflow.path) && /version|release/i.test(words + run.workflow.displayName));
}

/** Workflows that check pull requests into the branch. */
function checksOf(analysis: Analysis, e: Effect): [Workflow, Trigger][] {
  const base = e.deed.kind === 'pull-request' && e.deed.base ? describe(e.deed.base) : analysis.world.defaultBranch;
  const out: [Workflow, Trigger][] = [];
  for (const w of analysis.world.workflows) {
    if (w === e.workflow || w.problems.some((p) => p.effect === 'refused')) continue;
    const t = w.triggers.find(
      (x) =>
        x.event === 'pull_request' &&
        (x.types === undefined || x.types.some((y) => ['opened', 'synchronize', 'reopened'].includes(y.text))) &&
        (x.branches === undefined || x.branches.length === 0 || x.branches.some((b) => b.text === base || /[*]/.test(b.text))),
    );
    if (t) out.push([w, t]);
  }
  return out;
}
