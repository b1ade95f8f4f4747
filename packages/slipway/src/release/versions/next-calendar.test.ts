import { describe, expect, it } from 'vitest';
import type { Scheme } from '../types.ts';
import { ask, RC, version } from './next.fixture.ts';

describe('calendar versions', () => {
  const scheme: Scheme = { kind: 'calver', format: 'YYYY.0M.MICRO' };

  it('have the day, and count on the same date', () => {
    expect(version({ scheme })).toBe('2026.11.0');
    expect(version({ scheme, tags: ['v2026.10.4'] })).toBe('2026.11.0');
    expect(version({ scheme, tags: ['v2026.11.0'] })).toBe('2026.11.1');
    expect(version({ scheme, tags: ['v2026.12.1'] })).toBe('2026.12.2');
    expect(version({ scheme, tags: ['v2026.11.0'], channel: RC })).toBe('2026.11.1-rc.1');
    expect(version({ scheme, tags: ['v2025.09.3'], day: '2026-02-01' })).toBe('2026.02.0');
  });

  it('warn where a registry wants a semantic version', () => {
    expect(ask({ scheme, day: '2026-02-01', registry: true }).warnings).toEqual([
      'The format `YYYY.0M.MICRO` gives versions that are not semantic ones, such as npm and crates.io demand.',
    ]);
    expect(ask({ scheme: { kind: 'calver', format: 'YY.MM.PATCH' }, registry: true })).toMatchObject({ version: '26.11.0', warnings: [] });
  });

  it('refuse a format that is none', () => {
    expect(version({ scheme: { kind: 'calver', format: 'YYYY.QQ' } })).toMatch(/^refused: The calendar format `YYYY\.QQ` has a part `QQ`/);
    expect(version({ scheme, day: 'today' })).toBe('refused: `today` is no day; write it as 2026-07-31.');
  });
});
