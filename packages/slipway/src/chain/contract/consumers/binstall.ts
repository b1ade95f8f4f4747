import type { Tree } from '../../../remotes/types.ts';
import { get, isScalar, parseToml, type ScalarNode, type SourceNode, sourceFile, textOf } from '../../../source/index.ts';
import { ANY, type Name, VERSION } from '../names.ts';
import { assetUrl } from './release-url.ts';
import type { Consumer, Want } from './types.ts';

const mostManifests = 12;

/**
 * What `cargo binstall` downloads by the manifest's own word: `pkg-url` of `[package.metadata.binstall]`. Fields and their meaning from its
 * documentation (SUPPORT.md, 2026-10). What hangs on the machine is open.
 */
export function binstall(tree: Tree, slug: string): Consumer[] {
  const out: Consumer[] = [];
  let read = 0;
  for (const path of tree.list()) {
    if (!/(?:^|\/)Cargo\.toml$/.test(path) || /(?:^|\/)(?:tests?|fixtures?|examples?|vendor)\//.test(path)) continue;
    if (++read > mostManifests) break;
    const text = tree.read(path);
    if (text === undefined || !text.includes('metadata.binstall')) continue;
    const root = parseToml(sourceFile(path, text)).root ?? undefined;
    const url = get(root, 'package', 'metadata', 'binstall', 'pkg-url');
    const name = textOf(get(root, 'package', 'name'));
    if (!isScalar(url) || name === undefined) continue;
    const want = wantOf(url, name, root, slug);
    if (want !== undefined)
      out.push({ kind: 'manifest', at: want.at, repository: slug, wants: [want], selections: [], verifies: false, machines: [], fallback: true });
  }
  return out;
}

function wantOf(url: ScalarNode, crate: string, root: SourceNode | undefined, slug: string): Want | undefined {
  const bin = textOf(get(root, 'bin', 0, 'name')) ?? crate;
  const fill = (field: string): Name =>
    ({ repo: `https://github.com/${slug}`, name: crate, bin, version: VERSION, 'archive-suffix': ANY, 'archive-format': ANY, 'binary-ext': ANY })[
      field
    ] ?? ANY;
  const asked = assetUrl(url.text.replace(/\{\s*([\w-]+)\s*\}/g, (_all, field: string) => fill(field)));
  if (asked === undefined || asked.repository.toLowerCase() !== slug.toLowerCase()) return undefined;
  return { names: [asked.name.replaceAll(ANY + ANY, ANY)], at: url.file.locate(url.span), tag: asked.tag, optional: true };
}
