import type * as documents from '../doctor/documents/index.ts';
import type * as doctor from '../doctor/index.ts';
import type * as runbook from '../doctor/runbook/index.ts';
import type * as remotes from '../remotes/index.ts';

/** The rooms behind the commands, opened only by the commands that need them. */
export interface Doors {
  readonly doctor: () => Promise<Pick<typeof doctor, 'diagnose' | 'contractOfTree' | 'traceEvent' | 'ruleIds' | 'rulePage'>>;
  readonly documents: () => Promise<Pick<typeof documents, 'checkDocuments'>>;
  readonly runbook: () => Promise<typeof runbook>;
  readonly remotes: () => Promise<typeof remotes>;
}

export const realDoors: Doors = {
  doctor: () => import('../doctor/index.ts'),
  documents: () => import('../doctor/documents/index.ts'),
  runbook: () => import('../doctor/runbook/index.ts'),
  remotes: () => import('../remotes/index.ts'),
};
