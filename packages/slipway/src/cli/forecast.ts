import type { Context } from './context.ts';
import type { DoctorFlags } from './doctor.ts';
import { EXIT, UsageError } from './exit.ts';
import { wantsColor } from './io.ts';
import { isAtLeast } from './levels.ts';
import { doctorOptions, openTargets } from './trees.ts';

/** Days ahead when none are given. */
const USUAL = 90;
const MOST = 3650;

/**
 * `slipway doctor --forecast [DAYS]`: findings that dated facts of the platform will bring (runners, actions and tokens that end). The exit code is 1
 * when one of them is as bad as --fail-on says.
 */
export async function runForecast(names: readonly string[], flags: DoctorFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const days = flags.forecast === true ? USUAL : Number(flags.forecast);
  if (!Number.isInteger(days) || days < 1 || days > MOST) throw new UsageError(`--forecast takes days from 1 to ${MOST}, not '${flags.forecast}'.`);
  if (names.length > 1) throw new UsageError('--forecast looks at one tree; give one target.');
  if (flags.jsonl || (flags.format !== undefined && flags.format !== 'text' && flags.format !== 'json'))
    throw new UsageError('--forecast is printed as text or json.');
  const [open] = openTargets(names, flags, context);
  const target = await open!();
  const { options } = await doctorOptions(target, flags, context);
  const { forecast } = await doors.compare();
  const { only, skip } = flags;
  const made = forecast(target.tree, { ...options, ...(only ? { only } : {}), ...(skip ? { skip } : {}) }, options.asOf!, days);
  const formats = await import('../doctor/compare/formats/index.ts');
  const label = options.slug ?? target.tree.label;
  io.out(
    flags.format === 'json'
      ? formats.formatForecastJson(made)
      : formats.formatForecast(made, { label, width: io.width, color: wantsColor(io, flags.color) }),
  );
  return flags.exitZero !== true && made.findings.some(({ finding }) => isAtLeast(finding.severity, flags.failOn)) ? EXIT.findings : EXIT.done;
}
