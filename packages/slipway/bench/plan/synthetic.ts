import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface Shape {
  readonly commits: number;
  readonly tags: number;
  readonly packages: number;
}

/** Raised when the history below changes, so that no old one is taken for it. */
const FORM = 1;
const SEED = 20_260_101;
const FIRST_DAY = 1_500_000_000;
const SECONDS_BETWEEN = 1_700;
const PEOPLE = 200;
const TYPES = ['feat', 'fix', 'fix', 'fix', 'docs', 'chore', 'refactor', 'test', 'ci', 'perf'];
const WORDS = 'parser cache retry token header stream index layout worker queue schema router plugin socket buffer locale theme sorter'.split(' ');

/**
 * A made-up monorepo as a bare repository: packages with tags of their own, merges of pull requests, squashed commits, reverts, breaking changes.
 * The same shape is the same history, hash by hash; it is made once and kept in `folder`.
 * @returns its git directory
 */
export async function syntheticHistory(folder: string, shape: Shape): Promise<string> {
  const place = join(folder, `history-${FORM}-${shape.commits}-${shape.tags}-${shape.packages}.git`);
  if (existsSync(place)) return place;
  const own = `${place}.${process.pid}`;
  mkdirSync(own, { recursive: true });
  try {
    await git(['init', '--quiet', '--bare', '--initial-branch=main', own]);
    await git([`--git-dir=${own}`, 'fast-import', '--quiet', '--done'], streamOf(shape));
    await git([`--git-dir=${own}`, 'update-ref', '-d', 'refs/heads/side']);
    await git([`--git-dir=${own}`, 'pack-refs', '--all']);
    renameSync(own, place);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
  return place;
}

/** Writes a commit more, on top of the branch `main`. */
export async function addCommit(gitDir: string, branch: string, number: number): Promise<void> {
  const seconds = FIRST_DAY + 400_000_000 + number;
  const stream = [
    `commit refs/heads/${branch}\n`,
    `committer Ann Example <ann@example.org> ${seconds} +0000\n`,
    data(`fix: one more ${number}\n`),
    `from refs/heads/${branch}^0\n`,
    `M 100644 inline one-more.txt\n${data(`${number}\n`)}\n`,
    'done\n',
  ];
  await git([`--git-dir=${gitDir}`, 'fast-import', '--quiet', '--done'], stream);
}

async function git(args: readonly string[], input: Iterable<string> = []): Promise<void> {
  const child = spawn('git', [...args], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(child, 'close');
  for (const text of input) if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}`);
}

/** A generator of whole numbers below a bound, the same for the same seed: https://en.wikipedia.org/wiki/Xorshift */
function dice(seed: number): (below: number) => number {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

interface Writer {
  readonly roll: (below: number) => number;
  readonly packages: readonly { name: string; version: [number, number, number] }[];
  mark: number;
  /** Mark of the newest commit of the branch `main`. */
  main: number;
}

function* streamOf({ commits, tags, packages }: Shape): Generator<string, void> {
  const writer: Writer = {
    roll: dice(SEED),
    packages: Array.from({ length: packages }, (_, i) => ({ name: `pkg-${String(i).padStart(2, '0')}`, version: [1, 0, 0] })),
    mark: 0,
    main: 0,
  };
  yield commit(writer, 'main', [], 'chore: begin\n', firstFiles(writer));
  const between = Math.floor(commits / (tags + 1));
  let released = 0;
  while (writer.mark < commits) {
    const left = commits - writer.mark;
    if (released < tags && writer.mark >= (released + 1) * between) yield* release(writer, released++);
    else if (left > 4 && writer.roll(25) === 0) yield* pullRequest(writer, 1 + writer.roll(3));
    else yield commit(writer, 'main', [writer.main], message(writer), edits(writer));
  }
  yield 'done\n';
}

/** One package is raised, and tagged. */
function* release(writer: Writer, number: number): Generator<string, void> {
  const one = writer.packages[number % writer.packages.length]!;
  if (writer.roll(3) === 0) one.version = [one.version[0], one.version[1] + 1, 0];
  else one.version[2] += 1;
  const version = one.version.join('.');
  yield commit(writer, 'main', [writer.main], `chore(release): ${one.name} ${version}\n`, [manifest(writer, writer.packages.indexOf(one))]);
  yield `tag ${one.name}@${version}\nfrom :${writer.main}\ntagger Ann Example <ann@example.org> ${dateOf(writer.mark)} +0000\n${data(`${one.name} ${version}\n`)}`;
}

/** A branch of a few commits, and its merge by GitHub's button. */
function* pullRequest(writer: Writer, many: number): Generator<string, void> {
  const base = writer.main;
  let tip = base;
  const files: string[] = [];
  const said = message(writer);
  for (let i = 0; i < many; i++) {
    const changed = edits(writer);
    files.push(...changed);
    yield commit(writer, 'side', [tip], i === 0 ? said : message(writer), changed);
    tip = writer.mark;
  }
  yield commit(writer, 'main', [base, tip], `Merge pull request #${writer.mark} from octo/topic-${writer.mark}\n\n${said}`, files);
}

function message({ roll, packages, mark }: Writer): string {
  const type = TYPES[roll(TYPES.length)]!;
  const scope = roll(2) === 0 ? `(${packages[roll(packages.length)]!.name})` : '';
  const words = Array.from({ length: 3 + roll(6) }, () => WORDS[roll(WORDS.length)]!).join(' ');
  const number = roll(3) > 0 ? ` (#${mark + 1})` : '';
  const kind = roll(200);
  if (kind === 0) return `${type}${scope}!: ${words}${number}\n\nBREAKING CHANGE: ${words} goes\n`;
  if (kind < 3) return `Revert "${type}${scope}: ${words}"${number}\n\nReverts octo/made-up#${Math.max(1, mark - roll(200))}\n`;
  const body = roll(4) === 0 ? `\n${Array.from({ length: 12 + roll(30) }, () => WORDS[roll(WORDS.length)]!).join(' ')}\n` : '';
  const footer = roll(10) === 0 ? '\nCo-authored-by: Bob Example <bob@example.org>\n' : '';
  return `${kind < 20 ? '' : `${type}${scope}: `}${words}${number}\n${body}${footer}`;
}

function edits({ roll, packages, mark }: Writer): string[] {
  const folder = `packages/${packages[roll(packages.length)]!.name}/src`;
  const changed = Array.from(
    { length: 1 + roll(3) },
    (_, i) => `M 100644 inline ${folder}/${WORDS[roll(WORDS.length)]}.ts\n${data(`// ${mark} ${i}\n`)}`,
  );
  if (roll(15) === 0) changed.push(`M 100644 inline docs/${WORDS[roll(WORDS.length)]}.md\n${data(`${mark}\n`)}`);
  return changed;
}

function firstFiles(writer: Writer): string[] {
  const root = { name: 'made-up', private: true, version: '0.0.0', workspaces: ['packages/*'] };
  return [
    `M 100644 inline package.json\n${data(`${JSON.stringify(root, null, 2)}\n`)}`,
    `M 100644 inline .github/workflows/release.yml\n${data(WORKFLOW)}`,
    ...writer.packages.map((_, i) => manifest(writer, i)),
  ];
}

/** Every package but the first depends on one before it. */
function manifest({ packages }: Writer, at: number): string {
  const { name, version } = packages[at]!;
  const dependencies = at === 0 ? {} : { [packages[Math.floor((at - 1) / 2)]!.name]: '^1.0.0' };
  return `M 100644 inline packages/${name}/package.json\n${data(`${JSON.stringify({ name, version: version.join('.'), dependencies }, null, 2)}\n`)}`;
}

const WORKFLOW = `name: release
on:
  push:
    tags: ['**@*']
permissions:
  contents: write
  id-token: write
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
          registry-url: https://registry.example
      - run: npm ci
      - run: npm publish --workspaces --provenance
`;

function commit(writer: Writer, branch: string, parents: readonly number[], text: string, files: readonly string[]): string {
  writer.mark += 1;
  if (branch === 'main') writer.main = writer.mark;
  const person = writer.roll(PEOPLE);
  const who = `Person ${person} <person-${person}@example.org> ${dateOf(writer.mark)} +0000`;
  const from = parents.map((mark, i) => `${i === 0 ? 'from' : 'merge'} :${mark}\n`).join('');
  return `commit refs/heads/${branch}\nmark :${writer.mark}\nauthor ${who}\ncommitter ${who}\n${data(text)}${from}${files.join('')}\n`;
}

function dateOf(mark: number): number {
  return FIRST_DAY + mark * SECONDS_BETWEEN;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
