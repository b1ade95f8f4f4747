import type { World } from '../chain/index.ts';
import { type Location, sourceFile } from '../source/index.ts';

/** Lines of a tree that name a repository. */
export interface SlugLines {
  /** In manifests, where a package says where it is from. */
  readonly manifests: readonly Location[];
  /** In documents: addresses of releases' files. */
  readonly documents: readonly Location[];
}

const manifests = [
  'Cargo.toml',
  'package.json',
  'pyproject.toml',
  'go.mod',
  'setup.py',
  'setup.cfg',
  'pubspec.yaml',
  'mix.exs',
  'npm/package.json',
  'cli/package.json',
];
const mostDocuments = 60;

/** Where a repository is named as `github.com/owner/name`: in manifests, and with its releases in documents. */
export function linesNaming(slug: string, world: World): SlugLines {
  const address = `github.com/${slug.toLowerCase()}`;
  const at = (path: string, needle: string): Location[] => {
    const text = world.tree.read(path);
    const index = text === undefined ? -1 : text.toLowerCase().indexOf(needle);
    const next = text?.[index + needle.length];
    if (text === undefined || index < 0 || (next !== undefined && /[\w-]/.test(next))) return [];
    return [sourceFile(path, text).locate({ start: index, end: index + needle.length })];
  };
  const documents = world.tree
    .list()
    .filter((p) => /(?:^|\/)(?:README|INSTALL|install\w*|getting-started|quick\w*)[^/]*\.(?:md|mdx|rst|adoc)$/i.test(p));
  return {
    manifests: manifests.flatMap((path) => at(path, address)),
    documents: documents.slice(0, mostDocuments).flatMap((path) => at(path, `${address}/releases/`)),
  };
}
