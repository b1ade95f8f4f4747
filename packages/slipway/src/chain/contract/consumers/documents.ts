import type { Tree } from '../../../remotes/types.ts';
import { isAside, isDocument, isRecord, platformOf } from '../../../tools/index.ts';
import { shownName } from '../names.ts';
import { verifies } from './installers.ts';
import { Lines } from './lines.ts';
import { isSameRepository } from './release-url.ts';
import { type TextUrl, urlsOf } from './text-urls.ts';
import type { Consumer, ConsumerKind, Want } from './types.ts';

const packaging =
  /(?:^|\/)(?:[^/]+\.(?:rb|nuspec|tmpl|tpl|j2|erb)|PKGBUILD|(?:[^/]*\.)?Dockerfile[^/]*|Containerfile|action\.ya?ml|chocolatey\w+\.ps1|(?:bucket|scoop)\/[^/]+\.json|tauri\.conf\.json|krew[^/]*\.ya?ml|[^/]+\.app\.json)$/i;
const example = /(?:^|\/)examples?\//i;
/** Where people look for how to get it. */
const firstRead = /(?:^|\/)(?:README|INSTALL|index)\b|install|download|getting|quick|start|setup|release|formula|docker|scoop|bucket|tauri/i;
const mostRead = 60;

/** Documents, formulas, manifests and container files that name a file of a release of this repository. */
export function writtenUrls(tree: Tree, slug: string): Consumer[] {
  const out: Consumer[] = [];
  const paths = tree.list().filter((p) => (isDocument(p) || packaging.test(p)) && !isAside(p) && !isRecord(p) && !example.test(p));
  // What people read first comes first: the root, then what lies deeper.
  const near = paths.map((path) => ({ path, depth: path.split('/').length + (firstRead.test(path) ? 0 : 10) })).sort((a, b) => a.depth - b.depth);
  tree.prefetch?.(near.slice(0, mostRead).map(({ path }) => path));
  for (const { path } of near.slice(0, mostRead)) {
    const text = tree.read(path);
    if (text === undefined || !text.includes('/releases/')) continue;
    const consumer = written(path, text, slug, kindOf(path));
    if (consumer !== undefined) out.push(consumer);
  }
  return out;
}

function kindOf(path: string): ConsumerKind {
  if (/\.rb$/.test(path)) return 'formula';
  if (/Dockerfile|Containerfile/i.test(path)) return 'dockerfile';
  return isDocument(path) ? 'document' : 'manifest';
}

/** The addresses in one text, as far as they are of this repository and of no certain version. */
export function written(path: string, text: string, slug: string, kind: ConsumerKind): Consumer | undefined {
  const lines = new Lines(path, text);
  const wants: Want[] = [];
  for (const url of urlsOf(text)) {
    // A release that is out keeps its names, whatever the next one is called.
    if (!isSameRepository(url.repository, slug) || (url.pinned && url.tag !== 'latest')) continue;
    wants.push(wantOf(url, lines));
  }
  if (wants.length === 0) return undefined;
  const machines = wants.flatMap((w) => (w.platform === undefined ? [] : [w.platform]));
  return { kind, at: wants[0]!.at, repository: slug, wants, selections: [], verifies: verifies(text), machines, fallback: false };
}

export function wantOf(url: TextUrl, lines: Lines): Want {
  const platform = url.machine?.platform ?? platformOf(shownName(url.names[0]!));
  return { names: url.names, at: lines.at(url.start), tag: url.tag, optional: false, ...(platform === undefined ? {} : { platform }) };
}
