/** What was asked cannot be planned, or a plan cannot be executed: one sentence; a command ends with exit code 2. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly exitCode = 2;
}
