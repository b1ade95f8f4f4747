import pc from 'picocolors';

/** How words are dressed on a terminal; every function gives its text back untouched when colours are off. */
export function painter(color: boolean) {
  const paint = pc.createColors(color);
  return {
    error: (text: string) => paint.bold(paint.red(text)),
    warning: (text: string) => paint.bold(paint.yellow(text)),
    note: (text: string) => paint.bold(paint.cyan(text)),
    strong: (text: string) => paint.bold(text),
    faint: (text: string) => paint.dim(text),
  };
}
