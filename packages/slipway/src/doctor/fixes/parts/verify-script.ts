import type { ContractItem } from '../../report.ts';
import { isPlainText } from './quoted-word.ts';

/**
 * A script of bash that fails when something of a release is not there: files, their checksums, versions in registries. It reads TAG and the token
 * of gh from its environment.
 *
 * @param prefix what the tag has before the version
 * @returns lines without indentation, or undefined when nothing of the contract can be asked for
 */
export function verifyScript(items: readonly ContractItem[], prefix: string): string[] | undefined {
  // A name that a shell would make something of is not asked for.
  const known = items.filter((i) => !i.name.includes('…') && isPlainText(i.name));
  if (!isPlainText(prefix)) return undefined;
  const assets = [...new Set(known.filter((i) => i.kind === 'asset').map((i) => i.name))].sort();
  const packages = known.filter((i) => i.kind === 'package').flatMap((i) => askFor(i.name) ?? []);
  const files = items.some((i) => i.kind === 'asset' || i.kind === 'release');
  if (!files && packages.length === 0) return undefined;
  return [
    `version="\${TAG#${prefix}}"`,
    'bad=0',
    'miss() { echo "::error::$1"; bad=1; }',
    ...(files ? filesOf(assets) : []),
    ...(packages.length > 0
      ? ['until_there() { for _ in $(seq 20); do "$@" > /dev/null 2>&1 && return 0; sleep 30; done; return 1; }', ...packages]
      : []),
    'exit "$bad"',
  ];
}

function filesOf(assets: readonly string[]): string[] {
  const lists = assets.filter((a) => /(?:sha256sums?|checksums?)(?:[-_.][\w{}.-]*)?$/i.test(a) && !/\.(?:sig|asc|pem)$/i.test(a));
  const single = assets.some((a) => /\.sha256$/i.test(a) && !lists.includes(a)) || assets.length === 0;
  return [
    'mkdir -p released',
    'gh release download "$TAG" --dir released || miss "release $TAG has no files"',
    ...assets.map((a) => `test -s "released/${filled(a)}" || miss "${filled(a)} is not on release $TAG"`),
    ...lists.map((a) => `(cd released && sha256sum --check --ignore-missing "${filled(a)}") || miss "checksums in ${filled(a)} do not match"`),
    ...(single
      ? [
          'for sum in released/*.sha256; do',
          '  [ -e "$sum" ] || continue',
          '  [ "$(cut -d " " -f 1 "$sum")" = "$(sha256sum "${sum%.sha256}" | cut -d " " -f 1)" ] || miss "$sum does not match its file"',
          'done',
        ]
      : []),
  ];
}

const filled = (name: string): string => name.replaceAll('{version}', '${version}').replaceAll('{tag}', '${TAG}');

/** The question whether a registry has the version. */
function askFor(name: string): string | undefined {
  const [, registry, id] = /^(crates\.io|npm|pypi):(.+)$/.exec(name) ?? [];
  if (id === undefined || !/^[@\w./-]+$/.test(id)) return undefined;
  const asked =
    registry === 'npm'
      ? `npm view "${id}@$version" version`
      : registry === 'pypi'
        ? `curl -fsS "https://pypi.org/pypi/${id}/$version/json"`
        : `curl -fsS -A "$GITHUB_REPOSITORY" "https://crates.io/api/v1/crates/${id}/$version"`;
  return `until_there ${asked} || miss "${registry} has no ${id} $version"`;
}
