import type { Answer, Emulator, Seen } from './emulator.ts';

/** A request that the emulator knows, as GitHub's reference describes it. */
export interface Route {
  /** Method and path; groups are handed on. */
  readonly at: RegExp;
  /** Fields of the body by type; `?` may be absent. */
  readonly takes?: Readonly<Record<string, string>>;
  /** Fields of the query. */
  readonly asks?: readonly string[];
  readonly answer: (on: Emulator, seen: Seen, groups: readonly string[]) => Answer;
}

export const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };
export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const refused = (message: string): Answer => ({ status: 422, body: { message } });
