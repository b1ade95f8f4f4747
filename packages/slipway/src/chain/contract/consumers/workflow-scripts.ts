import type { Workflow } from '../../../actions/index.ts';
import { wantOf } from './documents.ts';
import { Lines } from './lines.ts';
import { isSameRepository } from './release-url.ts';
import { urlsOf } from './text-urls.ts';
import type { Consumer, Want } from './types.ts';

/** `${{ github.repository }}` and the variable of the same meaning. */
const itself = /^(?:\$\{\{\s*github\.repository\s*\}\}|\$\{?GITHUB_REPOSITORY\}?)$/;

/** What the scripts of a workflow download from a release of this repository, and the formulas and manifests that they write. */
export function workflowScripts(workflow: Workflow, slug: string): Consumer[] {
  const { path, text } = workflow.file;
  if (!text.includes('/releases/')) return [];
  const lines = new Lines(path, text);
  const formulas = formulasIn(text);
  const groups = new Map<number, Want[]>();
  for (const url of urlsOf(text)) {
    if (url.pinned || !(itself.test(url.repository) || isSameRepository(url.repository, slug))) continue;
    const within = formulas.findIndex((f) => url.start >= f.start && url.start < f.end);
    groups.set(within, [...(groups.get(within) ?? []), wantOf(url, lines)]);
  }
  return [...groups].map(
    ([formula, wants]): Consumer => ({
      kind: formula < 0 ? 'workflow' : 'formula',
      at: wants[0]!.at,
      repository: slug,
      wants,
      selections: [],
      verifies: false,
      machines: wants.flatMap((w) => (w.platform === undefined ? [] : [w.platform])),
      fallback: false,
    }),
  );
}

/** Where formulas of Homebrew stand that a script writes. */
function formulasIn(text: string): { start: number; end: number }[] {
  const out: { start: number; end: number }[] = [];
  for (const m of text.matchAll(/^([ \t]*)class \w+ < Formula\b/gm)) {
    const close = new RegExp(`^${m[1]}end\\b`, 'm').exec(text.slice(m.index + m[0].length));
    out.push({ start: m.index, end: close === null ? text.length : m.index + m[0].length + close.index });
    if (out.length === 8) break;
  }
  return out;
}
