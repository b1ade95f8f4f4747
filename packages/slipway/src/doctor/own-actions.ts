import type { ActionMetadata, Step } from '../actions/index.ts';
import type { World } from '../chain/index.ts';

/** The composite action of the tree itself that a step uses; undefined for every other step. */
export function ownAction({ uses }: Step, world: World): ActionMetadata | undefined {
  const found = uses?.is.kind === 'local' ? world.localAction(uses.is.path) : undefined;
  return found?.using === 'composite' ? found : undefined;
}

/**
 * The given steps in order, behind each the steps of the composite action of the tree that it uses. An action is entered once, however often and
 * by whatever detour it is used: actions may name each other in circles.
 * @param entered actions that are not entered again
 */
export function* withOwnActions(steps: readonly Step[], world: World, entered: Set<ActionMetadata> = new Set()): Generator<Step> {
  for (const step of steps) {
    yield step;
    const action = ownAction(step, world);
    if (action === undefined || entered.has(action)) continue;
    entered.add(action);
    yield* withOwnActions(action.steps, world, entered);
  }
}
