import type { Plan } from '../release/index.ts';
import type { CredentialWords, Judgement, PrepareFacts, RemoteFacts, WorktreeFacts } from '../release/prepare/index.ts';
import type { BranchProtection, Credential, Repository } from '../remotes/github/index.ts';
import type { NameUse } from '../remotes/index.ts';
import type { Context } from './context.ts';
import type { Prepared } from './prepare.ts';

/** GitHub, as it was asked about one repository. */
export interface AskedGitHub {
  readonly at: Repository;
  readonly credential: Credential | undefined;
  readonly facts: RemoteFacts;
  /** Tags of the plan that GitHub has. */
  readonly usedTags: PrepareFacts['usedTags'];
  /** What protects the branch that is released from. */
  readonly protection: BranchProtection | undefined;
  /** Sentences for a person, none of which stops anything. */
  readonly remarks: readonly string[];
}

/** Asks GitHub what decides whether a plan may be carried out. Nothing is changed. */
export async function askGitHub(at: Repository, { plan, base }: Prepared, { io, doors }: Context): Promise<AskedGitHub> {
  const github = await doors.github();
  const rights = await github.rightsOf(at);
  const { token } = at.connection;
  const branch = base ?? rights.facts.defaultBranch;
  const head = await github.branchHead(at, branch);
  const checks = await checksOf(at, plan.source.revision, io.env.GITHUB_RUN_ID, { doors });
  const usedTags: { tag: string; where: string }[] = [];
  for (const { tag } of plan.components)
    if ((await github.tagObject(at, tag)) !== undefined) usedTags.push({ tag, where: `${at.slug} has a tag of that name` });
  const workflows = plan.files.map(({ path }) => path).filter(github.isWorkflowFile);
  const remarks = workflows.length > 0 && rights.workflows === undefined ? [`the plan changes workflow files. ${rights.why}`] : [];
  return {
    at,
    credential: await github.credentialOf(at.connection),
    facts: {
      slug: at.slug,
      defaultBranch: rights.facts.defaultBranch,
      archived: rights.facts.archived,
      token: { source: token?.source ?? 'none', mayPush: rights.push },
      head,
      checks,
      workflows: workflows.length > 0 && rights.workflows === false ? { paths: workflows, why: rights.why } : undefined,
    },
    usedTags,
    protection: await github.protectionOf(at, branch),
    remarks,
  };
}

/** undefined when the token may read the repository, and not its checks. */
async function checksOf(
  at: Repository,
  revision: string,
  run: string | undefined,
  { doors }: Pick<Context, 'doors'>,
): Promise<RemoteFacts['checks']> {
  const github = await doors.github();
  try {
    const { passed, failed, pending } = await github.checksOf(at, revision, { run });
    return {
      passed,
      failing: failed.map(({ name, state }) => (state === 'failure' ? name : `${name} (${state.replaceAll('_', ' ')})`)),
      pending: pending.map(({ name }) => name),
    };
  } catch (error) {
    if (error instanceof github.GitHubError && (error.kind === 'forbidden' || error.kind === 'missing')) return undefined;
    throw error;
  }
}

/** What stands against a plan, from git and from what GitHub said. */
export async function judged(
  way: PrepareFacts['way'],
  prepared: Prepared,
  asked: Pick<AskedGitHub, 'facts' | 'usedTags'> | undefined,
  { doors }: Context,
  unasked?: string,
): Promise<Judgement> {
  const { plan, opened, base } = prepared;
  const { judge } = await doors.prepare();
  const here = await usedHere(plan, opened.gitDir, { doors });
  return judge({
    way,
    plan,
    config: opened.question.config,
    branch: base,
    worktree: await worktreeOf(prepared, { doors }),
    usedTags: [...here, ...(asked?.usedTags ?? []).filter(({ tag }) => !here.some((one) => one.tag === tag))],
    remote: asked?.facts,
    unasked,
  });
}

async function worktreeOf({ plan, opened }: Prepared, { doors }: Pick<Context, 'doors'>): Promise<WorktreeFacts | undefined> {
  const { worktree, gitDir } = opened;
  if (worktree === undefined) return undefined;
  const { hasRemotes } = await doors.remotes();
  const made = plan.files.filter(({ before, text }) => before === null && text !== null).map(({ path }) => path);
  const inTheWay = worktree.untracked.flatMap((there) =>
    made.filter((path) => path === there || path.startsWith(there.endsWith('/') ? there : `${there}/`)),
  );
  return { ...worktree, inTheWay: inTheWay.sort(), hasRemote: await hasRemotes({ gitDir }) };
}

/** A branch of that name is no tag; `slipway tag` says what it means for a push. */
const WHERE: Readonly<Record<NameUse['kind'], string>> = {
  tag: 'there is a tag of that name',
  'remote-tag': 'a remote has a tag of that name',
  branch: 'a branch has that name',
  note: 'semantic-release made a tag of that name once',
};

async function usedHere({ components }: Plan, gitDir: string, { doors }: Pick<Context, 'doors'>): Promise<PrepareFacts['usedTags']> {
  const { usesOfTagName } = await doors.remotes();
  const used: { tag: string; where: string }[] = [];
  for (const { tag } of components) {
    const first = (await usesOfTagName({ gitDir }, tag)).find(({ kind }) => kind !== 'branch');
    if (first !== undefined) used.push({ tag, where: `${WHERE[first.kind]} (${first.ref})` });
  }
  return used;
}

/** A credential for sentences. */
export function wordsOf(credential: Credential | undefined): CredentialWords | undefined {
  return credential === undefined ? undefined : { what: credential.what, source: credential.source };
}
