import { releasesFrom } from '../plan/channel.ts';
import { few } from '../words.ts';
import type { PlannedTag, TagFacts, TagRefusal, TagRefusalCode } from './types.ts';

/** What stands against making these tags, the first reason first. Nothing is known of what was not asked, and that refuses nothing. */
export function judgeTags(facts: TagFacts): readonly TagRefusal[] {
  return [
    ...ofFiles(facts),
    ...ofBranch(facts),
    ...ofUpstream(facts),
    ...facts.tags.flatMap((tag) => [...ofNotes(tag, facts), ...ofName(tag, facts), ...ofUnknown(tag, facts), ...ofEarlier(tag, facts)]),
    ...ofChecks(facts),
    ...facts.tags.flatMap((tag) => ofWalk(tag, facts)),
  ];
}

const no = (code: TagRefusalCode, text: string, more: Partial<Pick<TagRefusal, 'exitCode' | 'anyway'>> = {}): TagRefusal => ({
  code,
  text,
  exitCode: 2,
  anyway: false,
  ...more,
});

const short = (commit: string): string => commit.slice(0, 10);

function ofFiles({ changed = [] }: TagFacts): TagRefusal[] {
  if (changed.length === 0) return [];
  return [no('dirty', `${few(changed, 3)} ${changed.length === 1 ? 'has' : 'have'} changes that are not committed; commit or stash them first.`)];
}

function ofBranch({ tags, config, branch }: TagFacts): TagRefusal[] {
  if (branch === undefined || config.lines.some((line) => line.branch === branch)) return [];
  for (const name of new Set(tags.map(({ channel }) => channel))) {
    const channel = config.channels.find((one) => one.name === name);
    if (channel === undefined || releasesFrom(channel, branch)) continue;
    const from = channel.branches.join(', ');
    return [
      no('wrong-branch', `the channel ${name} is released from ${from}, and this is ${branch}; go there, or name another channel with --channel.`),
    ];
  }
  return [];
}

/** A tag brings its commit along: one that the branch of the remote has not would be released without ever having been merged. */
function ofUpstream({ upstream, head, branch, remoteName, inRun }: TagFacts): TagRefusal[] {
  if (upstream === undefined) {
    if (remoteName === undefined || branch === undefined) return [];
    return [no('not-upstream', `${branch} is no branch of ${remoteName}; push it first, or name another remote with --remote.`)];
  }
  const { name, head: there, contains } = upstream;
  if (there === head || (inRun && contains === true)) return [];
  if (there === undefined) return [no('not-upstream', `${name} is not there any more; push the branch, or set another upstream.`)];
  if (contains === true) return [no('not-upstream', `HEAD is ${short(head)}, and ${name} is further, at ${short(there)}; pull first.`)];
  return [
    no(
      'not-upstream',
      contains === false
        ? `HEAD (${short(head)}) has commits that ${name} has not; push them, or take them out of the branch, first.`
        : `${name} is at ${short(there)}, which this clone does not have; fetch and pull first.`,
    ),
  ];
}

/** Of components that share a version one tells what is new, and the others may have nothing to tell. */
function ofNotes({ component, version }: PlannedTag, { tags }: TagFacts): TagRefusal[] {
  if (tags.some((one) => one.notes.trim() !== '' && (one.component === component || one.version === version))) return [];
  const where = 'write them into its changelog, or give its commits a section in slipway.yaml';
  return [no('no-notes', `there are no notes for ${component} ${version}; ${where}.`, { anyway: true })];
}

function ofName({ name, commit, version }: PlannedTag, { names }: TagFacts): TagRefusal[] {
  const facts = names.get(name);
  if (facts === undefined) return [];
  const { here, remote, others, releases } = facts;
  const used = (why: string): TagRefusal => no('tag-used', `the tag name ${name} is used already: ${why}.`);
  if (remote !== undefined && remote !== commit)
    return [
      used(`the remote has it at ${short(remote)}, and ${version} is ${short(commit)}; a tag that others have is never moved, take the next version`),
    ];
  if (here?.differs !== undefined)
    return [used(`this clone has it, and ${here.differs}; delete it with \`git tag --delete ${name}\` if it was never published`)];
  const published = releases[0];
  if (published !== undefined && remote === undefined)
    return [used(`GitHub has ${published.immutable ? 'an immutable' : 'a'} release of that name (${published.url})`)];
  const other = others.find(({ kind }) => here === undefined || kind === 'branch');
  if (other === undefined || remote === commit) return [];
  const what = {
    branch: `${other.ref} has it, and git could not tell the two apart`,
    'remote-tag': `${other.ref} is what was fetched of it, so it was published once`,
    note: `${other.ref} shows that semantic-release made it once`,
  };
  return [used(what[other.kind])];
}

/** A version that is made without knowing of a higher one may be too low. */
function ofUnknown({ name }: PlannedTag, { unknownHere, remoteName }: TagFacts): TagRefusal[] {
  const higher = unknownHere.get(name);
  if (higher === undefined) return [];
  return [
    no(
      'not-fetched',
      `${remoteName ?? 'the remote'} has ${higher}, which is higher than ${name} and which this clone does not know; \`git fetch --tags\` first.`,
    ),
  ];
}

/** `git describe` looks at annotated tags only: a lightweight one after them is not seen. */
function ofEarlier({ component, name }: PlannedTag, { earlier, tagging }: TagFacts): TagRefusal[] {
  const before = earlier.get(component);
  if (before === undefined || !before.annotated || tagging.annotated || tagging.signed) return [];
  return [
    no(
      'kind-of-tag',
      `${name} would be lightweight, and ${before.name} before it is annotated: \`git describe\` would not see the new one; say \`annotated: true\` in slipway.yaml.`,
      { anyway: true },
    ),
  ];
}

function ofChecks({ checks, tags }: TagFacts): TagRefusal[] {
  return [...checks]
    .filter(([commit]) => tags.some((tag) => tag.commit === commit))
    .map(([commit, { text, pending }]) =>
      no('checks', `the checks of ${short(commit)} are not green: ${text}.`, { exitCode: pending ? 30 : 1, anyway: true }),
    );
}

function ofWalk({ name }: PlannedTag, { preflight }: TagFacts): TagRefusal[] {
  const found = preflight.get(name);
  return found === undefined ? [] : [no(found.kind, found.text, { exitCode: 1, anyway: true })];
}
