import type { Location } from '../../source/index.ts';
import type { Statement } from './types.ts';
import { NotUnderstood } from './words.ts';

type Verb = 'reaches' | 'can-reach' | 'never-reaches' | 'starts' | 'never-starts' | 'moves' | 'never-moves';
type Said = Statement extends infer S ? (S extends Statement ? Omit<S, 'text' | 'at'> : never) : never;

/** Verbs as they are written; the longer ones first, so that `never reaches` is not read as a name before `reaches`. */
const VERBS: readonly (readonly [RegExp, Verb])[] = [
  [/^(?:never reach(?:es)?|(?:does|do) not reach|cannot reach|must not reach)(?=\s|$)/i, 'never-reaches'],
  [/^(?:never starts?|(?:does|do) not start)(?=\s|$)/i, 'never-starts'],
  [/^(?:never moves?|(?:does|do) not move)(?=\s|$)/i, 'never-moves'],
  [/^(?:can|may) reach\b/i, 'can-reach'],
  [/^reach(?:es)?(?=\s|$)/i, 'reaches'],
  [/^starts?(?=\s|$)/i, 'starts'],
  [/^moves?(?=\s|$)/i, 'moves'],
];
const LOUD = /^fails? loudly$/i;

const STATEMENTS =
  '`reaches npm:tool`, `can reach …`, `never reaches …`, `starts publish.yml`, `never starts …`, `moves latest`, `does not move …`, `fails loudly`';

/** Words of each verb, as a map of the file names them. */
export const MAP_KEYS: Readonly<Record<string, Verb>> = {
  reaches: 'reaches',
  'can-reach': 'can-reach',
  'never-reaches': 'never-reaches',
  starts: 'starts',
  'never-starts': 'never-starts',
  moves: 'moves',
  'never-moves': 'never-moves',
};

/** Where a sentence's first verb begins; undefined when there is none. */
export function verbIn(sentence: string): number | undefined {
  for (const { index } of sentence.matchAll(/(?:^|\s)(?=\S)/g)) {
    const at = index === 0 && !/^\s/.test(sentence) ? 0 : index + 1;
    const rest = sentence.slice(at);
    if (LOUD.test(rest.split(/,| and /)[0]!.trim()) || VERBS.some(([verb]) => verb.test(rest))) return at;
  }
  return undefined;
}

/**
 * Reads what is expected: `reaches npm:tool and 7 assets, starts publish.yml`. A part without a verb goes with the verb before it.
 * @throws NotUnderstood
 */
export function statementsOf(sentence: string, at: Location): Statement[] {
  const out: Statement[] = [];
  let verb: Verb | undefined;
  for (const part of sentence.split(/\s*,\s*(?:and\s+)?|\s+and\s+/)) {
    const text = part.trim().replace(/\.$/, '');
    if (text === '') continue;
    if (LOUD.test(text)) {
      out.push({ kind: 'fails-loudly', text: 'fails loudly', at });
      continue;
    }
    const found = VERBS.find(([one]) => one.test(text));
    if (found) verb = found[1];
    if (verb === undefined) throw new NotUnderstood(`\`${text}\` says nothing that can be expected; say ${STATEMENTS}`);
    out.push(statement(verb, found ? text.replace(found[0], '') : text, at));
  }
  if (out.length === 0) throw new NotUnderstood(`nothing is expected; say ${STATEMENTS}`);
  return out;
}

/** One expectation of a verb. @throws NotUnderstood when the object is none for it */
export function statement(verb: Verb, object: string, at: Location): Statement {
  const what = object.trim().replace(/^(?:the|an?) /i, '');
  if (what === '') throw new NotUnderstood(`\`${verb.replace('-', ' ')}\` needs to say what`);
  const said = saidOf(verb, what);
  return { ...said, text: `${PRINTED[verb]} ${what}`, at };
}

const PRINTED: Readonly<Record<Verb, string>> = {
  reaches: 'reaches',
  'can-reach': 'can reach',
  'never-reaches': 'never reaches',
  starts: 'starts',
  'never-starts': 'never starts',
  moves: 'moves',
  'never-moves': 'does not move',
};

function saidOf(verb: Verb, what: string): Said {
  if (verb === 'starts' || verb === 'never-starts') return { kind: verb, workflow: what };
  if (verb === 'moves' || verb === 'never-moves') return { kind: verb, name: what };
  const count = /^(at least )?(\d{1,4}) (?:assets?|files?)$/i.exec(what);
  if (count) {
    if (verb !== 'reaches') throw new NotUnderstood(`a number of assets goes with \`reaches\` alone`);
    return { kind: 'assets', count: Number(count[2]), least: count[1] !== undefined };
  }
  const asset = /^(?:asset|file) (\S+)$/i.exec(what)?.[1];
  if (asset !== undefined) return { kind: verb === 'never-reaches' ? 'no-asset' : 'asset', pattern: asset };
  if (/^(?:nothing|anything)$/i.test(what)) {
    if (verb !== (/^nothing$/i.test(what) ? 'reaches' : 'never-reaches'))
      throw new NotUnderstood('say `reaches nothing`, or `never reaches anything`');
    return { kind: 'nothing' };
  }
  return { kind: verb, destination: what };
}
