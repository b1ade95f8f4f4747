import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../chain/index.ts';
import { ConfigError } from '../config.ts';
import { playTests, proposeTests } from './index.ts';
import type { Outcome } from './types.ts';

const RELEASE = `
name: Release
on:
  push:
    tags: ['v*']
permissions:
  contents: write
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        target: [linux-amd64, linux-arm64, darwin-arm64]
    steps:
      - uses: actions/checkout@v4
      - run: mkdir -p dist && tar czf dist/tool-\${{ matrix.target }}.tar.gz src
      - uses: actions/upload-artifact@v4
        with:
          name: tool-\${{ matrix.target }}
          path: dist/*
  release:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v4
        with:
          path: dist
          merge-multiple: true
      - run: gh release create "$GITHUB_REF_NAME" dist/*
        env:
          GH_TOKEN: \${{ secrets.RELEASE_TOKEN || github.token }}
  publish:
    needs: release
    if: \${{ !contains(github.ref_name, '-') }}
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;
const ANNOUNCE = `
on:
  release:
    types: [published]
permissions:
  pages: write
  id-token: write
jobs:
  site:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/deploy-pages@v4
`;
const BY_HAND = `
on:
  workflow_dispatch:
    inputs:
      really: { type: boolean }
jobs:
  image:
    runs-on: ubuntu-latest
    if: \${{ vars.MAY == 'yes' }}
    steps:
      - run: docker push ghcr.io/octo/tool:latest
`;

const FILES = {
  'package.json': '{"name": "tool", "version": "0.4.0"}',
  '.github/workflows/release.yml': RELEASE,
  '.github/workflows/announce.yml': ANNOUNCE,
  '.github/workflows/by-hand.yml': BY_HAND,
};
const options = { version: '0', asOf: '2026-11-20' };

function play(config: string, files: Record<string, string> = FILES) {
  return playTests(memoryTree(files), { ...options, config })!.tests;
}

const one = (sentence: string, files?: Record<string, string>) => play(`tests: [${JSON.stringify(sentence)}]`, files)[0]!;

describe('one sentence', () => {
  it.each<[string, Outcome]>([
    ['push tag v1.2.3 reaches npm:tool, 3 assets and release, starts announce.yml', 'passes'],
    ['tag v1.2.3 by github-token reaches npm and 7 assets', 'fails'],
    ['tag v1.2.3 by pat reaches npm and 3 assets', 'passes'],
    ['push tag v1.2.3 reaches asset tool-linux-*.tar.gz', 'passes'],
    ['push tag v1.2.3 reaches at least 2 files', 'passes'],
    ['push tag v1.2.3 reaches 4 assets', 'fails'],
    ['push tag v1.2.3 never reaches file *.zip', 'passes'],
    ['rc never reaches production', 'passes'],
    ['stable reaches production', 'passes'],
    ['stable never reaches production', 'fails'],
    ['push tag v1.2.3-rc.1 never reaches environment production', 'passes'],
    ['push tag v1.2.3-rc.1 does not move latest', 'fails'],
    ['push tag v1.2.3-rc.1 does not move npm latest', 'passes'],
    ['push tag v1.2.3 moves npm latest', 'passes'],
    ['push tag v1.2.3 moves release latest', 'passes'],
    ['push tag v1.2.3 never starts by-hand.yml', 'passes'],
    ['merge reaches nothing', 'passes'],
    ['push tag v1.2.3 never reaches anything', 'fails'],
    ['push branch main starts release.yml', 'fails'],
    ['NPM_TOKEN missing fails loudly', 'passes'],
    ['NPM_TOKEN expired fails loudly', 'passes'],
    ['NPM_TOKEN is a github-token fails loudly', 'passes'],
    ['RELEASE_TOKEN missing fails loudly', 'fails'],
    ['RELEASE_TOKEN expired fails loudly', 'passes'],
    ['push tag v1.2.3 with RELEASE_TOKEN missing starts announce.yml', 'fails'],
    ['OTHER_TOKEN missing fails loudly', 'fails'],
    ['dispatch by-hand.yml with really=true can reach ghcr.io/octo/tool', 'passes'],
    ['dispatch by-hand.yml reaches ghcr.io/octo/tool', 'undecided'],
    ['dispatch by-hand.yml never moves ghcr.io/octo/tool:latest', 'undecided'],
    ['push tag v1.2.3 never reaches environment staging', 'undecided'],
    ['push tag v1.2.3 reaches crates.io', 'fails'],
  ])('%s: %s', (sentence, outcome) => {
    expect(one(sentence).outcome).toBe(outcome);
  });

  it('says where the chain is cut, and why', () => {
    const [answer] = one('tag v1.2.3 by github-token reaches npm').answers;
    expect(answer?.why).toMatch(/events made with the GITHUB_TOKEN start no run/);
    expect(answer?.chain.find(({ state }) => state === 'cut')?.location?.path).toBe('.github/workflows/release.yml');
  });

  it('says which step falls back without a word', () => {
    const [answer] = one('RELEASE_TOKEN missing fails loudly').answers;
    expect(answer?.why).toMatch(/the site is lost and no run fails/);
    expect(answer?.location).toMatchObject({ path: '.github/workflows/release.yml' });
  });

  it('says what would decide it', () => {
    const [answer] = one('dispatch by-hand.yml reaches ghcr.io/octo/tool').answers;
    expect(answer?.why).toMatch(/`if: \$\{\{ vars\.MAY == 'yes' \}\}` of job image/);
    expect(answer?.decide).toEqual(['the values in that condition']);
  });

  it('counts what is uploaded', () => {
    expect(one('push tag v1.2.3 reaches 4 assets').answers[0]?.why).toBe(
      '3 assets are uploaded (tool-darwin-arm64.tar.gz, tool-linux-amd64.tar.gz and tool-linux-arm64.tar.gz), not 4',
    );
  });

  it('a script that ends when the secret is empty fails loudly', () => {
    const guarded = RELEASE.replace(
      '      - run: gh release create',
      '      - run: |\n          if [ -z "$TOKEN" ]; then echo "no token"; exit 1; fi\n        env:\n          TOKEN: ${{ secrets.RELEASE_TOKEN }}\n      - run: gh release create',
    );
    expect(guarded).not.toBe(RELEASE);
    const test = one('RELEASE_TOKEN missing fails loudly', { ...FILES, '.github/workflows/release.yml': guarded });
    expect(test.outcome).toBe('passes');
    expect(test.answers[0]?.why).toMatch(/job release fails/);
  });

  it('a failure that is swallowed is not loud', () => {
    const quiet = RELEASE.replace('- run: npm publish', '- run: npm publish || true');
    expect(one('NPM_TOKEN missing fails loudly', { ...FILES, '.github/workflows/release.yml': quiet }).answers[0]?.why).toMatch(
      /its failure is swallowed/,
    );
  });

  it('without the key of its App, the step that asks for a token fails', () => {
    const app = RELEASE.replace(
      '      - run: gh release create',
      '      - uses: actions/create-github-app-token@v2\n        id: app\n        with:\n          app-id: 1\n          private-key: ${{ secrets.APP_KEY }}\n      - run: gh release create',
    ).replace('secrets.RELEASE_TOKEN || github.token', 'steps.app.outputs.token');
    expect(one('APP_KEY missing fails loudly', { ...FILES, '.github/workflows/release.yml': app }).outcome).toBe('passes');
    expect(one('push tag v1.2.3 starts announce.yml', { ...FILES, '.github/workflows/release.yml': app }).outcome).toBe('passes');
  });
});

describe('a map', () => {
  it('says the same as a sentence', () => {
    const tests = play(`
