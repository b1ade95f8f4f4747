import { maskExpressions } from '../../../actions/index.ts';

/** A loop of a script that sleeps a known time in each of a known number of rounds. */
export interface WaitLoop {
  readonly start: number;
  readonly end: number;
  readonly rounds: number;
  /** Seconds of one round's sleep. */
  readonly seconds: number;
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, '': 1 };

/** Polling loops with a fixed number of rounds: `for i in {1..60}`, `$(seq 60)`, `for ((i=0; i<60; i++))`. Sleeps of conditions are counted too. */
export function waitLoops(script: string): WaitLoop[] {
  const { masked } = maskExpressions(script);
  const numbers = new Map([...masked.matchAll(/^\s*(?:export\s+|local\s+)?(\w+)=["']?(\d+)["']?\s*(?:#.*)?$/gm)].map((m) => [m[1]!, Number(m[2])]));
  const numberOf = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    if (/^\d+$/.test(text)) return Number(text);
    const name = /^\$?\{?(\w+)\}?$/.exec(text)?.[1];
    return name === undefined ? undefined : numbers.get(name);
  };
  const found: WaitLoop[] = [];
  const heads =
    /\bfor\s+\w+\s+in\s+(?:\{(\d+)\.\.(\d+)\}|\$\(\s*seq\s+(?:(\d+)\s+)?("?\$?\{?\w+\}?"?)\s*\))\s*;?\s*do\b|\bfor\s*\(\(\s*\w+\s*=\s*(\d+)\s*;\s*\w+\s*(<=?)\s*(\$?\{?\w+\}?)\s*;[^)]*\)\)\s*;?\s*do\b/g;
  for (const head of masked.matchAll(heads)) {
    const rounds =
      head[2] !== undefined
        ? Number(head[2]) - Number(head[1]) + 1
        : head[4] !== undefined
          ? minus(numberOf(head[4].replaceAll('"', '')), Number(head[3] ?? 1) - 1)
          : minus(numberOf(head[7]), Number(head[5]) - (head[6] === '<=' ? 1 : 0));
    const body = bodyOf(masked, head.index + head[0].length);
    // A loop in the loop, or a round that may be left out, is not counted.
    if (rounds === undefined || body === undefined || /\b(?:for|while|until)\b/.test(body)) continue;
    const sleeps = [...body.matchAll(/(?:^|[;&|\s])sleep\s+"?(\$?\{?\w+\}?)"?(?=[\s;&|)]|$)/g)].map((m) => {
      const plain = /^(\d+)([smhd]?)$/.exec(m[1]!);
      return plain ? Number(plain[1]) * units[plain[2]!]! : numberOf(m[1]);
    });
    if (sleeps.length !== 1 || sleeps[0] === undefined || !Number.isFinite(rounds)) continue;
    found.push({ start: head.index, end: head.index + head[0].length, rounds, seconds: sleeps[0] });
  }
  return found;
}

const minus = (value: number | undefined, less: number): number | undefined => (value === undefined ? undefined : value - less);

/** Text from `do` to its `done`. */
function bodyOf(script: string, from: number): string | undefined {
  let depth = 1;
  for (const word of script.slice(from).matchAll(/(?<![\w-])(?:do|done)(?![\w-])/g)) {
    depth += word[0] === 'do' ? 1 : -1;
    if (depth === 0) return script.slice(from, from + word.index);
  }
  return undefined;
}
