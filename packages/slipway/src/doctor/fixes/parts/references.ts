import { isWorkflowPath } from '../../../actions/index.ts';
import type { Tree } from '../../../remotes/types.ts';
import {
  type Change,
  type FileChange,
  get,
  type NodePath,
  parseJson,
  parseYaml,
  type ScalarNode,
  type SourceNode,
  sourceFile,
} from '../../../source/index.ts';
import { fileName } from '../../../tools/index.ts';
import { literally } from '../../patterns.ts';
import { fileHits, type Hit, nameHits } from './reference-hits.ts';

/** A tree to look through; `slug` tells its own addresses from those of other repositories. */
export interface ReferencedTree extends Pick<Tree, 'list' | 'read' | 'prefetch'> {
  readonly slug: string | undefined;
}

/** Finds what a text says of the workflow; `whole` when the text is a value that can be the name and nothing else. */
type Finder = (text: string, whole: boolean) => Hit[];

/** Inputs of actions that take a workflow, by file name or by name. */
const WORKFLOW_INPUT = /^workflow(?:[-_](?:id|file|file[-_]name|name))?$/;
/** Inputs that say that it is one of another repository. */
const OTHER_REPOSITORY = ['repo', 'repository', 'owner', 'github_repository'];
const DOCUMENT = /(?:^|\/)(?:CODEOWNERS|Makefile|[Jj]ustfile|README)$|\.(?:md|mdx|markdown|rst|adoc|txt|html|sh|bash|ps1|mk)$/;
const SCRIPT = /^(?:\.github|\.ci|ci|scripts?|tools?|bin)\/.*\.(?:[cm]?[jt]s|py|rb)$/;
const CONFIGURATION = /^(?:\.github\/.*|[^/]+)\.ya?ml$|(?:^|\/)action\.ya?ml$/;
const JSON_CONFIGURATION = /^(?:\.github\/.*|[^/]+)\.json$/;
/** What happened under the old name stays true; what is not the repository's own, or a sample, is not touched. */
const PAST =
  /(?:^|\/)(?:node_modules|vendor|third_party|dist|fixtures?|testdata|__tests__|__snapshots__|CHANGELOGS?|changelogs?)\/|(?:CHANGE(?:LOG|S)|HISTORY|NEWS|RELEASE[-_]?NOTES)[^/]*$|-lock\.json$/i;
const MOST_FILES = 4_000;

/**
 * What follows the rename of a workflow file: calls, `paths` filters, dispatches in scripts and inputs, badges, links and mentions in documents, owners
 * of code, configuration. The rename itself is not among them; paths are those before it.
 *
 * What stands outside the tree (a trusted publisher that names the file, a bookmark) is not found here.
 */
export function followFile(tree: ReferencedTree, from: string, to: string): FileChange[] {
  const name = fileName(from);
  const alone = tree.list().filter((path) => fileName(path) === name).length === 1;
  return follow(
    tree,
    name,
    (text, whole) => {
      if (whole && text === name) return [{ start: 0, end: name.length, text: fileName(to) }];
      return fileHits(text, from, to, tree.slug);
    },
    alone ? (text) => mentions(text, name, fileName(to)) : undefined,
  );
}

/**
 * What follows another `name:` of a workflow: `workflow_run.workflows`, badges and searches of runs, dispatches by name. The new name itself is not among
 * them. Nothing when another workflow has the same name: then no one knows which is meant.
 */
export function followName(tree: ReferencedTree, path: string, to: string): FileChange[] {
  const names = tree
    .list()
    .filter(isWorkflowPath)
    .map((one) => ({ path: one, name: nameOf(tree, one) }));
  const from = names.find((one) => one.path === path)?.name;
  if (from === undefined || names.filter((one) => one.name === from).length > 1) return [];
  return follow(tree, undefined, (text, whole) => {
    if (whole && text === from) return [{ start: 0, end: from.length, text: to }];
    return nameHits(text, from, to, tree.slug);
  });
}

function nameOf(tree: ReferencedTree, path: string): string | undefined {
  const name = get(parseYaml(sourceFile(path, tree.read(path) ?? '')).root, 'name');
  return name?.kind === 'scalar' ? name.text : undefined;
}

