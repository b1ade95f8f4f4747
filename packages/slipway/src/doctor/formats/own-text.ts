/** Two comments between which Slipway writes in a text that people may write around. */
export interface OwnMarks {
  readonly begin: string;
  readonly end: string;
}

/** A text of people in three parts. */
export interface AroundOwn {
  readonly before: string;
  /** What stands between the marks. */
  readonly own: string;
  readonly after: string;
}

/** What stands between the marks and around them; undefined when they are not both there. */
export function ownTextIn(there: string, { begin, end }: OwnMarks): AroundOwn | undefined {
  const start = there.indexOf(begin);
  const stop = start === -1 ? -1 : there.indexOf(end, start + begin.length);
  if (stop === -1) return undefined;
  return { before: there.slice(0, start), own: there.slice(start + begin.length, stop), after: there.slice(stop + end.length) };
}

/** A text whose part between the marks is new; everything around stays. A text without marks is not kept: it was not ours to begin with. */
export function withOwnText(there: string, marks: OwnMarks, own: string): string {
  const { before, after } = ownTextIn(there, marks) ?? { before: '', after: '' };
  return `${before}${marks.begin}\n${own}\n${marks.end}${after}`;
}
