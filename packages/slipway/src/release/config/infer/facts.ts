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
  /** Steps that call an action or run a script, of the workflows whose text is asked for: few say anything of a release, and reading them all takes long. */
  steps(mentions: (text: string) => boolean): readonly Step[];
}

export interface Step {
  /** `owner/repo` in lower case; undefined for a script. */
  readonly action: string | undefined;
  readonly run: string | undefined;
  input(name: string): string | undefined;
  readonly at: Location;
}

/** What configuration is inferred from; files are read only where somebody asks for them. */
export function factsOf(tree: Tree): Facts {
  const { git } = tree;
  const workflows = tree.list().filter((path) => /^\.github\/(?:workflows\/[^/]+|actions\/.*\/action)\.ya?ml$/.test(path));
  const steps = new Map<string, readonly Step[]>();
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
    steps: (mentions) =>
      workflows.flatMap((path) => {
        const text = tree.read(path);
        if (text === undefined || !mentions(text)) return [];
        const known = steps.get(path) ?? stepsOf(path, text);
        steps.set(path, known);
        return known;
      }),
  };
}

function stepsOf(path: string, text: string): Step[] {
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

/** The first step that calls one of these actions (`owner/repo`, in lower case). */
export function stepWith(facts: Facts, ...actions: readonly string[]): Step | undefined {
  return facts
    .steps((text) => actions.some((action) => text.toLowerCase().includes(action)))
    .find(({ action }) => action !== undefined && actions.includes(action));
}

/**
 * The first script with a line that is about this.
 * @param word that every such line has
 */
export function scriptWith(facts: Facts, word: string, pattern: RegExp): Step | undefined {
  return facts.steps((text) => text.includes(word)).find(({ run }) => run !== undefined && pattern.test(run));
}
