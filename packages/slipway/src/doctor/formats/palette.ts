import pc from 'picocolors';
import type { Severity, Verdict } from '../report.ts';

/** How each kind of word is dressed; every function gives its text back untouched when colours are off. */
export interface Palette {
  severity(level: Severity, text: string): string;
  verdict(verdict: Verdict, text: string): string;
  /** The broken edge. */
  cut(text: string): string;
  maybe(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
  frame(text: string): string;
}

export function palette(color: boolean): Palette {
  const paint = pc.createColors(color);
  const severities = { error: paint.red, warning: paint.yellow, note: paint.cyan };
  const verdicts = { reached: paint.green, broken: paint.red, unknown: paint.yellow, never: paint.red };
  return {
    severity: (level, text) => paint.bold(severities[level](text)),
    verdict: (verdict, text) => verdicts[verdict](text),
    cut: (text) => paint.bold(paint.red(text)),
    maybe: (text) => paint.yellow(text),
    strong: (text) => paint.bold(text),
    faint: (text) => paint.dim(text),
    frame: (text) => paint.blue(text),
  };
}
