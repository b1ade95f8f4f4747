import type { Examination } from '../diagnose.ts';
import type { Destination } from '../report.ts';
import type { DestinationChange } from './types.ts';

/** Destinations of two examinations: those that changed, came, or went. */
export interface ComparedDestinations {
  readonly changes: readonly DestinationChange[];
  readonly added: readonly Destination[];
  readonly removed: readonly Destination[];
  /** Ids of `before` with those of `after` where they differ: the only site, the files that another workflow uploads now. */
  readonly renamed: ReadonlyMap<string, string>;
}

export function compareDestinations(before: Examination, after: Examination): ComparedDestinations {
  const [old, now] = [byId(before), byId(after)];
  const renamed = renamedOf(
    [...old.values()].filter((d) => !now.has(d.id)),
    [...now.values()].filter((d) => !old.has(d.id)),
  );
  const kept = new Set(renamed.values());
  const changes: DestinationChange[] = [];
  for (const d of old.values()) {
    const next = now.get(renamed.get(d.id) ?? d.id);
    if (next?.verdict !== d.verdict) changes.push({ id: next?.id ?? d.id, before: d.verdict, after: next?.verdict ?? 'absent' });
  }
  const added = [...now.values()].filter((d) => !old.has(d.id) && !kept.has(d.id));
  for (const d of added) changes.push({ id: d.id, before: 'absent', after: d.verdict });
  return { changes, added, removed: [...old.values()].filter((d) => !now.has(d.id) && !renamed.has(d.id)), renamed };
}

/** The destination of a version, where an image has moving names beside it. */
function byId({ report }: Examination): Map<string, Destination> {
  const out = new Map<string, Destination>();
  for (const d of report.destinations) if (!out.has(d.id) || d.version === 'this') out.set(d.id, d);
  return out;
}

/** When one of a kind went and one came, it is that one: a tag of another shape, files that another workflow uploads. */
function renamedOf(gone: readonly Destination[], come: readonly Destination[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const kind of ['tag', 'release', 'asset', 'pages'] as const) {
    const [was, is] = [gone.filter((d) => d.kind === kind && d.version === 'this'), come.filter((d) => d.kind === kind && d.version === 'this')];
    if (was.length === 1 && is.length === 1) out.set(was[0]!.id, is[0]!.id);
  }
  return out;
}
