export { ConfigError, doctorConfigOf } from './config.ts';
export { type ContractReport, contractOfTree } from './contract.ts';
export { diagnose, type Examination, examine, ruleIds } from './diagnose.ts';
export type * from './options.ts';
export type { Reach } from './reach.ts';
export type * from './report.ts';
export { traceEvent } from './trace.ts';
