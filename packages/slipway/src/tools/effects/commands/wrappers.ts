import type { Val } from '../../../actions/index.ts';
import { asText, str } from '../../../actions/index.ts';
import { pair, shape } from './words.ts';

/** Options of a wrapper that take a value in the next word. */
interface Wrapper {
  readonly valued?: readonly string[];
  /** Words that must follow the program: `pnpm exec`. Each list is one form. */
  readonly behind?: readonly (readonly string[])[];
  /** Positional words of the wrapper itself before the command (`timeout 60`). */
  readonly skip?: number;
  /** `NAME=value` words before the command. */
  readonly assigns?: boolean;
}

const NPX = ['-p', '--package', '-w', '--workspace', '--node-arg', '--prefix', '--cache'];
const UV = [
  '--with',
  '--from',
  '-p',
  '--python',
  '--with-requirements',
  '--extra',
  '--group',
  '--index-url',
  '--directory',
  '--project',
  '--env-file',
  '--package',
  '--only-group',
  '--with-editable',
  '--index',
];

const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: { valued: ['-u', '-g', '-C', '-p'], assigns: true },
  fakeroot: {},
  doas: { valued: ['-u'] },
  env: { valued: ['-u', '--unset', '-C', '--chdir'], assigns: true },
  'cross-env': { assigns: true },
  dotenvx: { behind: [['run']], valued: ['-f', '--env-file'] },
  dotenv: { valued: ['-e', '-f'] },
  time: {},
  command: {},
  exec: {},
  builtin: {},
  nohup: {},
  nice: { valued: ['-n'] },
  ionice: { valued: ['-c', '-n'] },
  stdbuf: { valued: ['-i', '-o', '-e'] },
  unbuffer: {},
  timeout: { valued: ['-k', '--kill-after', '-s', '--signal'], skip: 1 },
  gtimeout: { valued: ['-k', '-s'], skip: 1 },
  retry: { valued: ['-t', '--times', '-d', '--delay', '-n', '-s', '--tries'] },
  'xvfb-run': { valued: ['-s', '--server-args', '-n', '-e', '-w'] },
  npx: { valued: NPX },
  bunx: { valued: ['-p', '--package'] },
  pnpx: { valued: NPX },
  npm: { behind: [['exec'], ['x']], valued: NPX },
  pnpm: { behind: [['exec'], ['dlx']], valued: ['--package', '-C', '--dir', '--filter', '-F'] },
  yarn: { behind: [['dlx'], ['exec'], ['npx']], valued: ['-p', '--package', '--cwd'] },
  bun: { behind: [['x']], valued: ['-p', '--package'] },
  corepack: {},
  lerna: { behind: [['exec']], valued: ['--scope', '--ignore', '--concurrency'] },
  uvx: { valued: UV },
  uv: { behind: [['run'], ['tool', 'run']], valued: UV },
  pipx: { behind: [['run']], valued: ['--spec', '--python', '--pip-args'] },
  poetry: { behind: [['run']], valued: ['-C', '--directory', '-P', '--project'] },
  pdm: { behind: [['run']], valued: ['-p', '--project', '-s', '--site-packages'] },
  rye: { behind: [['run']] },
  hatch: { behind: [['run']], valued: ['-e', '--env'] },
  pixi: { behind: [['run'], ['exec']], valued: ['-e', '--environment', '--manifest-path', '-s', '--spec'] },
  conda: { behind: [['run']], valued: ['-n', '--name', '-p', '--prefix'] },
  micromamba: { behind: [['run']], valued: ['-n', '--name', '-p'] },
  pipenv: { behind: [['run']] },
  bundle: { behind: [['exec']] },
  mise: { behind: [['exec'], ['x']], valued: ['-C', '--cd', '-j'] },
  asdf: { behind: [['exec']] },
  direnv: { behind: [['exec']], skip: 1 },
  devenv: { behind: [['shell']] },
  devbox: { behind: [['run']], valued: ['-e', '-c'] },
  doppler: { behind: [['run']], valued: ['-p', '-c', '--project', '--config', '--token'] },
  op: { behind: [['run']], valued: ['--env-file', '--account'] },
  aqua: { behind: [['exec']] },
  rustup: { behind: [['run']], skip: 1 },
  dotnet: { behind: [['tool', 'run']] },
  'aws-vault': { behind: [['exec']], skip: 1 },
  xargs: { valued: ['-I', '-n', '-P', '-L', '-d', '-a', '-s', '-E'] },
};

