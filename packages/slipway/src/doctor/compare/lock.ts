import { preReleases, promisesOf } from '../../chain/index.ts';
import { ConfigError } from '../config.ts';
import { reportContract } from '../contract.ts';
import type { Examination } from '../diagnose.ts';
import { fingerprint } from '../fingerprint.ts';
import { byText } from '../order.ts';
import type { Contract, ContractItem, ContractKind, Finding, Report } from '../report.ts';
import { askersOfName, itemChanges } from './contract.ts';
import { contractSentence } from './contract-sentence.ts';
import type { ContractChange, RemovedItem } from './types.ts';

/** What the lock at the root of a tree is called. */
export const LOCK = 'release.contract.json';
const SCHEMA = './node_modules/slipway/release-contract.schema.json';

/** What was agreed that a release consists of. */
export interface Lock {
  readonly channel: string;
  readonly stages: readonly {
    readonly name: string;
    readonly after: readonly string[];
    readonly gate?: string;
    readonly items: readonly { readonly kind: ContractKind; readonly name: string }[];
    /** Every asset is in the list. */
    readonly complete: boolean;
  }[];
}

/** A contract as a lock. Lines are left out, so that it changes only when the contract does. */
export function lockOf({ stages }: Contract, channel: string): Lock {
  return {
    channel,
    stages: stages.map((s) => ({
      name: s.name,
      after: s.after,
      ...(s.gate === undefined ? {} : { gate: s.gate }),
      items: s.items.map(({ kind, name }) => ({ kind, name })).sort((a, b) => byText(`${a.kind}\0${a.name}`, `${b.kind}\0${b.name}`)),
      complete: s.open.length === 0,
    })),
  };
}

/** A lock as a file: the same contract gives the same bytes. Ends with a newline. */
export function formatLock({ channel, stages }: Lock): string {
  return `${JSON.stringify({ $schema: SCHEMA, schemaVersion: 1, channel, stages }, null, 2)}\n`;
}

/** @throws ConfigError in one sentence when the text is no lock */
export function readLock(text: string, name = LOCK): Lock {
  const fail = (what: string): never => {
    throw new ConfigError(`${name} is no contract: ${what}; write it anew with \`slipway contract --write\`.`);
  };
  let parsed: { schemaVersion?: unknown; channel?: unknown; stages?: unknown };
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, '')) ?? {};
  } catch {
    return fail('it is no JSON');
  }
  if (parsed.schemaVersion !== 1) return fail('its `schemaVersion` is not 1');
  if (typeof parsed.channel !== 'string') return fail('it names no `channel`');
  if (!Array.isArray(parsed.stages)) return fail('it has no list `stages`');
  const stages = parsed.stages.map((stage: unknown, index) => {
    const { name, after, gate, items, complete } = (stage ?? {}) as Record<string, unknown>;
    const isItem = (i: unknown): boolean =>
      typeof (i as ContractItem | null)?.kind === 'string' && typeof (i as ContractItem | null)?.name === 'string';
    if (typeof name !== 'string' || !Array.isArray(items) || !items.every(isItem))
      return fail(`stage ${index + 1} has no \`name\`, or an item without \`kind\` and \`name\``);
    return {
      name,
      after: Array.isArray(after) ? after.filter((a) => typeof a === 'string') : [],
      ...(typeof gate === 'string' ? { gate } : {}),
      items: items as { kind: ContractKind; name: string }[],
      complete: complete === true,
    };
  });
  return { channel: parsed.channel, stages };
}

/** A lock against what the tree would release now. */
export interface LockCheck {
  readonly change: ContractChange;
  /** Assets were all known, and are not any more: then they are not compared. */
  readonly lessKnown: boolean;
}

/** @param now the contract of the lock's channel */
export function checkLock(lock: Lock, now: Contract, { analysis }: Pick<Examination, 'analysis'>): LockCheck {
  const locked = contractOfLock(lock);
  const { added, removed, renamed } = itemChanges(locked, now);
  const promises = removed.length + renamed.length > 0 ? promisesOf(analysis) : undefined;
  const askedBy = (item: ContractItem): RemovedItem['askedBy'] =>
    item.kind === 'asset' && promises !== undefined ? askersOfName(item.name, promises) : [];
  return {
    change: {
      added,
      removed: removed.map((item) => ({ item, askedBy: askedBy(item) })),
      renamed: renamed.map(({ from, to }) => ({ from, to, askedBy: askedBy(from) })),
    },
    lessKnown: lock.stages.every((s) => s.complete) && now.stages.some((s) => s.open.length > 0),
  };
}

/** Items of a lock come from the lock itself. */
function contractOfLock({ stages }: Lock): Contract {
  return {
    stages: stages.map((s) => ({
      name: s.name,
      after: s.after,
      items: s.items.map((i) => ({ ...i, from: { path: LOCK, line: 1 } })),
      open: s.complete ? [] : ['the lock does not know all assets'],
    })),
  };
}

/** True when a lock says the same as the tree, as far as both know. */
export const agrees = ({ change }: LockCheck): boolean => change.added.length + change.removed.length + change.renamed.length === 0;

/**
 * What the lock of a tree says against what the tree would release; undefined without a lock, and for one of pre-releases, which are walked apart.
 * @throws ConfigError when the lock cannot be read as one
 */
export function lockOfTree({ tree, analysis }: Pick<Examination, 'tree' | 'analysis'>): LockCheck | undefined {
  const text = tree.read(LOCK);
  if (text === undefined) return undefined;
  const lock = readLock(text);
  return preReleases.includes(lock.channel) ? undefined : checkLock(lock, reportContract(analysis, lock.channel), { analysis });
}

/** The report of an examination, with a note when the lock of its tree says something else than the workflows. */
export function withLockNote(examination: Examination): Report {
  const { report } = examination;
  const check = lockOfTree(examination);
  return check === undefined || agrees(check) ? report : { ...report, findings: [...report.findings, lockNote(check)] };
}

function lockNote({ change }: LockCheck): Finding {
  return {
    id: fingerprint('contract-lock', LOCK),
    rule: 'contract-lock',
    severity: 'note',
    certainty: 'proven',
    title: `${LOCK} says something else than the workflows`,
    message: `Against the contract, what a release consists of now ${contractSentence(change)}.`,
    location: { path: LOCK, line: 1, column: 1, endLine: 1, endColumn: 1 },
    chain: [],
    assumptions: [],
    needs: [],
    facts: [],
    fixes: [],
    advice: 'Mend the workflows, or agree to the change with `slipway contract --write`.',
  };
}
