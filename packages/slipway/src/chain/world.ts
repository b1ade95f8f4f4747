import { type ActionMetadata, parseAction, parseWorkflow, type Workflow } from '../actions/index.ts';
import type { Tree } from '../remotes/types.ts';
import { sourceFile } from '../source/index.ts';
import type { ToolWorld } from '../tools/index.ts';
import { type Budget, fullBudget } from './budget.ts';
import { familyOfText } from './families.ts';
import type { Interpreted } from './interpret.ts';
import type { Run } from './types.ts';

/** What is taken for true of a secret: it is not there, it is refused (`expired`), or it holds a token of this kind. */
export type AssumedSecret = 'missing' | 'expired' | 'pat' | 'app' | 'github-token';

export interface WorldOptions {
  readonly slug?: string;
  readonly host?: 'github.com' | 'ghes';
  /** ISO date on which the facts are judged. */
  readonly asOf: string;
  readonly assume?: ReadonlyMap<string, AssumedSecret>;
  /** Files of other repositories, at a ref. */
  readonly elsewhere?: { read(slug: string, ref: string, path: string): string | undefined };
  readonly npmRegistryHost?: string;
  /** The release that is walked is a pre-release of this kind: `rc` walks `1.2.3-rc.1`. */
  readonly preRelease?: string;
  /** A world of nearly the same tree: workflows whose text is the same are not parsed again. */
  readonly earlier?: Pick<World, 'workflow'>;
}

/** Everything that a walk may look at. Pure: it reads the tree and nothing else. */
export interface World {
  readonly tree: Tree;
  readonly workflows: readonly Workflow[];
  readonly slug: string | undefined;
  readonly defaultBranch: string;
  readonly asOf: string;
  readonly host: 'github.com' | 'ghes';
  readonly assume: ReadonlyMap<string, AssumedSecret>;
  /** The version that stands for the release that is walked, without `v`. */
  readonly version: string;
  /** Families of the repository's own tags, with how many tags each has, most first. */
  readonly families: ReadonlyMap<string, number>;
  readonly tools: ToolWorld;
  workflow(path: string): Workflow | undefined;
  /** A reusable workflow of another repository, when it can be read. */
  remoteWorkflow(slug: string, ref: string, path: string): Workflow | undefined;
  localAction(dir: string): ActionMetadata | undefined;
  remoteAction(slug: string, ref: string, path: string): ActionMetadata | undefined;
  readonly runs: Map<string, Run>;
  /** Scripts that were interpreted, by shell and text. */
  readonly scripts: Map<string, Interpreted[]>;
  /** Keeps what no one writes from taking for ever. */
  readonly budget: Budget;
  /** What was not followed, for the report. */
  limit(text: string): void;
  readonly limits: ReadonlySet<string>;
}

const workflowPath = /^\.github\/workflows\/[^/]+\.ya?ml$/;

