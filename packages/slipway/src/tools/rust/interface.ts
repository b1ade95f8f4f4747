import { type RustItem, rustItems } from './items.ts';
import { plainRust } from './source.ts';

/** What a library offers, by owner, kind and name. */
export type RustInterface = ReadonlyMap<string, RustItem>;

/**
 * The public interface of a library as far as its sources tell: items of public modules, and those that `pub use` names.
 *
 * @param files texts of the folder `src` of the crate, by path
 * @param folder that folder
 */
export function rustInterface(files: ReadonlyMap<string, string>, folder: string): RustInterface {
  const modules = publicModules(files, folder);
  const { names, globs } = used(files);
  const found = new Map<string, RustItem>();
  for (const [path, text] of files) {
    const open = modules.has(path) || globs.has(moduleName(path));
    for (const item of rustItems(text)) if (open || names.has(item.owner || item.name)) found.set(keyOf(item), item);
  }
  return found;
}

const keyOf = ({ owner, kind, name }: RustItem): string => `${owner} ${kind} ${name}`;

function moduleName(path: string): string {
  const parts = path.replace(/\.rs$/, '').split('/');
  const last = parts.pop()!;
  return last === 'mod' ? (parts.pop() ?? last) : last;
}

/** Files of modules that are public all the way from `lib.rs`. */
function publicModules(files: ReadonlyMap<string, string>, folder: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open: { readonly path: string; readonly inside: string }[] = [{ path: `${folder}/lib.rs`, inside: folder }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, inside } = next;
    const text = files.get(path);
    if (text === undefined || found.has(path)) continue;
    found.add(path);
    for (const match of plainRust(text).matchAll(/\bpub\s+mod\s+(\w+)\s*;/g)) {
      const name = `${inside}/${match[1]}`;
      open.push({ path: `${name}.rs`, inside: name }, { path: `${name}/mod.rs`, inside: name });
    }
  }
  return found;
}

/** What `pub use` names anywhere: items, and modules whose items it takes all. */
function used(files: ReadonlyMap<string, string>): { readonly names: ReadonlySet<string>; readonly globs: ReadonlySet<string> } {
  const names = new Set<string>();
  const globs = new Set<string>();
  for (const text of files.values())
    if (text.includes('pub use'))
      for (const match of plainRust(text).matchAll(/\bpub\s+use\s+([^;]+);/g)) {
        for (const [word] of match[1]!.matchAll(/\w+/g)) names.add(word);
        for (const [, module] of match[1]!.matchAll(/(\w+)::\*/g)) globs.add(module!);
      }
  return { names, globs };
}

/**
 * What of an interface breaks who uses it, in words; undefined when nothing is seen. Of the rules of cargo-semver-checks those that need no types:
 * things that are gone, another number of parameters, variants and fields that come or go, functions that a trait demands anew.
 */
export function interfaceBreak(before: RustInterface, after: RustInterface): string | undefined {
  for (const [key, old] of before) {
    const now = after.get(key);
    if (now === undefined) return `${nameOf(old)} is gone`;
    const said = changeOf(old, now);
    if (said !== undefined) return said;
  }
  for (const [key, item] of after)
    if (item.required && !before.has(key) && before.has(` trait ${item.owner}`)) return `${nameOf(item)} must be written by who implements the trait`;
  return undefined;
}

function changeOf(old: RustItem, now: RustItem): string | undefined {
  if (old.parameters !== now.parameters) return `${nameOf(old)} takes ${now.parameters} parameters instead of ${old.parameters}`;
  const gone = old.variants?.find((one) => !now.variants?.includes(one)) ?? old.fields?.find((one) => !now.fields?.includes(one));
  if (gone !== undefined) return `${old.name}::${gone} is gone`;
  if (!old.exhaustive) return undefined;
  const fresh = now.variants?.find((one) => !old.variants?.includes(one)) ?? now.fields?.find((one) => !old.fields?.includes(one));
  if (fresh !== undefined) return `${old.name}::${fresh} is new`;
  return old.fields !== undefined && !now.exhaustive ? `${old.name} cannot be written down any more` : undefined;
}

const nameOf = ({ owner, name }: RustItem): string => (owner === '' ? name : `${owner}::${name}`);
