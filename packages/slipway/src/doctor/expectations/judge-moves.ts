import { alternatives, describe } from '../../actions/index.ts';
import { type Effect, type Run, targetsOf, type World } from '../../chain/index.ts';
import { effectText } from '../links.ts';
import { textAt } from '../source-text.ts';
import { bestOf, hangsOn } from './arrivals.ts';
import type { Judged } from './judge-reach.ts';
import { knownTargets } from './names.ts';
import type { Play, Stage } from './play.ts';
import type { Statement } from './types.ts';

/** Whether a name that is overwritten (`latest`, `v1`, `npm latest`) comes to mean this release. */
export function judgeMove({ kind, name }: Extract<Statement, { name: string }>, play: Play, stage: Stage): Judged {
  const { place, tag } = partsOf(name);
  let maybe: { effect: Effect; why: string } | undefined;
  for (const node of play.walk.nodes) {
    const label = bestOf(node);
    if (label === undefined || label.cuts.length > 0) continue;
    for (const effect of node.run.effects) {
      const moved = moves(effect, node.run, place, tag, play.world);
      if (moved === 'no') continue;
      const [hang] = hangsOn(label);
      if (moved === 'yes' && hang === undefined && effect.happens === true && !effect.possible) {
        const said = `${effect.deed.tool} ${effectText(effect)}`;
        return kind === 'moves'
          ? { outcome: 'passes', why: '', chain: [], decide: [] }
          : { outcome: 'fails', why: `${said}, which moves ${name}`, chain: [], location: effect.at, decide: [] };
      }
      maybe ??= {
        effect,
        why: moved === 'yes' ? (hang?.text ?? 'whether that happens is not decided by the tree') : 'which name it moves is not decided by the tree',
      };
    }
  }
  if (maybe) {
    const { effect, why } = maybe;
    return {
      outcome: 'undecided',
      why: `${effect.deed.tool} may move ${name}: ${why}`,
      chain: [],
      location: effect.at,
      decide: ['the values in that step'],
    };
  }
  if (kind === 'moves') return { outcome: 'fails', why: `nothing moves ${name}`, chain: [], decide: [] };
  const kinds = new Set([...knownTargets(stage).values()].map(({ target }) => target.kind));
  if (['image', 'registry', 'release', 'tag'].some((one) => kinds.has(one as 'image'))) return { outcome: 'passes', why: '', chain: [], decide: [] };
  return {
    outcome: 'undecided',
    why: `nothing here has a name that could move, whatever happens`,
    chain: [],
    decide: ['the name that is asked for'],
  };
}

/** `npm latest` and `npm:latest` ask npm alone; `ghcr.io/acme/tool:latest` one image; `latest` every place. */
function partsOf(name: string): { place: string | undefined; tag: string } {
  const spoken = /^(npm|images?|release|tag)(?:'s)?[ :](\S+)$/i.exec(name.trim());
  if (spoken) return { place: spoken[1]!.toLowerCase().replace(/s$/, ''), tag: spoken[2]! };
  const image = /^(\S+\/\S+):([^/:]+)$/.exec(name.trim());
  return image ? { place: image[1]!.toLowerCase(), tag: image[2]! } : { place: undefined, tag: name.trim() };
}

type Moved = 'yes' | 'maybe' | 'no';

function moves(effect: Effect, run: Run, place: string | undefined, tag: string, world: World): Moved {
  const { deed } = effect;
  const asks = (...places: string[]): boolean => place === undefined || places.includes(place);
  switch (deed.kind) {
    case 'image':
      return deed.push === false || (place !== undefined && place !== 'image' && !place.includes('/')) ? 'no' : movesImage(effect, place, tag);
    case 'package':
      return deed.registry === 'npm' && asks('npm') ? movesDistTag(effect, tag, world) : 'no';
    case 'release':
      return tag === 'latest' && asks('release') ? movesLatestRelease(effect, run, world) : 'no';
    case 'tag':
      return asks('tag') && targetsOf(effect, world).some((t) => t.version === 'moving' && t.name === tag) ? 'yes' : 'no';
    default:
      return 'no';
  }
}

function movesImage({ deed }: Effect, place: string | undefined, tag: string): Moved {
  if (deed.kind !== 'image') return 'no';
  let found: Moved = 'no';
  for (const image of deed.images.flatMap((one) => alternatives(one))) {
    const shown = describe(image).toLowerCase();
    if (image.k === 'unknown') {
      found = 'maybe';
      continue;
    }
    const slash = shown.lastIndexOf('/');
    const colon = shown.indexOf(':', slash + 1);
    const name = colon < 0 ? shown : shown.slice(0, colon);
    if (place?.includes('/') && name !== place && `docker.io/${name}` !== place) continue;
    const own = colon < 0 ? 'latest' : shown.slice(colon + 1);
    if (own === tag.toLowerCase()) return 'yes';
    if (own.includes('{any}')) found = 'maybe';
  }
  return found;
}

/** npm gives a version the dist-tag that is asked for, else `latest`. https://docs.npmjs.com/cli/commands/npm-publish#tag */
function movesDistTag(effect: Effect, tag: string, world: World): Moved {
  const { deed } = effect;
  const text = textAt(effect.at, world);
  const asked = /--tag[\s=]+(\S+)/.exec(text)?.[1]?.replace(/^["']|["']$/g, '');
  if (asked !== undefined) return asked.includes('$') ? 'maybe' : asked === tag ? 'yes' : 'no';
  if (!/\bpublish\b/.test(deed.tool)) return 'maybe';
  const manifest = deed.kind === 'package' ? (world.tree.read(deed.directory ? `${deed.directory}/package.json` : 'package.json') ?? '') : '';
  const configured = /"publishConfig"\s*:\s*\{[^}]*"tag"\s*:\s*"([^"]+)"/.exec(manifest)?.[1] ?? 'latest';
  return configured === tag ? 'yes' : 'no';
}

/** GitHub calls the newest full release the latest one, unless it is told otherwise. */
function movesLatestRelease({ deed, at, step }: Effect, run: Run, world: World): Moved {
  if (deed.kind !== 'release' || (deed.act !== 'create' && deed.act !== 'publish')) return 'no';
  const text = textAt(at, world);
  const given = step?.with.find(({ name }) => /^make_?latest$/i.test(name))?.value;
  const told = given?.kind === 'scalar' ? given.text : /--latest(?:[=\s]+(\S+))?/.exec(text)?.[0]?.replace(/^--latest[=\s]*/, '');
  if (told === 'false') return 'no';
  if (deed.act === 'create' && deed.draft === true) return 'no';
  const made = run.effects.map((one) => one.deed).find((one) => one.kind === 'release' && one.act === 'create');
  const prerelease = deed.act === 'publish' && deed.prerelease === undefined && made?.kind === 'release' ? made.prerelease : deed.prerelease;
  if (prerelease === true) return 'no';
  return prerelease === undefined || told?.includes('$') || deed.draft === undefined ? 'maybe' : 'yes';
}
