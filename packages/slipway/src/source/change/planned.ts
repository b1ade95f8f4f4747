import type { Data } from '../changes.ts';
import { plannedData } from './data.ts';
import type { Plan } from './plan.ts';
import { dataOfValue } from './yaml/texts.ts';

/** The data of what is not there yet: the mappings that lead to new values, or a new list. */
export function plannedValue(path: string, plan: Plan): Data {
  return plannedData(path, null, plan, dataOfValue);
}
