import { expect, test } from 'vitest';
import { fact, factSlugs } from './index.ts';

test('every fact says something, with a source, a date and a confidence', () => {
  const slugs = factSlugs();
  expect(slugs).toHaveLength(377);
  for (const slug of slugs) {
    const one = fact(slug)!;
    expect(one.says, slug).not.toBe('');
    expect(one.sources.length, slug).toBeGreaterThan(0);
    expect(one.date, slug).toMatch(/\d{4}|undated|practice|knowledge/);
    expect(one.confidence, slug).toMatch(/^(H|M-H|M|L-M|L)$/);
  }
});

test('facts refer only to facts that exist', () => {
  for (const slug of factSlugs()) {
    const { says, consequence, note = '' } = fact(slug)!;
    for (const [, name = ''] of `${says} ${consequence} ${note}`.matchAll(
      /`((?:gt|cred|flt|glob|skip|rel|wfrun|perm|valid|sec|cal|imm)\.[a-z0-9.-]+)`/g,
    )) {
      expect(fact(name), `${slug} -> ${name}`).toBeDefined();
    }
  }
});

test('an unknown slug has no fact', () => {
  expect(fact('no.such')).toBeUndefined();
});
