import type { Plan, PlannedComponent } from '../release/index.ts';
import type { PlanQuestion } from '../release/plan/types.ts';
import type { PlannedTag, PreparedComponent } from '../release/tagging/index.ts';
import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { textOf } from './files.ts';
import { type OpenedPlan, openPlan, type PlanFlags } from './plan-input.ts';

export interface TagPlanFlags extends PlanFlags {
  /** A plan to be executed as it is. */
  plan?: string;
  /** A tag that is made anew, so that what it was is what it becomes. */
  redo?: string;
}

/** What is to be tagged; `tags` is empty where there is nothing, and `remarks` then says why. */
export interface ToTag {
  readonly tags: readonly PlannedTag[];
  readonly remarks: readonly string[];
  /** The exit code where there is nothing. */
  readonly code: number;
  readonly tagging: Plan['tagging'];
}

/**
 * Which tags a repository is ready for: those of versions that its files say already, at the commit that made them say so; those for which no file has
 * to change; or exactly those of a plan.
 *
 * @param local tags that this clone has made and the remote has not: they are made again, not counted
 * @throws UsageError where files would have to change first for what was asked for, or where the plan is of something else
 */
export async function tagsToMake(opened: OpenedPlan, local: ReadonlySet<string>, flags: TagPlanFlags, context: Context): Promise<ToTag> {
  const { drivenTags, releasesItself, withoutTags, preparedComponents } = await context.doors.tagging();
  // What each tag reaches is walked for itself later.
  const { prove: _, ...unproven } = opened.question;
  const question: PlanQuestion = { ...unproven, history: withoutTags(unproven.history, local) };
  if (flags.plan !== undefined) return ofPlan(flags.plan, question, opened, context);
  // A version or a kind that a person asks for is theirs, whatever the files say.
  const prepared = flags.bump === undefined ? preparedComponents(question) : [];
  const tags: PlannedTag[] = [];
  for (const one of prepared) tags.push(await ofPrepared(one, question, opened, local, flags, context));
  const rest = await ofRest(question, new Set(prepared.map(({ component }) => component.name)), context);
  // A run that is repeated after it has tagged a candidate must not make it stable: that is a decision of its own.
  const isChosen = flags.channel !== undefined || flags.bump !== undefined || flags.redo !== undefined;
  const waiting = isChosen ? [] : rest.tags.filter(({ promotes }) => promotes !== null);
  const { asked } = await import('../release/formats/index.ts');
  const again = { channel: flags.channel ?? null, version: flags.bump ?? null, components: flags.component ?? [] };
  if (tags.length === 0 && rest.unprepared.length > 0) {
    const why = notPrepared(rest.unprepared, releasesItself, asked('slipway prepare', again));
    // A job for each push finds most of them unprepared: that is no failure. Who asked for a version is told that it cannot be.
    if (isChosen) throw new UsageError(why);
    return { tags: [], remarks: [why], code: EXIT.nothing, tagging: question.config.tagging };
  }
  const remarks = [
    ...waiting.map(
      ({ promotes, version, channel }) =>
        `${promotes} may become ${version}: \`${asked('slipway tag', { ...again, channel })}\` gives its commit that version.`,
    ),
    ...rest.unprepared.map(
      ({ component, files }) => `${component.name} ${component.to} is not prepared yet: ${few(files)} would have to change first.`,
    ),
  ];
  const made = rest.tags.filter((tag) => !waiting.includes(tag));
  const all = inOrder([...tags, ...made], question, await context.doors.release());
  return {
    tags: all,
    remarks: all.length > 0 ? [...remarks, ...drivenTags(all)] : waiting.length > 0 ? remarks : [rest.nothing],
    code: all.length === 0 ? rest.code : EXIT.done,
    tagging: question.config.tagging,
  };
}

