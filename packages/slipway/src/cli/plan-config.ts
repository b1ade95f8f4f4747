import type { ReleaseConfig } from '../release/index.ts';
import type { Tree } from '../remotes/types.ts';
import { parseYaml, sourceFile } from '../source/index.ts';
import type { Context } from './context.ts';
import { UsageError } from './exit.ts';
import { textOf } from './files.ts';
import { nearest } from './nearest.ts';

const CONFIG = 'slipway.yaml';

/** The configuration of releases, and where it comes from. */
export interface OpenedConfig {
  readonly config: ReleaseConfig;
  /** It was inferred, because no file says anything of releases. */
  readonly inferred: boolean;
}

/**
 * The configuration of a tree's releases: what slipway.yaml (or the file of `--config`) says under `release:`, else what the repository shows.
 * @throws ReleaseConfigError with the place of what is wrong; UsageError when the file of `--config` cannot be read
 */
export async function openConfig(tree: Tree, file: string | undefined, { doors }: Context<'release'>): Promise<OpenedConfig> {
  const { readReleaseConfig, inferConfig } = await doors.release();
  const text = file === undefined ? tree.read(CONFIG) : textOf(file);
  if (file !== undefined && text === undefined) throw new UsageError(`--config: ${file} cannot be read.`);
  if (text === undefined && tree.has(CONFIG)) throw new UsageError(`${tree.label}: ${CONFIG} is no text, or too large to be read.`);
  // Read even when it says nothing of releases: what is wrong elsewhere in it must not pass.
  const config = text === undefined ? undefined : readReleaseConfig(text, file ?? CONFIG);
  return config !== undefined && saysRelease(text!) ? { config, inferred: false } : { config: inferConfig(tree).config, inferred: true };
}

function saysRelease(text: string): boolean {
  const { root } = parseYaml(sourceFile(CONFIG, text));
  return root?.kind === 'map' && root.entries.some(({ key, value }) => key.text === 'release' && value !== null);
}

const WORDS = ['major', 'minor', 'patch', 'rc', 'hotfix'];

/** What a person may ask of a plan. */
export interface AskedFlags {
  channel?: string;
  bump?: string;
  component?: string[];
}

/** Refuses a channel, a component or a kind of release that there is none of, with the nearest name. */
export function checkAsked({ channel, bump, component }: AskedFlags, config: ReleaseConfig): void {
  const channels = config.channels.map(({ name }) => name);
  if (channel !== undefined && !channels.includes(channel)) throw unknownName('--channel', channel, channels);
  const names = config.components.map(({ name }) => name);
  for (const name of component ?? []) if (!names.includes(name)) throw unknownName('--component', name, names);
  if (bump !== undefined && !WORDS.includes(bump) && !/^v?\d/.test(bump))
    throw new UsageError(`--bump takes ${WORDS.join(', ')} or a version, not '${shown(bump)}'${hint(bump, WORDS)}.`);
}

function unknownName(option: string, name: string, known: readonly string[]): UsageError {
  const few = known.length <= 12 ? known.join(', ') : `${known.slice(0, 12).join(', ')} and ${known.length - 12} more`;
  return new UsageError(`${option}: there is no '${shown(name)}'${hint(name, known)}; there is ${few}.`);
}

function hint(name: string, known: readonly string[]): string {
  // Of a package with a scope the second half is what people say.
  const guess = known.find((one) => one.endsWith(`/${name}`)) ?? nearest(name, known);
  return guess === undefined ? '' : `, did you mean '${guess}'?`;
}

const shown = (text: string): string => text.slice(0, 100);
