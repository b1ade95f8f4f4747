import type { Truth, Val } from '../../../actions/index.ts';
import { asText, truthy } from '../../../actions/index.ts';
import { shape, without } from './words.ts';

/** The words of a command, sorted into what is positional and what is an option. */
export interface Arguments {
  /** Words that are no options, those behind `--` too. */
  readonly words: readonly Val[];
  /** Words behind `--`. */
  readonly rest: readonly Val[];
  /** Whether one of the options is given. `--option=false` is false; an option that only some values of a word give is undefined. */
  given(...names: readonly string[]): Truth;
  /** `given`, where a doubt counts as given. */
  may(...names: readonly string[]): boolean;
  /** Value of the option's last use. */
  value(...names: readonly string[]): Val | undefined;
  /** Values of all its uses. */
  values(...names: readonly string[]): readonly Val[];
}

export interface Grammar {
  /** Options that take a value, as written: `-m`, `--message`. A value may also follow `=`. */
  readonly valued?: readonly string[];
  /** Options with a single dash are words (`-DskipTests`), not clusters of letters. */
  readonly words?: boolean;
  /** Everything from the first positional word on is positional (wrappers that run another command). */
  readonly stopsAtWord?: boolean;
}

interface Use {
  readonly name: string;
  readonly value: Val | undefined;
  readonly maybe: boolean;
}

/** Sorts the words behind a program and its subcommand. A word that is not known is positional. */
export function readArguments(words: readonly Val[], grammar: Grammar = {}): Arguments {
  const valued = new Set(grammar.valued);
  const uses: Use[] = [];
  const positional: Val[] = [];
  let rest: readonly Val[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as Val;
    if (word.k === 'alts' && word.of.some((one) => shape(one).startsWith('-'))) {
      for (const one of word.of)
        for (const option of shape(one).split(/\s+/))
          if (option.startsWith('-')) uses.push({ name: option.split('=')[0] ?? option, value: undefined, maybe: true });
      continue;
    }
    const form = shape(word);
    if (form === '--') {
      rest = words.slice(index + 1);
      break;
    }
    if (!/^-[^\s\u0000]/.test(form)) {
      positional.push(word);
      if (!grammar.stopsAtWord) continue;
      rest = words.slice(index + 1);
      break;
    }
    const equals = /^(--?[^=\u0000]+)=/.exec(form);
    if (equals && (form.startsWith('--') || valued.has(equals[1] as string) || grammar.words)) {
      uses.push({ name: equals[1] as string, value: without(word, equals[0].length), maybe: false });
    } else if (valued.has(form)) {
      uses.push({ name: form, value: words[index + 1], maybe: false });
      index += 1;
    } else if (form.startsWith('--') || grammar.words || form.length === 2) {
      uses.push({ name: form, value: undefined, maybe: false });
    } else index += cluster(word, form, words[index + 1], valued, uses);
  }
  const find = (names: readonly string[]) => uses.filter((use) => names.includes(use.name));
  return {
    words: [...positional, ...rest],
    rest,
    given(...names) {
      const found = find(names);
      const last = found.filter((use) => !use.maybe).at(-1);
      if (last) return last.value === undefined || valued.has(last.name) ? true : asBoolean(last.value);
      return found.length > 0 ? undefined : false;
    },
    may(...names) {
      return this.given(...names) !== false;
    },
    value: (...names) => find(names).findLast((use) => use.value !== undefined)?.value,
    values: (...names) => find(names).flatMap((use) => (use.value === undefined ? [] : [use.value])),
  };
}

/** `-fam message`: letters, of which one may take the rest or the next word as its value. Returns how many further words it used. */
function cluster(word: Val, form: string, next: Val | undefined, valued: ReadonlySet<string>, uses: Use[]): number {
  uses.push({ name: form, value: undefined, maybe: false });
  for (let index = 1; index < form.length; index += 1) {
    const name = `-${form[index]}`;
    if (!valued.has(name)) {
      uses.push({ name, value: undefined, maybe: false });
      continue;
    }
    const attached = index + 1 < form.length;
    uses.push({ name, value: attached ? without(word, index + 1) : next, maybe: false });
    return attached ? 0 : 1;
  }
  return 0;
}

function asBoolean(value: Val): Truth {
  const text = asText(value)?.toLowerCase();
  if (text === undefined) return value.k === 'bool' ? value.v : value.k === 'str' ? truthy(value) : undefined;
  return text !== 'false' && text !== '0' && text !== 'no';
}

/** The literal text of the first word that is no option, and what stands behind it; options before it are kept in `before`. */
export function subcommand(
  words: readonly Val[],
  valued: readonly string[] = [],
): { readonly name: string | undefined; readonly before: readonly Val[]; readonly after: readonly Val[] } {
  const takes = new Set(valued);
  for (let index = 0; index < words.length; index += 1) {
    const form = shape(words[index] as Val);
    if (takes.has(form)) index += 1;
    else if (!form.startsWith('-')) return { name: asText(words[index] as Val), before: words.slice(0, index), after: words.slice(index + 1) };
  }
  return { name: undefined, before: words, after: [] };
}
