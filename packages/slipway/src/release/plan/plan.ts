import type { ComponentVersion } from '../files/index.ts';
import type { Change, Component, Plan, PlannedComponent, Unreleased } from '../types.ts';
import type { NextRelease } from '../versions/index.ts';
import { believedVersion } from './believed.ts';
import { Contributors, type Part } from './contributors.ts';
import { type Decision, decide } from './decide.ts';
import { digestOf } from './document.ts';
import { plannedFiles, writeVersions } from './files.ts';
import { gather, type Knowledge, type Known } from './gather.ts';
import { isBuildOfTheDay, notesFrom } from './notes.ts';
import { pullRequestOf } from './pull-request.ts';
import type { PlanQuestion } from './types.ts';

/**
 * What would be released, as which version, why, with which notes, and touching which files. The same question has the same plan, byte for byte;
 * `components` is empty when nothing is released, and `unreleased` then says why.
 *
 * @throws PlanError (exit code 2) when the question itself cannot be meant: a branch from which nothing is released, no such channel or component, a
 * clone without the history that decides
 */
export function makePlan(question: PlanQuestion): Plan {
  const knowledge = gather(question);
  const { history, config, repository, day, version } = question;
  const decisions = decide(knowledge);
  const proven = prove(question, decisions);
  const written = write(knowledge, decisions);
  const released = written.components;
  const plan: Omit<Plan, 'digest'> = {
    schemaVersion: 1,
    tool: { name: 'slipway', version },
    source: { revision: history.head, branch: history.branch ?? null, repository: repository ?? null },
    date: day,
    asked: {
      channel: question.channel ?? null,
      version: question.asked ?? null,
      components: [...new Set(question.components ?? [])].sort(),
    },
    channel: knowledge.chosen.channel.name,
    components: released,
    unreleased: decisions.flatMap((one) => unreleasedOf(one, knowledge.known.get(one.component.name)!)),
    files: written.files,
    pullRequest: pullRequestOf(question, knowledge.chosen, released),
    tagging: config.tagging,
    destinations: proven?.destinations ?? [],
    contract: proven?.contract ?? [],
    warnings: [
      ...new Set([...knowledge.warnings, ...decisions.flatMap(({ next, warnings }) => [...next.warnings, ...warnings]), ...written.warnings]),
    ],
  };
  return { ...plan, digest: digestOf(plan) };
}

/** Asked before the notes are written, which may wait for git. */
function prove({ prove: ask }: PlanQuestion, decisions: readonly Decision[]): ReturnType<NonNullable<PlanQuestion['prove']>> | undefined {
  const released = decisions.flatMap(({ component: { name }, next }) =>
    next.kind === 'release' ? [{ tag: next.tag, version: next.version, component: name }] : [],
  );
  return released.length === 0 ? undefined : ask?.(released);
}

function unreleasedOf({ component, next, why, meant }: Decision, { weighed, attributed }: Known): readonly Unreleased[] {
  if (next.kind === 'release') return [];
  // What the commits amount to says the same, and which they are.
  const own = next.kind === 'nothing' && next.reason.startsWith('No commit') ? [] : [next.reason];
  const reasons = [...new Set([...own, ...(meant ? weighed.why : []), ...why, ...attributed.why])];
  return [{ name: component.name, kind: next.kind, why: reasons.join(' '), considered: [...weighed.considered, ...attributed.others] }];
}

/** Notes and files of all components that are released. */
function write(knowledge: Knowledge, decisions: readonly Decision[]): Pick<Plan, 'components' | 'files' | 'warnings'> {
  const { question, known, changesets } = knowledge;
  const released = decisions.flatMap(({ next, for: raisers, ...one }) => (next.kind === 'release' ? [{ ...one, next, raisers }] : []));
  const versions = new Map(released.map(({ component, next }) => [component.name, next.version]));
  const changed = new Set(
    released
      .filter(({ next, prepared }) => !prepared && next.promotes === undefined && !isBuildOfTheDay(next))
      .map(({ component }) => component.name),
  );
  const files = writeVersions(question, versionsIn(knowledge, changed, versions));
  const texts = new Map(files.texts);
  const warnings = [...files.warnings];
  const parts = new Map(released.map(({ component, next }) => [component.name, partOf(next, known.get(component.name)!)]));
  const people = new Contributors(question, knowledge.walked, [...parts.values()]);
  const components = released.map(({ component, next, why, raisers, prepared }): PlannedComponent => {
    const of = known.get(component.name)!;
    const part = parts.get(component.name)!;
    const path = component.changelog;
    const notes = notesFrom({
      question,
      component,
      next,
      since: sinceOf(next, of),
      changes: part.changes,
      contributors: people.of(part),
      prepared: prepared ? of.says.prepared!.notes : undefined,
      raised: raisers.map((name) => ({ name, version: versions.get(name)! })),
      changelog: path === undefined ? undefined : (texts.get(path) ?? question.read(path)),
      shared: question.config.components.some((one) => one.changelog === path && one.name !== component.name),
    });
    warnings.push(...notes.warnings, ...unwrittenWarnings(question, component, next));
    if (path !== undefined && notes.changelog !== undefined) texts.set(path, notes.changelog);
    return planned(next, of, why, notes.notes, knowledge);
  });
  // A changeset counts again for the stable version, so a pre-release leaves it where it is.
  const used = new Set(
    released.filter(({ next, prepared }) => !prepared && !next.prerelease && next.promotes === undefined).map(({ component }) => component.name),
  );
  if (used.size > 0) for (const path of changesets.used(used)) texts.set(path, null);
  return { components, files: plannedFiles(question.read, texts), warnings };
}

