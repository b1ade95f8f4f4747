import type { Workflow } from '../../actions/index.ts';
import { type Analysis, targetsOf } from '../../chain/index.ts';
import type { Tree } from '../../remotes/types.ts';

/** What claims are held against, found once for an analysis. */
export interface Repository {
  readonly tree: Tree;
  readonly analysis: Analysis;
  /** By path, file name and display name, in lower case. */
  workflow(name: string): Workflow | undefined;
  /** Another CI runs here too: what it does is not known. */
  readonly otherCi: boolean;
  /** The tree is an action, or offers reusable workflows: its README shows what others should write. */
  readonly isTool: boolean;
  /** Some workflow of it delivers a version of something. */
  readonly releases: boolean;
  /** Whether a word stands anywhere in the workflows, actions and scripts that release work is done with. */
  names(word: string): boolean;
  /** The text of those files, in lower case, for questions like whether anything of a rollback is there at all. */
  automation(): string;
  /** The same without comments and lines that only print: what is done, not what is said. */
  deeds(): string;
}

const OTHER_CI =
  /^(?:\.circleci\/|\.travis\.yml$|\.gitlab-ci\.yml$|azure-pipelines|\.azure|Jenkinsfile|\.jenkins|\.cirrus\.yml$|appveyor\.yml$|\.appveyor|\.drone|\.buildkite|\.woodpecker|bitbucket-pipelines|\.semaphore|cloudbuild\.ya?ml$|buildspec\.ya?ml$|\.forgejo\/|\.gitea\/|\.builds\/)/i;
const AUTOMATION =
  /^\.github\/(?!.*\.md$)|(?:^|\/)(?:Makefile|GNUmakefile|[Jj]ustfile|\.justfile|Taskfile\.ya?ml|package\.json|action\.ya?ml|Dockerfile)$|(?:^|\/)(?:scripts?|bin|tools|ci|\.ci|hack|build)\/.*\.(?:sh|bash|ps1|py|m?js|ts|rb)$|^[^/]+\.(?:toml|ya?ml|json|sh|js|cjs|mjs)$/;
/** What Slipway writes and reads itself: it names what is missing, and is no proof that it is there. */
const OWN = new Set(['slipway.yaml', '.slipway-baseline.json', 'release.contract.json']);
const MAX_AUTOMATION = 400;
const MAX_CHARACTERS = 3_000_000;

const known = new WeakMap<Analysis, Repository>();

/** The facts of a tree that documents speak of. */
export function repositoryOf(tree: Tree, analysis: Analysis): Repository {
  const before = known.get(analysis);
  if (before) return before;
  const { world } = analysis;
  const byName = new Map<string, Workflow>();
  for (const w of [...world.workflows].reverse()) {
    byName.set(w.displayName.toLowerCase(), w);
    byName.set(w.path.slice(w.path.lastIndexOf('/') + 1).toLowerCase(), w);
    byName.set(w.path.toLowerCase(), w);
  }
  let words: Set<string> | undefined;
  let text: string | undefined;
  let done: string | undefined;
  const automation = () => {
    text ??= automationOf(tree);
    return text;
  };
  const made: Repository = {
    tree,
    analysis,
    workflow: (name) => byName.get(name.toLowerCase()),
    otherCi: tree.list().some((path) => OTHER_CI.test(path)),
    isTool:
      tree.has('action.yml') ||
      tree.has('action.yaml') ||
      world.workflows.some((w) => w.triggers.length > 0 && w.triggers.every((t) => t.event === 'workflow_call') && !isCalled(w, world.workflows)),
    releases: [...analysis.declared.values()].flat().some((r) => r.effects.some((e) => e.happens !== false && targetsOf(e, world).length > 0)),
    names: (word) => {
      words ??= new Set(automation().match(/\b[a-z][a-z0-9_]{2,}\b/g));
      return words.has(word.toLowerCase());
    },
    automation,
    deeds: () => {
      done ??= automation()
        .split('\n')
        .filter((line) => !/^\s*(?:- )?(?:#|\/\/|echo\b|printf\b|write-host\b|console\.log)|^\s*description:/.test(line))
        .join('\n');
      return done;
    },
  };
  known.set(analysis, made);
  return made;
}

function isCalled(workflow: Workflow, all: readonly Workflow[]): boolean {
  const file = workflow.path.slice(workflow.path.lastIndexOf('/') + 1);
  return all.some((w) => w !== workflow && w.jobs.some((j) => j.uses?.at.text.includes(file)));
}

/** Workflows, actions, scripts and configuration at the root, one after the other. */
function automationOf(tree: Tree): string {
  const texts: string[] = [];
  let files = MAX_AUTOMATION;
  let left = MAX_CHARACTERS;
  for (const path of tree.list()) {
    if (!AUTOMATION.test(path) || OWN.has(path) || /(?:^|\/)(?:node_modules|vendor)\//.test(path) || /lock\b/.test(path)) continue;
    const text = files-- > 0 ? tree.read(path) : undefined;
    if (text === undefined || text.length > left) continue;
    left -= text.length;
    texts.push(text.toLowerCase());
  }
  return texts.join('\n');
}
