import { describe, expect, it } from 'vitest';
import { analyse } from '../src/chain/index.ts';
import { type Claim, claimsOf } from '../src/doctor/documents/index.ts';
import { headOf, runbookOf, weave } from '../src/doctor/runbook/index.ts';
import { worldOf } from '../src/doctor/world.ts';
import { type ExampleTree, exampleTrees, openExample } from './example-trees.ts';

const FILE = 'docs/RELEASE.md';

/** A mistake in a runbook: what becomes of the first line that fits; it stands in the last of the new lines. */
interface Plant {
  readonly what: string;
  readonly at: RegExp;
  readonly lines: (line: string) => readonly string[];
  /** What the report names. */
  readonly names: RegExp;
}

const below = (at: RegExp, ...more: readonly string[]): Pick<Plant, 'at' | 'lines'> => ({ at, lines: (line) => [line, ...more] });
const within = (at: RegExp, find: RegExp, put: string): Pick<Plant, 'at' | 'lines'> => ({ at, lines: (line) => [line.replace(find, put)] });
/** A letter too many in the first word of these that stands there. */
const slip = (at: RegExp, word: RegExp): Pick<Plant, 'at' | 'lines'> => ({ at, lines: (line) => [line.replace(word, '$&s')] });

const STEP = /^1\. /;
const SHELL = /^git ls-remote --tags/;
const ROW = /^\| `[A-Z_]+` \|/;

const plants: readonly Plant[] = [
  { what: 'a workflow that does not exist, in a block', names: /ship-it\.yml/, ...below(SHELL, 'gh workflow run ship-it.yml') },
  { what: 'a workflow that does not exist, in a step', names: /ship-it\.yml/, ...below(STEP, '2. Start `gh workflow run ship-it.yml --ref main`.') },
  { what: 'a target that does not exist, in a block', names: /ship-all/, ...below(SHELL, 'make ship-all') },
  { what: 'a target that does not exist, in a step', names: /ship-all/, ...below(STEP, '2. Run `make ship-all`.') },
  { what: 'a package script that does not exist, in a block', names: /ship-all/, ...below(SHELL, 'npm run ship-all') },
  { what: 'a package script that does not exist, in a step', names: /ship-all/, ...below(STEP, '2. Run `npm run ship-all`.') },
  { what: 'a script file that does not exist', names: /ship-all\.sh/, ...below(SHELL, './scripts/ship-all.sh vX.Y.Z') },
  { what: 'an input that a workflow does not take, in a block', names: /nope/, ...within(/^ *gh workflow run/, /$/, ' -f nope=1') },
  {
    what: 'an input that a workflow does not take, in a table',
    names: /nope/,
    ...within(/^\| .*`gh workflow run \S/, /(`gh workflow run [^\s`]+)/, '$1 -f nope=1'),
  },
  { what: 'a flag that gh does not have, in a block', names: /--with-files/, ...within(/^gh release view/, /view/, 'view --with-files') },
  { what: 'a flag that gh does not have, in a list', names: /--until-green/, ...within(/`gh run list/, /gh run list/, 'gh run list --until-green') },
  { what: 'a flag that gh does not have, in a sentence', names: /--until-green/, ...within(/`gh run watch`/, /watch`/, 'watch --until-green`') },
  {
    what: 'a secret that nothing reads, in the check list',
    names: /SHIP_TOKEN/,
    ...within(/`gh secret list` shows/, /shows/, 'shows `SHIP_TOKEN`,'),
  },
  { what: 'a slip in the name of a secret', names: /_TOKENX|_KEYX/, ...within(/`gh secret list` shows/, /_(?:TOKEN|KEY)/, '$&X') },
  {
    what: 'a secret that nothing reads, in the table',
    names: /SHIP_TOKEN/,
    ...below(ROW, '| `SHIP_TOKEN` | in the job that ships | a token | it fails |'),
  },
  { what: 'a secret that nothing reads, as a command', names: /SHIP_TOKEN/, ...below(SHELL, 'gh secret set SHIP_TOKEN') },
  { what: 'a secret that nothing reads, in a sentence', names: /SHIP_TOKEN/, ...below(STEP, '', 'The secret `SHIP_TOKEN` must be set.') },
  { what: 'a file that no release has, in the list', names: /riscv64/, ...below(/^\S+ {2}\(\+ \.sha256\)$/, 'app-linux-riscv64.tar.gz') },
  { what: 'a slip in the name of a file', names: /linuxs|darwins/, ...slip(/^\S*(?:linux|darwin)\S* {2}\(\+/, /linux|darwin/) },
  {
    what: 'a file that no release has, in a sentence',
    names: /riscv64/,
    ...below(/^## What a version/, '', 'The release has the file `app-linux-riscv64.tar.gz`.'),
  },
  {
    what: 'a file that no release has, as a download',
    names: /riscv64/,
    ...below(/^gh release view/, "gh release download vX.Y.Z --pattern 'app-linux-riscv64.*'"),
  },
  { what: 'a slip in the name of the checksums', names: /sha256s\.sum/, ...slip(/sha256sum --check/, /sha256(?=\.sum)/) },
  {
    what: 'a file that no release has, by its address',
    names: /riscv64/,
    ...below(/^gh release download/, 'curl -fsSLO https://github.com/{slug}/releases/download/vX.Y.Z/app-linux-riscv64.tar.gz'),
  },
];

/** What the runbook says that is not so, when it reads like this. */
function untrue(example: ExampleTree, text: string): Claim[] {
  const { tree, options } = openExample({ ...example, files: { ...example.files, [FILE]: text } });
  return claimsOf(tree, analyse(worldOf(tree, options))).filter((claim) => claim.at.path === FILE && claim.verdict === 'false');
}

describe.each(exampleTrees().filter(({ name }) => name.endsWith('/mended')))('the runbook of $name', (example) => {
  const { tree, options } = openExample(example);
  const { text } = weave(FILE, undefined, runbookOf(tree, options), headOf(example.name));
  const lines = text.split('\n');
  const fitting = plants.flatMap((plant) => {
    const index = lines.findIndex((line) => plant.at.test(line));
    return index === -1 ? [] : [{ ...plant, index }];
  });

  it('has a line for a mistake of each kind', () => {
    for (const kind of ['workflow', 'target', 'package script', 'flag', 'secret', 'file'])
      expect(fitting.some(({ what }) => what.startsWith(`a ${kind} that`))).toBe(true);
  });

  it('says nothing that is not so', () => {
    expect(untrue(example, text).map((claim) => `${claim.at.line}: ${claim.text}: ${claim.actual}`)).toEqual([]);
  });

  it.each(fitting)('is reported, at the line, for $what', ({ index, lines: change, names }) => {
    const changed = change(lines[index]!).map((line) => line.replace('{slug}', options.slug!));
    const found = untrue(example, [...lines.slice(0, index), ...changed, ...lines.slice(index + 1)].join('\n'));
    expect(found.map((claim) => [claim.at.line, `${claim.about} ${claim.text}`])).toEqual([[index + changed.length, expect.stringMatching(names)]]);
  });
});
