import { environmentWord, plainName, type World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { linesWith } from './claims.ts';
import type { BackendGroup, UsedBackend } from './used.ts';

const account = /(?<!\d)\d{12}(?!\d)/;
const accounts = /(?<!\d)\d{12}(?!\d)/g;

/** The bucket of one environment names another account than everything else in the tree says of that environment. */
export function* accountDiffers({ backends }: BackendGroup, world: World): Generator<Draft> {
  const own = backends.flatMap((one) => {
    const number = account.exec(one.backend.setting('bucket')?.value ?? '')?.[0];
    return number === undefined || one.environment === undefined ? [] : [{ one, number }];
  });
  // A bucket in one account for all is no bucket of the environment's account.
  if (own.length < 2 || new Set(own.map((o) => o.number)).size < own.length) return;
  for (const { one, number } of own) {
    const said = claims(one, number, world);
    const [first] = said;
    if (first === undefined || said.some((c) => c.number === number)) continue;
    const numbers = [...new Set(said.map((c) => c.number))];
    if (numbers.length > 1 || own.some((o) => o.number === numbers[0])) continue;
    const bucket = one.backend.setting('bucket')!;
    yield {
      at: bucket.at,
      certainty: 'likely',
      title: `The bucket of ${one.environment} names account ${number}, the rest of the tree ${numbers[0]}`,
      message:
        `${one.backend.file.path} keeps the state of ${one.environment} in \`${bucket.value}\`, which is named after account ${number}. ` +
        `${first.at.path}:${first.at.line} ${said.length > 1 ? `and ${said.length - 1} more ${said.length === 2 ? 'place says' : 'places say'}` : 'says'} that ${one.environment} is account ${numbers[0]}. ` +
        `A bucket of that name in the other account does not exist, or is another one: \`init\` fails, or starts from an empty state.`,
      chain: said.slice(0, 4).map((c) => ({ kind: 'step' as const, text: `says account ${c.number}`, location: c.at, state: 'cut' as const })),
      assumptions: [`${listed(said.slice(0, 2).map((c) => c.at.path))} is up to date`],
      key: ['account', one.environment!],
      advice: `Look which account ${one.environment} is in, and write it in both places.`,
    };
  }
}

interface Claim {
  readonly number: string;
  readonly at: Location;
}

/** Places that tell the account of an environment: the same bucket with another number, or a line that names environment and account. */
function claims({ backend, environment }: UsedBackend, number: string, world: World): Claim[] {
  const bucket = backend.setting('bucket')!.value;
  const [before = '', after = ''] = bucket.split(number);
  const found: Claim[] = [];
  const spoken: Claim[] = [];
  for (const { text, at } of linesWith(account, world)) {
    if (at.path === backend.file.path) continue;
    const sameBucket = before.length > 5 && text.includes(before);
    for (const m of text.matchAll(accounts)) {
      if (sameBucket && text.slice(m.index - before.length, m.index) === before && text.startsWith(after, m.index + 12))
        found.push({ number: m[0], at });
      else if (speaksOf(text, environment!) && /account|:role\//i.test(text)) spoken.push({ number: m[0], at });
    }
  }
  return found.length > 0 ? [...found, ...spoken.filter((s) => s.number === number)] : spoken.length > 1 ? spoken : [];
}

/** The line speaks of this environment and of no other. */
function speaksOf(text: string, environment: string): boolean {
  const words = text.split(/[^A-Za-z-]+/).flatMap((w) => environmentWord(w) ?? []);
  return words.length > 0 && words.every((w) => plainName(w) === plainName(environment));
}
