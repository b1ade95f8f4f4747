import type { Context } from '../../slipway/src/cli/context.ts';

/** Set by the build. */
declare const SLIPWAY_VERSION: string;

/** The rooms that the action enters, by the same doors as the command. */
export type Rooms = 'doctor' | 'compare' | 'fixes' | 'pages' | 'remotes' | 'github';

export const doors: Context<Rooms>['doors'] = {
  doctor: () => import('../../slipway/src/doctor/index.ts'),
  compare: () => import('../../slipway/src/doctor/compare/index.ts'),
  fixes: () => import('../../slipway/src/doctor/fixes/index.ts'),
  pages: () => import('../../slipway/src/doctor/rule-pages.ts'),
  remotes: () => import('../../slipway/src/remotes/index.ts'),
  github: () => import('../../slipway/src/remotes/github/index.ts'),
};

export const VERSION = typeof SLIPWAY_VERSION === 'undefined' ? '0.0.0' : SLIPWAY_VERSION;
