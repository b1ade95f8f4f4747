import type { Destination, Link, Report, Route, Verdict } from '../../../report.ts';
import { oneLine } from '../../terminal.ts';
import { destinationText, entryText } from '../../view.ts';

export type NodeKind = 'entry' | 'workflow' | 'effect' | 'event' | 'destination';

/** How a release passes from one node to the next. `dead`: it would, were the chain not cut before. */
export type EdgeState = 'cut' | 'holds' | 'maybe' | 'dead';

export interface GraphNode {
  readonly key: string;
  readonly kind: NodeKind;
  /** Lines of text, each wrapped when it is drawn. */
  readonly lines: readonly string[];
  /** What it is called in full, for those who ask. */
  readonly title: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly state: EdgeState;
  /** Why it is cut. */
  readonly reason?: string;
  /** The finding that tells of the cut. */
  readonly finding?: string;
  /** Into a destination: a route of the release that ends with it arrives never, or perhaps. */
  readonly ends?: Verdict;
}

export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly GraphEdge[];
}

/** What wins when routes disagree about an edge: a cut must be seen, and what lives on another way is not dead. */
const RANK: Readonly<Record<EdgeState, number>> = { cut: 3, holds: 2, maybe: 1, dead: 0 };

/**
 * All routes of a report as one graph: entry, workflow, effect with its credential, event, workflow, and so on to the destinations.
 * What several routes share is there once. Routes that no release takes are left out where a destination has others.
 */
export function graphOf(report: Report): Graph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const seen = seenIn(report);
  for (const destination of report.destinations) {
    for (const route of drawnRoutes(destination)) new Trail(nodes, edges, seen).follow(report, destination, route);
  }
  return { nodes, edges: [...edges.values()] };
}

/** What must be known of all routes before one is drawn. */
interface Seen {
  readonly titles: ReadonlyMap<string, string>;
  /** Findings by their place, and by those of the cuts in their chain. */
  readonly findings: ReadonlyMap<string, string>;
  /** Effects that do not happen: also where another route only passes them. */
  readonly cutEffects: ReadonlySet<string>;
  /** Effects that start something, with their credential ('' when none is told). */
  readonly held: ReadonlyMap<string, string>;
}

function seenIn(report: Report): Seen {
  const findings = new Map<string, string>();
  for (const { id, severity, location, chain } of report.findings) {
    if (severity === 'note') continue;
    for (const at of [location, ...chain.filter((link) => link.state === 'cut').map((link) => link.location)]) {
      const key = placeKey(at);
      if (key !== '' && !findings.has(key)) findings.set(key, id);
    }
  }
  const cutEffects = new Set<string>();
  const held = new Map<string, string>();
  for (const route of report.destinations.flatMap((one) => drawnRoutes(one))) {
    const last = lastStart(route);
    route.chain.forEach((link, index) => {
      if (link.kind !== 'effect') return;
      if (link.state === 'cut') cutEffects.add(effectKey(link));
      if (index > last || link.text === CONFIGURED) return;
      const credential = route.chain.slice(index + 1, index + 3).find((next) => next.kind === 'credential');
      const text = credential === undefined ? '' : readable(credential.text.split(': ', 1)[0] ?? '');
      held.set(effectKey(link), held.get(effectKey(link)) || text);
    });
  }
  return { titles: new Map(report.findings.map(({ id, title }) => [id, title])), findings, cutEffects, held };
}

/** A link that only says where a tool is configured. */
const CONFIGURED = 'as its configuration says';

/** Where the last run of a route begins; behind it stand only what that run does and the destination. */
function lastStart(route: Route): number {
  return route.chain.findLastIndex((link) => link.kind === 'workflow' || link.kind === 'event' || link.kind === 'person');
}

function placeKey(location: Link['location']): string {
  return location === undefined ? '' : `${location.path}:${location.line}`;
}

function effectKey(link: Link): string {
  return `${link.kind} ${placeKey(link.location)} ${versionless(link.text)}`;
}

function drawnRoutes(destination: Destination): readonly Route[] {
  const main = destination.routes.filter((route) => route.role !== 'aside');
  return main.length > 0 ? main : destination.routes;
}

/** A value of any version or name, as a reader sees it. */
export function readable(text: string): string {
  return oneLine(text)
    .replaceAll('{any}', '…')
    .replace(/\{(?:version|number)\}/g, '*');
}

/** One file is one node, whatever example of a version a walk has used. */
function versionless(text: string): string {
  return readable(text).replace(/\b(v?)\d+\.\d+\.\d+\b/g, '$1*');
}

function worse(a: Verdict | undefined, b: Verdict | undefined): Verdict | undefined {
  return (['broken', 'never', 'unknown', 'reached'] as const).find((one) => one === a || one === b);
}

