import {
  ANY,
  baseName,
  type Consumer,
  contractOf,
  mayBeSame,
  mayHave,
  type Name,
  namesOf,
  type Promises,
  promisesOf,
  VERSION,
} from '../../chain/index.ts';
import type { Examination } from '../diagnose.ts';
import type { Contract, ContractItem } from '../report.ts';
import { plainName } from './item-names.ts';
import type { AskedBy, ContractChange, RenamedItem } from './types.ts';

/** What of a version's parts is there on one side only. */
export interface ItemChanges {
  readonly added: readonly ContractItem[];
  readonly removed: readonly ContractItem[];
  readonly renamed: readonly { readonly from: ContractItem; readonly to: ContractItem }[];
}

/** What a version consists of before and after, with those in the tree who ask for what is no longer there. */
export function compareContracts(before: Examination, after: Examination): ContractChange {
  const { added, removed, renamed } = itemChanges(before.report.contract, after.report.contract);
  if (removed.length === 0 && renamed.length === 0) return { added, removed: [], renamed: [] };
  const values = namesIn(before);
  const promises = promisesOf(after.analysis);
  const asked = (item: ContractItem): AskedBy[] => (item.kind === 'asset' ? askersOf(values.get(item.name) ?? [], promises) : []);
  return {
    added,
    removed: removed.map((item) => ({ item, askedBy: asked(item) })),
    renamed: renamed.map(({ from, to }): RenamedItem => ({ from, to, askedBy: asked(from) })),
  };
}

/** Items by kind and name. Files are only compared where both sides know all of them. */
export function itemChanges(before: Contract, after: Contract): ItemChanges {
  const skipAssets = isOpen(before) || isOpen(after);
  const of = (contract: Contract): Map<string, ContractItem> =>
    new Map(
      contract.stages.flatMap((s) => s.items.filter((i) => i.kind !== 'asset' || !skipAssets).map((i) => [`${i.kind}\0${i.name}`, i] as const)),
    );
  const [old, now] = [of(before), of(after)];
  const missing = [...old].filter(([key]) => !now.has(key)).map(([, item]) => item);
  const fresh = [...now].filter(([key]) => !old.has(key)).map(([, item]) => item);
  // A name that is not known to its end may be the other one.
  const removed = missing.filter((item) => !mayBeAmong(item, fresh));
  const added = fresh.filter((item) => !mayBeAmong(item, missing));
  const renamed: { from: ContractItem; to: ContractItem }[] = [];
  for (const from of removed) {
    const plain = plainName(from.name);
    const to = added.find((i) => i.kind === from.kind && plainName(i.name) === plain && !renamed.some((r) => r.to === i));
    if (to !== undefined) renamed.push({ from, to });
  }
  return {
    added: added.filter((i) => !renamed.some((r) => r.to === i)),
    removed: removed.filter((i) => !renamed.some((r) => r.from === i)),
    renamed,
  };
}

function mayBeAmong(item: ContractItem, others: readonly ContractItem[]): boolean {
  return others.some(
    (o) => o.kind === item.kind && (isHalfKnown(item.name) || isHalfKnown(o.name)) && mayBeSame(nameFrom(item.name), nameFrom(o.name)),
  );
}

/** A hole other than the version. */
const isHalfKnown = (name: string): boolean => /…|\{(?!version\})\w+\}/.test(name);

/** A name as it is shown, with its holes: what is not the version may be anything. */
const nameFrom = (shown: string): Name => shown.replaceAll('{version}', VERSION).replace(/…|\{\w+\}/g, ANY);

const isOpen = (contract: Contract): boolean => contract.stages.some((s) => s.open.length > 0);

/** The names of files with their holes, by how they are shown. */
function namesIn({ analysis }: Examination): Map<string, Name[]> {
  const items = contractOf(analysis).stages.flatMap((s) => s.items);
  return new Map(items.map((i) => [i.name, namesOf(i.value, analysis.world.version)]));
}

/** Those who ask for a file by its name as it is shown: `{version}` and an ellipsis stand for what is open. */
export function askersOfName(name: string, promises: Promises): AskedBy[] {
  return askersOf([nameFrom(name)], promises);
}

/** Those who ask a release for one of these names, and for nothing else that it has. */
function askersOf(names: readonly Name[], promises: Promises): AskedBy[] {
  const out = new Map<string, AskedBy>();
  for (const consumer of promises.consumers)
    for (const want of consumer.wants) {
      if (mayHave(promises, want) || !want.names.some((w) => names.some((n) => mayBeSame(n.toLowerCase(), w.toLowerCase())))) continue;
      const key = `${want.at.path}:${want.at.line}`;
      out.set(key, { path: want.at.path, line: want.at.line, kind: kindOf(consumer) });
    }
  return [...out.values()].sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

const kindOf = (consumer: Consumer): string => (consumer.kind === 'document' ? 'document' : baseName(consumer.at.path));
