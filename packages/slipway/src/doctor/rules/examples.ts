import { memoryTree } from '../../chain/index.ts';
import type { GitFacts, Tree } from '../../remotes/types.ts';

const mark = /\s*(?:#|\/\/|<!--)\s*<- finding\s*(?:-->)?\s*$/;
const named = /^(?:#|\/\/|<!--)\s*(\S+)\s*(?:-->)?\s*$/;

/** The headings of a rule's page, in order. */
export const headings = ['What happens', 'Broken', 'Sound', 'Ways to mend it', 'Why', 'When it is silent'] as const;

/** The files of one example, and where its finding must stand (1-based line of the file). */
export interface Example {
  readonly title: string;
  readonly tree: Tree;
  readonly marks: readonly { readonly path: string; readonly line: number }[];
  /** The page says that a person mends it: "No edit is offered". */
  readonly byHand: boolean;
}

/**
 * The examples of a rule's page below one of its headings. Under `## Broken` and `## Sound` stand fenced blocks, one a file, whose first line is a
 * comment with the file's path (not part of the file). `### ` headings there part several examples. The line of Broken where the finding must stand
 * ends with the comment `<- finding`. A block named `git` gives facts of git, one a line: `tag v1.2.0` (with its day: `tag v1.2.0 2026-03-01`),
 * `branch next`, `message chore: release`.
 * Where an example says "No edit is offered", and why, the rule's fix offers none.
 * @throws Error when a block does not say which file it is, or when there is none
 */
export function examples(page: string, heading: string): Example[] {
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
  return { title, tree: memoryTree(files, git), marks, byHand: markdown.includes('No edit is offered') };
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
