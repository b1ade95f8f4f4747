import { createHash, randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Person } from '../release/index.ts';
import type { KeptAuthors } from './history-authors.ts';
import type { KeptContained } from './history-contained.ts';
import { Region } from './history-region.ts';
import { readLog, writeLog } from './log-records.ts';

/** Raised when the records change; files of other forms are not read. */
const FORM = 'slipway history 1';

/** Endings of the files of one repository. */
type Kind = 'files' | 'log' | 'people' | 'tags';

/**
 * Commits of one repository on disk, so that a second plan reads only what is new. A commit never changes, so what is kept is never wrong;
 * a file that is missing, broken or of another form is as none. Deleting it costs time only.
 */
export class HistoryCache {
  readonly #folder: string;
  readonly #name: string;

  /**
   * @param folder where files of all repositories lie; made when something is kept
   * @param gitDir full path of the git directory
   */
  constructor(folder: string, gitDir: string) {
    this.#folder = folder;
    this.#name = createHash('sha256').update(gitDir).digest('hex').slice(0, 32);
  }

  /** Something is there, which `load` may still find to be broken. */
  has(files: boolean): boolean {
    return existsSync(this.#path(files ? 'files' : 'log'));
  }

  load(files: boolean): Region | undefined {
    let bytes: Buffer;
    try {
      bytes = readFileSync(this.#path(files ? 'files' : 'log'));
    } catch {
      return undefined;
    }
    const end = bytes.indexOf(10);
    const [form, head, count, ...without] = bytes.toString('latin1', 0, Math.max(end, 0)).split('\t');
    if (form !== FORM || head === undefined || count === undefined) return undefined;
    const commits = readLog(bytes.subarray(end + 1), files);
    return commits.length === Number(count) && commits[0]?.hash === head ? new Region(head, without, commits) : undefined;
  }

  /** Everybody who wrote what a commit contains, of the last plan that had to know. */
  loadAuthors(): KeptAuthors | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path('people'), 'utf8');
    } catch {
      return undefined;
    }
    const end = text.indexOf('\n');
    const [form, to, count] = text.slice(0, Math.max(end, 0)).split('\t');
    const fields = text.slice(end + 1).split('\0');
    if (form !== FORM || to === undefined || fields.length !== Number(count) * 2 + 1) return undefined;
    const people: Person[] = [];
    for (let at = 0; at + 1 < fields.length; at += 2) people.push({ name: fields[at]!, email: fields[at + 1]! });
    return { to, people };
  }

  /** Which tags a head had, of the last plan that had to know. */
  loadContained(): KeptContained | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path('tags'), 'utf8');
    } catch {
      return undefined;
    }
    const [first = '', ...lines] = text.split('\n');
    const [form, head, count] = first.split('\t');
    if (form !== FORM || head === undefined || lines.length !== Number(count) + 1) return undefined;
    const tags = new Map<string, { commit: string; contained: boolean }>();
    for (const line of lines.slice(0, -1)) {
      const [contained, commit = '', name = ''] = line.split(' ');
      tags.set(name, { commit, contained: contained === '+' });
    }
    return { head, tags };
  }

  saveContained({ head, tags }: KeptContained): void {
    this.#write('tags', function* () {
      const lines = [...tags].map(([name, { commit, contained }]) => `${contained ? '+' : '-'} ${commit} ${name}\n`);
      yield `${[FORM, head, tags.size].join('\t')}\n${lines.join('')}`;
    });
  }

  saveAuthors({ to, people }: KeptAuthors): void {
    this.#write('people', function* () {
      yield `${[FORM, to, people.length].join('\t')}\n`;
      for (const { name, email } of people) yield `${name}\0${email}\0`;
    });
  }

  /** Writes a file of its own and renames it. A disk that cannot be written costs time at the next plan, nothing else. */
  save(region: Region, files: boolean): void {
    this.#write(files ? 'files' : 'log', function* () {
      yield `${[FORM, region.head, region.commits.length, ...region.without].join('\t')}\n`;
      yield* writeLog(region.commits);
    });
  }

  #write(kind: Kind, texts: () => Iterable<string>): void {
    const own = join(this.#folder, `${this.#name}.${randomUUID()}`);
    try {
      mkdirSync(this.#folder, { recursive: true });
      const file = openSync(own, 'wx', 0o600);
      try {
        for (const text of texts()) writeSync(file, text);
      } finally {
        closeSync(file);
      }
      renameSync(own, this.#path(kind));
    } catch {
      remove(own);
    }
  }

  #path(kind: Kind): string {
    return join(this.#folder, `${this.#name}.${kind}`);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder could not even be made.
  }
}
