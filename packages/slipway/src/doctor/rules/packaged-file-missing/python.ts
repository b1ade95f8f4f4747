import type { Analysis } from '../../../chain/index.ts';
import { get, isScalar, isSeq, type ScalarNode, type SourceNode, sourceFile } from '../../../source/index.ts';
import { type Files, resolved, rootOf } from './tree-files.ts';
import type { MissingFile } from './types.ts';

/** Files that the build of a Python package reads by name: pyproject.toml's readme and license, and what setup.py opens. */
export function* ofPython({ world, declared }: Analysis, files: Files): Generator<MissingFile> {
  const effects = [...declared.values()].flatMap((runs) => runs.flatMap((r) => r.effects));
  const folders = new Set(
    effects.flatMap((e) =>
      e.deed.kind === 'package' && e.deed.registry === 'pypi' && !e.possible && e.happens !== false ? [e.deed.directory ?? ''] : [],
    ),
  );
  for (const folder of folders) {
    const prefix = folder === '' ? '' : `${folder}/`;
    const root = world.tree.has(`${prefix}pyproject.toml`) ? rootOf(world, `${prefix}pyproject.toml`) : undefined;
    // A backend may fill these in by itself.
    const isDynamic = (name: string): boolean => {
      const dynamic = get(root, 'project', 'dynamic');
      return isSeq(dynamic) && dynamic.items.some((i) => isScalar(i) && i.text === name);
    };
    const named: [SourceNode | undefined, string][] = [
      ...(isDynamic('readme') ? [] : ([[readmeOf(get(root, 'project', 'readme')), 'readme']] as [SourceNode | undefined, string][])),
      [get(root, 'project', 'license', 'file'), 'license'],
      [get(root, 'tool', 'poetry', 'readme'), 'readme'],
    ];
    for (const [node, what] of named)
      for (const one of scalarsOf(node)) {
        const path = resolved(folder, one.text);
        if (path === undefined || files.has(path) || files.mayBeMade(path)) continue;
        yield {
          at: one.file.locate(one.span),
          path,
          tool: 'the Python build',
          outcome: `the build backend ends with an error when the ${what} is not there, so neither wheel nor sdist is made`,
          severity: 'error',
          facts: [],
        };
      }
    yield* ofSetup(`${prefix}setup.py`, folder, files, world.tree.read(`${prefix}setup.py`));
  }
}

const readmeOf = (node: SourceNode | undefined): SourceNode | undefined => (node?.kind === 'map' ? get(node, 'file') : node);

function scalarsOf(node: SourceNode | undefined): readonly ScalarNode[] {
  if (isScalar(node)) return [node];
  return isSeq(node) ? node.items.filter((i): i is ScalarNode => isScalar(i)) : [];
}

/** `open("README.rst")` at the top of setup.py; what stands in a `try` or an `if` may be missing. */
function* ofSetup(path: string, folder: string, files: Files, text: string | undefined): Generator<MissingFile> {
  if (text === undefined || text.length > 100_000 || /\btry:|exists\(|isfile\(|\bchdir\(/.test(text)) return;
  const file = sourceFile(path, text);
  for (const found of text.matchAll(/^(?:with\s+|\w+\s*=\s*|\s+long_description\s*=\s*)(?:io\.|codecs\.)?open\(\s*["']([\w./-]+)["']\s*(?=[,)])/gm)) {
    const named = resolved(folder, found[1]!);
    if (
      named === undefined ||
      /["'][wax]/.test(text.slice(found.index, found.index + found[0].length + 12)) ||
      files.has(named) ||
      files.mayBeMade(named)
    )
      continue;
    yield {
      at: file.locate({ start: found.index, end: found.index + found[0].length }),
      path: named,
      tool: 'setup.py',
      outcome: 'it opens the file whenever it is run, so the build ends there',
      severity: 'error',
      facts: [],
    };
  }
}
