/** A kind of file that holds a version, and how comments are written in it. */
export interface Kind {
  readonly name: string;
  readonly matches: RegExp;
  /** A line that does nothing, with a text in it; undefined where the format has no comments. */
  readonly comment?: (text: string) => string;
  /** Lock files follow a manifest beside them. */
  readonly lock?: true;
  /** Files, one of which marks the folder that this one belongs to; it lies there itself where there are none. */
  readonly below?: RegExp;
  /** Only lines with a marker count. */
  readonly marked?: true;
}

/** Any file that the configuration of a release tool names, with a marker in it. */
export const MARKED: Kind = { name: 'marked lines', matches: /^/, marked: true };
export const MARKER = /x-release-please-(?:start-)?version|x-version-update|slipway:version/;

const hash = (text: string): string => `# ${text}`;
const xml = (text: string): string => `<!-- ${text} -->`;
const slashes = (text: string): string => `// ${text}`;

export const KINDS: readonly Kind[] = [
  { name: 'Cargo.toml', matches: /^Cargo\.toml$/, comment: hash },
  { name: 'Cargo.lock', matches: /^Cargo\.lock$/, comment: hash, lock: true },
  { name: 'package.json', matches: /^package\.json$/ },
  { name: 'package-lock.json', matches: /^(?:package-lock|npm-shrinkwrap)\.json$/, lock: true },
  { name: 'pnpm-lock.yaml', matches: /^pnpm-lock\.yaml$/, comment: hash, lock: true },
  { name: 'yarn.lock', matches: /^yarn\.lock$/, comment: hash, lock: true },
  { name: 'bun.lock', matches: /^bun\.lock$/, lock: true },
  { name: 'pyproject.toml', matches: /^pyproject\.toml$/, comment: hash },
  { name: 'uv.lock', matches: /^uv\.lock$/, comment: hash, lock: true },
  { name: 'poetry.lock', matches: /^poetry\.lock$/, comment: hash, lock: true },
  { name: 'gemspec', matches: /\.gemspec$/, comment: hash },
  { name: 'version.rb', matches: /^version\.rb$/, comment: hash, below: /\.gemspec$/ },
  { name: 'Gemfile.lock', matches: /^Gemfile\.lock$/, lock: true },
  { name: 'project of .NET', matches: /\.(?:cs|fs|vb)proj$|^Directory\.Build\.props$/, comment: xml },
  { name: 'nuspec', matches: /\.nuspec$/, comment: xml },
  { name: 'pom.xml', matches: /^pom\.xml$/, comment: xml },
  { name: 'gradle.properties', matches: /^gradle\.properties$/, comment: hash },
  { name: 'build.gradle(.kts)', matches: /^build\.gradle(?:\.kts)?$/, comment: slashes },
  { name: 'Chart.yaml', matches: /^Chart\.ya?ml$/, comment: hash },
  { name: 'VERSION', matches: /^(?:VERSION|VERSION\.txt|version\.txt|\.version)$/ },
  { name: 'setup.py', matches: /^setup\.py$/, comment: hash },
  { name: 'setup.cfg', matches: /^setup\.cfg$/, comment: hash },
  {
    name: '__version__',
    matches: /^(?:__init__|_version|__about__|__version__|version)\.py$/,
    comment: hash,
    below: /^(?:pyproject\.toml|setup\.py|setup\.cfg)$/,
  },
  { name: 'mix.exs', matches: /^mix\.exs$/, comment: hash },
  { name: 'pubspec.yaml', matches: /^pubspec\.yaml$/, comment: hash },
  { name: 'composer.json', matches: /^composer\.json$/ },
  { name: 'cabal, podspec', matches: /\.(?:cabal|podspec)$/ },
  { name: 'record of a release tool', matches: /^(?:\.release-please-manifest|lerna)\.json$/ },
];

/** Files beside those kinds without which a version cannot be placed. */
const BESIDE = /^(?:pnpm-workspace\.yaml|release-please-config\.json)$/;

export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const kindOf = (path: string): Kind | undefined => KINDS.find(({ matches }) => matches.test(baseOf(path)));
export const counts = (path: string): boolean => kindOf(path) !== undefined || BESIDE.test(baseOf(path));