/** The tag of a version that the files say: at the oldest commit in one piece that says it, so that nothing which came later is released with it. */
async function ofPrepared(
  prepared: PreparedComponent,
  question: PlanQuestion,
  opened: OpenedPlan,
  local: ReadonlySet<string>,
  flags: TagPlanFlags,
  context: Context,
): Promise<PlannedTag> {
  const { component, version } = prepared;
  const { withoutTags } = await context.doors.tagging();
  const commit = await whereSaid(prepared, opened, context);
  const { history } = question;
  const there =
    commit === history.head
      ? question
      : (await openPlan(undefined, { ...flags, gitDir: opened.gitDir, rev: commit, ...branchOf(history.branch) }, context)).question;
  const { prove: _, ...asked } = there;
  const plan = (await context.doors.release()).makePlan({
    ...asked,
    history: withoutTags(there.history, local),
    asked: version,
    components: [component.name],
  });
  const planned = plan.components.find(({ name }) => name === component.name);
  if (planned === undefined) {
    const why = plan.unreleased.find(({ name }) => name === component.name)?.why ?? 'the configuration of that commit has no such component';
    throw new UsageError(`${prepared.paths[0]} says ${component.name} ${version}, which must not be released: ${why}`);
  }
  const told = `${prepared.paths.join(' and ')} ${prepared.paths.length > 1 ? 'say' : 'says'} ${version}, and there is no tag of it`;
  const later = commit === history.head ? [] : [`${commit.slice(0, 10)} made ${prepared.paths[0]} say so; what came later is for the next version`];
  return { ...tagOf(planned), commit, notes: prepared.notes ?? planned.notes, why: [told, ...later] };
}

const branchOf = (branch: string | undefined): { branch?: string } => (branch === undefined ? {} : { branch });

async function whereSaid(prepared: PreparedComponent, { gitDir, history }: OpenedPlan, { doors }: Context): Promise<string> {
  const [{ saysPrepared }, { commitsTouching }, { readBlobText }] = await Promise.all([doors.tagging(), doors.tags(), doors.remotes()]);
  let found = history.head;
  for (const commit of await commitsTouching({ gitDir }, history.head, prepared.paths, prepared.since)) {
    if (!saysPrepared((path) => readBlobText({ gitDir }, commit, path), prepared)) break;
    found = commit;
  }
  return found;
}

interface Rest {
  readonly tags: readonly PlannedTag[];
  readonly unprepared: readonly { readonly component: PlannedComponent; readonly files: readonly string[] }[];
  readonly nothing: string;
  readonly code: number;
}

/** What is released of the other components: tagged where no file has to change for it. */
async function ofRest(question: PlanQuestion, prepared: ReadonlySet<string>, { doors }: Context): Promise<Rest> {
  const { makePlan } = await doors.release();
  const names = question.config.components.map(({ name }) => name).filter((name) => !prepared.has(name));
  const meant = names.filter((name) => (question.components ?? []).length === 0 || question.components!.includes(name));
  if (meant.length === 0) return { tags: [], unprepared: [], nothing: '', code: EXIT.nothing };
  const plan = makePlan({ ...question, components: prepared.size === 0 ? question.components : meant });
  const components = plan.components.filter(({ name }) => !prepared.has(name));
  const refused = plan.unreleased.some(({ kind }) => kind === 'refused');
  const nothing = { nothing: await sentence(plan), code: refused ? EXIT.usage : EXIT.nothing };
  if (plan.files.length === 0) return { tags: components.map(tagOf), unprepared: [], ...nothing };
  if (components.length === 1) return { tags: [], unprepared: [{ component: components[0]!, files: pathsOf(plan) }], ...nothing };
  const tags: PlannedTag[] = [];
  const unprepared: { component: PlannedComponent; files: readonly string[] }[] = [];
  for (const component of components) {
    const files = pathsOf(makePlan({ ...question, components: [component.name] }));
    if (files.length === 0) tags.push(tagOf(component));
    else unprepared.push({ component, files });
  }
  return { tags, unprepared, ...nothing };
}

