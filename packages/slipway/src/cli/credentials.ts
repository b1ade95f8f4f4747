import type { Context } from './context.ts';
import { EXIT } from './exit.ts';
import { wantsColor } from './io.ts';
import { doctorOptions, openTargets, type TreeFlags } from './trees.ts';

export interface CredentialsFlags extends TreeFlags {
  format?: 'text' | 'json';
  color: boolean;
}

/** `slipway credentials`: each secret and token of a release, and what dies without it. The exit code is 0. */
export async function runCredentials(path: string | undefined, flags: CredentialsFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const [open] = openTargets(path === undefined ? [] : [path], flags, context);
  const target = await open!();
  const { options, limits } = await doctorOptions(target, flags, context);
  const found = (await doors.credentials()).credentialsOf(target.tree, options);
  const report = { ...found, limits: [...new Set([...found.limits, ...limits()])] };
  const formats = await import('../doctor/formats/index.ts');
  io.out(
    flags.format === 'json'
      ? formats.formatCredentialsJson(report)
      : formats.formatCredentials(report, { width: io.width, color: wantsColor(io, flags.color) }),
  );
  return EXIT.done;
}
