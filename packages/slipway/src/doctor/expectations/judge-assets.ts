import { filesOfRun, isKnown, type Name, namesOf, type RunNode, shownName, targetsOf } from '../../chain/index.ts';
import type { Location } from '../../source/index.ts';
import { listed } from '../links.ts';
import { bestOf, hangsOn } from './arrivals.ts';
import type { Judged } from './judge-reach.ts';
import type { Play } from './play.ts';
import type { Statement } from './types.ts';

/** The files of the releases that a walk makes. */
interface Assets {
  readonly names: ReadonlyMap<string, Location>;
  /** Why there may be others, or fewer; empty when the list is whole. */
  readonly open: readonly string[];
}

/** A number of files, or a file by its name. */
export function judgeAssets(statement: Extract<Statement, { kind: 'assets' | 'asset' | 'no-asset' }>, play: Play): Judged {
  const { names, open } = assetsOf(play);
  const shown = listed([...names.keys()].sort(), 12);
  if (statement.kind !== 'assets') return judgeName(statement, names, open);
  const { count, least } = statement;
  if (least ? names.size >= count : open.length === 0 && names.size === count) return { outcome: 'passes', why: '', chain: [], decide: [] };
  const many = `${names.size === 0 ? 'no assets are' : names.size === 1 ? '1 asset is' : `${names.size} assets are`} uploaded${names.size === 0 ? '' : ` (${shown})`}`;
  if (open.length === 0 || (!least && names.size > count)) {
    const [location] = names.values();
    return { outcome: 'fails', why: `${many}, not ${least ? 'at least ' : ''}${count}`, chain: [], ...(location ? { location } : {}), decide: [] };
  }
  return {
    outcome: 'undecided',
    why: `${names.size} assets are known (${shown}), and there may be others: ${listed(open, 2)}`,
    chain: [],
    decide: [...open],
  };
}

function judgeName({ kind, pattern }: Extract<Statement, { pattern: string }>, names: Assets['names'], open: Assets['open']): Judged {
  const wanted = new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`);
  const found = [...names].find(([name]) => wanted.test(name) || wanted.test(name.replaceAll(/\{version\}/g, '')));
  if (found) {
    const [name, location] = found;
    return kind === 'asset'
      ? { outcome: 'passes', why: '', chain: [], decide: [] }
      : { outcome: 'fails', why: `${name} is uploaded`, chain: [], location, decide: [] };
  }
  if (open.length > 0)
    return { outcome: 'undecided', why: `whether ${pattern} is uploaded is not known: ${listed(open, 2)}`, chain: [], decide: [...open] };
  if (kind === 'no-asset') return { outcome: 'passes', why: '', chain: [], decide: [] };
  const there = names.size === 0 ? 'nothing is uploaded' : `what is uploaded is ${listed([...names.keys()].sort(), 12)}`;
  return { outcome: 'fails', why: `no file ${pattern} is uploaded; ${there}`, chain: [], decide: [] };
}

const literal = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** Names with the version in its place, from every run that nothing cuts off. */
function assetsOf(play: Play): Assets {
  const names = new Map<string, Location>();
  const open = new Set<string>();
  for (const node of play.walk.nodes) {
    const label = bestOf(node);
    if (label === undefined || label.cuts.length > 0 || !uploads(node, play)) continue;
    for (const { text } of hangsOn(label)) open.add(text);
    const { files } = filesOfRun(node.run, play.world);
    if (files.uploads.length === 0) open.add(`the files that ${node.run.workflow.path} uploads are not known`);
    for (const { effect, assets, open: why } of files.uploads) {
      if (effect.lacks !== undefined || effect.held.credential.kind === 'none') continue;
      if (effect.happens !== true || effect.possible) open.add(`whether ${effect.deed.tool} uploads is not decided by the tree`);
      for (const text of why) open.add(text);
      for (const asset of assets)
        for (const name of namesOf(asset.name, play.world.version)) {
          if (isKnown(name)) names.set(concrete(name, play.world.version), asset.at);
          else open.add(`the name ${shownName(name)} is not known in full`);
        }
    }
  }
  return { names, open: [...open] };
}

const concrete = (name: Name, version: string): string => shownName(name).replaceAll('{version}', version);

function uploads({ run }: RunNode, { world }: Play): boolean {
  return run.effects.some((effect) => targetsOf(effect, world).some(({ kind }) => kind === 'asset'));
}
