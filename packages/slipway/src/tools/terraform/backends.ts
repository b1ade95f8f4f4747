import { type Location, type SourceFile, sourceFile } from '../../source/index.ts';
import { type HclAttribute, type HclBlock, parseHcl } from '../hcl.ts';
import type { ToolWorld } from '../types.ts';

/** Settings of a place where state is kept: a `backend` block, or a file that `-backend-config=` names. */
export interface Backend {
  readonly file: SourceFile;
  /** Kind of the block (`s3`, `gcs`, `azurerm`); undefined for a file of settings. */
  readonly type: string | undefined;
  /** The block, or the first line of the file. */
  readonly at: Location;
  /** Literal settings with their places. */
  setting(name: string): { readonly value: string; readonly at: Location } | undefined;
  /** The setting stands there, literal or not. */
  has(name: string): boolean;
}

const mostFiles = 300;
const largest = 200_000;
const configName = /\.(?:hcl|tfbackend|backend|conf)$/i;
const known = new WeakMap<ToolWorld, { readonly blocks: readonly Backend[]; readonly settings: readonly Backend[] }>();

/** `backend` blocks of the tree's configurations; only the first 300 files are read, and none of modules, which have no backend. */
export const backendBlocks = (world: ToolWorld): readonly Backend[] => read(world).blocks;

/** Files with the settings of a backend: those that set where an `s3`, `gcs` or `azurerm` state lies. */
export const backendFiles = (world: ToolWorld): readonly Backend[] => read(world).settings;

function read(world: ToolWorld) {
  const before = known.get(world);
  if (before) return before;
  const blocks: Backend[] = [];
  const settings: Backend[] = [];
  const paths = world
    .list()
    .filter((p) => (/\.(?:tf|tofu)$/.test(p) || configName.test(p)) && !/(?:^|\/)(?:\.terraform|modules|node_modules|vendor|testdata)\//.test(p));
  for (const path of paths.slice(0, mostFiles)) {
    const text = world.read(path);
    if (text === undefined || text.length > largest) continue;
    if (configName.test(path)) {
      if (/^[ \t]*(?:bucket|storage_account_name)[ \t]*=/m.test(text) && !/^[ \t]*(?:terraform|remote_state|include)[ \t]*\{/m.test(text))
        settings.push(ofFile(sourceFile(path, text)));
      continue;
    }
    if (!/\bbackend[ \t]+"/.test(text)) continue;
    const file = sourceFile(path, text);
    for (const block of parseHcl(file).blocks) {
      if (block.type === 'terraform') for (const inner of block.body.blocks) if (inner.type === 'backend') blocks.push(ofBlock(file, inner));
    }
  }
  const made = { blocks, settings };
  known.set(world, made);
  return made;
}

const ofFile = (file: SourceFile): Backend => ({
  file,
  type: undefined,
  at: file.locate({ start: 0, end: 1 }),
  ...lookups(file, parseHcl(file).attributes),
});

function ofBlock(file: SourceFile, block: HclBlock): Backend {
  const at = file.locate({ start: block.span.start, end: block.span.start + block.type.length });
  return { file, type: block.labels[0], at, ...lookups(file, block.body.attributes) };
}

function lookups(file: SourceFile, attributes: readonly HclAttribute[]): Pick<Backend, 'setting' | 'has'> {
  const named = (name: string): HclAttribute | undefined => attributes.find((a) => a.name === name);
  return {
    setting: (name) => {
      const found = named(name);
      return found?.literal === undefined ? undefined : { value: found.literal, at: file.locate({ start: found.key.start, end: found.span.end }) };
    },
    has: (name) => named(name) !== undefined,
  };
}
