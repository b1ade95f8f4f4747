import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { GitStore } from './git-store.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection stays open and says nothing. */
  readonly silent?: boolean;
  /** The answer comes too late to be read, but what was asked is done. */
  readonly done?: boolean;
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly authorization: string | undefined;
}

export interface Stored {
  readonly number: number;
  title: string;
  body: string;
  readonly head: string;
  readonly base: string;
  state: 'open' | 'closed';
  merged?: boolean;
  labels?: string[];
}

/** A small GitHub on this machine with one repository, `acme/app`. It knows only the requests that Slipway makes, and is strict about them. */
export class Emulator {
  readonly git = new GitStore();
  readonly seen: Seen[] = [];
  /** Requests that no route knows, or whose body is not what the route takes. */
  readonly complaints: string[] = [];
  readonly pulls: Stored[] = [];
  readonly comments: { id: number; issue: number; body: string; user: { login: string; type: string } }[] = [];
  readonly sarifs: { commit: unknown; ref: unknown; log: { runs: unknown[] } }[] = [];
  /** Where it listens; kept when it has stopped. */
  url = '';
  /** Who the token is. */
  login = 'github-actions[bot]';
  scopes: string | undefined;
  permissions: Record<string, boolean> | undefined;
  /** Check runs and statuses by commit, as GitHub gives them. */
  readonly checks = new Map<string, Readonly<Record<string, unknown>>[]>();
  readonly statuses = new Map<string, Readonly<Record<string, unknown>>[]>();
  readonly releases: Readonly<Record<string, unknown>>[] = [];
  readonly runs: Readonly<Record<string, unknown>>[] = [];
  archived = false;
  /** Labels of the repository. */
  readonly labels = new Set<string>();
  /** What protects a branch, and the rules of rulesets for it, as GitHub gives them. */
  readonly protection = new Map<string, Readonly<Record<string, unknown>>>();
  readonly rules = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  /** Pull requests that a commit came with, as GraphQL gives them; a commit that is not here came without. */
  readonly merged = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  /** Commits that it does not have, and commits about which it fails to answer. */
  readonly unknown = new Set<string>();
  readonly failing = new Set<string>();
  /** Commits about whose pull requests it was asked, query by query. */
  readonly asked: string[][] = [];
  sarifState: { processing_status: string; errors?: string[] } = { processing_status: 'complete' };
  #faults: { match: RegExp; answers: Answer[] }[] = [];
  #acts: { match: RegExp; act: () => void }[] = [];
  #server = createServer((request, response) => void this.#serve(request, response));

  static async start(): Promise<Emulator> {
    const emulator = new Emulator();
    await new Promise<void>((resolve) => emulator.#server.listen(0, '127.0.0.1', resolve));
    emulator.url = `http://127.0.0.1:${(emulator.#server.address() as AddressInfo).port}`;
    return emulator;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** The next requests that match (`POST /repos/acme/app/pulls`) get these answers, in order; later ones the usual. */
  answer(match: RegExp, ...answers: Answer[]): void {
    this.#faults.push({ match, answers });
  }

  /** Does something once, just before the next request that matches is answered. */
  before(match: RegExp, act: () => void): void {
    this.#acts.push({ match, act });
  }

  /** Puts a commit on a branch: texts by path; a path that ends in `*` is executable. */
  push(branch: string, files: Readonly<Record<string, string | null>>, message = 'commit'): string {
    const head = this.git.refs.get(`refs/heads/${branch}`);
    const tree = this.git.withFiles(
      head === undefined ? undefined : this.git.commits.get(head)!.tree,
      Object.entries(files).map(([path, text]) => ({
        path: path.replace(/\*$/, ''),
        mode: path.endsWith('*') ? '100755' : '100644',
        sha: text === null ? null : this.git.blob(Buffer.from(text)),
      })),
    );
    const sha = this.git.commit({ message, tree, parents: head === undefined ? [] : [head] });
    this.git.refs.set(`refs/heads/${branch}`, sha);
    return sha;
  }

  head(branch: string): string | undefined {
    return this.git.refs.get(`refs/heads/${branch}`);
  }

  /** How many requests of a method and path were made. */
  count(match: RegExp): number {
    return this.seen.filter(({ method, path }) => match.test(`${method} ${path}`)).length;
  }

  takeSarif(packed: string): { runs: unknown[] } {
    return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')) as { runs: unknown[] };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', this.url);
    const text = Buffer.concat(chunks).toString('utf8');
    const seen: Seen = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname),
      query: Object.fromEntries(url.searchParams),
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      authorization: request.headers.authorization,
    };
    this.seen.push(seen);
    const name = `${seen.method} ${seen.path}`;
    const due = this.#acts.findIndex(({ match }) => match.test(name));
    if (due !== -1) this.#acts.splice(due, 1)[0]!.act();
    const fault = this.#faults.find(({ match, answers }) => answers.length > 0 && match.test(name))?.answers.shift();
    if (fault?.silent) return;
    const usual = fault === undefined || fault.done ? this.#usual(seen, name) : undefined;
    const { status, body, headers = {} } = fault ?? usual!;
    const own = this.scopes === undefined ? {} : { 'x-oauth-scopes': this.scopes };
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...own, ...headers });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }

  #usual(seen: Seen, name: string): Answer {
    if (!/^(?:token|bearer) \S+$/i.test(seen.authorization ?? '')) return { status: 401, body: { message: 'Bad credentials' } };
    for (const route of ROUTES) {
      const found = route.at.exec(name);
      if (found === null) continue;
      const wrong = complaintAbout(route, seen);
      if (wrong !== undefined) {
        this.complaints.push(`${name}: ${wrong}`);
        return { status: 422, body: { message: 'Validation Failed', errors: [{ message: wrong }] } };
      }
      return route.answer(this, seen, found.slice(1));
    }
    if (!seen.path.startsWith('/repos/') || seen.path.startsWith('/repos/acme/app')) this.complaints.push(`${name}: no such route`);
    return { status: 404, body: { message: 'Not Found' } };
  }
}

/** A body holds what the route asks for, and nothing that it does not know. */
function complaintAbout({ takes = {}, asks = [] }: Route, { body, query }: Seen): string | undefined {
  for (const [field, type] of Object.entries(takes)) {
    const optional = type.endsWith('?');
    const value = body[field];
    if (value === undefined && optional) continue;
    const is = Array.isArray(value) ? 'array' : typeof value;
    if (is !== type.replace('?', '')) return `${field} is ${is}, not ${type}`;
  }
  const unknown = Object.keys(body).find((field) => !(field in takes)) ?? Object.keys(query).find((field) => !asks.includes(field));
  return unknown === undefined ? undefined : `${unknown} is not known`;
}
