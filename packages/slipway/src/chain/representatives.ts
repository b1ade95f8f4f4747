import type { Hole } from '../actions/index.ts';
import type { World } from './world.ts';

/** Concrete stand-ins for what a text leaves open. */
export function representative(world: Pick<World, 'version'>): (hole: Hole) => string | undefined {
  return (hole) => {
    switch (hole) {
      case 'version':
        return world.version;
      case 'number':
        return '7';
      case 'date':
        return '2026-01-31';
      case 'sha':
        return '0123456789abcdef0123456789abcdef01234567';
      case 'word':
        return 'word';
      case 'any':
        return undefined;
    }
  };
}
