import { get, type SourceNode, textOf } from '../../source/index.ts';
import { document, nodePackages, type ToolWorld } from '../../tools/index.ts';
import type { PackageDependency } from './dependencies.ts';

const TABLES = [
  ['dependencies', undefined],
  ['optionalDependencies', undefined],
  ['peerDependencies', 'peer'],
  ['devDependencies', 'dev'],
] as const;

/** `npm:@scope/core@^1.0.0`, `workspace:core@^`: another name for a package. */
const ALIAS = /^(npm|workspace):(@?[^@/]+(?:\/[^@/]+)?)@(.+)$/;
/** Protocols that name a place and no version. */
const PLACE = /^(?:file|link|portal|git\+?\w*|https?|github):/;

/** What package.json files of the tree ask of each other, as https://docs.npmjs.com/cli/configuring-npm/package-json and pnpm's workspaces write it. */
export function* nodeDependencies(world: ToolWorld): Generator<PackageDependency> {
  const packages = nodePackages(world);
  const folders = new Map(packages.flatMap(({ name, directory }) => (name === undefined ? [] : [[name, directory] as const])));
  for (const { directory } of packages) {
    const root = document(world, directory === '' ? 'package.json' : `${directory}/package.json`);
    for (const [table, role] of TABLES)
      for (const [key, written] of textsOf(get(root, table))) {
        const alias = ALIAS.exec(written);
        const name = alias?.[2] ?? key;
        const to = folders.get(name);
        if (to === undefined) continue;
        const text = alias === null ? written : alias[1] === 'workspace' ? `workspace:${alias[3]}` : alias[3]!;
        const range = text.startsWith('catalog:') ? catalogued(world, text.slice('catalog:'.length), key) : PLACE.test(text) ? undefined : text;
        yield { from: directory, to, package: name, kind: 'npm', ...(range === undefined ? {} : { range }), ...(role === undefined ? {} : { role }) };
      }
  }
}

/** pnpm's catalogs: `catalog:` is the unnamed one. https://pnpm.io/catalogs */
function catalogued(world: ToolWorld, catalog: string, name: string): string | undefined {
  const root = document(world, 'pnpm-workspace.yaml');
  const list = catalog === '' || catalog === 'default' ? (get(root, 'catalog') ?? get(root, 'catalogs', 'default')) : get(root, 'catalogs', catalog);
  return textsOf(list).get(name);
}

function textsOf(node: SourceNode | null | undefined): ReadonlyMap<string, string> {
  if (node?.kind !== 'map') return new Map();
  return new Map(
    node.entries.flatMap(({ key, value }) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key.text, text] as const];
    }),
  );
}
