import { ChangeError, type Data } from '../changes.ts';
import type { Parsed } from '../types.ts';
import { plannedData } from './data.ts';
import type { Plan } from './plan.ts';
import { dataOfValue } from './yaml/texts.ts';

/** The data of what is not there yet: the mappings that lead to new values, or a new list. */
export function plannedValue(path: string, plan: Plan): Data {
  return plannedData(path, null, plan, dataOfValue);
}

/**
 * Holds that planned changes can be made in a file.
 * @throws ChangeError when the file is broken, or one of them is about something that is not there
 */
export function holdPlan({ file, root, problems }: Parsed, plan: Plan): void {
  const [problem] = problems;
  if (problem) {
    const { line } = file.position(problem.span.start);
    throw new ChangeError(`${file.path}: the file is broken, so it is not changed (line ${line}: ${problem.message}).`);
  }
  plannedData(file.path, root, plan, dataOfValue);
}
