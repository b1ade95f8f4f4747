import type { Analysis } from '../../../chain/index.ts';
import { cargoCrate, cargoPackages } from '../../../tools/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft } from '../../rule.ts';
import { textAt } from '../../source-text.ts';
import { needsNewest } from './order.ts';

/** Legs of one matrix that each upload a crate, where one needs the other: legs run at the same time. */
export function* besideInMatrix(analysis: Analysis): Generator<Draft> {
  const { tools } = analysis.world;
  for (const { run } of releaseRuns(analysis))
    for (const effect of run.effects) {
      const { deed, job } = effect;
      if (deed.kind !== 'package' || deed.tool !== 'cargo publish' || effect.legs < 2 || effect.possible || job.matrix === undefined) continue;
      const name = /\$\{\{\s*matrix\.([\w-]+)/.exec(textAt(effect.at, analysis.world))?.[1];
      const vector = job.matrix.vectors.find((one) => one.name === name);
      // One leg after the other, in the order of the list.
      const inTurn = job.matrix.maxParallel?.text.trim() === '1';
      const legs = (vector?.values ?? []).flatMap((value) => {
        const directory = value.kind === 'scalar' ? cargoPackages(tools).find((one) => one.name === value.text)?.directory : undefined;
        const crate = directory === undefined ? undefined : cargoCrate(tools, directory);
        return crate ? [{ crate, at: value.file.locate(value.span) }] : [];
      });
      for (const [nth, leg] of legs.entries())
        for (const dependency of leg.crate.dependencies) {
          const other = legs.findIndex((one) => one.crate.directory === dependency.directory);
          const needed = legs[other];
          if (needed === undefined || other === nth || (inTurn && other < nth) || needsNewest(dependency, needed.crate, leg.crate) !== 'sure')
            continue;
          yield {
            at: leg.at,
            severity: 'warning',
            certainty: 'likely',
            title: `${leg.crate.name} is published ${inTurn ? 'before' : 'beside'} ${needed.crate.name}, which it needs`,
            message: `The matrix of job \`${job.id}\` publishes ${leg.crate.name} and ${needed.crate.name} in two legs${inTurn ? ', one after the other in the order of the list' : ', which run at the same time'}, but ${leg.crate.path} needs ${dependency.name} ${dependency.requirement} (line ${dependency.at.line}), the version that is new in this release. Until it is on crates.io, cargo finds no version that fits, and the leg fails.`,
            chain: [
              { kind: 'effect', text: `publishes ${leg.crate.name}`, location: leg.at, state: 'cut' },
              { kind: 'effect', text: `publishes ${needed.crate.name}`, location: needed.at, state: 'holds' },
              { kind: 'destination', text: `${leg.crate.name} needs it`, location: dependency.at, state: 'holds' },
            ],
            facts: ['crates.lag', 'crates.perm'],
            key: [leg.crate.name, needed.crate.name],
            advice: 'Publish crates that need each other in one job, one after the other.',
          };
          break;
        }
    }
}
