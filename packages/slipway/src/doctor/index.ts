export { ConfigError } from './config.ts';
export { type ContractReport, contractOfTree } from './contract.ts';
export { diagnose } from './diagnose.ts';
export type * from './options.ts';
export type * from './report.ts';
export { ruleIds, rulePage } from './rule-pages.ts';
export { traceEvent } from './trace.ts';
