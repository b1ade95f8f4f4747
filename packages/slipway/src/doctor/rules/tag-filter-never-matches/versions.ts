import { describe, type Val } from '../../../actions/index.ts';

const suffixes = ['', '-rc.1', '-rc1', '-alpha.1', '-beta.1', '-hotfix.1', '-preview.1', 'rc1', 'a1', 'b1', '.post1', '+build.1', '-1'];

/** Names that tags of a family may have: many majors, pre-releases, calendar versions. A pattern that takes one of them is meant for the family. */
export function versionsLike(tag: Val, family: string): string[] {
  const own = describe(tag);
  const end = own.startsWith(family) ? own.slice(family.length).replace(/^(?:\{version\}|[\d.]+)/, '') : '';
  const numbers = [
    ...Array.from({ length: 31 }, (_, major) => `${major}.2.3`),
    '1.0',
    '1',
    '0.0.1',
    '10.20.30',
    '2026.1.31',
    '2026.01.31',
    '20260131',
    '26.1.0',
  ];
  return numbers.flatMap((n) => suffixes.map((s) => `${family}${n}${s}${end}`));
}
