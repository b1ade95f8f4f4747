import type { Analysis, Route } from '../analyse.ts';
import { targetKey } from '../destinations.ts';
import { environmentRoutes } from '../environments/index.ts';
import { locate } from '../starts.ts';
import type { Effect } from '../types.ts';
import type { Uploaded } from './assets.ts';
import { namesOf, nameValue, shownName } from './names.ts';
import { type FollowedRun, followedRun } from './run-files.ts';
import type { AssetSet, Contract, ContractItem, ContractKind, ContractStage } from './types.ts';

const known = new WeakMap<Analysis, Map<string, Contract>>();

/**
 * What a version of a channel must consist of, by stage: what it has at publication, and what follows a person's act or a gate.
 * Computed from the same walk that proves the destinations; names are patterns in which the version is a hole.
 */
export function contractOf(analysis: Analysis, channel = 'stable'): Contract {
  const memo = known.get(analysis) ?? new Map<string, Contract>();
  known.set(analysis, memo);
  let made = memo.get(channel);
  if (made === undefined) {
    made = make(analysis, channel);
    memo.set(channel, made);
  }
  return made;
}

/** Kinds of pre-releases whose tags a channel of their own begins with. */
export const preReleases: readonly string[] = ['rc', 'beta', 'alpha', 'hotfix'];

/** Channels that a release may go to, the stable one first: those of the entries, and the kinds of tags that the repository or its workflows know. */
export function channelsOf(analysis: Analysis): string[] {
  const { world } = analysis;
  const all = new Set(analysis.routes.filter((r) => r.role === 'release').map((r) => r.entry.channel));
  if (analysis.entries.some(({ entry }) => entry.kind === 'tag'))
    for (const kind of preReleases) {
      const tagged = world.tree.git?.tags.slice(0, 500).some((t) => new RegExp(`\\d-?${kind}[.\\d]`).test(t.name));
      const named = new RegExp(`['"*.-]-?${kind}(?:['"*.\\d]|$)`, 'm');
      if (tagged || world.workflows.some((w) => named.test(w.file.text))) all.add(kind);
    }
  return [...all].sort((a, b) => Number(b === 'stable') - Number(a === 'stable') || (a < b ? -1 : 1));
}

interface Draft {
  readonly name: string;
  readonly after: readonly string[];
  readonly gate: ContractStage['gate'];
  readonly items: Map<string, ContractItem>;
  readonly open: Set<string>;
}