async function sentence(plan: Plan): Promise<string> {
  return plan.components.length > 0 ? '' : (await import('../release/formats/index.ts')).nothingSentence(plan);
}

function tagOf({ name, to, tag, commit, notes, channel, driver, promotes, why }: PlannedComponent): PlannedTag {
  return { component: name, version: to, name: tag, commit, notes, channel, driver, promotes, why };
}

const pathsOf = ({ files }: Plan): string[] => files.map(({ path }) => path);

function notPrepared([first, ...more]: Rest['unprepared'], drives: (driver: PlannedComponent['driver']) => boolean, prepare: string): string {
  const { component, files } = first!;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  const how = drives(component.driver) ? `${component.driver} does that here` : `\`${prepare}\` does that, and its merged pull request is tagged`;
  return `${component.name} ${component.to} is not prepared${others}: ${few(files)} would have to change first; ${how}.`;
}

const few = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

/** What others depend on comes first: its release is there when theirs begins. */
function inOrder(
  tags: readonly PlannedTag[],
  { config }: PlanQuestion,
  { topological }: Awaited<ReturnType<Context['doors']['release']>>,
): readonly PlannedTag[] {
  const { order } = topological(new Map(config.components.map(({ name, dependsOn }) => [name, dependsOn])));
  return [...tags].sort((a, b) => order.indexOf(a.component) - order.indexOf(b.component));
}

/** Exactly the tags of a plan: of the commit that it was made of, or of the one in which its files are as it says. */
async function ofPlan(file: string, question: PlanQuestion, opened: OpenedPlan, context: Context): Promise<ToTag> {
  const { readPlan, stalePlan, sha256 } = await context.doors.release();
  const text = textOf(file);
  if (text === undefined) throw new UsageError(`--plan: ${file} cannot be read.`);
  const plan = readPlan(text, file, question.repository);
  if (plan.components.length === 0) return { tags: [], remarks: ['the plan releases nothing'], code: EXIT.nothing, tagging: plan.tagging };
  const { history, read } = question;
  const hashOf = (content: string | undefined): string | null => (content === undefined ? null : sha256(content));
  const isDone = (at: PlanQuestion['read']): boolean => plan.files.every(({ path, after }) => hashOf(at(path)) === after);
  if (plan.files.length === 0) {
    const stale = stalePlan(plan, { revision: history.head, read });
    if (stale !== undefined) throw new UsageError(stale);
    return { tags: plan.components.map(tagOf), remarks: [], code: EXIT.done, tagging: plan.tagging };
  }
  if (!isDone(read)) {
    if (stalePlan(plan, { revision: history.head, read }) === undefined)
      throw new UsageError(
        `the plan is not prepared yet: \`slipway prepare --plan ${file}\` changes its ${plan.files.length} ${plan.files.length === 1 ? 'file' : 'files'}, and what that becomes is tagged.`,
      );
    const other = plan.files.find(({ path, after }) => hashOf(read(path)) !== after)!;
    throw new UsageError(
      `${other.path} is not what the plan makes of it; make the plan anew with \`slipway plan --out\`, or tag what the files say without --plan.`,
    );
  }
  const commit = await oldestWith(isDone, plan, opened, context);
  return {
    tags: plan.components.map((one) => ({ ...tagOf(one), commit: one.promotes === null ? commit : one.commit })),
    remarks: [],
    code: EXIT.done,
    tagging: plan.tagging,
  };
}

async function oldestWith(
  isDone: (read: PlanQuestion['read']) => boolean,
  plan: Plan,
  { gitDir, history }: OpenedPlan,
  { doors }: Context,
): Promise<string> {
  const [{ commitsTouching }, { readBlobText }] = await Promise.all([doors.tags(), doors.remotes()]);
  let found = history.head;
  for (const commit of await commitsTouching({ gitDir }, history.head, pathsOf(plan))) {
    if (!isDone((path) => readBlobText({ gitDir }, commit, path))) break;
    found = commit;
  }
  return found;
}
