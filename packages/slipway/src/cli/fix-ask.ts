import type { Plan, PlannedStep } from '../doctor/fixes/index.ts';
import type { Examination } from '../doctor/index.ts';
import type { Finding } from '../doctor/report.ts';
import type { Context } from './context.ts';
import { oneLine, UsageError } from './exit.ts';

/** Columns that the prompts' own rail takes. */
const MARGIN = 3;

/**
 * Asks, finding by finding, which way to take; each answer is walked on the tree that the answers before have made.
 * @returns undefined when the person ends it, or chooses nothing
 * @throws UsageError when there is no terminal to ask at
 */
export async function ask(base: Examination, chosen: readonly Finding[], color: boolean, { io, doors }: Context): Promise<Plan | undefined> {
  if (!io.terminal || !process.stdin.isTTY)
    throw new UsageError('--interactive needs a terminal; --plan shows what it would ask about, --write takes the first way of each.');
  const prompts = await import('@clack/prompts');
  const fixes = await doors.fixes();
  const steps: Omit<PlannedStep, 'alone'>[] = [];
  let now = base;
  prompts.intro('slipway fix');
  for (const { id } of chosen) {
    // What another answer mended, or moved, is not asked about.
    const finding = now.report.findings.find((f) => f.id === id);
    if (finding === undefined || !fixes.isMendable(finding.rule)) continue;
    const before = now;
    const { offered, refused } = fixes.fixesFor(before, id);
    const place = `${finding.location.path}:${finding.location.line}`;
    if (offered.length === 0) {
      prompts.log.warn(oneLine(`${finding.rule} at ${place}: ${refused[0] ? fixes.refusalText(refused[0]) : 'no edit that is proved mends it.'}`));
      continue;
    }
    const alternatives = { offered, unproved: [], refused };
    prompts.log.message(fixes.formatMendable(before, { finding, alternatives }, { width: io.width - MARGIN, color }));
    const answer = await prompts.select({
      message: oneLine(`${finding.rule} at ${place}`),
      options: [
        ...offered.map(({ fix }, index) => ({
          value: index,
          label: oneLine(fix.title),
          hint: `${fix.safety}${fix.secret === null ? '' : `, needs ${fix.secret}`}`,
        })),
        { value: -1, label: 'leave it as it is' },
      ],
    });
    if (prompts.isCancel(answer)) {
      prompts.cancel('Nothing was written.');
      return undefined;
    }
    const tried = offered[Number(answer)];
    if (tried === undefined) continue;
    steps.push({ finding, before, tried });
    now = tried.after;
  }
  if (steps.length === 0) {
    prompts.outro('Nothing to write.');
    return undefined;
  }
  const sure = await prompts.confirm({ message: `Write ${steps.length} ${steps.length === 1 ? 'fix' : 'fixes'}?` });
  if (prompts.isCancel(sure) || !sure) {
    prompts.cancel('Nothing was written.');
    return undefined;
  }
  prompts.outro('Writing.');
  return fixes.planOf(base, steps);
}
