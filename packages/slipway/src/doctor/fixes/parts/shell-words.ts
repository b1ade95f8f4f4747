import { maskExpressions } from '../../../actions/index.ts';

export interface RawWord {
  /** As it is written, with its quotes. */
  readonly text: string;
  /** Offset in the script. */
  readonly start: number;
}

/** The words of one simple command as they are written; `start` and `end` are its offsets in the script. Redirections stay words. */
export function rawWords(script: string, start: number, end: number): RawWord[] {
  const { masked } = maskExpressions(script);
  const words: RawWord[] = [];
  let from = -1;
  let quote = '';
  let depth = 0;
  const close = (at: number): void => {
    if (from >= 0) words.push({ text: script.slice(from, at), start: from });
    from = -1;
  };
  for (let at = start; at < end; at++) {
    const c = masked[at]!;
    if (quote === '' && depth === 0 && /\s/.test(c)) {
      close(at);
      continue;
    }
    if (quote === '' && c === '\\' && /[\r\n]/.test(masked[at + 1] ?? '')) {
      close(at);
      continue;
    }
    if (from < 0) from = at;
    if (c === '\\' && quote !== "'") at++;
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
  }
  close(end);
  return words;
}
