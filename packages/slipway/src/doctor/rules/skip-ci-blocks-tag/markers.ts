import type { Analysis, Effect } from '../../../chain/index.ts';
import { type Change, type FileChange, get, type NodePath, type SourceNode } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { prefixOf } from '../../fixes/parts/own-commits.ts';
import { changed, inJob, together } from '../../fixes/parts/places.ts';
import { scalarsBelow } from '../../fixes/parts/scalars.ts';

/** Markers that stand in the tree for the message of one commit, and what takes them out. */
export interface Markers {
  readonly changes: readonly FileChange[];
  /** As written, for a reader. */
  readonly words: string;
  readonly paths: readonly string[];
}

const marker = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/g;
/** A flag with which a tool is told to write one. */
const flag = /\s--skip-ci(?:-override(?:=|\s+)\S+)?(?=\s|$)/g;

/** Files that tell tools the message of their commits. */
const configs =
  /^(?:[\w.-]+\/){0,3}(?:\.releaserc(?:\.\w+)?|release\.config\.\w+|package\.json|lerna\.json|nx\.json|\.release-it\.\w+|\.versionrc(?:\.\w+)?|\.cz\.(?:toml|json|yaml)|pyproject\.toml|\.?bumpversion\.(?:cfg|toml)|setup\.cfg|cog\.toml|Cargo\.toml|release\.toml|knope\.toml)$/;

/** Where the message of a commit carries its marker: in the steps of the job, in the script that commits, in the configuration of the tool. */
export function markersOf(effect: Effect, message: string, analysis: Analysis): Markers {
  const { world } = analysis;
  const { job } = effect;
  const own = inTree(job.node.file.path, job.node, inJob(job), message);
  const places =
    own.length > 0 ? [] : [effect.at, ...effect.through.map((t) => t.at), ...(effect.deed.at ? [effect.deed.at] : [])].map((at) => at.path);
  const named = [
    ...new Set([
      ...places,
      ...(own.length > 0
        ? []
        : world.tree
            .list()
            .filter((p) => configs.test(p))
            .slice(0, 40)),
    ]),
  ];
  const found = [...own, ...named.filter((p) => p !== job.node.file.path).flatMap((p) => inFile(p, message, analysis))];
  const changes = found.length > 0 ? together(found.map((f) => f.change)) : defaulted(effect, analysis);
  return {
    changes,
    words: [...new Set(found.map((f) => f.word))].join(' and ') || '[skip ci]',
    paths: [...new Set(changes.map((c) => c.path))],
  };
}

interface Found {
  readonly change: FileChange;
  readonly word: string;
}

function inTree(path: string, root: SourceNode, way: NodePath, message: string): Found[] {
  const all = [...scalarsBelow(root, way)].flatMap(({ at, node }) => inText(node.text, message).map((hit) => ({ at, hit })));
  const meant = all.some(({ hit }) => hit.same) ? all.filter(({ hit }) => hit.same) : all;
  return meant.map(({ at, hit }) => ({
    word: hit.word,
    change: changed(path, { op: 'splice', at, start: hit.start, end: hit.end, text: '' } satisfies Change),
  }));
}

function inFile(path: string, message: string, { world }: Analysis): Found[] {
  const text = world.tree.read(path);
  if (text === undefined || text.length > 400_000 || !/\[(?:skip|ci|no ci|actions)|--skip-ci/.test(text)) return [];
  if (/\.(?:ya?ml|jsonc?|toml)$|\.releaserc$/.test(path)) {
    const root = document(world.tools, path);
    return root ? inTree(path, root, [], message) : [];
  }
  const all = inText(text, message);
  const meant = all.some((h) => h.same) ? all.filter((h) => h.same) : all;
  return meant.map((h) => ({ word: h.word, change: { op: 'text', path, start: h.start, end: h.end, text: '' } }));
}

/** Markers of a text; `same`: it stands behind the beginning of the message that is looked for. */
function inText(text: string, message: string): { start: number; end: number; word: string; same: boolean }[] {
  const beginning = prefixOf(message);
  const hits = [...text.matchAll(marker)].map((m) => ({
    start: afterWords(text, m.index),
    end: m.index + m[0].length,
    word: m[0],
    same: beginning.length >= 3 && text.slice(Math.max(0, m.index - 600), m.index).includes(beginning),
  }));
  const flags = /\bcog\b/.test(text) ? [...text.matchAll(flag)] : [];
  return [...hits, ...flags.map((m) => ({ start: m.index, end: m.index + m[0].length, word: m[0].trim(), same: true }))];
}

/** Where the blanks and line breaks before a place begin; in a program's text a line break may be written as `\\n`. */
function afterWords(text: string, at: number): number {
  let from = at;
  while (from > 0) {
    if (/\s/.test(text[from - 1]!)) from--;
    else if (text[from - 1] === 'n' && text[from - 2] === '\\') from -= 2;
    else break;
  }
  return from;
}

/** `@semantic-release/git` writes the marker when nobody says otherwise. */
function defaulted({ deed }: Effect, { world }: Analysis): FileChange[] {
  if (!/semantic-release/.test(deed.tool)) return [];
  const message = '"chore(release): ${nextRelease.version}\\n\\n${nextRelease.notes}"';
  for (const [path, way] of [
    ...['.releaserc', '.releaserc.json', '.releaserc.yaml', '.releaserc.yml'].map((p) => [p, []] as const),
    ['package.json', ['release']] as const,
  ]) {
    const plugins = get(document(world.tools, path), ...way, 'plugins');
    if (plugins?.kind !== 'seq') continue;
    for (const [i, item] of plugins.items.entries()) {
      const at = [...way, 'plugins', i];
      const name = item.kind === 'scalar' ? item : get(item, 0);
      if (name?.kind !== 'scalar' || name.text !== '@semantic-release/git') continue;
      if (item.kind === 'scalar') return [changed(path, { op: 'set', at, value: `["@semantic-release/git", {"message": ${message}}]` })];
      if (get(item, 1)) return [changed(path, { op: 'set', at: [...at, 1, 'message'], value: message })];
      return [changed(path, { op: 'insert', at: [...at, 1], value: `{"message": ${message}}` })];
    }
  }
  return [];
}
