/** Keys at the root of slipway.yaml; each part has its own reader. Keys that begin with `x-` are the writer's own. */
export const SLIPWAY_KEYS: readonly string[] = ['version', 'release', 'doctor', 'tests'];
