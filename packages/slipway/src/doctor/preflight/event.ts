import { str, unknown } from '../../actions/index.ts';
import { type Actor, createRef, type Entry, type Event, familyOfText, pullRequest, pushBranch, pushTag, type World } from '../../chain/index.ts';
import type { PreflightAct, PreflightCredential } from './types.ts';

/** Who makes it, as the subject of a sentence. */
export const subject: Readonly<Record<PreflightCredential, string>> = {
  person: 'a person',
  'github-token': 'the GITHUB_TOKEN',
  app: "a GitHub App's token",
  pat: 'a personal access token',
  'deploy-key': 'a deploy key',
  unknown: 'somebody',
};

/** The act as an entry of a walk. Its id is that of the analysis's own entry for such tags, so that what is said of one is found for the other. */
export function entryOf(act: PreflightAct, credential: PreflightCredential, world: World): Entry {
  const by = actorOf(credential);
  const events = eventsOf(act, by, world);
  const family = act.kind === 'tag' ? familyOfText(act.name) : undefined;
  return {
    id: family === undefined ? 'preflight' : `tag:${family}`,
    text: `${subject[credential]} ${act.kind === 'tag' ? `pushes tag ${act.name}` : `opens a pull request from ${act.branch} into ${act.base}`}`,
    kind: act.kind === 'tag' ? 'tag' : 'other',
    channel: 'stable',
    ...(family === undefined ? {} : { family }),
    events,
  };
}

function eventsOf(act: PreflightAct, by: Actor, world: World): Event[] {
  if (act.kind === 'tag') {
    const tag = str(act.name);
    // A tag's push tells of the commit that it stands on: a marker in that commit's message holds for the tag too.
    const said = act.message ?? world.tree.git?.message;
    return [pushTag(world, tag, by, said === undefined ? unknown('the message of the commit') : str(said)), createRef(world, 'tag', tag, by)];
  }
  const facts = { head: str(act.branch), base: str(act.base), title: act.title === undefined ? unknown('the title') : str(act.title) };
  return [
    pullRequest(world, 'pull_request', 'opened', false, facts, by),
    pullRequest(world, 'pull_request_target', 'opened', false, facts, by),
    pushBranch(world, str(act.branch), by, facts.title),
  ];
}

/** The version of a tag's name, for the walk's own words: `1.2.3` of `tool-v1.2.3`. */
export function versionIn(tag: string): string | undefined {
  const family = familyOfText(tag);
  return family.startsWith('=') ? undefined : tag.slice(family.length);
}

/** What is not known is walked as a person: that is what most pushes are. */
function actorOf(credential: PreflightCredential): Actor {
  switch (credential) {
    case 'person':
    case 'unknown':
      return { kind: 'person' };
    case 'pat':
      return { kind: 'token', held: { credential: { kind: 'pat', secret: 'a personal access token' }, from: 'it pushes' } };
    default:
      return { kind: 'token', held: { credential: { kind: credential }, from: 'it pushes' } };
  }
}