function follow(tree: ReferencedTree, word: string | undefined, find: Finder, mention?: (text: string) => Hit[]): FileChange[] {
  const paths = tree
    .list()
    .filter((path) => !PAST.test(path) && [DOCUMENT, SCRIPT, CONFIGURATION, JSON_CONFIGURATION].some((kind) => kind.test(path)))
    .slice(0, MOST_FILES);
  tree.prefetch?.(paths);
  return paths.flatMap((path) => {
    const text = tree.read(path)?.replace(/^\uFEFF/, '');
    if (text === undefined || (word !== undefined && !text.includes(word))) return [];
    if (CONFIGURATION.test(path) || JSON_CONFIGURATION.test(path)) return inTree(path, text, find);
    const hits = find(text, false);
    const more = /\.(?:md|mdx|markdown|rst|adoc)$/.test(path) ? (mention?.(text) ?? []) : [];
    const taken = new Set(hits.map((hit) => hit.start));
    return [...hits, ...more.filter((hit) => !taken.has(hit.start))]
      .sort((a, b) => a.start - b.start)
      .map((hit) => ({ op: 'text' as const, path, ...hit }));
  });
}

/** In values each by its own place; in comments as text. */
function inTree(path: string, text: string, find: Finder): FileChange[] {
  const file = sourceFile(path, text);
  const { root, problems } = path.endsWith('.json') ? parseJson(file) : parseYaml(file);
  if (root === null || problems.length > 0) return [];
  const changes: Change[] = [];
  const spans: ScalarNode['span'][] = [];
  const seen = new Set<SourceNode>();
  const visit = (node: SourceNode | null, at: NodePath): void => {
    // What an anchor holds is changed once, where it stands.
    if (node === null || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'seq') for (const [index, item] of node.items.entries()) visit(item, [...at, index]);
    else if (node.kind === 'map') for (const { key, value } of node.entries) visit(value, [...at, key.text]);
    else {
      spans.push(node.span);
      if (typeof node.value !== 'string') return;
      for (const hit of find(node.text, takesWorkflow(root, at))) changes.push({ op: 'splice', at, ...hit });
    }
  };
  visit(root, []);
  const said = find(text, false).filter((hit) => !spans.some((span) => hit.start >= span.start && hit.end <= span.end));
  const comments = said.filter((hit) => /(?:^|\s)#[^\n\r]*$/.test(text.slice(text.lastIndexOf('\n', hit.start) + 1, hit.start)));
  return [
    ...(changes.length > 0 ? [{ op: 'change' as const, path, changes }] : []),
    ...comments.map((hit) => ({ op: 'text' as const, path, ...hit })),
  ];
}

/** A value that names a workflow and says nothing else. */
function takesWorkflow(root: SourceNode, at: NodePath): boolean {
  const keys = at.filter((step) => typeof step === 'string');
  const key = keys[keys.length - 1] ?? '';
  if (keys[0] === 'on' && keys[1] === 'workflow_run' && key === 'workflows') return true;
  if (!WORKFLOW_INPUT.test(key)) return false;
  const siblings = get(root, ...at.slice(0, at.lastIndexOf(key)));
  return siblings?.kind === 'map' && !siblings.entries.some((entry) => OTHER_REPOSITORY.includes(entry.key.text));
}

/** A document speaks of the file by its name alone, as code or as the text of a link, in a line that is about workflows. */
function mentions(text: string, from: string, to: string): Hit[] {
  const hits: Hit[] = [];
  const name = literally(from);
  for (const match of text.matchAll(new RegExp(`(?<=[\`[])${name}(?=[\`\\]])`, 'g'))) {
    const begin = text.lastIndexOf('\n', match.index) + 1;
    const stop = text.indexOf('\n', match.index);
    if (/workflow|github actions?|\bactions?\b|pipeline|\bCI\b|\.github\//i.test(text.slice(begin, stop === -1 ? text.length : stop)))
      hits.push({ start: match.index, end: match.index + from.length, text: to });
  }
  return hits;
}
