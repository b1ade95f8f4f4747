import type { Analysis, Effect, Run } from '../../../chain/index.ts';
import { type CargoCrate, cargoCrate, cargoPackages } from '../../../tools/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import { textAt } from '../../source-text.ts';

/** One upload of a crate by `cargo publish`, as a run does it. */
export interface Publication {
  readonly effect: Effect;
  readonly crate: CargoCrate;
  /** Place among the uploads of the run. */
  readonly nth: number;
  /** The command as it is written. */
  readonly command: string;
}

/** The uploads of a run in order; only those whose crate is known. */
export interface Uploads {
  readonly run: Run;
  readonly of: readonly Publication[];
  /** Some upload of the run is of crates that are not known, or a tool decides which. */
  readonly open: boolean;
}

/** Runs that publish crates of the tree with `cargo publish`. */
export function cargoUploads(analysis: Analysis): readonly Uploads[] {
  const { world } = analysis;
  if (!world.tree.list().some((path) => path.endsWith('Cargo.toml'))) return [];
  const byName = new Map(cargoPackages(world.tools).flatMap((one) => (one.name === undefined ? [] : [[one.name, one.directory] as const])));
  const found: Uploads[] = [];
  for (const { run } of releaseRuns(analysis)) {
    const of: Publication[] = [];
    let open = run.opaque.some((one) => one.mayWrite !== false && one.kind !== 'action');
    for (const effect of run.effects) {
      const { deed } = effect;
      if (deed.kind !== 'package' || deed.registry !== 'crates.io') continue;
      const directory = deed.directory ?? (deed.names.length === 1 ? byName.get(deed.names[0]!) : undefined);
      const crate = directory === undefined ? undefined : cargoCrate(world.tools, directory);
      if (deed.tool !== 'cargo publish' || effect.possible || effect.legs > 1 || crate === undefined) open = true;
      else of.push({ effect, crate, nth: of.length, command: textAt(effect.at, world) });
    }
    if (of.length > 0) found.push({ run, of, open });
  }
  return found;
}

/** Since 1.90 cargo takes several packages, or a whole workspace, and puts them in order itself. */
export const ordersItself = (one: Publication): boolean =>
  (one.command.match(/(?:^|\s)(?:-p|--package)[ =]/g) ?? []).length > 1 || /--workspace\b|--all\b/.test(one.command);

/** The same command, carried out several times: a loop over a list. */
export const isSameCommand = (a: Publication, b: Publication): boolean =>
  a.effect.at.path === b.effect.at.path && a.effect.at.line === b.effect.at.line && a.effect.at.column === b.effect.at.column;
