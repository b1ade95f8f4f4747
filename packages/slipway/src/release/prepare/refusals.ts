import { releasesFrom } from '../plan/channel.ts';
import { few } from '../words.ts';
import { plannedNotes } from './edits.ts';
import type { PrepareFacts, RemoteFacts, WorktreeFacts } from './facts.ts';

export type RefusalCode =
  | 'branch-in-use'
  | 'dirty'
  | 'wrong-branch'
  | 'not-upstream'
  | 'checks'
  | 'no-notes'
  | 'tag-used'
  | 'archived'
  | 'may-not-push'
  | 'workflow-files'
  | 'starts-nothing';

/** Why a release is not prepared: one sentence. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly text: string;
  /** A person may go on all the same with a reason, which is written down; what is certain to fail or to do harm is not left to anybody. */
  readonly anyway: boolean;
  /** Nothing is wrong: it will pass by itself, or turn into another reason. */
  readonly waiting?: true;
}

/** What stands against carrying a plan out, the first reason first; and what was not looked at, one sentence each. */
export interface Judgement {
  readonly refusals: readonly Refusal[];
  readonly unchecked: readonly string[];
}

/** Names that fit in one sentence. */
const FEW = 5;

/** Holds a plan against what was gathered; asks nobody. */
export function judge(facts: PrepareFacts): Judgement {
  const { plan, remote, way } = facts;
  const refusals = [
    ...(remote === undefined ? [] : ofRepository(remote)),
    ...(way === 'pull-request' ? ofRelease(facts) : []),
    ...(way === 'local' && facts.worktree !== undefined ? ofFiles(facts.worktree) : []),
    ...ofBranch(facts),
    ...(way === 'local' ? ofUpstream(facts) : ofHead(facts)),
    ...ofNotes(facts),
    ...facts.usedTags.map(({ tag, where }) => no('tag-used', `the tag name ${tag} is used already: ${where}; choose another version with --bump.`)),
    ...(remote === undefined ? [] : ofChecks(remote, plan.source.revision)),
    ...ofWorkflows(facts),
  ];
  const unchecked: string[] = [];
  if (remote === undefined)
    unchecked.push(
      `the checks of the commit, the tags of the remote and the protection of branches: ${facts.unasked ?? 'there is no token for GitHub'}`,
    );
  else if (remote.checks === undefined) unchecked.push(`the checks of the commit: the token of ${remote.token.source} may not read them`);
  else if (remote.checks.passed + remote.checks.failing.length + remote.checks.pending.length === 0)
    unchecked.push(`checks: ${remote.slug} reports none for ${plan.source.revision.slice(0, 10)}`);
  if (way === 'local' && facts.worktree?.hasRemote === false) unchecked.push('whether the branch is up to date: the repository has no remote');
  return { refusals, unchecked };
}

const no = (code: RefusalCode, text: string): Refusal => ({ code, text, anyway: false });

function ofRepository({ slug, archived, token }: RemoteFacts): Refusal[] {
  if (archived) return [no('archived', `${slug} is archived, so nothing can be pushed to it.`)];
  return token.mayPush === false ? [no('may-not-push', `the token of ${token.source} may not push to ${slug}.`)] : [];
}

/** The branch of a release pull request is made anew each time, so it can be none that people work on. */
function ofRelease({ plan, config, branch, remote }: PrepareFacts): Refusal[] {
  const own = plan.pullRequest.branch;
  const named = [branch, remote?.defaultBranch, ...config.lines.map((line) => line.branch), ...config.channels.flatMap(({ branches }) => branches)];
  if (!named.includes(own)) return [];
  return [
    no(
      'branch-in-use',
      `${own} is a branch that is released from, and cannot be the branch of the pull request too; name another under \`pull-request:\` in slipway.yaml.`,
    ),
  ];
}

function ofFiles({ changed, inTheWay }: WorktreeFacts): Refusal[] {
  if (changed.length > 0)
    return [no('dirty', `${few(changed, FEW)} ${changed.length === 1 ? 'has' : 'have'} changes that are not committed; commit or stash them first.`)];
  if (inTheWay.length === 0) return [];
  return [
    no(
      'dirty',
      `${few(inTheWay, FEW)} ${inTheWay.length === 1 ? 'is' : 'are'} in the way and unknown to git; commit or move ${inTheWay.length === 1 ? 'it' : 'them'} first.`,
    ),
  ];
}

