import { describe, expect, it } from 'vitest';
import { changelogText, githubText } from './documents.ts';

const version = {
  component: 'core',
  version: '1.1.0',
  tag: 'v1.1.0',
  date: '2026-11-21',
  previous: null,
  notes: '### Added\n\n- a door',
  source: 'commits',
} as const;

describe('a changelog of versions', () => {
  it('has a heading for each, with its component where there are several', () => {
    expect(changelogText([version, { ...version, version: '1.0.0', notes: '' }], false)).toBe(
      '## 1.1.0 - 2026-11-21\n\n### Added\n\n- a door\n\n## 1.0.0 - 2026-11-21\n',
    );
    expect(changelogText([version], true)).toMatch(/^## core 1\.1\.0 - /);
    expect(changelogText([], true)).toBe('');
  });
});

describe('the text of a release on GitHub', () => {
  const url = 'https://github.com/a/b/compare/v1...v2';
  const people = [
    { name: 'Ada', login: 'ada', first: false },
    { name: 'Bob *B*', first: true, pullRequest: 7 },
  ];

  it('names people and all changes behind the notes', () => {
    expect(githubText('- a door', people, url)).toBe(
      `- a door\n\n### Contributors\n\n- @ada\n- Bob \\*B\\* made their first contribution in #7\n\n**All changes:** ${url}`,
    );
  });

  it('says nothing twice that the notes say already', () => {
    const own = `- a door\n\n### Contributors\n\n- ada\n\n[All changes since 1](${url})`;
    expect(githubText(own, people, url)).toBe(own);
  });

  it('links a login of another server, which GitHub would take for its own', () => {
    expect(githubText('', people.slice(0, 1), undefined, 'https://ghe.example')).toBe('### Contributors\n\n- [ada](https://ghe.example/ada)');
  });

  it('is cut at the end of a line where GitHub would refuse it', () => {
    const text = githubText('- another line of these notes\n'.repeat(10_000), [], undefined);
    expect(text.length).toBeLessThanOrEqual(125_000);
    expect(text).toMatch(/- another line of these notes\n\nThe rest does not fit here\.$/);
  });
});
