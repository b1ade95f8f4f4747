import { isAssumed } from '../config.ts';
import type { AssumedSecret, TraceActor, TraceEvent } from '../options.ts';
import type { When } from './types.ts';

/** A text that is no sentence of this language: says what was expected in its place. */
export class NotUnderstood extends Error {}

const ACTORS: readonly TraceActor[] = ['github-token', 'pat', 'app', 'deploy-key', 'person'];
const ACTIVITIES = ['published', 'released', 'prereleased', 'created', 'edited', 'deleted', 'unpublished'];

const EVENTS =
  '`push tag v1.2.3`, `push branch main`, `merge`, `dispatch release.yml with key=value`, `release published v1.2.3`, `schedule`, or a channel such as `stable` or `rc`';

/**
 * Reads who does what: `push tag v1.2.3 by github-token`, `dispatch release.yml with bump=minor, dry=false on v1.2.3`, `rc`.
 * @throws NotUnderstood
 */
export function whenOf(sentence: string): When {
  const words = sentence.trim().replace(/\s+/g, ' ');
  const [, what = words, by] = / by (?:the |an? )?[\w -]+$/i.test(words)
    ? (/^(.*) by (?:the |an? )?([\w -]+)$/i.exec(words) ?? [])
    : [undefined, words];
  const actor = by === undefined ? {} : { as: actorOf(by) };
  const event = eventOf(what);
  if (event !== undefined) return { kind: 'event', event: { ...event, ...actor } };
  const channel = /^(?:an? )?(?:release (?:of|in) )?(?:channel )?([A-Za-z][\w./-]*)$/i.exec(what)?.[1];
  if (channel === undefined || by !== undefined) throw new NotUnderstood(`\`${sentence}\` is no event; say ${EVENTS}`);
  return { kind: 'channel', channel };
}

function eventOf(what: string): TraceEvent | undefined {
  let m = /^(?:push (?:of )?)?tag (\S+)$/i.exec(what);
  if (m) return { kind: 'push', tag: m[1]! };
  m = /^push (?:to )?(?:branch )?(\S+)$/i.exec(what);
  if (m) return { kind: 'push', branch: m[1]! };
  if (/^merge(?: (?:of )?(?:a )?pull request)?$/i.test(what)) return { kind: 'merge' };
  if (/^schedule$/i.test(what)) return { kind: 'schedule' };
  m = /^(?:release (\w+)|publish (pre-?release|release)) (?:tag )?(\S+?)(?: as (?:a )?(pre-?release))?$/i.exec(what);
  if (m && (m[2] !== undefined || ACTIVITIES.includes(m[1]!.toLowerCase()))) {
    const early = m[4] !== undefined || /^pre/i.test(m[2] ?? '') || /\d-/.test(m[3]!);
    return { kind: 'release', activity: m[1]?.toLowerCase() ?? 'published', tag: m[3]!, ...(early ? { prerelease: true } : {}) };
  }
  m = /^dispatch (\S+?)(?: with (.+?))?(?: on (\S+))?$/i.exec(what);
  if (m) return { kind: 'dispatch', workflow: m[1]!, inputs: inputsOf(m[2]), ...(m[3] === undefined ? {} : { ref: m[3] }) };
  return undefined;
}

function inputsOf(text: string | undefined): Record<string, string> {
  const out: [string, string][] = [];
  for (const pair of text?.split(/,\s*|\s+and\s+/) ?? []) {
    const m = /^([\w-]+)\s*=\s*(.*)$/.exec(pair.trim());
    if (!m) throw new NotUnderstood(`\`${pair.trim()}\` is no input; say \`key=value\``);
    out.push([m[1]!, m[2]!.replace(/^(["'])(.*)\1$/, '$2')]);
  }
  return Object.fromEntries(out);
}

/** @throws NotUnderstood for anyone who makes no event. */
export function actorOf(word: string): TraceActor {
  const name = word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const actor = ACTORS.find((one) => one === name);
  if (actor === undefined) throw new NotUnderstood(`\`${word.trim()}\` makes no event; one of ${ACTORS.join(', ')} does`);
  return actor;
}

/** `RELEASE_TOKEN missing`, `RELEASE_TOKEN is expired`: undefined when the text says nothing of a secret. */
export function givenOf(text: string): readonly [string, AssumedSecret] | undefined {
  const m = /^(?:secret )?([A-Z_][A-Z0-9_]*)(?: is)?(?: an?)? ([\w-]+)$/.exec(text.trim());
  const state = m?.[2]?.toLowerCase();
  return m?.[1] !== undefined && isAssumed(state) ? [m[1], state] : undefined;
}
