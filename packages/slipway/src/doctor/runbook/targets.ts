import type { Target, World } from '../../chain/index.ts';
import { targetText } from '../links.ts';
import { versioned } from './words.ts';

const ORDER: readonly Target['kind'][] = ['tag', 'release', 'asset', 'registry', 'image', 'tap', 'pull-request', 'pages', 'environment'];

/** Targets in the order in which a reader asks for them. */
export function inOrder(targets: readonly Target[]): readonly Target[] {
  return [...targets].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** What a reader calls a destination. */
export function targetName(target: Target, world: World): string {
  if (target.kind === 'environment') {
    const names = environmentNames(target);
    return names.length === 0 ? 'an environment' : `environment ${names.join(' or ')}`;
  }
  return versioned(targetText(target), world).replace('… ', '');
}

/** The environments that a destination's name stands for: it has several when an input chooses. */
export function environmentNames({ name }: Pick<Target, 'name'>): readonly string[] {
  return name
    .split('|')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'unknown' && !/[{…]/.test(one));
}