class Trail {
  readonly #nodes: Map<string, GraphNode>;
  readonly #edges: Map<string, GraphEdge>;
  readonly #seen: Seen;
  #at = '';
  #severed = false;
  /** Why the next edge is cut, when something without a card says so: a credential, a filter. */
  #cutBefore: string | undefined;
  #finding: string | undefined;

  constructor(nodes: Map<string, GraphNode>, edges: Map<string, GraphEdge>, seen: Seen) {
    this.#nodes = nodes;
    this.#edges = edges;
    this.#seen = seen;
  }

  follow(report: Report, destination: Destination, route: Route): void {
    this.#finding = route.because[0];
    const entry = readable(entryText(report, route));
    this.#at = this.#node('entry', entry, [entry], entry);
    const last = lastStart(route);
    route.chain.forEach((link, index) => {
      if (link.kind === 'workflow') this.#workflow(link);
      else if (index > 0 && index <= last) this.#between(link);
    });
    this.#arrive(destination, route, route.chain.slice(last + 1));
  }

  #workflow(link: Link): void {
    const path = link.location?.path ?? link.text.split(' ', 1)[0] ?? '';
    const file = readable(path.replace(/^\.github\/workflows\//, ''));
    const reason = link.state === 'cut' ? (/ does not start: (.+)$/s.exec(link.text)?.[1] ?? '') : '';
    this.#step(this.#node('workflow', path, [file], path), link.state, reason);
  }

  /** What lies between two workflows: an effect with its credential, and the event that it makes. */
  #between(link: Link): void {
    const text = versionless(link.text);
    if (link.kind === 'effect') this.#effect(link);
    // That an event is cut is told at the workflow that it does not start.
    else if (link.kind === 'event' || link.kind === 'person')
      this.#step(this.#node('event', `${this.#at} ${text}`, [text], text), link.state === 'cut' ? 'holds' : link.state);
    else if (link.state === 'cut') this.#cutBefore = text;
  }

  #effect(link: Link): void {
    if (link.text === CONFIGURED) return;
    const text = versionless(link.text);
    const at = placeKey(link.location);
    const key = effectKey(link);
    const credential = this.#seen.held.get(key);
    const lines = [text.replace(/ \([^()]*\)$/, ''), ...(credential === undefined || credential === '' ? [] : [credential])];
    const cut = this.#seen.cutEffects.has(key);
    this.#step(this.#node('effect', key, lines, `${text}${at === '' ? '' : `, ${at}`}`), cut ? 'cut' : link.state, cut ? this.#toldAt(link) : '');
  }

  #arrive(destination: Destination, route: Route, tail: readonly Link[]): void {
    const effect = tail.find((link) => link.kind === 'effect' || link.kind === 'step');
    const name = readable(destinationText(destination));
    const key = this.#node('destination', destination.id, [name], name);
    const verdict = route.role === 'release' ? route.verdict : undefined;
    // What starts something as well is there as an effect of its own.
    if (effect?.kind === 'effect' && this.#seen.held.has(effectKey(effect))) {
      this.#effect(effect);
      this.#step(key, 'holds', '', verdict);
      return;
    }
    const cut = route.verdict === 'broken';
    const reason = cut && !this.#severed ? this.#toldAt(effect) : '';
    this.#step(key, cut ? 'cut' : route.verdict === 'unknown' || effect?.state === 'maybe' ? 'maybe' : 'holds', reason, verdict);
  }

  /** The title of the finding that tells why a link is cut, which then is this route's finding. */
  #toldAt(link: Link | undefined): string {
    this.#finding ??= this.#seen.findings.get(placeKey(link?.location));
    return this.#seen.titles.get(this.#finding ?? '') ?? '';
  }

  #node(kind: NodeKind, name: string, lines: readonly string[], title: string): string {
    const key = `${kind}:${name}`;
    if (!this.#nodes.has(key)) this.#nodes.set(key, { key, kind, lines, title });
    return key;
  }

  #step(to: string, state: Link['state'], reason = '', verdict?: Verdict): void {
    const from = this.#at;
    this.#at = to;
    if (from === to) return;
    const now: EdgeState = this.#severed ? 'dead' : this.#cutBefore === undefined ? state : 'cut';
    const why = reason || (this.#cutBefore ?? '');
    this.#severed ||= now === 'cut';
    const key = `${from}\0${to}`;
    const before = this.#edges.get(key);
    const ends = worse(before?.ends, verdict);
    if (before !== undefined && RANK[before.state] >= RANK[now]) {
      if (ends !== before.ends) this.#edges.set(key, { ...before, ...(ends === undefined ? {} : { ends }) });
      return;
    }
    this.#edges.set(key, {
      from,
      to,
      state: now,
      ...(ends === undefined ? {} : { ends }),
      ...(now === 'cut' && why !== '' ? { reason: readable(why).replaceAll('`', '') } : {}),
      ...(now === 'cut' && this.#finding !== undefined ? { finding: this.#finding } : {}),
    });
  }
}
