import type { Analysis } from '../../../chain/index.ts';
import { type FileChange, isMap } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { scalarsBelow } from '../../fixes/parts/scalars.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { listed } from '../../links.ts';
import type { Sweep } from './scripts.ts';

/** A push of every tag: the words before the option, and the option. */
const sweep = /\bgit\s+push\b(?:[^\n;&|#"'`]|"[^"\n]*")*?\s--tags(?![\w-])/g;
/** The making of a tag, and its name as it is written. */
const making =
  /\bgit\s+tag\s+((?:-[asmf]\b|--(?:annotate|sign|message|force)\b|-am)?)\s*("[^"\n]+"|(?!-)(?:\$\([^)\n]*\)|\$\{[^}\n]*\}|[^\s"'`;&|()])+)/g;

/** Lines of scripts that people run. */
export function* ofScripts(sweeps: readonly Sweep[], analysis: Analysis): Generator<Proposal | Refusal> {
  const made = sweeps.map(({ at }) => ({ path: at.path, changes: mended(at.path, analysis) }));
  const changes = together(...made.map((m) => m.changes ?? []));
  const left = made.filter((m) => m.changes === undefined).map((m) => m.path);
  if (changes.length === 0) {
    yield {
      refused: `${listed(left)} ${left.length === 1 ? 'does' : 'do'} not say which tag is the new one.`,
      instead: 'Push the new tag alone: `git push origin refs/tags/<tag>`.',
    };
    return;
  }
  const all = [...new Set(changes.map((c) => c.path))];
  yield {
    id: 'new-tag',
    title: `Push the new tag alone in ${listed(all)}`,
    changes,
    tradeoffs: [
      'Tags that the clone has and GitHub has not are no longer pushed along.',
      '`--follow-tags` takes annotated tags of the commits that are pushed, which `npm version` and `git tag -a` make; a lightweight tag is named.',
    ],
    check: 'After the next release the output of `git push` names one new tag.',
  };
}

/** undefined when some line of the file cannot be told another. */
function mended(path: string, { world }: Analysis): FileChange[] | undefined {
  const text = world.tree.read(path);
  if (text === undefined) return undefined;
  if (!/\.jsonc?$/.test(path)) {
    const found = inText(text, /\.([a-z]+)$/.exec(path)?.[1]);
    return found?.map((f) => ({ op: 'text', path, ...f }));
  }
  const root = document(world.tools, path);
  if (!isMap(root)) return undefined;
  const out: FileChange[] = [];
  for (const { at, node } of scalarsBelow(root)) {
    if (!node.text.includes('--tags') || !node.text.includes('push')) continue;
    const found = inText(node.text, undefined);
    if (found === undefined) return undefined;
    for (const f of found) out.push(changed(path, { op: 'splice', at, ...f }));
  }
  return out;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Another word for each sweep of a text.
 *
 * @param language the ending of a program's name; undefined for the shell
 */
function inText(text: string, language: string | undefined): Piece[] | undefined {
  const out: Piece[] = [];
  for (const hit of text.matchAll(sweep)) {
    const line = text.slice(text.lastIndexOf('\n', hit.index) + 1, hit.index);
    if (/^\s*(?:#|\/\/)|\becho\b|\bprintf\b|console\.log/.test(line)) continue;
    const end = hit.index + hit[0].length;
    const start = end - '--tags'.length;
    const tag = [...text.slice(0, hit.index).matchAll(making)].at(-1);
    // Without a word of how the tag is made, a tool makes it, and those annotate.
    if (tag === undefined || /^-(?!f)/.test(tag[1]!) || tag[1]!.startsWith('--')) {
      out.push({ start, end, text: '--follow-tags' });
      continue;
    }
    // Far away, or in another function, the name may be another's.
    const between = text.slice(tag.index, hit.index);
    const after = /^[^\n;&|"'`)]*/.exec(text.slice(end))?.[0] ?? '';
    if (between.split('\n').length > 12 || /^\}/m.test(between) || /\S/.test(after.replace(/\\$/, ''))) return undefined;
    const remote = /\bgit\s+push\s+(?:-\S+\s+)*([^\s-]\S*)/.exec(hit[0])?.[1];
    const word = remote === undefined ? `origin ${tag[2]!}` : tag[2]!;
    const quoted = requoted(text, { start: hit.index, end }, word, language);
    if (quoted === undefined) return undefined;
    out.push(quoted === 'as it is' ? { start, end, text: word } : { ...quoted, text: `\`${text.slice(quoted.start + 1, start)}${word}\`` });
  }
  return out;
}

/** The literal of a program in which a command stands, when it must become a template for a name that is filled in; undefined when nothing tells. */
function requoted(
  text: string,
  hit: { start: number; end: number },
  word: string,
  language: string | undefined,
): { start: number; end: number } | 'as it is' | undefined {
  if (!/\$\{|\{/.test(word)) return 'as it is';
  const quote = text[hit.start - 1] ?? '';
  if (language !== undefined && /^(?:py|rb)$/.test(language)) return undefined;
  if (language === undefined || !/^[cm]?[jt]s$/.test(language) || !/["']/.test(quote)) return 'as it is';
  return text[hit.end] === quote ? { start: hit.start - 1, end: hit.end + 1 } : undefined;
}
