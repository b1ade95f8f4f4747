import { fileName, nodeManifest, publishableNames } from '../../../tools/index.ts';
import { secretsOf } from '../secrets.ts';
import type { Material } from '../types.ts';
import { arg, blocks, code, listed, plain, sourceOf, VERSION } from '../words.ts';

/** Registries that never take a version twice, with the fact that says so. */
const FOR_EVER: Readonly<Record<string, string>> = { npm: 'npm.perm', 'crates.io': 'crates.perm', pypi: 'pypi.perm' };

/** What must be so before anything is started. */
export function before(material: Material): string {
  const { analysis, ways, destinations, tag } = material;
  const { world } = analysis;
  const [main] = ways;
  if (main === undefined) return '';
  const files = [...new Set(main.hops.map((hop) => fileName(hop.run.workflow.path)))];
  const items = [
    `${code(world.defaultBranch)} holds what is to be released, and its runs are green: ${code(`gh run list --branch ${arg(world.defaultBranch)} --limit 5`)}`,
    `No release is under way: ${listed(files.slice(0, 3).map((file) => code(`gh run list --workflow ${arg(file)} --limit 1`)))}`,
  ];
  if (tag !== undefined) items.push(`${code(tag)} is new: ${code(`git ls-remote --tags origin ${arg(tag)}`)} prints nothing`);
  for (const [registry, slug] of Object.entries(FOR_EVER)) {
    if (!destinations.some(({ effects }) => effects.some((effect) => effect.deed.kind === 'package' && effect.deed.registry === registry))) continue;
    items.push(`${VERSION} was never on ${registry}: a version that was, also one that was deleted, cannot be published again${sourceOf(slug)}`);
  }
  if (main.route.entry.kind === 'tag') items.push(...manifests(material), ...changelog(material));
  const secrets = secretsOf(material).map((secret) => code(secret.name));
  if (secrets.length > 0) items.push(`${code('gh secret list')} shows ${listed(secrets)}${named(material)}`);
  items.push(`${code('slipway doctor')} finds no error`);
  return blocks('## Before a release', items.map((item) => `- [ ] ${item}`).join('\n'));
}

/** A tag does not raise the version of a manifest. */
function manifests({ analysis, destinations }: Material): string[] {
  const { world } = analysis;
  const published = destinations.some(({ target }) => target.kind === 'registry');
  const paths = ['Cargo.toml', 'package.json', 'pyproject.toml']
    .filter((path) => published && world.tree.has(path))
    .flatMap((path) => (path === 'package.json' && nodeManifest(world.tools, '')?.private ? inside(destinations) : [path]));
  const some =
    paths.length > 0 &&
    (publishableNames(world.tools, 'crates.io').length > 0 || publishableNames(world.tools, 'npm').length > 0 || paths.includes('pyproject.toml'));
  return some
    ? [`${listed(paths.map(code))} ${paths.length === 1 ? 'says' : 'say'} ${VERSION}: the tag does not raise ${paths.length === 1 ? 'it' : 'them'}`]
    : [];
}

/** The root of a workspace has no version of its own: those that are published have. */
function inside(destinations: Material['destinations']): string[] {
  const deeds = destinations.flatMap(({ effects }) => effects.map(({ deed }) => deed));
  const folders = deeds.flatMap((deed) => (deed.kind === 'package' && deed.registry === 'npm' && deed.directory ? [deed.directory] : []));
  return folders.length === 0 ? ['package.json'] : [...new Set(folders)].slice(0, 4).map((folder) => `${folder}/package.json`);
}

function changelog({ analysis }: Material): string[] {
  const path = ['CHANGELOG.md', 'CHANGES.md'].find((one) => analysis.world.tree.has(one));
  return path === undefined ? [] : [`${code(path)} tells of ${VERSION}`];
}

/** Secrets of an environment are not among those of the repository. */
function named({ environments }: Material): string {
  const names = [...new Set(environments.filter((route) => route.declared).map((route) => route.environment))];
  return names.length === 0
    ? ''
    : ` (or an environment has them: ${names
        .slice(0, 4)
        .map((name) => code(`gh secret list --env ${plain(arg(name))}`))
        .join(', ')})`;
}