export function makeWorld(tree: Tree, options: WorldOptions): World {
  const limits = new Set<string>();
  const workflows: Workflow[] = [];
  for (const path of tree.list()) {
    if (!workflowPath.test(path)) continue;
    const text = tree.read(path);
    const same = options.earlier?.workflow(path);
    if (text !== undefined) workflows.push(same?.file.text === text && !same.file.bom ? same : parseWorkflow(sourceFile(path, text)));
    else limits.add(`${path} is no text, or too large: what it does is not known`);
  }
  const byPath = new Map(workflows.map((w) => [w.path, w]));
  const slug = options.slug ?? tree.git?.slug;
  const defaultBranch = defaultBranchOf(tree.git?.defaultBranch, workflows);
  const memo = <T>(make: (key: string) => T | undefined) => {
    const seen = new Map<string, T | undefined>();
    return (key: string): T | undefined => {
      if (!seen.has(key)) seen.set(key, make(key));
      return seen.get(key);
    };
  };
  const action = memo((dir) => {
    for (const name of ['action.yml', 'action.yaml']) {
      const path = dir === '' ? name : `${dir}/${name}`;
      const text = tree.read(path);
      if (text !== undefined) return parseAction(sourceFile(path, text));
    }
    return undefined;
  });
  const far = memo((key) => {
    const [repo = '', ref = '', path = ''] = key.split('\0');
    return options.elsewhere?.read(repo, ref, path);
  });
  const farWorkflow = memo((key) => {
    const text = far(key);
    const [repo = '', ref = '', path = ''] = key.split('\0');
    return text === undefined ? undefined : parseWorkflow(sourceFile(`${repo}@${ref}/${path}`, text));
  });
  const farAction = memo((key) => {
    const [repo = '', ref = '', path = ''] = key.split('\0');
    for (const name of ['action.yml', 'action.yaml']) {
      const full = path === '' ? name : `${path}/${name}`;
      const text = far(`${repo}\0${ref}\0${full}`);
      if (text !== undefined) return parseAction(sourceFile(`${repo}@${ref}/${full}`, text));
    }
    return undefined;
  });
  const families = new Map<string, number>();
  for (const tag of (tree.git?.tags ?? []).slice(0, 500)) {
    const family = familyOfText(tag.name);
    families.set(family, (families.get(family) ?? 0) + 1);
  }
  const version = versionOf(workflows) + (options.preRelease === undefined ? '' : `-${options.preRelease}.1`);
  const tools: ToolWorld = {
    read: (path) => tree.read(path),
    exists: (path) => tree.has(path),
    list: () => tree.list(),
    slug,
    defaultBranch,
    version,
    asOf: options.asOf,
    npmRegistryHost: options.npmRegistryHost,
  };
  return {
    tree,
    workflows,
    slug,
    defaultBranch,
    asOf: options.asOf,
    host: options.host ?? 'github.com',
    assume: options.assume ?? new Map(),
    version,
    families: new Map([...families].sort((a, b) => b[1] - a[1])),
    tools,
    workflow: (path) => byPath.get(path),
    remoteWorkflow: (repo, ref, path) => (options.elsewhere ? farWorkflow(`${repo}\0${ref}\0${path}`) : undefined),
    localAction: (dir) => action(dir),
    remoteAction: (repo, ref, path) => (options.elsewhere ? farAction(`${repo}\0${ref}\0${path}`) : undefined),
    runs: new Map(),
    scripts: new Map(),
    budget: fullBudget(),
    limit: (text) => {
      limits.add(text);
    },
    limits,
  };
}

/** The same tree under other circumstances: what is assumed of secrets is added, and another version may stand for the release. */
export function worldWith(world: World, change: { readonly assume?: ReadonlyMap<string, AssumedSecret>; readonly version?: string }): World {
  const { version } = change;
  return {
    ...world,
    // What was read for another version is read again; a script that was read for other secrets knows what it looked at.
    ...(version === undefined ? {} : { version, tools: { ...world.tools, version }, scripts: new Map() }),
    assume: new Map([...world.assume, ...(change.assume ?? [])]),
    runs: new Map(),
    budget: fullBudget(),
  };
}

/** `1.2.3`, or a version of the newest line that tag filters and conditions name: `v4.2.[0-9]+`, `startsWith(github.ref, 'refs/tags/v3.')`. */
function versionOf(workflows: readonly Workflow[]): string {
  let best: readonly number[] | undefined;
  const offer = (line: RegExpExecArray | RegExpMatchArray | null): void => {
    if (line === null) return;
    const [major, minor] = [Number(line[1]), line[2] === undefined ? -1 : Number(line[2])];
    if (best === undefined || major > best[0]! || (major === best[0] && minor > best[1]!)) best = [major, minor];
  };
  for (const w of workflows) {
    for (const t of w.triggers) if (t.event === 'push') for (const p of t.tags ?? []) offer(/^v?(\d{1,4})\.(?:(\d{1,4})\.)?(?=[*[])/.exec(p.text));
    for (const found of w.file.text.matchAll(/startsWith\(\s*github\.ref\s*,\s*'refs\/tags\/v?(\d{1,4})\.(?:(\d{1,4})\.)?'/g)) offer(found);
  }
  return best === undefined ? '1.2.3' : `${best[0]}.${best[1] === -1 ? 2 : best[1]}.3`;
}

/**
 * Git's default branch, unless every filter speaks of another one: then the tree is from before the branch was renamed. Without git, the branch
 * that most filters name.
 */
function defaultBranchOf(known: string | undefined, workflows: readonly Workflow[]): string {
  const count = new Map<string, number>();
  for (const w of workflows)
    for (const t of w.triggers)
      if (t.event === 'push' || t.event === 'pull_request' || t.event === 'pull_request_target')
        for (const b of t.branches ?? [])
          if (b.text === known || /^(main|master|trunk|develop)$/.test(b.text)) count.set(b.text, (count.get(b.text) ?? 0) + 1);
  const named = [...count].filter(([b]) => b !== 'develop' || known === undefined).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (known !== undefined && (count.has(known) || named.length === 0)) return known;
  return named[0]?.[0] ?? known ?? 'main';
}