tests:
  - name: a tag of the bot
    when: { push: { tag: v1.2.3 }, by: github-token }
    then: { reaches: [npm], assets: 7 }
  - when: { channel: rc }
    then: { never-reaches: production }
  - given: { RELEASE_TOKEN: missing }
    then: { fails: loudly }
  - given: RELEASE_TOKEN missing
    when: push tag v1.2.3
    then: [reaches npm, never starts announce.yml]
  - when: { dispatch: { workflow: by-hand.yml, inputs: { really: true } } }
    then: { can-reach: ghcr.io/octo/tool }
  - when: { release: published, tag: v1.2.3 }
    then: { starts: announce.yml }
`);
    expect(tests.map(({ outcome }) => outcome)).toEqual(['fails', 'passes', 'fails', 'passes', 'passes', 'passes']);
    expect(tests.map(({ name }) => name)[0]).toBe('a tag of the bot');
    expect(tests[1]?.location).toMatchObject({ path: 'slipway.yaml', line: 6 });
  });
});

describe('what is no expectation', () => {
  it.each<[string, RegExp]>([
    ['tests: {}', /^slipway\.yaml:1:8: `tests` must be a list/],
    ['tests: [push tag v1]', /^slipway\.yaml:1:9: .* does not say what is expected/],
    ['tests: [[a]]', /a test is a sentence, or a map/],
    ['tests:\n  - when: push tag v1\n', /^slipway\.yaml:2:5: a test needs `then`/],
    ['tests:\n  - wenn: x\n    then: reaches npm', /^slipway\.yaml:2:5: `wenn` is not known in a test/],
    ['tests: [explode loudly reaches npm]', /`explode loudly` is no event; say `push tag/],
    ['tests: [push tag v1 by nobody reaches npm]', /`nobody` makes no event; one of github-token/],
    ['tests: [nightly reaches npm]', /^slipway\.yaml:1:9: there is no channel nightly; there is stable, rc/],
    ['tests: [dispatch nothing.yml reaches npm]', /^slipway\.yaml:1:9: there is no workflow nothing\.yml/],
    ['tests: [dispatch by-hand.yml with nothing=1 reaches npm]', /^slipway\.yaml:1:9: by-hand\.yml has no input nothing; it takes really/],
    ['tests:\n  - then: [reaches]', /^slipway\.yaml:2:12: `reaches` needs to say what/],
    ['tests:\n  - then: [is fine]', /says nothing that can be expected/],
    ['tests:\n  - then: { reach: npm }', /`reach` is not known under `then`/],
    ['tests:\n  - then: { fails: quietly }', /can only be `loudly`/],
    ['tests:\n  - then: reaches npm\n    given: { A: gone }', /^slipway\.yaml:3:17: secret A must be missing/],
    ['tests:\n  - then: reaches npm\n    given: A', /`given` says what secrets are/],
    ['tests:\n  - then: reaches npm\n    when: { push: {} }', /`push` needs either `tag` or `branch`/],
    ['tests:\n  - then: reaches npm\n    when: { push: { tag: v1 }, merge: }', /`merge` does not go with `push`/],
    ['tests:\n  - then: reaches npm\n    when: { fly: }', /`when` needs one of push/],
    ['tests: [never moves]', /`never moves` needs to say what/],
    ['tests: [rc never reaches nothing]', /say `reaches nothing`/],
    ['tests: [', /^slipway\.yaml:1/],
  ])('%j', (config, sentence) => {
    expect(() => play(config)).toThrow(ConfigError);
    expect(() => play(config)).toThrow(sentence);
  });

  it('a file without tests asks for nothing', () => {
    expect(playTests(memoryTree(FILES), { ...options, config: 'doctor: {}\n' })).toBeUndefined();
    expect(playTests(memoryTree(FILES), options)).toBeUndefined();
  });
});

