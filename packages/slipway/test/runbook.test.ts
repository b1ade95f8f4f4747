import { describe, expect, it } from 'vitest';
import { factSlugs } from '../src/actions/facts/index.ts';
import { analyse, memoryTree } from '../src/chain/index.ts';
import { claimsOf } from '../src/doctor/documents/index.ts';
import { ERRORS } from '../src/doctor/runbook/errors.ts';
import { headOf, runbookOf, stateHead, stateOf, weave } from '../src/doctor/runbook/index.ts';
import { REGISTRIES } from '../src/doctor/runbook/registries.ts';
import { worldOf } from '../src/doctor/world.ts';
import { type ExampleTree, exampleTrees, openExample } from './example-trees.ts';

const FILE = 'docs/RELEASE.md';
const trees = exampleTrees();
const mended = trees.filter(({ name }) => name.endsWith('/mended'));

const opened = (name: string, files: ExampleTree['files']): ReturnType<typeof openExample> => openExample({ name, files });

const written = new Map<string, string>();

function runbook(name: string, files: Readonly<Record<string, string>>): string {
  const known = written.get(name);
  if (known !== undefined) return known;
  const { tree, options } = opened(name, files);
  const { text } = weave(FILE, undefined, runbookOf(tree, options), headOf(name));
  written.set(name, text);
  return text;
}

describe.each(mended)('the runbook of $name', ({ name, files }) => {
  it('says nothing that is not so, by the judgement of docs check', () => {
    const { tree, options } = opened(name, { ...files, [FILE]: runbook(name, files) });
    const claims = claimsOf(tree, analyse(worldOf(tree, options))).filter((claim) => claim.at.path === FILE);
    expect(claims.length).toBeGreaterThan(0);
    expect(claims.filter((claim) => claim.verdict === 'false').map((claim) => `${claim.at.line}: ${claim.text}: ${claim.actual}`)).toEqual([]);
  });

  it('is the same when it is written again over itself', () => {
    const before = runbook(name, files);
    const { tree, options } = opened(name, { ...files, [FILE]: before });
    expect(weave(FILE, before, runbookOf(tree, options), '').changes).toEqual([]);
  });

  it('names only workflows that there are', () => {
    const named = [...runbook(name, files).matchAll(/gh workflow run (\S+?\.ya?ml)/g)].map(([, file]) => `.github/workflows/${file}`);
    expect(named.filter((path) => files[path] === undefined)).toEqual([]);
  });

  it('holds no hole of the walk and no empty words', () => {
    expect(runbook(name, files)).not.toMatch(/\{any\}|\{version\}|\{number\}|undefined|NaN|\[object|1\.2\.3|unknown \||\| {2}\|/);
  });
});

describe('the runbook of a release by pull request', () => {
  const { name, files } = mended.find((one) => one.name === 'widgetctl/mended')!;
  const text = runbook(name, files);

  it('says what a person types, what then runs, and what is asked of a person in between', () => {
    const steps = text.slice(text.indexOf('begin steps'), text.indexOf('end steps'));
    const order = [
      'gh workflow run prepare-release.yml',
      'opens a pull request',
      'merges the pull request',
      'makes tag `vX.Y.Z`',
      '`release.yml`: makes release',
    ];
    const places = order.map((part) => steps.indexOf(part));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('counts the files, and says which secret is lost with what', () => {
    expect(text).toContain('20 release files');
    expect(text).toMatch(/\| `RELEASE_TOKEN` \|.*\| not reached: tag vX\.Y\.Z/);
  });

  it('says what can never be undone', () => {
    expect(text).toContain('cargo yank widgetctl --version X.Y.Z');
    expect(text).toContain('The version itself can never be overwritten or published again');
  });
});

describe('the state report', () => {
  const { name, files } = trees.find((one) => one.name === 'static-site/broken')!;
  const path = 'docs/RELEASE_STATE.md';

  it('lays what documents say beside what is so', () => {
    const { tree, options } = opened(name, files);
    const { body } = stateOf(tree, options);
    expect(body).toContain('| capability | documented | actual | impact |');
    expect(body).toContain('| destination | state | how, or why not |');
  });

  it('is no document that claims what it repeats', () => {
    const first = opened(name, files);
    const { text } = weave(path, undefined, [stateOf(first.tree, first.options)], stateHead(name));
    const again = opened(name, { ...files, [path]: text });
    expect(weave(path, text, [stateOf(again.tree, again.options)], '').changes).toEqual([]);
  });
});

describe('what is known of errors and registries', () => {
  it('rests on facts that there are', () => {
    const known = new Set(factSlugs());
    const named = [
      ...ERRORS.map((error) => error.fact),
      ...Object.values(REGISTRIES).flatMap((one) => [...one.said.map(([, slug]) => slug), one.credential[1]]),
    ];
    expect(named.filter((slug) => slug !== '' && !known.has(slug))).toEqual([]);
  });
});

describe('names of a repository', () => {
  const evil = ['$(touch /tmp/x)', '`id`', "a'; rm -rf / #", 'x|y', '<!-- slipway:end steps -->', '</td><script>'];
  const workflow = (name: string): string =>
    `on:\n  workflow_dispatch:\n    inputs:\n      ${JSON.stringify(name)}:\n        required: true\njobs:\n  j:\n    runs-on: ubuntu-24.04\n    environment: ${JSON.stringify(name)}\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm publish\n        env:\n          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}\n`;

  it.each(evil)('reach no shell and no marker: %s', (name) => {
    const files = { '.github/workflows/release.yml': workflow(name), 'package.json': JSON.stringify({ name, version: '1.0.0' }) };
    const tree = memoryTree(files);
    const { text } = weave(FILE, undefined, runbookOf(tree, { version: '0.0.0', asOf: '2026-11-20' }), '# x');
    // Between single quotes a shell expands nothing.
    const blocks = [...text.matchAll(/```sh\n([\s\S]*?)\n\s*```/g)].map(([, block]) =>
      (block ?? '')
        .replace(/^\s*#.*$/gm, '')
        .replaceAll("'\\''", '')
        .replace(/'[^']*'/g, ''),
    );
    for (const block of blocks) expect(block).not.toMatch(/\$\(|`|rm -rf/);
    expect(weave(FILE, text, [], '').text).toBe(text);
  });
});
