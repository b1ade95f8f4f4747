import type { Dockerfile, Instruction, Stage } from './dockerfile.ts';
import { filled } from './dockerfile.ts';

/** A `RUN` that a build carries out on the machine of the image's platform. */
export interface PlatformRun {
  readonly stage: Stage;
  readonly run: Instruction;
}

/** The stages that a build of a target carries out: it and every stage that it takes from. Undefined when the target is not in the file. */
export function stagesOf(file: Dockerfile, target: string | undefined): readonly Stage[] | undefined {
  return indicesOf(file, target)?.map((index) => file.stages[index]!);
}

/**
 * The `RUN` instructions that a build for a platform executes as programs of that platform: those of the target stage and of every stage that it
 * takes from, as far as a stage is not bound to the builder's platform (`FROM --platform=$BUILDPLATFORM`) or to a named one. Undefined when the
 * target is not in the file.
 * @param target name or number of the stage that is built; undefined: the last one
 */
export function platformRuns(file: Dockerfile, target: string | undefined): readonly PlatformRun[] | undefined {
  return indicesOf(file, target)
    ?.filter((index) => isOfTarget(file, index))
    .flatMap((index) => {
      const stage = file.stages[index]!;
      return stage.instructions.flatMap((run) => (run.word === 'RUN' ? [{ stage, run }] : []));
    });
}

function indicesOf(file: Dockerfile, target: string | undefined): readonly number[] | undefined {
  const last = target === undefined || target === '' ? file.stages.length - 1 : indexOf(file, target);
  if (last === undefined) return undefined;
  const wanted = new Set<number>();
  const visit = (index: number): void => {
    if (wanted.has(index)) return;
    wanted.add(index);
    for (const name of takesFrom(file.stages[index]!)) {
      const other = indexOf(file, filled(name, file.args), index);
      if (other !== undefined) visit(other);
    }
  };
  visit(last);
  return [...wanted].sort((a, b) => a - b);
}

/** Names of the stages that a stage may take files from. */
function* takesFrom(stage: Stage): Generator<string> {
  yield stage.base;
  for (const { word, flags } of stage.instructions) {
    if (word === 'COPY' && flags.has('from')) yield flags.get('from')!;
    if (word === 'RUN' && flags.has('mount')) for (const m of flags.get('mount')!.matchAll(/(?:^|[,\n])from=([^,\n]+)/g)) yield m[1]!;
  }
}

/** A stage by its name or number, among those before another one. */
function indexOf(file: Dockerfile, name: string, before = file.stages.length): number | undefined {
  const lower = name.toLowerCase();
  for (let at = before - 1; at >= 0; at--) if (file.stages[at]!.name === lower) return at;
  const number = /^\d+$/.test(name) ? Number(name) : -1;
  return number >= 0 && number < before ? number : undefined;
}

/** A stage without a platform of its own has that of the stage it starts from, or the image's. */
function isOfTarget(file: Dockerfile, index: number): boolean {
  const stage = file.stages[index]!;
  if (stage.platform !== undefined) return /^"?\$\{?TARGETPLATFORM\b/.test(stage.platform);
  const base = indexOf(file, stage.base, index);
  return base === undefined || isOfTarget(file, base);
}
