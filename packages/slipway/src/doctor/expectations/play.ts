import { type Analysis, type AssumedSecret, analyse, type Entry, preReleases, type Walk, type World, walk, worldWith } from '../../chain/index.ts';
import type { Tree } from '../../remotes/types.ts';
import { ConfigError } from '../config.ts';
import type { DoctorOptions, TraceEvent } from '../options.ts';
import { eventsOf } from '../trace-events.ts';
import { worldOf } from '../world.ts';
import type { When } from './types.ts';

/** What follows from one entry. */
export interface Play {
  readonly entry: Entry;
  readonly walk: Walk;
  readonly world: World;
}

/** Walks events under what is given, each once. */
export interface Stage {
  /** The repository as it is, without anything given. */
  readonly world: World;
  /** All its ways to release; worked out when first asked for, since one event needs none of it. */
  readonly analysis: Analysis;
  /** The ways that `when` names. @throws ConfigError for a workflow that cannot be dispatched, or a channel that there is not */
  play(when: When, given: ReadonlyMap<string, AssumedSecret>): readonly Play[];
}

/** Reads the tree once; every play walks on it. */
export function stageOf(tree: Tree, options: DoctorOptions): Stage {
  const base = worldOf(tree, options);
  const worlds = new Map<string, World>();
  const played = new Map<string, readonly Play[]>();
  const analyses = new Map<World, Analysis>();
  const analysed = (world: World): Analysis => {
    const found = analyses.get(world) ?? analyse(world);
    analyses.set(world, found);
    return found;
  };
  const worldFor = (version: string | undefined, given: ReadonlyMap<string, AssumedSecret>): World => {
    if (version === undefined && given.size === 0) return base;
    const key = JSON.stringify([version, [...given]]);
    const known = worlds.get(key) ?? worldWith(base, { assume: given, ...(version === undefined ? {} : { version }) });
    worlds.set(key, known);
    return known;
  };
  const entriesOf = (channel: string, given: ReadonlyMap<string, AssumedSecret>): readonly [World, readonly Entry[]] => {
    const early = preReleases.includes(channel);
    const world = worldFor(early ? `${base.version}-${channel}.1` : undefined, given);
    const entries = analysed(world).entries.filter(({ entry, role }) => (early ? isEarly(entry) : role === 'release' && entry.channel === channel));
    const known = ['stable', ...preReleases, ...analysed(base).entries.map(({ entry }) => entry.channel)];
    if (!known.includes(channel)) throw new ConfigError(`there is no channel ${channel}; there is ${[...new Set(known)].join(', ')}`);
    return [world, entries.map(({ entry }) => entry)];
  };
  return {
    world: base,
    get analysis() {
      return analysed(base);
    },
    play(when, given) {
      const key = JSON.stringify([when, [...given]]);
      let plays = played.get(key);
      if (plays === undefined) {
        const [world, entries] =
          when.kind === 'channel' ? entriesOf(when.channel, given) : entryOf(when.event, worldFor(versionIn(when.event), given));
        plays = entries.map((entry) => ({ entry, world, walk: walk(entry, world.workflows, world) }));
        played.set(key, plays);
      }
      return plays;
    },
  };
}

/** A tag of a pre-release, or its release on GitHub; what goes by other ways is no matter of its channel. */
const isEarly = ({ kind, id }: Entry): boolean => kind === 'tag' || id.startsWith('prerelease:');

function entryOf(event: TraceEvent, world: World): readonly [World, readonly Entry[]] {
  const events = eventsOf(event, world);
  const text = events[0]?.text ?? 'nothing happens';
  return [world, [{ id: 'test', text, kind: 'other', channel: 'stable', events }]];
}

/** The version that an event's tag, ref or inputs name: tools that look at it do what they do for it. */
function versionIn(event: TraceEvent): string | undefined {
  const texts = event.kind === 'dispatch' ? [event.ref, ...Object.values(event.inputs)] : 'tag' in event ? [event.tag] : [];
  for (const text of texts) {
    const version = /(?:^|[^\d.])(\d+\.\d+\.\d+(?:[-+.][0-9A-Za-z.-]+)?)$/.exec(text ?? '')?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}
