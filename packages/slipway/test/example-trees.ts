import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { memoryTree } from '../src/chain/index.ts';
import type { DoctorOptions } from '../src/doctor/options.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../examples');
const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** A tree of the examples, in memory. */
export interface ExampleTree {
  /** `widgetctl/broken`. */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

interface Circumstances {
  readonly slug: string;
  readonly defaultBranch: string;
  readonly tags: readonly { readonly name: string; readonly date: string | Date; readonly subject: string }[];
}

/** A tree of an example, with other or further files, and how its `example.yaml` wants it read. */
export function openExample({ name, files }: ExampleTree): { tree: ReturnType<typeof memoryTree>; options: DoctorOptions } {
  const { slug, defaultBranch, tags } = parse(readFileSync(join(root, name.split('/')[0]!, 'example.yaml'), 'utf8')) as Circumstances;
  const dated = tags.map((tag) => ({ name: tag.name, date: new Date(tag.date).getTime() / 1000, subject: tag.subject }));
  return {
    tree: memoryTree(files, { slug, defaultBranch, tags: dated }),
    options: { version: '0.0.0', asOf: '2026-11-20', slug, slugHow: '--repo' },
  };
}

/** One workflow file of the examples, with its tree. */
export interface ExampleWorkflow {
  readonly tree: ExampleTree;
  readonly path: string;
  readonly text: string;
}

/** Every tree of the examples, sorted by name. */
export function exampleTrees(): ExampleTree[] {
  const found = new Map<string, Record<string, string>>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const [, name, path] = /^([^/]+\/(?:broken|mended|variants\/[^/]+))\/(.+)$/.exec(relative(root, full).split(sep).join('/')) ?? [];
    if (name === undefined || path === undefined) continue;
    const files = found.get(name) ?? {};
    files[path] = readFileSync(full, 'utf8');
    found.set(name, files);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, files]) => ({ name, files }));
}

export function exampleWorkflows(): ExampleWorkflow[] {
  return exampleTrees().flatMap((tree) =>
    Object.keys(tree.files)
      .filter((path) => WORKFLOW.test(path))
      .sort()
      .map((path) => ({ tree, path, text: tree.files[path]! })),
  );
}
