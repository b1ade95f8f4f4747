import type { Severity } from '../doctor/report.ts';

const LEVELS: readonly Severity[] = ['note', 'warning', 'error'];

/** Whether a finding is as bad as `--fail-on` says, or worse. */
export function isAtLeast(severity: Severity, failOn: Severity | 'never'): boolean {
  return failOn !== 'never' && LEVELS.indexOf(severity) >= LEVELS.indexOf(failOn);
}
