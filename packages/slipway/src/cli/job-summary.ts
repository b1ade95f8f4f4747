import type { Context } from './context.ts';
import { UsageError } from './exit.ts';

/** Adds to the job summary when the runner offers one. */
export async function appendSummary(markdown: string, { io }: Context): Promise<void> {
  const file = io.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  const { appendFileSync } = await import('node:fs');
  try {
    appendFileSync(file, markdown);
  } catch {
    throw new UsageError(`the job summary cannot be written: GITHUB_STEP_SUMMARY names ${file}.`);
  }
}
