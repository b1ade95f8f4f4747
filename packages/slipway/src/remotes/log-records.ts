import type { Commit, Person } from '../release/index.ts';

/** Of a longer message only so much is kept: no release is decided by what stands behind it. */
export const MAX_MESSAGE = 64 * 1024;
const FIRST_WINDOW = 1024 * 1024;
/** Records written at once. */
const AT_A_TIME = 2_000;
const LF = 10;
const NUL = 0;
const NO_PARENTS: readonly string[] = [];

/**
 * Arguments of `git log` whose output `readLog` takes. A record is
 * NUL hash NUL parents NUL author NUL address NUL seconds NUL message NUL, then NUL, line feed, and each path with its NUL when there are any.
 * Nothing but these bytes is a NUL in what git writes, so that no message and no file name can be taken for another record.
 *
 * @param files the paths that each commit changes against its first parent, merges too
 */
export function logArguments(files: boolean): string[] {
  const paths = ['--name-only', '--no-renames', '--diff-merges=first-parent', '--no-ext-diff', '--no-textconv', '--no-relative', '-O/dev/null'];
  return [
    '--no-replace-objects',
    '-c',
    'log.showRoot=true',
    'log',
    '-z',
    '--topo-order',
    '--no-color',
    '--no-notes',
    '--no-decorate',
    '--no-show-signature',
    '--no-mailmap',
    '--encoding=UTF-8',
    '--format=%x00%H%x00%P%x00%an%x00%ae%x00%ct%x00%B%x00',
    ...(files ? paths : ['--no-patch']),
    '--stdin',
  ];
}

/** Reads the output of `git log` with `logArguments` while it comes; bytes are decoded once, a window of whole records at a time. */
export class LogReader {
  readonly #files: boolean;
  readonly #commits: Commit[] = [];
  readonly #people = new Map<string, Person>();
  #window: number;
  #waiting: Uint8Array[] = [];
  #size = 0;

  /** @param window bytes that are decoded at once */
  constructor(files: boolean, window = FIRST_WINDOW) {
    this.#files = files;
    this.#window = window;
  }

  push(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= this.#window) this.#read(false);
  }

  /** Gives all commits; nothing comes after what was pushed. */
  end(): Commit[] {
    if (this.#size > 0) this.#read(true);
    return this.#commits;
  }

  #read(last: boolean): void {
    const [first] = this.#waiting;
    const bytes = this.#waiting.length === 1 ? Buffer.from(first!.buffer, first!.byteOffset, first!.length) : Buffer.concat(this.#waiting);
    const text = bytes.toString('utf8');
    const used = readRecords(text, last, this.#files, this.#commits, this.#people);
    // A record longer than the window: the same again with twice as much.
    if (used === 0) this.#window *= 2;
    const rest = last ? bytes.subarray(bytes.length) : used === 0 ? bytes : bytes.subarray(startOfRest(bytes, bytes.length, nulsFrom(text, used)));
    this.#waiting = [rest];
    this.#size = rest.length;
  }
}

/** As `LogReader`, of an output that is there as a whole. */
export function readLog(bytes: Buffer, files: boolean, window = FIRST_WINDOW): Commit[] {
  const reader = new LogReader(files, window);
  for (let start = 0; start < bytes.length; start += window) reader.push(bytes.subarray(start, start + window));
  return reader.end();
}

/** Reads whole records; gives how many characters they took. The last record of all has nothing behind it. */
function readRecords(text: string, last: boolean, withFiles: boolean, into: Commit[], people: Map<string, Person>): number {
  for (let at = 0; ; ) {
    const hash = at + 1;
    const parents = text.indexOf('\0', hash) + 1;
    const name = parents === 0 ? 0 : text.indexOf('\0', parents) + 1;
    const email = name === 0 ? 0 : text.indexOf('\0', name) + 1;
    const date = email === 0 ? 0 : text.indexOf('\0', email) + 1;
    const message = date === 0 ? 0 : text.indexOf('\0', date) + 1;
    const after = message === 0 ? 0 : text.indexOf('\0', message) + 1;
    if (after === 0) return at;
    // Behind the message: nothing at the very end; a NUL, and either the next record or a line feed with the paths.
    const files: string[] | undefined = withFiles ? [] : undefined;
    let next = after + 1;
    if (files !== undefined && text.charCodeAt(next) === LF) next = readPaths(text, next + 1, files);
    if (next > text.length || (next === text.length && !last)) {
      if (!last) return at;
      next = text.length;
    }
    const commit = {
      hash: text.slice(hash, parents - 1),
      parents: parentsOf(text, parents, name - 1),
      author: personOf(text.slice(name, date - 1), email - name - 1, people),
      date: Number(text.slice(date, message - 1)),
      message: messageOf(text, message, after - 1),
    };
    into.push(files === undefined ? commit : Object.assign(commit, { files }));
    at = next;
    if (at === text.length) return at;
  }
}

/** Reads paths until a NUL stands where one would start; gives its place, or a place behind the text where a path is not whole. */
function readPaths(text: string, from: number, into: string[]): number {
  for (let at = from; ; ) {
    const end = text.indexOf('\0', at);
    if (end === -1) return text.length + 1;
    into.push(text.slice(at, end));
    at = end + 1;
    if (at === text.length || text.charCodeAt(at) === NUL) return at;
  }
}

function parentsOf(text: string, start: number, end: number): readonly string[] {
  if (start === end) return NO_PARENTS;
  const parents = text.slice(start, end);
  return parents.includes(' ') ? parents.split(' ') : [parents];
}

/** One object for each person: histories have many commits of few people. */
function personOf(both: string, length: number, people: Map<string, Person>): Person {
  let person = people.get(both);
  if (person === undefined) {
    person = { name: both.slice(0, length), email: both.slice(length + 1) };
    people.set(both, person);
  }
  return person;
}

function messageOf(text: string, start: number, end: number): string {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) === LF) last--;
  if (last - start <= MAX_MESSAGE) return text.slice(start, last);
  // A copy: a slice would keep the whole window alive. Half of a pair at the cut becomes the replacement character.
  return Buffer.from(text.slice(start, start + MAX_MESSAGE), 'utf8').toString('utf8');
}

function nulsFrom(text: string, from: number): number {
  let count = 0;
  for (let at = text.indexOf('\0', from); at !== -1; at = text.indexOf('\0', at + 1)) count++;
  return count;
}

/** Offset of the first of the last `count` NULs before `end`: where the first record starts that is not read yet. */
function startOfRest(bytes: Buffer, end: number, count: number): number {
  let at = end;
  for (let i = 0; i < count; i++) at = bytes.lastIndexOf(0, at - 1);
  return at;
}

/** Commits as `git log` would write them for `readLog`, some at a time. */
export function* writeLog(commits: readonly Commit[]): Generator<string, void> {
  for (let at = 0; at < commits.length; at += AT_A_TIME) {
    const some = commits.slice(at, at + AT_A_TIME);
    yield some.map((commit, i) => writeRecord(commit, at + i === commits.length - 1)).join('');
  }
}

function writeRecord({ hash, parents, author, date, message, files = [] }: Commit, last: boolean): string {
  const record = `\0${hash}\0${parents.join(' ')}\0${author.name}\0${author.email}\0${date}\0${message}\n\0`;
  if (files.length > 0) return `${record}\0\n${files.join('\0')}\0`;
  return last ? record : `${record}\0`;
}
