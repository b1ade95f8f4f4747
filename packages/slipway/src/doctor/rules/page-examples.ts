import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../chain/index.ts';
import type { GitFacts, Tree } from '../../remotes/types.ts';
import { diagnose } from '../diagnose.ts';
import type { DoctorOptions } from '../options.ts';
import { pages } from './pages.ts';

const headings = ['What happens', 'Broken', 'Sound', 'Why', 'When it is silent'];
/** The day for which the pages are written. */
const asOf = '2026-11-20';
const mark = /\s*(?:#|\/\/|<!--)\s*<- finding\s*(?:-->)?\s*$/;
const named = /^(?:#|\/\/|<!--)\s*(\S+)\s*(?:-->)?\s*$/;

/** The files of one example, and where its finding must stand (1-based line of the file). */
interface Example {
  readonly title: string;
  readonly tree: Tree;
  readonly marks: readonly { readonly path: string; readonly line: number }[];
}

/**
 * Holds a rule's page to what the doctor says. The page has fixed headings; under `## Broken` and `## Sound` stand fenced blocks, one a file,
 * whose first line is a comment with the file's path (not part of the file). `### ` headings there part several examples. The line of Broken
 * where the finding must stand ends with the comment `<- finding`. A block named `git` gives facts of git, one a line:
 * `tag v1.2.0` (with its day: `tag v1.2.0 2026-03-01`), `branch next`, `message chore: release`.
 */
export function pageExamples(id: string, options: Partial<DoctorOptions> = {}): void {
  const page = pages.get(id) ?? '';
  const found = (tree: Tree) => diagnose(tree, { asOf, version: '0', ...options, only: [id] }).findings;

  describe(`the page of ${id}`, () => {
    it('has the fixed headings', () => {
      expect(page.split('\n')[0]).toBe(`# ${id}`);
      expect([...page.matchAll(/^## (.+)$/gm)].map((m) => m[1])).toEqual(headings);
      expect(page.split('\n')[2], 'one sentence after the title').toMatch(/\S.*\.$/);
    });

    it.each(examples(page, 'Broken'))('shows a repository of which the doctor says this: $title', ({ tree, marks }) => {
      const findings = found(tree);
      expect(marks).toHaveLength(1);
      expect(findings.map((f) => ({ path: f.location.path, line: f.location.line }))).toEqual(marks);
      expect(findings[0]!.message).toMatch(/^\S.*\.$/s);
    });

    it.each(examples(page, 'Sound'))('shows a repository of which it says nothing: $title', ({ tree }) => {
      expect(found(tree)).toEqual([]);
    });

    if (id === 'invalid-workflow') return;
    it('shows workflows that GitHub accepts', () => {
      const all = [...examples(page, 'Broken'), ...examples(page, 'Sound')];
      expect(all.flatMap(({ tree }) => diagnose(tree, { asOf, version: '0', only: ['invalid-workflow'] }).findings)).toEqual([]);
    });
  });
}

function examples(page: string, heading: string): Example[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const found = section.split(/^### /m).map((part, at) => exampleOf(part, at === 0 ? heading : part.slice(0, part.indexOf('\n'))));
  const filled = found.filter((e) => e.tree.list().length > 0);
  if (filled.length === 0) throw new Error(`the page shows nothing under "## ${heading}"`);
  return filled;
}

function exampleOf(markdown: string, title: string): Example {
  const files: Record<string, string> = {};
  const marks: { path: string; line: number }[] = [];
  let git: Partial<GitFacts> = {};
  for (const [, block = ''] of markdown.matchAll(/^```\w*\n(.*?)^```$/gms)) {
    const [first = '', ...lines] = block.split('\n');
    const path = named.exec(first)?.[1];
    if (path === undefined) throw new Error(`the first line of a block must be a comment with the file's path, and is: ${first}`);
    if (path === 'git') {
      git = gitFacts(lines);
      continue;
    }
    for (const [at, line] of lines.entries()) if (mark.test(line)) marks.push({ path, line: at + 1 });
    files[path] = lines.map((line) => line.replace(mark, '')).join('\n');
  }
  return { title, tree: memoryTree(files, git), marks };
}

function gitFacts(lines: readonly string[]): Partial<GitFacts> {
  const rest = (word: string) => lines.filter((l) => l.startsWith(`${word} `)).map((l) => l.slice(word.length + 1));
  const [message = ''] = rest('message');
  const tags = rest('tag').map((line) => {
    const [name = '', day] = line.split(' ');
    return { name, date: day === undefined ? 0 : Date.parse(day) / 1000, subject: '' };
  });
  return { tags, branches: ['main', ...rest('branch')], message };
}
