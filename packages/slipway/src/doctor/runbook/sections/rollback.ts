import { targetKey } from '../../../chain/index.ts';
import { guideOf } from '../registries.ts';
import type { Destination, Material } from '../types.ts';
import { arg, blocks, code, listed, plain, shell, sourceOf, VERSION } from '../words.ts';
import { startText } from './environments.ts';

/** How each destination is taken back, and what cannot be. */
export function rollback(material: Material): string {
  const { destinations, tag } = material;
  const parts = [github(material), ...registries(destinations), ...images(material), ...taps(destinations), ...deployments(material)].filter(
    (part) => part !== '',
  );
  if (parts.length === 0) return '';
  const start = tag === undefined ? '' : `Where users have it already, a new version is the better way back: what was downloaded stays downloaded.`;
  return blocks('## Roll back', start, ...parts);
}

function has(destinations: readonly Destination[], kind: Destination['target']['kind']): boolean {
  return destinations.some(({ target }) => target.kind === kind);
}

function github({ analysis, destinations, tag }: Material): string {
  if (tag === undefined || !(has(destinations, 'release') || has(destinations, 'tag'))) return '';
  const commands = has(destinations, 'release')
    ? [`gh release edit ${arg(tag)} --prerelease  # no longer the latest`, `gh release delete ${arg(tag)} --yes  # the tag stays`]
    : [];
  const proxies = analysis.world.tree.has('go.mod') ? ', and module proxies keep what they have seen' : '';
  const said = [
    has(destinations, 'release') ? `Deleting a release keeps its tag${sourceOf('rls.delete')}.` : '',
    `Deleting the tag too takes nothing back: who has fetched it keeps it${proxies}.`,
    `Where releases are immutable, files cannot be changed or removed, and the tag name can never be used for a release again${sourceOf('imm.burn')}.`,
  ];
  return blocks('### GitHub', commands.length === 0 ? '' : shell(...commands), said.filter((text) => text !== '').join(' '));
}

function registries(destinations: readonly Destination[]): string[] {
  const byRegistry = new Map<string, string[]>();
  for (const { target } of destinations) {
    if (target.kind !== 'registry') continue;
    const { registry, name } = guideOf(target.id);
    byRegistry.set(registry, [...(byRegistry.get(registry) ?? []), name]);
  }
  return [...byRegistry].map(([registry, names]) => {
    const { guide } = guideOf(registry);
    const known = names.filter((name) => name !== '');
    const commands = known.slice(0, 6).flatMap((name) => guide.back(name));
    const rest = known.length > 6 ? `The same for ${listed(known.slice(6).map(code))}.` : '';
    const said = guide.said.map(([text, slug]) => `${text.replace(/\.$/, '')}${sourceOf(slug)}.`).join(' ');
    return blocks(
      `### ${plain(registry)}`,
      commands.length === 0 ? '' : shell(...commands),
      rest,
      said === '' ? 'What can be taken back is up to the registry.' : said,
    );
  });
}

function images({ analysis, destinations }: Material): string[] {
  const names = destinations.filter(({ target }) => target.kind === 'image' && !/[{…*]/.test(target.name)).map(({ target }) => target.name);
  if (names.length === 0) return [];
  const moving = names.filter((name) => analysis.targets.has(targetKey({ id: name, kind: 'image', name, version: 'moving' })));
  const commands = moving
    .slice(0, 4)
    .map((name) => `docker buildx imagetools create --tag ${arg(`${name}:latest`)} ${arg(`${name}:LAST.GOOD.VERSION`)}`);
  const back =
    commands.length === 0
      ? ''
      : `This points the moving tag at the last good image, with the same digest${sourceOf('oci.tag')}; do it for each moving tag. `;
  const ghcr = names.some((name) => name.startsWith('ghcr.io/'))
    ? ` A version on ghcr.io is deleted on the page of its package, and can be restored within 30 days${sourceOf('ghcr.del')}.`
    : '';
  return [
    blocks(
      '### Images',
      commands.length === 0 ? '' : shell(...commands),
      `${back}${code(VERSION)} stays until it is deleted in the registry.${ghcr}`,
    ),
  ];
}

function taps(destinations: readonly Destination[]): string[] {
  const names = destinations.filter(({ target }) => target.kind === 'tap').map(({ target }) => target.name);
  return names.length === 0 ? [] : [blocks('### Taps', `Revert the commit of ${VERSION} in ${listed(names.map(code))}${sourceOf('brew.roll')}.`)];
}

/** Workflows that a person starts when something is wrong, by their names. */
const EMERGENCY = /roll[-_ ]?back|revert|restore|emergency|hot[-_ ]?fix/i;

function deployments({ analysis, destinations, environments }: Material): string[] {
  if (!has(destinations, 'environment') && !has(destinations, 'pages') && environments.length === 0) return [];
  const by = [...new Set(environments.filter((route) => route.purpose === 'rollback').map((route) => route.workflow.path))];
  const commands = [...new Set(environments.filter(({ from }) => EMERGENCY.test(from)).map((route) => startText(route, analysis.world)))];
  const said =
    by.length > 0
      ? `Rolling back is what ${listed(by.map(code))} is for.`
      : commands.length > 0
        ? 'Deploy the last good version again.'
        : 'Deploy the last good version the same way: no workflow is named for rolling back.';
  const ways = commands.length === 0 ? '' : ` What is there for such a day: ${commands.slice(0, 4).join('; ')}.`;
  return [blocks('### Deployments', `${said}${ways}`)];
}