/** Runners of a package.json that takes `name@version` for the program. */
const NODE_RUNNERS = new Set(['npx', 'bunx', 'pnpx', 'npm', 'pnpm', 'yarn', 'bun']);
/** Packages whose program has another name. */
const PROGRAMS: Readonly<Record<string, string>> = {
  '@changesets/cli': 'changeset',
  'release-plan': 'release-plan',
  '@vscode/vsce': 'vsce',
  '@microsoft/rush': 'rush',
  '@embroider/release-plan': 'release-plan',
  '@release-it/release-it': 'release-it',
  '@goreleaser/goreleaser': 'goreleaser',
  'python-semantic-release': 'python-semantic-release',
  '@docusaurus/core': 'docusaurus',
  'firebase-tools': 'firebase',
  'netlify-cli': 'netlify',
  '@cloudflare/wrangler': 'wrangler',
  commitizen: 'cz',
};
/** Modules that are programs: `python -m build`. */
const MODULES: Readonly<Record<string, string>> = {
  build: 'pyproject-build',
  semantic_release: 'python-semantic-release',
  bumpversion: 'bumpversion',
  ghp_import: 'ghp-import',
  commitizen: 'cz',
};
const DEEPEST = 8;

/** Base name of a program: no directory, no `.exe`. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\.(exe|cmd|bat)$/i, '');
}

function program(word: Val, runner: string): Val {
  const name = asText(word);
  if (name === undefined) return word;
  if (/^\.{0,2}\//.test(name)) return word;
  const bare = NODE_RUNNERS.has(runner) || /^(uvx|pipx|uv)$/.test(runner) ? name.replace(/(?<=.)(@|==|>=|~=|\[).*$/, '') : name;
  if (bare === 'semantic-release' && /^(uvx|uv|pipx|poetry|pdm|rye|hatch|pipenv)$/.test(runner)) return str('python-semantic-release');
  if (!NODE_RUNNERS.has(runner) && bare !== 'python-semantic-release') return bare === name ? word : str(bare);
  return str(PROGRAMS[bare] ?? bare);
}

/** `pnpm exec`, `uv run`: words behind the wrapper's own, or undefined when this call of the program is no wrapper. */
function behindWrapper(
  words: readonly Val[],
  wrapper: Wrapper,
  name: string,
): { words: readonly Val[]; assigns: readonly (readonly [string, Val])[] } | undefined {
  const valued = new Set(wrapper.valued);
  const assigns: (readonly [string, Val])[] = [];
  let form: readonly string[] | undefined = wrapper.behind ? undefined : [];
  let matched = 0;
  let skip = wrapper.skip ?? 0;
  for (let index = 1; index < words.length; index += 1) {
    const word = words[index] as Val;
    const text = shape(word);
    if (text === '--') return form && matched === form.length ? { words: words.slice(index + 1), assigns } : undefined;
    if (/^-[^\s]/.test(text)) {
      if (form && form.length === 0 && /^(-c|--call)$/.test(text) && name === 'npx') return undefined;
      if (valued.has(text)) index += 1;
      continue;
    }
    if (!form || matched < form.length) {
      form = (wrapper.behind ?? []).find((one) => one[matched] === text && (!form || one === form));
      if (!form) return undefined;
      matched += 1;
      continue;
    }
    const assigned = wrapper.assigns ? pair(word) : undefined;
    if (assigned && /^\w+$/.test(assigned.key)) {
      assigns.push([assigned.key, assigned.value]);
      continue;
    }
    if (skip > 0) {
      skip -= 1;
      continue;
    }
    return { words: words.slice(index), assigns };
  }
  return undefined;
}

/** What is run, and the variables that wrappers set for it. */
export interface Unwrapped {
  readonly words: readonly Val[];
  readonly env: ReadonlyMap<string, Val>;
}

/** Takes off what only runs another command: `sudo`, `env A=b`, `npx --yes`, `uv run`, `python -m`. The program keeps its path when it has one. */
export function unwrap(words: readonly Val[]): Unwrapped {
  let here = words;
  const env = new Map<string, Val>();
  for (let depth = 0; depth < DEEPEST && here.length > 0; depth += 1) {
    const first = asText(here[0] as Val);
    if (first === undefined) break;
    const name = baseName(first);
    const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    if (wrapper) {
      const inner = behindWrapper(here, wrapper, name);
      if (!inner || inner.words.length === 0) break;
      for (const [key, value] of inner.assigns) env.set(key, value);
      here = [program(inner.words[0] as Val, name), ...inner.words.slice(1)];
      continue;
    }
    const module = /^(python[\d.]*|py)$/.test(name) && shape(here[1] ?? str('')) === '-m' ? asText(here[2] ?? str('')) : undefined;
    if (!module) break;
    if (!KNOWN_MODULES.has(module)) break;
    here = [str(MODULES[module] ?? module), ...here.slice(3)];
  }
  return { words: here, env };
}

const KNOWN_MODULES = new Set([
  'build',
  'twine',
  'semantic_release',
  'bumpversion',
  'ghp_import',
  'mkdocs',
  'mike',
  'poetry',
  'flit',
  'hatch',
  'pdm',
  'maturin',
  'commitizen',
  'cibuildwheel',
  'uv',
  'towncrier',
  'bumpver',
  'tbump',
  'cz',
]);

/** The command behind its wrappers; see `unwrap`. Words that hold no wrapper come back as they are. */
export function unwrapCommand(words: readonly Val[]): Val[] {
  return [...unwrap(words).words];
}