function ofBranch({ plan, config, branch }: PrepareFacts): Refusal[] {
  if (branch === undefined)
    return [no('wrong-branch', 'no branch is checked out, so it is not known what is released from; check one out, or say --base BRANCH.')];
  if (config.lines.some((line) => line.branch === branch)) return [];
  const channel = config.channels.find(({ name }) => name === plan.channel);
  if (channel === undefined || releasesFrom(channel, branch)) return [];
  return [
    no(
      'wrong-branch',
      `the channel ${channel.name} is released from ${few(channel.branches, FEW)}, and this is ${branch}; go there, or name another channel with --channel.`,
    ),
  ];
}

/** A commit on this machine must stand on what others have. */
function ofUpstream({ worktree }: PrepareFacts): Refusal[] {
  if (worktree === undefined || !worktree.hasRemote) return [];
  const { branch = 'HEAD', upstream, ahead, behind } = worktree;
  if (upstream === undefined)
    return [
      no(
        'not-upstream',
        `${branch} follows no branch of a remote, so it is not known whether it is up to date; set one with \`git branch --set-upstream-to\`.`,
      ),
    ];
  if (ahead === undefined || behind === undefined)
    return [no('not-upstream', `${branch} follows ${upstream}, which is not there; fetch, or set another upstream.`)];
  if (ahead === 0 && behind === 0) return [];
  return [no('not-upstream', `${branch} is ${distance(ahead, behind)} ${upstream}; ${wayOut(ahead, behind)} first.`)];
}

/** A pull request stands on the newest commit that GitHub has. */
function ofHead({ plan, remote, worktree, branch }: PrepareFacts): Refusal[] {
  if (remote === undefined || branch === undefined) return worktree?.upstream === undefined ? [] : ofUpstreamAsFetched(worktree);
  const { revision } = plan.source;
  if (remote.head === undefined) return [no('not-upstream', `${remote.slug} has no branch ${branch}; push it, or name another with --base.`)];
  if (remote.head === revision) return [];
  const { ahead = 0, behind = 0 } = worktree ?? {};
  const how = ahead + behind === 0 ? 'fetch and pull' : wayOut(ahead, behind);
  return [
    no('not-upstream', `${branch} of ${remote.slug} is at ${remote.head.slice(0, 10)}, and the plan is of ${revision.slice(0, 10)}; ${how} first.`),
  ];
}

function ofUpstreamAsFetched(worktree: WorktreeFacts): Refusal[] {
  const { branch = 'HEAD', upstream, ahead = 0, behind = 0 } = worktree;
  if (ahead === 0 && behind === 0) return [];
  return [no('not-upstream', `${branch} is ${distance(ahead, behind)} ${upstream}; ${wayOut(ahead, behind)} first.`)];
}

function distance(ahead: number, behind: number): string {
  const commits = (count: number): string => `${count} ${count === 1 ? 'commit' : 'commits'}`;
  if (behind === 0) return `${commits(ahead)} ahead of`;
  return ahead === 0 ? `${commits(behind)} behind` : `${commits(ahead)} ahead of and ${commits(behind)} behind`;
}

const wayOut = (ahead: number, behind: number): string => (behind === 0 ? 'push' : ahead === 0 ? 'pull' : 'bring the two together');

function ofNotes({ plan }: PrepareFacts): Refusal[] {
  const notes = plannedNotes(plan);
  const empty = plan.components.filter(({ name }) => notes.get(name)?.trim() === '');
  return empty.map(({ name, to }) =>
    no(
      'no-notes',
      `there are no notes for ${name} ${to}: no commit of it is told in any section; write them under "Unreleased" in its changelog, or add a section to slipway.yaml.`,
    ),
  );
}

function ofChecks({ checks, slug }: RemoteFacts, revision: string): Refusal[] {
  const { failing, pending } = checks ?? { failing: [], pending: [] };
  if (failing.length + pending.length === 0) return [];
  const bad = [
    ...(failing.length === 0 ? [] : [`${few(failing, FEW)} failed`]),
    ...(pending.length === 0 ? [] : [`${few(pending, FEW)} ${pending.length === 1 ? 'has' : 'have'} not finished`]),
  ];
  const text = `the checks of ${revision.slice(0, 10)} in ${slug} are not green: ${bad.join(', ')}.`;
  return [{ code: 'checks', text, anyway: true, ...(failing.length === 0 ? { waiting: true } : {}) }];
}

function ofWorkflows({ way, remote }: PrepareFacts): Refusal[] {
  if (way === 'local' || remote?.workflows === undefined) return [];
  return [no('workflow-files', `the plan changes workflow files (${few(remote.workflows.paths, FEW)}). ${remote.workflows.why}`)];
}