function planned(next: NextRelease, known: Known, why: readonly string[], notes: string, { chosen }: Knowledge): PlannedComponent {
  const { standing, attributed } = known;
  const { component, since } = standing;
  const { bump, why: reasons, considered } = weighedFor(next, known);
  return {
    name: component.name,
    path: component.path,
    driver: component.driver,
    from: since === undefined ? null : { version: since.text, tag: since.tag, commit: since.commit },
    to: next.version,
    tag: next.tag,
    commit: next.commit,
    promotes: next.promotes?.tag ?? null,
    bump: next.bump,
    channel: chosen.channel.name,
    prerelease: next.prerelease,
    latest: next.latest,
    why: [...new Set([...(bump === 'none' ? [] : reasons), ...why, ...next.why, ...attributed.why])],
    considered: [...considered, ...attributed.others],
    notes,
    // Neither a candidate that becomes stable nor a build of the day changes a file.
    changelog: next.promotes === undefined && !isBuildOfTheDay(next) ? (component.changelog ?? null) : null,
  };
}

/** What decided: of a candidate that becomes stable what it holds. What came after it raises nothing yet. */
function weighedFor({ promotes }: NextRelease, { weighed, weighedAt }: Known): Pick<Known['weighed'], 'bump' | 'why' | 'considered'> {
  if (promotes === undefined) return weighed;
  const held = weighedAt(promotes.commit);
  const hashes = new Set([...held.commits.map(({ commit }) => commit.hash), ...held.considered.map(({ hash }) => hash)]);
  const later = weighed.considered.filter(({ hash }) => !hashes.has(hash));
  const why = `it came after ${promotes.tag}, and is not in it`;
  return { ...held, considered: [...later.map((one) => ({ ...one, bump: 'none' as const, why })), ...held.considered] };
}

/** What the notes are of: of a pre-release what is new since the one before it, of a candidate that becomes stable what it holds. */
function partOf(next: NextRelease, { weighed, weighedAt, last, standing }: Known): Part & { readonly changes: readonly Change[] } {
  if (next.prerelease) {
    const commits = weighed.commits.filter(({ fresh }) => fresh).map(({ commit }) => commit);
    return { commits, changes: weighed.freshChanges, base: (last ?? standing.since)?.commit };
  }
  const { commits, changes } = next.promotes === undefined ? weighed : weighedAt(next.promotes.commit);
  return { commits: commits.map(({ commit }) => commit), changes, base: standing.since?.commit };
}

/**
 * A candidate's own files may say that it is one: whoever publishes them from its commit publishes the candidate again. A build of the day has no
 * files of its own at all.
 */
function unwrittenWarnings({ read, readAt }: PlanQuestion, component: Component, next: NextRelease): readonly string[] {
  const { promotes } = next;
  if (isBuildOfTheDay(next)) {
    const said = believedVersion(read, component);
    if (said === undefined || said.version === next.version) return [];
    return [
      `${said.at.path}:${said.at.line} says ${said.version}, and a build of the day changes no file: a registry that reads it there gets that version, and not ${next.version}, unless the workflow writes it.`,
    ];
  }
  if (promotes === undefined || readAt === undefined) return [];
  const said = believedVersion((path) => readAt(promotes.commit, path), component);
  if (said === undefined || said.version !== promotes.text) return [];
  return [
    `At ${promotes.tag} ${said.at.path}:${said.at.line} says ${said.version}: a registry that reads it there gets that version once more, and not ${next.version}. \`--bump ${next.version}\` prepares a commit that says ${next.version}, in place of the candidate's.`,
  ];
}

/** Where the compared range begins. */
function sinceOf(next: NextRelease, { last, standing }: Known): { readonly version: string; readonly tag: string } | null {
  const before = next.prerelease ? (last ?? standing.since) : standing.since;
  return before === undefined ? null : { version: before.text, tag: before.tag };
}

function versionsIn({ known }: Knowledge, changed: ReadonlySet<string>, versions: ReadonlyMap<string, string>): readonly ComponentVersion[] {
  return [...known.values()].map(({ standing: { component, from, since, current } }) => ({
    component,
    from: (from === undefined ? (since ?? current) : current)?.text,
    to: changed.has(component.name) ? versions.get(component.name) : undefined,
  }));
}
