import { spawn } from 'node:child_process';
import { git, gitEnvironment, gitSync, TIMEOUT_MS } from './git.ts';
import { MAX_FILE_BYTES, type Refusal } from './tree.ts';

/** A blob by its hash. */
export interface GitObject {
  readonly id: string;
}

const MAX_OBJECTS = 4_000;
const MAX_PRELOAD_BYTES = 40 * 1024 * 1024;
const MAX_NEIGHBOUR_BYTES = 16 * 1024 * 1024;

type Loaded = Buffer | Refusal;

/** Contents of blobs of one git directory, by hash. */
export class GitObjects {
  readonly #gitDir: string;
  readonly #partial: boolean;
  readonly #loaded = new Map<string, Loaded>();
  /** What a partial clone has; undefined for a complete one. */
  #present: ReadonlySet<string> | undefined;

  /**
   * @param partial the directory may lack objects that its trees name. Asking older gits for one of them ends git, because it may not fetch here.
   */
  constructor(gitDir: string, partial: boolean) {
    this.#gitDir = gitDir;
    this.#partial = partial;
  }

  /** Loads many in one process, in the order given, up to 4,000 blobs and 40 MiB; the rest is loaded when it is asked for. */
  async preload(objects: readonly GitObject[]): Promise<void> {
    if (this.#partial) await this.#listPresent();
    const ids = this.#unread(objects).slice(0, MAX_OBJECTS);
    if (ids.length > 0) await this.#batch(ids);
  }

  /**
   * One blob's bytes; of those over 1 MiB and of missing ones only that. Waits for git when it was not preloaded.
   *
   * @param neighbours what may be asked for next, loaded in the same process
   */
  load(object: GitObject, neighbours: () => readonly GitObject[]): Loaded {
    const known = this.#loaded.get(object.id);
    if (known !== undefined) return known;
    if (this.#present && !this.#present.has(object.id)) return 'absent';
    this.#loadNow(this.#unread([object, ...neighbours()]));
    if (!this.#loaded.has(object.id)) this.#loadNow([object.id]);
    return this.#loaded.get(object.id) ?? 'absent';
  }

  /** Several blobs at once, up to 4,000; those that are too much are loaded when they are asked for. Waits for git. */
  loadAll(objects: readonly GitObject[]): void {
    const ids = this.#unread(objects).slice(0, MAX_OBJECTS);
    if (ids.length > 0) this.#loadNow(ids);
  }

  #unread(objects: readonly GitObject[]): string[] {
    const ids = new Set<string>();
    for (const { id } of objects) if (!this.#loaded.has(id) && this.#present?.has(id) !== false) ids.add(id);
    return [...ids];
  }

  #loadNow(ids: readonly string[]): void {
    const sizes = gitSync(['cat-file', '--batch-check=%(objectname) %(objectsize)', '--buffer'], {
      gitDir: this.#gitDir,
      input: `${ids.join('\n')}\n`,
    });
    const small: string[] = [];
    let bytes = 0;
    for (const line of sizes.out.toString('latin1').split('\n')) {
      const [id = '', size = ''] = line.split(' ');
      if (id === '') continue;
      if (size === 'missing') this.#loaded.set(id, 'absent');
      else if (Number(size) > MAX_FILE_BYTES) this.#loaded.set(id, 'large');
      else {
        bytes += Number(size);
        if (bytes <= MAX_NEIGHBOUR_BYTES || id === ids[0]) small.push(id);
      }
    }
    if (small.length === 0) return;
    const reader = new BatchReader(this.#loaded);
    reader.take(gitSync(['cat-file', '--batch', '--buffer'], { gitDir: this.#gitDir, input: `${small.join('\n')}\n` }).out);
  }

  /** Objects of a partial clone that are there can be listed without asking for one that is not. */
  async #listPresent(): Promise<void> {
    const { code, out } = await git(['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)'], { gitDir: this.#gitDir });
    if (code === 0) this.#present = new Set(out.toString('latin1').split('\n'));
  }

  #batch(ids: readonly string[]): Promise<void> {
    return new Promise((resolve) => {
      const reader = new BatchReader(this.#loaded);
      const child = spawn('git', [`--git-dir=${this.#gitDir}`, 'cat-file', '--batch', '--buffer'], {
        env: gitEnvironment(),
        stdio: ['pipe', 'pipe', 'ignore'],
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        windowsHide: true,
      });
      child.on('error', () => resolve());
      child.on('close', () => resolve());
      child.stdin.on('error', () => {});
      child.stdout.on('data', (chunk: Buffer) => {
        reader.take(chunk);
        if (reader.bytes > MAX_PRELOAD_BYTES) child.kill('SIGKILL');
      });
      child.stdin.end(`${ids.join('\n')}\n`);
    });
  }
}

/** Reads the output of `git cat-file --batch` as it comes: `<hash> <type> <size>`, the bytes, a line feed; or `<hash> missing`. */
class BatchReader {
  /** Bytes kept. */
  bytes = 0;
  readonly #into: Map<string, Loaded>;
  #header = '';
  #id = '';
  /** Bytes of the current blob still to come, with its line feed; undefined while a header is read. */
  #left: number | undefined;
  #parts: Buffer[] = [];
  #keeps = false;

  constructor(into: Map<string, Loaded>) {
    this.#into = into;
  }

  take(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) at = this.#left === undefined ? this.#takeHeader(chunk, at) : this.#takeBytes(chunk, at, this.#left);
  }

  #takeHeader(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(10, at);
    this.#header += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
    if (end === -1) return chunk.length;
    const [id = '', type = '', size = ''] = this.#header.split(' ');
    this.#header = '';
    if (type === 'missing' || size === '') this.#into.set(id, 'absent');
    else {
      this.#id = id;
      this.#left = Number(size) + 1;
      this.#keeps = Number(size) <= MAX_FILE_BYTES;
    }
    return end + 1;
  }

  #takeBytes(chunk: Buffer, at: number, left: number): number {
    const end = Math.min(chunk.length, at + left);
    if (this.#keeps) this.#parts.push(chunk.subarray(at, end));
    this.#left = left - (end - at);
    if (this.#left === 0) this.#finish();
    return end;
  }

  #finish(): void {
    if (this.#keeps) {
      const bytes = Buffer.concat(this.#parts);
      this.bytes += bytes.length;
      this.#into.set(this.#id, bytes.subarray(0, bytes.length - 1));
    } else this.#into.set(this.#id, 'large');
    this.#parts = [];
    this.#left = undefined;
  }
}