describe('whatever stands in the file', () => {
  const word = fc.constantFrom(
    'push',
    'tag',
    'v1.2.3',
    'by',
    'github-token',
    'reaches',
    'never',
    'does',
    'not',
    'can',
    'starts',
    'moves',
    'fails',
    'loudly',
    'npm',
    '7',
    'assets',
    'and',
    ',',
    'RELEASE_TOKEN',
    'missing',
    'with',
    'dispatch',
    'by-hand.yml',
    'really=true',
    'rc',
    'release',
    'published',
    '*',
    '(',
    '\\',
    '\u0000',
    'latest',
  );
  const sentence = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '));
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      sentence,
      fc.integer(),
      fc.constant(null),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'name',
          'given',
          'when',
          'then',
          'push',
          'tag',
          'by',
          'reaches',
          'never-reaches',
          'assets',
          'fails',
          'channel',
          'dispatch',
          'A',
        ),
        tie('node'),
        { maxKeys: 4 },
      ),
    ),
  })).node;

  it('is played, or refused in one sentence with its place', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), (tests) => {
        try {
          expect(['passes', 'fails', 'undecided']).toContain(play(JSON.stringify({ tests }))[0]?.outcome);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          expect((error as Error).message).toMatch(/^slipway\.yaml:\d+:\d+: [^\n]+$/);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a sentence without end is refused', () => {
    expect(() => play(JSON.stringify({ tests: ['reaches npm and '.repeat(50_000)] }))).toThrow(/more than 500 characters/);
  });
});

describe('what is proposed', () => {
  const proposed = proposeTests(memoryTree(FILES), options)!;

  it('holds', () => {
    expect(play(proposed).every(({ outcome }) => outcome === 'passes')).toBe(true);
  });

  it('is what a maintainer would promise', () => {
    expect(proposed).toContain('  - when: push tag v1.2.3\n    then:\n');
    for (const promise of [
      'reaches npm:tool',
      'reaches 3 assets',
      'starts announce.yml',
      'never reaches environment production',
      'NPM_TOKEN missing fails loudly',
    ])
      expect(proposed).toContain(`- ${promise}\n`);
    expect(proposed).not.toContain('RELEASE_TOKEN');
  });

  it('is nothing where nothing is released', () => {
    expect(proposeTests(memoryTree({}), options)).toBeUndefined();
  });
});
