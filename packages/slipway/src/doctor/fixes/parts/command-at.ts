import type { Job, ShellCommand, Step, Workflow } from '../../../actions/index.ts';
import type { Location } from '../../../source/index.ts';
import { isSamePlace } from '../../same-place.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';

/** The command of a step's script that begins at a place. */
export function commandHere(at: Location, step: Step, job: Job, workflow: Workflow): ShellCommand | undefined {
  if (step.run === undefined) return undefined;
  return scriptCommands(step, job, workflow).find((c) => isSamePlace(commandAt(c, step), at));
}
