import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** In order: a room may import from the rooms before it. */
const ROOMS = ['source', 'actions', 'tools', 'chain', 'doctor', 'release', 'remotes', 'cli'];
/** Only these touch disk, processes and network. */
const IMPURE = ['remotes', 'cli'];
/** What other rooms may import values from: a room's index.ts, and doors that are opened only when needed. */
const DOORS =
  /^[a-z]+\/(?:index|(?:facts|change|compare|compare\/formats|credentials|expectations|github|documents|fixes|formats|preflight|prepare|registries|runbook|tagging|tags)\/index|formats\/(?:palette|terminal|view)|local-commit|reach|rule-pages|schema)\.ts$/;
/** The tree's type is everybody's: it is how the pure rooms are handed what remotes has read. */
const SHARED_TYPES = 'remotes/types.ts';

interface Import {
  readonly from: string;
  readonly to: string;
  readonly types: boolean;
}

const src = resolve(dirname(fileURLToPath(import.meta.url)), '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && path.includes('/'))
  .sort();

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g;

function importsOf(path: string): { specifier: string; types: boolean }[] {
  const text = readFileSync(join(src, path), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, type, specifier, lazy]) => ({ specifier: (specifier ?? lazy)!, types: type !== undefined }));
}

const room = (path: string): string => path.slice(0, path.indexOf('/'));

const crossings: Import[] = files.flatMap((from) =>
  importsOf(from)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier, types }) => ({
      from,
      to: relative(src, resolve(src, dirname(from), specifier))
        .split(sep)
        .join('/'),
      types,
    }))
    .filter(({ to }) => room(from) !== room(to)),
);

const shown = ({ from, to }: Import): string => `${from} -> ${to}`;

describe('the rooms', () => {
  it('are the ones that the order names', () => {
    expect([...new Set(files.map(room))].filter((name) => !ROOMS.includes(name))).toEqual([]);
  });

  it('import only from rooms before them', () => {
    const wrong = crossings.filter(({ from, to, types }) => {
      if (types && to === SHARED_TYPES) return false;
      if (room(to) === 'remotes' && room(from) !== 'cli') return true;
      return ROOMS.indexOf(room(to)) > ROOMS.indexOf(room(from));
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it('are entered by their doors; only types may come from elsewhere', () => {
    expect(crossings.filter(({ to, types }) => !types && !DOORS.test(to)).map(shown)).toEqual([]);
  });

  it('touch the outside only in remotes and cli', () => {
    const outside = files
      .filter((path) => !IMPURE.includes(room(path)))
      .flatMap((path) =>
        importsOf(path)
          .filter(({ specifier }) => specifier.startsWith('node:'))
          .map(({ specifier }) => `${path} -> ${specifier}`),
      );
    expect(outside).toEqual([]);
  });

  it('ask no clock, environment or network outside remotes and cli', () => {
    // What a fix writes into somebody's script (`process.env.${name}`) asks nothing itself.
    const asks = /\b(?:process\.(?:env(?!\.\$\{)|cwd|exit|std)|Date\.now\(|new Date\(\)|Math\.random\(|await fetch\()/;
    // The command always says for which day; a caller of the library need not, and then means today.
    const mayAsk = ['doctor/world.ts'];
    expect(
      files.filter((path) => !IMPURE.includes(room(path)) && !mayAsk.includes(path) && asks.test(readFileSync(join(src, path), 'utf8'))),
    ).toEqual([]);
  });
});
