import { alternatives, asText, evaluateTemplate, expandMatrix, obj, runnerHost, type Step, str, unknown, type Val } from '../../../actions/index.ts';
import type { Analysis, Effect, JobRun, Run } from '../../../chain/index.ts';
import { type Location, type ScalarNode, type SourceNode, scalarSpan } from '../../../source/index.ts';
import type { ImageBuild, ImageDeed } from '../../../tools/index.ts';
import { mayRelease } from '../../version-effects.ts';
import { before, type StepSeen, stepsOf } from './steps-before.ts';

/** One leg of a job that builds an image. */
export interface Leg {
  /** Platforms as they are given, `linux/arm64/v8` as `linux/arm64`; empty: the builder's own. */
  readonly platforms: readonly string[];
  /** Machine of the runner; undefined when it is not one of GitHub's, or not known. */
  readonly host: 'amd64' | 'arm64' | undefined;
}

/** A step that builds an image. */
export interface BuildSeen {
  readonly run: Run;
  readonly job: JobRun;
  readonly effect: Effect;
  readonly deed: ImageDeed;
  readonly build: ImageBuild;
  readonly step: Step;
  readonly earlier: readonly StepSeen[];
  readonly legs: readonly Leg[];
}

/** Every step that builds an image with Docker, in every run that may release something. */
export function* buildsOf(analysis: Analysis): Generator<BuildSeen> {
  const { world } = analysis;
  for (const run of [...analysis.declared.values()].flat()) {
    if (!mayRelease(run)) continue;
    for (const effect of run.effects) {
      const { deed, step } = effect;
      if (deed.kind !== 'image' || deed.build === undefined || effect.happens === false || effect.possible || step === undefined) continue;
      if (/podman|buildah|nerdctl|depot/.test(deed.tool)) continue;
      const job = jobOf(run, effect);
      // Inside a container the machine's own Docker may be another one, or none.
      if (job === undefined || job.job.container !== undefined) continue;
      const earlier = before(stepsOf(job, world), step);
      if (earlier === undefined) continue;
      yield { run, job, effect, deed, build: deed.build, step, earlier, legs: legsOf(job, step, deed.build, world.asOf) };
    }
  }
}

function jobOf(run: Run, effect: Effect): JobRun | undefined {
  for (const job of run.jobs) {
    if (job.job === effect.job) return job;
    const inner = job.callee && jobOf(job.callee, effect);
    if (inner) return inner;
  }
  return undefined;
}

/** The value of an input as the workflow writes it. */
export function inputNode(step: Step, name: string): ScalarNode | undefined {
  const value = step.with.find((p) => p.name.toLowerCase() === name)?.value;
  return value?.kind === 'scalar' ? value : undefined;
}

const mostLegs = 40;

function legsOf(job: JobRun, step: Step, build: ImageBuild, asOf: string): readonly Leg[] {
  const written = inputNode(step, 'platforms');
  const runner = labelOf(job.job.runsOn);
  const ofMatrix = [written?.text, runner].some((t) => t !== undefined && /\bmatrix\b/.test(t));
  if (!ofMatrix || job.job.matrix === undefined) {
    const host = runner === undefined ? undefined : hostOf(runner, asOf);
    if (build.platforms === undefined) return [{ platforms: [], host }];
    return alternatives(build.platforms).flatMap((one) => {
      const platforms = platformsIn(one);
      return platforms === undefined ? [] : [{ platforms, host }];
    });
  }
  const { legs } = expandMatrix(job.job.matrix);
  return legs.slice(0, mostLegs).flatMap((leg) => {
    const matrix = obj([...leg].map(([name, node]) => [name, matrixValueOf(node)] as const));
    const lookup = (name: string): Val => (name.toLowerCase() === 'matrix' ? matrix : unknown(name));
    const platforms = written === undefined ? [] : platformsIn(evaluateTemplate(written.text, { lookup }));
    const label = runner === undefined ? undefined : asText(evaluateTemplate(runner, { lookup }));
    return platforms === undefined ? [] : [{ platforms, host: label === undefined ? undefined : hostOf(label, asOf) }];
  });
}

function labelOf(node: SourceNode | undefined): string | undefined {
  if (node?.kind === 'scalar') return node.text;
  return node?.kind === 'seq' && node.items.length === 1 ? labelOf(node.items[0]) : undefined;
}

function hostOf(label: string, asOf: string): Leg['host'] {
  const host = runnerHost(label, asOf);
  return host?.os === 'linux' ? (host.arch === 'x64' ? 'amd64' : 'arm64') : undefined;
}

function matrixValueOf(node: SourceNode): Val {
  if (node.kind === 'scalar') return node.text.includes('${{') ? unknown('an expression in a matrix') : str(node.text);
  if (node.kind === 'seq') return { k: 'arr', items: node.items.map(matrixValueOf), open: false };
  return obj(node.entries.map((e) => [e.key.text, e.value === null ? str('') : matrixValueOf(e.value)] as const));
}

/** undefined when one of them is not known. */
function platformsIn(value: Val): readonly string[] | undefined {
  const text = asText(value);
  if (text === undefined) return undefined;
  const all = text
    .split(/[,\s]+/)
    .filter(Boolean)
    .map((p) => p.toLowerCase().replace(/^(linux\/(?:arm64|amd64))\/v\d$/, '$1'));
  return all.every((p) => /^\w+\/\w+(?:\/\w+)?$/.test(p)) ? [...new Set(all)] : undefined;
}

/** The machine runs programs of this platform by itself. */
export function isNative(platform: string, host: 'amd64' | 'arm64'): boolean {
  return platform === `linux/${host}` || (host === 'amd64' && platform === 'linux/386');
}

/** Where a step asks for a platform: its input, or the first place of the job that names it. */
export function platformPlace(seen: BuildSeen, platform: string): { readonly at: Location; readonly said?: Location } {
  const node = inputNode(seen.step, 'platforms');
  if (node === undefined) return { at: seen.effect.at };
  const at = node.file.locate(node.span);
  const inside = node.text.indexOf(platform);
  if (inside >= 0) {
    const start = Math.max(inside, 0);
    return { at: node.text.includes('\n') ? node.file.locate(scalarSpan(node, start, start + platform.length)) : at };
  }
  const { file, span } = seen.job.job.node;
  const found = file.text.slice(span.start, span.end).indexOf(platform);
  if (found < 0) return { at };
  const start = span.start + found;
  return { at, said: file.locate({ start, end: start + platform.length }) };
}
