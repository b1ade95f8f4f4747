import type { Fact } from '../../../actions/facts/index.ts';
import type { Report } from '../../report.ts';
import type { ReadSource } from '../view.ts';

/** Gives a fact of the platform by its slug. */
export type ReadFact = (slug: string) => Fact | undefined;

/** One report on the page. */
export interface Sheet {
  readonly report: Report;
  readonly read: ReadSource;
  readonly fact: ReadFact;
  /** Begins every `id` of this report. */
  readonly id: string;
  readonly title: string;
  /** Of its sections' headings. */
  readonly level: number;
}
