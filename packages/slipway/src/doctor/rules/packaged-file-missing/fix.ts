import { get, isSeq, type Location, quoteScalar } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { nodeAt } from '../../fixes/parts/node-at.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { writtenOtherwise } from '../../fixes/parts/written-otherwise.ts';
import type { Fixer } from '../../fixes/types.ts';

/** A file that is not there, by who asks for it. `others`: files of the folder whose names begin alike. */
export type FileSubject =
  | { readonly kind: 'packed'; readonly at: Location; readonly path: string; readonly others: readonly string[] }
  | { readonly kind: 'read'; readonly at: Location; readonly path: string; readonly command: string; readonly others: readonly string[] }
  | { readonly kind: 'hashed'; readonly places: readonly Location[]; readonly pattern: string };

/** Lock files of one package manager under their names. */
const successors: Readonly<Record<string, readonly string[]>> = {
  'bun.lockb': ['bun.lock'],
  'bun.lock': ['bun.lockb'],
  'package-lock.json': ['npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
  'yarn.lock': ['package-lock.json', 'pnpm-lock.yaml', 'bun.lock'],
  'pnpm-lock.yaml': ['package-lock.json', 'yarn.lock', 'bun.lock'],
  'poetry.lock': ['uv.lock'],
};

/** The files that there are, in the place of the one that is not. */
export const fix: Fixer<FileSubject> = function* ({ subject, draft, analysis }) {
  const { world } = analysis;
  if (subject.kind === 'hashed') {
    const { pattern, places } = subject;
    const name = pattern.split('/').at(-1)!;
    const made = (successors[name] ?? []).map((n) => pattern.slice(0, -name.length) + n).find((p) => isThere(p, world.tree.list()));
    const changes = made === undefined ? [] : places.flatMap((at) => writtenOtherwise(at, `'${pattern}'`, `'${made}'`, analysis) ?? []);
    if (made === undefined || changes.length < places.length) {
      yield { refused: 'no lock file of the tree is known to be meant', instead: 'Hash the lock file that the repository has.' };
      return;
    }
    yield {
      id: 'lock-file',
      title: `hash \`${made}\`, which is there`,
      changes: together(changes),
      tradeoffs: ['The cache is made anew once.'],
      check: 'The key of the cache has a hash at its end.',
    };
    return;
  }
  const { at, path, others } = subject;
  const meant = others.filter((o) => !/\.(?:lock|bak|orig)$/.test(o)).slice(0, 3);
  if (subject.kind === 'read') {
    const change = meant.length === 1 ? writtenOtherwise(at, path, meant[0]!, analysis) : undefined;
    if (change)
      yield {
        id: 'file',
        title: `read \`${meant[0]}\`, which is there`,
        changes: [change],
        tradeoffs: [],
        check: 'The step succeeds in the next run.',
      };
    yield {
      id: 'empty-file',
      title: `add \`${path}\``,
      changes: [{ op: 'create', path, text: /changelog|history/i.test(path) ? '# Changelog\n' : '' }],
      tradeoffs: ['The file is empty: what reads it finds nothing in it yet.'],
      check: 'The step succeeds in the next run.',
    };
    return;
  }
  const root = document(world.tools, at.path);
  const place = root && nodeAt(root, root.file.lineStart(at.line) + at.column - 1);
  const parent = place && get(root, ...place.at.slice(0, -1));
  const check = 'The next release packs its files without an error.';
  if (place === undefined) {
    yield { refused: 'where the file is asked for is not edited here', instead: draft.advice ?? `Add \`${path}\`, or ask for a file that is there.` };
    return;
  }
  const last = place.at.at(-1);
  if (isSeq(parent) && typeof last === 'number') {
    if (meant.length > 0)
      yield {
        id: 'files',
        title: `pack ${meant.map((m) => `\`${m}\``).join(' and ')} in place of \`${path}\``,
        changes: [
          changed(
            at.path,
            { op: 'set', at: place.at, value: quoteScalar(meant[0]!) },
            ...meant.slice(1).map((m) => ({ op: 'insert' as const, at: [...place.at.slice(0, -1), last + 1], value: quoteScalar(m) })),
          ),
        ],
        tradeoffs: [],
        check,
      };
    yield {
      id: 'no-file',
      title: `pack no \`${path}\``,
      changes: [changed(at.path, { op: 'remove', at: place.at })],
      tradeoffs: ['The archives are without it.'],
      check,
    };
    return;
  }
  if (meant.length === 1)
    yield {
      id: 'file',
      title: `name \`${meant[0]}\`, which is there`,
      changes: [changed(at.path, { op: 'set', at: place.at, value: quoteScalar(meant[0]!) })],
      tradeoffs: [],
      check,
    };
  else yield { refused: 'which file is meant cannot be told', instead: `Add \`${path}\`, or name a file that is there.` };
};

/** A file of the tree matches a path, or a path below any folder. */
const isThere = (pattern: string, files: readonly string[]): boolean =>
  pattern.startsWith('**/') ? files.some((f) => `/${f}`.endsWith(pattern.slice(2))) : files.includes(pattern);
