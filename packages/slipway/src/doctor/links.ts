import { describe, type Val } from '../actions/index.ts';
import { type Cut, credentialText, type Effect, type Label, type Route, type Target, targetKey } from '../chain/index.ts';
import type { Link } from './report.ts';
import { listed as allListed } from './wording.ts';

/** A value as a reader sees it: what may stand for anything is an ellipsis. */
export const shown = (value: Val): string => describe(value).replaceAll('{any}', '…');

const verbs: Readonly<Record<string, string>> = { push: 'pushes', create: 'makes', publish: 'publishes' };

/** What an effect does, as a reader says it. */
export function effectText(e: Effect): string {
  const { deed } = e;
  switch (deed.kind) {
    case 'tag':
      return `${deed.act === 'delete' ? 'deletes' : deed.act === 'move' ? 'moves' : 'makes'} tag ${e.tag ? shown(e.tag) : ''}`.trim();
    case 'branch':
      return `pushes to ${e.branch ? shown(e.branch) : 'the branch'}`;
    case 'release':
      return deed.act === 'upload'
        ? `uploads files to release ${e.tag ? shown(e.tag) : ''}`.trim()
        : `${deed.draft === true && deed.act === 'create' ? 'drafts' : (verbs[deed.act] ?? deed.act)} release ${e.tag ? shown(e.tag) : ''}`.trim();
    case 'pull-request':
      return deed.act === 'open'
        ? 'opens a pull request'
        : deed.act === 'merge'
          ? 'merges a pull request'
          : deed.act === 'auto-merge'
            ? 'turns on auto-merge'
            : 'approves a pull request';
    case 'dispatch':
      return deed.act === 'workflow'
        ? `dispatches ${deed.workflow ? shown(deed.workflow) : 'a workflow'}`
        : `sends repository_dispatch ${deed.eventType ? shown(deed.eventType) : ''}`.trim();
    case 'package':
      return `publishes ${deed.names.length > 0 && deed.names.length <= 3 ? deed.names.join(', ') : 'packages'} to ${deed.registry}`;
    case 'image':
      return `pushes image ${deed.images[0] ? shown(deed.images[0]) : ''}`.trim();
    case 'pages':
      return 'deploys the site';
    case 'deploy':
      return `deploys to ${deed.target}`;
    case 'tap':
      return deed.act === 'push'
        ? `updates ${deed.repository ? shown(deed.repository) : deed.manager}`
        : `opens a pull request in ${deed.repository ? shown(deed.repository) : deed.manager}`;
    default:
      return deed.tool;
  }
}

export function targetText(t: Target): string {
  switch (t.kind) {
    case 'registry':
      return t.id;
    case 'release':
      return t.name === '' ? 'the GitHub release' : `the GitHub release ${t.name}`;
    case 'asset':
      return `the release's files (${t.name.replace('files of ', '')})`;
    case 'image':
      return `image ${t.name}`;
    case 'tag':
      return `tag ${t.name}`;
    case 'tap':
      return `tap ${t.name}`;
    case 'pull-request':
      return `the pull request to ${t.name}`;
    case 'pages':
      return 'the site';
    case 'environment':
      return `environment ${t.name}`;
  }
}

/** The way to a run, link by link, from the entry on. */
export function linksTo(label: Label): Link[] {
  const steps: Label[] = [];
  for (let at: Label | undefined = label; at !== undefined && steps.length < 14; at = at.via.from?.label) steps.unshift(at);
  const out: Link[] = [];
  for (const step of steps) {
    const { event, start, effect, from } = step.via;
    if (effect) {
      out.push({
        kind: 'effect',
        text: `${effectText(effect)} (${effect.deed.tool})`,
        location: effect.at,
        state: effect.happens === undefined ? 'maybe' : 'holds',
      });
      if (effect.deed.at) out.push({ kind: 'effect', text: 'as its configuration says', location: effect.deed.at, state: 'holds' });
      if (event.by.kind === 'token') {
        const { held } = event.by;
        out.push({
          kind: 'credential',
          text: `with ${credentialText(held.credential)}: ${held.from}`,
          ...(held.at ? { location: held.at } : {}),
          state: 'holds',
        });
      }
    }
    const cut = start.answer === 'no';
    if (event.by.kind === 'person' && from) out.push({ kind: 'person', text: event.text, state: 'holds' });
    else out.push({ kind: 'event', text: eventText(event), state: cut ? 'cut' : 'holds', ...(start.at ? { location: start.at } : {}) });
    out.push({
      kind: 'workflow',
      text: cut ? `${workflowOf(step)} does not start: ${start.why ?? ''}` : `${workflowOf(step)} starts`,
      ...(start.at ? { location: start.at } : {}),
      state: cut ? 'cut' : start.answer === 'runs' ? 'holds' : 'maybe',
    });
  }
  return out;
}

function workflowOf(label: Label): string {
  return label.via.start.at?.path ?? 'the workflow';
}

function eventText(event: Label['via']['event']): string {
  const what = event.activity === undefined ? event.name : `${event.name}: ${event.activity}`;
  return event.by.kind === 'token' ? `${what} ${shown(event.ref)}` : event.text;
}

/** The whole chain of a route, to its destination. */
export function linksOfRoute(route: Route): Link[] {
  const { effect } = route.best;
  const links = linksTo(route.best.label);
  const own = route.best.ownCuts[0];
  links.push({
    kind: 'effect',
    text: `${effectText(effect)} (${effect.deed.tool})`,
    location: effect.at,
    state: own ? 'cut' : effect.happens === undefined ? 'maybe' : 'holds',
  });
  links.push({
    kind: 'destination',
    text: targetText(route.target),
    state: route.verdict === 'reached' ? 'holds' : route.verdict === 'broken' ? 'cut' : 'maybe',
  });
  return links;
}

export function cutText(cut: Cut): string {
  switch (cut.kind) {
    case 'github-token':
      return `events made with the GITHUB_TOKEN start no run${cut.listener ? ` of ${cut.listener.path}` : ''}`;
    case 'skip-marker':
      return 'the commit carries a skip marker';
    case 'too-many-tags':
      return 'more than three tags are pushed at once, so GitHub makes no event';
    case 'draft-first':
      return 'the release is made as a draft first, so this activity is not sent';
    case 'missing-permission':
      return `its GITHUB_TOKEN lacks ${cut.effect?.lacks ? `${cut.effect.lacks.scope}: ${cut.effect.lacks.level}` : 'a right'}`;
    case 'no-credential':
      return 'it has no credential';
    case 'held':
      return 'its runs wait for approval';
  }
}

export const routeKey = (r: Pick<Route, 'target' | 'entry'>): string => `${r.entry.id}>${targetKey(r.target)}`;

/** "a, b and c", of at most four. */
export function listed(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return allListed(shown);
}
