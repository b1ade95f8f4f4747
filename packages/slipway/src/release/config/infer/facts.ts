import type { Tree } from '../../../remotes/types.ts';
import { get, isMap, isSeq, type Location, parseYaml, type SourceNode, sourceFile, textOf } from '../../../source/index.ts';
import type { ToolWorld } from '../../../tools/index.ts';

/** What an inference looks at. */
export interface Facts {
  readonly world: ToolWorld;
  /** Names of tags, newest first. */
  readonly tags: readonly string[];
  /** By name, in seconds since 1970. */
  readonly dates: ReadonlyMap<string, number>;
  readonly branches: readonly string[];
  readonly defaultBranch: string | undefined;
  /** Steps of all workflows that call an action or run a script. */
  readonly steps: readonly Step[];
}

export interface Step {
  /** `owner/repo` in lower case; undefined for a script. */
  readonly action: string | undefined;
  readonly run: string | undefined;
  input(name: string): string | undefined;
  readonly at: Location;
}

export function factsOf(tree: Tree): Facts {
  const { git } = tree;
  return {
    world: {
      read: (path) => tree.read(path),
      exists: (path) => tree.has(path),
      list: () => tree.list(),
      slug: git?.slug,
      defaultBranch: git?.defaultBranch ?? 'main',
      version: '0.0.0',
      asOf: '',
    },
    tags: git?.tags.map(({ name }) => name) ?? [],
    dates: new Map(git?.tags.map(({ name, date }) => [name, date])),
    branches: git?.branches ?? [],
    defaultBranch: git?.defaultBranch,
    steps: tree
      .list()
      .filter((path) => /^\.github\/(?:workflows\/[^/]+|actions\/.*\/action)\.ya?ml$/.test(path))
      .flatMap((path) => stepsOf(path, tree.read(path))),
  };
}

function stepsOf(path: string, text: string | undefined): Step[] {
  if (text === undefined) return [];
  const { root } = parseYaml(sourceFile(path, text));
  const jobs = get(root, 'jobs');
  const lists = [...(isMap(jobs) ? jobs.entries.map(({ value }) => get(value, 'steps')) : []), get(root, 'runs', 'steps')];
  return lists.flatMap((list) => (isSeq(list) ? list.items.flatMap(stepOf) : []));
}

function stepOf(node: SourceNode): Step[] {
  const uses = get(node, 'uses');
  const run = get(node, 'run');
  const at = uses ?? run;
  if (!at) return [];
  return [
    {
      action: textOf(uses)?.split('@')[0]?.toLowerCase(),
      run: textOf(run),
      input: (name) => textOf(get(node, 'with', name)),
      at: at.file.locate(at.span),
    },
  ];
}

/** The first step that calls one of these actions. */
export function stepWith(facts: Facts, ...actions: readonly string[]): Step | undefined {
  return facts.steps.find(({ action }) => action !== undefined && actions.includes(action));
}

/** The first script with a line that is about this. */
export function scriptWith(facts: Facts, pattern: RegExp): Step | undefined {
  return facts.steps.find(({ run }) => run !== undefined && pattern.test(run));
}
