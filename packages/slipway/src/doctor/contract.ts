import { type Analysis, contractOf } from '../chain/index.ts';
import type { Contract } from './report.ts';

/** The contract of a channel's releases, as the report has it. */
export function reportContract(analysis: Analysis, channel = 'stable'): Contract {
  return {
    stages: contractOf(analysis, channel).stages.map((s) => ({
      name: s.name,
      after: s.after,
      ...(s.gate === undefined ? {} : { gate: s.gate.text }),
      items: s.items.map((i) => ({ kind: i.kind, name: i.name, from: { path: i.from.path, line: i.from.line } })),
      open: s.open,
    })),
  };
}
