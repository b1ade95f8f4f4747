import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { wantsColor } from './io.ts';
import { doctorOptions, openTargets, type TreeFlags } from './trees.ts';

export interface TestFlags extends TreeFlags {
  format?: 'text' | 'json' | 'junit';
  strict?: boolean;
  init?: boolean;
  color: boolean;
}

/**
 * `slipway test`: plays the expectations of slipway.yaml. The exit code is 1 when one fails (or, with --strict, is not decided), 2 when there are
 * none. `--init` prints expectations that hold today.
 */
export async function runTest(path: string | undefined, flags: TestFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  if (flags.init && flags.format !== undefined) throw new UsageError('--init prints YAML; it takes no --format.');
  const [open] = openTargets(path === undefined ? [] : [path], flags, context);
  const target = await open!();
  const { options, limits } = await doctorOptions(target, flags, context);
  const { playTests, proposeTests } = await doors.expectations();
  if (flags.init) {
    const proposed = proposeTests(target.tree, options);
    // The key may stand only once in a file.
    const known = /^tests\s*:/m.test(options.config ?? '');
    if (proposed === undefined) io.err(`slipway: nothing is released from ${target.tree.label} that could be promised for certain.\n`);
    else io.out(known ? proposed.replace(/^tests:\n/, '') : proposed);
    if (proposed !== undefined && known) io.err('slipway: slipway.yaml has `tests:` already; these belong at the end of that list.\n');
    return EXIT.done;
  }
  const played = playTests(target.tree, options);
  if (played === undefined) throw new UsageError(`${target.tree.label} has no tests in slipway.yaml; \`slipway test --init\` proposes some.`);
  const report = { ...played, limits: [...new Set([...played.limits, ...limits()])] };
  const strict = flags.strict === true;
  const formats = await import('../doctor/formats/index.ts');
  if (flags.format === 'json') io.out(formats.formatTestsJson(report));
  else if (flags.format === 'junit') io.out(formats.formatTestsJunit(report, strict));
  else io.out(formats.formatTests(report, { width: io.width, color: wantsColor(io, flags.color) }));
  const bad = report.tests.some(({ outcome }) => outcome === 'fails' || (strict && outcome === 'undecided'));
  return bad ? EXIT.findings : EXIT.done;
}
