import { arg, VERSION } from './words.ts';

/** What is known of a registry: how to look, how to go back, and what stays for ever. Facts are named by their slugs. */
export interface RegistryGuide {
  /** Commands that show the version. @param name of the package */
  look(name: string): readonly string[];
  /** Commands that take a version back as far as that is possible. */
  back(name: string): readonly string[];
  /** What these commands do, and what cannot be undone: sentences, each with the fact behind it. */
  readonly said: readonly (readonly [text: string, fact: string])[];
  /** The credential that publishes, with the least rights. */
  readonly credential: readonly [text: string, fact: string];
  /** Error texts of a missing or wrong credential. */
  readonly refused: string;
}

/** By the name that the walk gives a registry. Registries that are not here get `OTHER`. */
export const REGISTRIES: Readonly<Record<string, RegistryGuide>> = {
  'crates.io': {
    look: (name) => [`cargo info ${arg(`${name}@${VERSION}`)}`],
    back: (name) => [`cargo yank ${arg(name)} --version ${VERSION}`, `cargo yank ${arg(name)} --version ${VERSION} --undo`],
    said: [
      ['Yanking keeps new resolutions away from the version and can be undone; lock files that have it keep building.', 'crates.yank'],
      ['The version itself can never be overwritten or published again.', 'crates.perm'],
      ['A token of Trusted Publishing cannot yank: do it as an owner.', 'crates.tp.yank'],
    ],
    credential: [
      'an API token of an owner with the scope `publish-update`, limited to these crates; or Trusted Publishing, which needs no secret',
      'crates.tp',
    ],
    refused: '403 Forbidden',
  },
  npm: {
    look: (name) => [`npm view ${arg(`${name}@${VERSION}`)} version dist.integrity`, `npm dist-tag ls ${arg(name)}`],
    back: (name) => [
      `npm dist-tag add ${arg(`${name}@LAST.GOOD.VERSION`)} latest`,
      `npm deprecate ${arg(`${name}@${VERSION}`)} 'broken, use LAST.GOOD.VERSION'`,
    ],
    said: [
      ['Moving `latest` back and deprecating is the way; an empty message takes a deprecation back.', 'npm.tag'],
      ['Unpublishing is possible within 72 hours while nothing depends on the package, later hardly ever.', 'npm.unpub'],
      ['A name with a version can never be used again, also after unpublishing.', 'npm.perm'],
    ],
    credential: [
      'a granular access token with write access to these packages, which lives at most 90 days; or trusted publishing, which needs no secret',
      'npm.tokens',
    ],
    refused: 'ENEEDAUTH, E401, E403 or E404 on publish',
  },
  pypi: {
    look: (name) => [`pip index versions ${arg(name)}`],
    back: () => [],
    said: [
      [
        'Yank the release on its page (Manage, Releases, Options): installers then ignore it unless it is asked for with `==`. It can be un-yanked.',
        'pypi.yank',
      ],
      ['A file name can never be used again, also after it was deleted: mend it with a new version.', 'pypi.perm'],
    ],
    credential: ['an API token limited to the project; or trusted publishing, which needs no secret', 'pypi.tp'],
    refused: '403 Forbidden, or invalid-publisher',
  },
  rubygems: {
    look: (name) => [`gem list --remote --exact ${arg(name)} --all`],
    back: (name) => [`gem yank ${arg(name)} -v ${VERSION}`],
    said: [],
    credential: ['an API key with the scope `push_rubygem`, limited to the gem', ''],
    refused: '401 or 403',
  },
  nuget: {
    look: (name) => [`dotnet package search ${arg(name)} --exact-match`],
    back: (name) => [`dotnet nuget delete ${arg(name)} ${VERSION} --source nuget.org`],
    said: [],
    credential: ['an API key with the scope `Push new package versions`, limited to the package', ''],
    refused: '403',
  },
  'GitHub Packages': {
    look: () => [],
    back: () => [],
    said: [
      [
        'A version can be deleted on the page of the package, unless it is public and was downloaded more than 5,000 times; it can be restored within 30 days.',
        'ghcr.del',
      ],
    ],
    credential: ['the GITHUB_TOKEN with `packages: write`', 'ghcr.auth'],
    refused: 'denied: permission_denied: write_package',
  },
};

/** What holds of a registry that nothing is known of. */
const OTHER: RegistryGuide = {
  look: () => [],
  back: () => [],
  said: [],
  credential: ['what the registry gives for publishing, limited to this package', ''],
  refused: '401 or 403',
};

/** The guide of the registry that a destination's id begins with: `crates.io:name`. */
export function guideOf(id: string): { readonly registry: string; readonly name: string; readonly guide: RegistryGuide } {
  const colon = id.indexOf(':');
  const registry = colon < 0 ? id : id.slice(0, colon);
  return { registry, name: colon < 0 ? '' : id.slice(colon + 1), guide: REGISTRIES[registry] ?? OTHER };
}
