import { type BaseFlags, examineBoth } from '../../slipway/src/cli/base.ts';
import type { Context } from '../../slipway/src/cli/context.ts';
import { UsageError } from '../../slipway/src/cli/exit.ts';
import { isAtLeast } from '../../slipway/src/cli/levels.ts';
import { doctorOptions, type Target } from '../../slipway/src/cli/trees.ts';
import type { Compared } from '../../slipway/src/doctor/compare/formats/index.ts';
import type { Report } from '../../slipway/src/doctor/index.ts';
import type { Found } from './base.ts';
import { doors, type Rooms, VERSION } from './doors.ts';
import type { Inputs } from './inputs.ts';
import { type Offer, offersFor } from './offers.ts';
import type { Runner } from './runner.ts';

/** What was found, and what it means for the step. */
export interface Examined {
  readonly report: Report;
  /** When there is a base to compare with. */
  readonly compared: Compared | undefined;
  readonly failed: boolean;
  /** How to mend what is reported. */
  readonly offers: readonly Offer[];
  /** Where the tree's root lies below the repository's: annotations and code scanning name files from there. */
  readonly prefix: string;
  readonly read: (path: string) => string | undefined;
}

/** Walks what is checked out, and the base beside it. */
export async function examine(inputs: Inputs, found: Found | undefined, runner: Runner): Promise<Examined> {
  const context: Context<Rooms> = { io: runner.io, doors, version: VERSION };
  const remotes = await doors.remotes();
  const tree = await remotes.openFolder(inputs.path);
  const prefix = (await remotes.prefixOf(inputs.path)).replace(/\/$/, '');
  const target: Target = { tree, slug: tree.git?.slug === undefined ? runner.env.GITHUB_REPOSITORY || undefined : undefined, prefix };
  const flags = flagsOf(inputs, runner);
  const read = (path: string): string | undefined => tree.read(path);
  if (found !== undefined) {
    const { base, history } = found;
    const changes = base.rev === undefined ? undefined : await remotes.changedSince(base.rev, history);
    const same = changes !== undefined && !remotes.mayConcernRelease(changes);
    const { compared, code, after } = await examineBoth(target, base, same, { ...flags, base: base.rev ?? base.tree.label }, context);
    const offers = inputs.fixes ? await offersFor(after, compared.comparison.fresh) : [];
    return { report: compared.report, compared, failed: code !== 0, offers, prefix, read };
  }
  const doctor = await doors.doctor();
  const { options, limits } = await doctorOptions(target, flags, context);
  const made = doctor.examine(tree, options);
  const report = { ...made.report, limits: [...new Set([...made.report.limits, ...limits()])] };
  const failed = report.findings.some((finding) => isAtLeast(finding.severity, inputs.failOn));
  return { report, compared: undefined, failed, offers: inputs.fixes ? await offersFor(made, report.findings) : [], prefix, read };
}

function flagsOf(inputs: Inputs, { env }: Runner): BaseFlags {
  if (env.GITHUB_WORKSPACE === undefined) throw new UsageError('GITHUB_WORKSPACE is not set: this runs as a step of a GitHub Actions job.');
  const platform = inputs.platform ?? (isServer(env.GITHUB_SERVER_URL) ? 'ghes' : undefined);
  return {
    failOn: inputs.failOn,
    fetch: inputs.fetch,
    ...(inputs.config === undefined ? {} : { config: inputs.config }),
    ...(inputs.asOf === undefined ? {} : { asOf: inputs.asOf }),
    ...(inputs.assume.length === 0 ? {} : { assume: [...inputs.assume] }),
    ...(platform === undefined ? {} : { platform }),
  };
}

/** GitHub Enterprise Cloud with data residency lives below ghe.com and is no server of one's own. */
function isServer(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname !== 'github.com' && !hostname.endsWith('.ghe.com');
}
