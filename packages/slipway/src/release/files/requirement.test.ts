import { describe, expect, it } from 'vitest';
import { raisedRequirement } from './requirement.ts';

describe('a requirement', () => {
  it.each([
    ['1.4.0', '1.5.0', '1.5.0'],
    ['^1.4', '2.0.0', '^2.0'],
    ['^1', '1.5.0', '^1'],
    ['~1.4.0', '1.5.0', '~1.5.0'],
    ['^1.4', '1.5.0-rc.1', '^1.5.0-rc.1'],
    ['workspace:~1.4.0', '1.5.0', 'workspace:~1.5.0'],
    ['^1.2.0', '1.5.0', '^1.2.0'],
    ['^0.9.0', '1.5.0', '^1.5.0'],
    ['>=1.2 <2', '1.5.0', '>=1.2 <2'],
    ['>=1.2 <2', '2.0.0', undefined],
    ['1.x || 2.x', '2.0.0', '1.x || 2.x'],
  ])('%s for %s becomes %s', (value, to, expected) => {
    const raised = raisedRequirement(value, '1.4.0', to, 'cargo');
    const text =
      raised.kind === 'raised' ? value.slice(0, raised.start) + raised.text + value.slice(raised.end) : raised.kind === 'kept' ? value : undefined;
    expect(text).toBe(expected);
  });
});