function make(analysis: Analysis, channel: string): Contract {
  const routes = chosenRoutes(analysis, channel);
  // Following files costs more than anything else here: only what uploads some is followed.
  const uploading = new Set([...routes.values()].filter((r) => r.target.kind === 'asset').map((r) => r.best.node.run.workflow.path));
  const runs = [...uploading].flatMap((path) => followedRun(analysis, path, channel) ?? []);
  const assets = runs.flatMap((f) => assetSets(f));
  const stages = new Map<string, Draft>();
  for (const route of routes.values()) {
    if (route.target.kind === 'environment') continue;
    const stage = stageFor(route, routes, stages);
    if (route.target.kind === 'asset') addAssets(route, assets, stage, analysis);
    else addItem(route, stage, analysis.world.version);
  }
  addEnvironments(analysis, channel, routes, stages);
  return {
    stages: [...stages.values()]
      .sort((a, b) => a.after.length - b.after.length || (a.name < b.name ? -1 : 1))
      .map((s) => ({
        name: s.name,
        after: s.after,
        ...(s.gate === undefined ? {} : { gate: s.gate }),
        items: [...s.items.values()].sort(
          (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
        ),
        closed: s.open.size === 0,
        open: [...s.open],
      })),
    assets,
    legs: runs.flatMap((f) => f.files.legs),
  };
}

const order: readonly ContractKind[] = ['tag', 'release', 'asset', 'package', 'image', 'tap', 'pages', 'environment', 'pull-request'];

/** Uploads of one step in several legs, and of one pattern, are one set. */
function assetSets(followed: FollowedRun): AssetSet[] {
  const byStep = new Map<string, Uploaded[]>();
  for (const u of followed.files.uploads) {
    const key = `${u.effect.workflow.path}:${u.effect.at.line}:${u.effect.at.column}`;
    byStep.set(key, [...(byStep.get(key) ?? []), u]);
  }
  return [...byStep.values()].map((list) => ({
    run: followed.run,
    effect: list[0]!.effect,
    assets: list.flatMap((u) => u.assets),
    closed: list.every((u) => u.open.length === 0),
    open: [...new Set(list.flatMap((u) => u.open))],
  }));
}

/** The best route of each destination that this version has for itself; what is only tried, or overwritten by the next, is none of it. */
function chosenRoutes(analysis: Analysis, channel: string): Map<string, Route> {
  const out = new Map<string, Route>();
  const rank = (r: Route): number =>
    (r.role === 'release' ? 0 : 100) +
    (r.entry.kind === 'dispatch' ? 10 : 0) +
    r.best.label.persons.length +
    (r.verdict === 'reached' ? 0 : r.verdict === 'unknown' ? 1 : 2);
  for (const r of analysis.routes) {
    if (r.role === 'aside' || r.entry.channel !== channel) continue;
    if (r.target.version !== 'this' && r.target.kind !== 'pages' && r.target.kind !== 'environment') continue;
    const key = targetKey(r.target);
    const before = out.get(key);
    if (before === undefined || rank(r) < rank(before)) out.set(key, r);
  }
  return out;
}

/** The stage of a route: the release itself, or what a person starts when the version is out. */
function stageFor(route: Route, routes: ReadonlyMap<string, Route>, stages: Map<string, Draft>): Draft {
  const later = laterDispatch(route, routes);
  const name = later ?? 'release';
  const known = stages.get(name);
  if (known) return known;
  const trigger = route.best.node.run.workflow.triggers.find((t) => t.event === 'workflow_dispatch');
  const gate = later === undefined ? undefined : { text: route.entry.text, ...(trigger === undefined ? {} : { at: locate(trigger.key) }) };
  const stage: Draft = { name, after: later === undefined ? [] : ['release'], gate, items: new Map(), open: new Set() };
  stages.set(name, stage);
  return stage;
}

/** A workflow that a person starts for a version that is out already: its name. One that makes the tag or the release is the release itself. */
function laterDispatch(route: Route, routes: ReadonlyMap<string, Route>): string | undefined {
  if (route.entry.kind !== 'dispatch') return undefined;
  const starts = [...routes.values()].some((r) => r.entry === route.entry && (r.target.kind === 'tag' || r.target.kind === 'release'));
  const others = [...routes.values()].some((r) => r.entry.kind !== 'dispatch' && (r.target.kind === 'tag' || r.target.kind === 'release'));
  return starts || !others ? undefined : route.best.node.run.workflow.displayName;
}

/** Environments that a release is deployed to on its way, or that a person deploys to when the version is out. */
function addEnvironments(analysis: Analysis, channel: string, routes: ReadonlyMap<string, Route>, stages: Map<string, Draft>): void {
  const makers = new Set([...routes.values()].filter((r) => r.target.kind === 'tag' || r.target.kind === 'release').map((r) => r.entry.text));
  for (const r of environmentRoutes(analysis)) {
    if (r.tier === 'other' || r.purpose !== 'deploy' || r.reached === false || r.channel !== channel || !makers.has(r.from)) continue;
    const stage = stages.get('release') ?? { name: 'release', after: [], gate: undefined, items: new Map(), open: new Set() };
    stages.set('release', stage);
    stage.items.set(`environment|${r.environment}`, {
      kind: 'environment',
      name: r.environment,
      value: { k: 'str', v: r.environment },
      from: r.at,
      workflow: r.workflow.path,
    });
  }
}

const kindOfTarget: Readonly<Record<Route['target']['kind'], ContractKind>> = {
  tag: 'tag',
  release: 'release',
  asset: 'asset',
  registry: 'package',
  image: 'image',
  tap: 'tap',
  pages: 'pages',
  environment: 'environment',
  'pull-request': 'pull-request',
};

function addItem(route: Route, stage: Draft, version: string): void {
  const { effect } = route.best;
  const kind = kindOfTarget[route.target.kind];
  const names = kind === 'release' || kind === 'tag' ? namesOfTag(effect, version) : undefined;
  const name = kind === 'package' ? route.target.id : (names ?? route.target.name).replaceAll('{any}', '…') || '…';
  stage.items.set(`${kind}|${name}`, {
    kind,
    name,
    value: { k: 'str', v: name },
    from: effect.deed.at ?? effect.at,
    workflow: effect.workflow.path,
  });
}

/** The tag of an effect as a pattern. */
function namesOfTag(effect: Effect, version: string): string | undefined {
  if (effect.tag === undefined) return undefined;
  // No tag is empty: a way on which its name is not set makes none.
  const names = namesOf(effect.tag, version)
    .filter((n) => n !== '')
    .map(shownName);
  return names.length === 1 ? names[0] : undefined;
}

function addAssets(route: Route, sets: readonly AssetSet[], stage: Draft, analysis: Analysis): void {
  const path = route.best.node.run.workflow.path;
  const mine = sets.filter((s) => s.run.workflow.path === path);
  if (mine.length === 0) stage.open.add(`the files that ${path} uploads are not known`);
  for (const set of mine) {
    for (const why of set.open) stage.open.add(why);
    for (const a of set.assets)
      for (const n of namesOf(a.name, analysis.world.version)) {
        const name = shownName(n);
        stage.items.set(`asset|${name}`, {
          kind: 'asset',
          name,
          value: nameValue(n),
          from: a.at,
          workflow: set.effect.workflow.path,
          what: a.what,
          ...(a.platform === undefined ? {} : { platform: a.platform }),
        });
      }
  }
}
