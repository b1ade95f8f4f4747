import { get, textOf } from '../../../source/index.ts';
import { document, packagesOf } from '../../../tools/index.ts';
import { builderTag } from './builders.ts';
import type { Facts } from './facts.ts';
import type { Found, FoundComponent } from './found.ts';
import { isPlain, mainFamily, type TagFamily, tagFamilies } from './tags.ts';

/** A repository without a tool that decides versions: what its tags and manifests show. */
export function fromTags(facts: Facts): Found {
  const families = tagFamilies(facts.tags, facts.dates);
  const builder = builderTag(facts);
  const several = componentsOf(facts, families);
  const built = builder ? [{ key: '', why: builder.why, at: builder.at }] : [];
  if (several.length > 1) return { driver: 'slipway', components: several, reasons: built };
  const family = mainFamily(families);
  // A prefix that the builder waits for counts until a tag shows another one.
  const tag = family?.template ?? builder?.tag;
  const reasons = [
    ...(family
      ? [
          {
            key: family.template === 'v{version}' ? '' : 'tag',
            why: `${family.count} ${family.count === 1 ? 'tag is' : 'tags are'} written like ${family.newest}`,
            at: undefined,
          },
        ]
      : []),
    ...(family ? othersOf(families, family) : []),
    ...(family && family.scheme.kind === 'calver' ? [{ key: 'scheme', why: `${family.newest} counts by the calendar`, at: undefined }] : []),
    ...built,
  ];
  return {
    driver: 'slipway',
    components: [{ name: undefined, path: '', ...(tag === undefined ? {} : { tag }), ...(family ? { scheme: family.scheme } : {}), reasons: [] }],
    reasons,
  };
}

/** Tags beside those that a repository releases by; that they are there must not pass in silence. */
function othersOf(families: readonly TagFamily[], family: TagFamily): Found['reasons'] {
  const others = families.filter((one) => one !== family && !isPlain(one) && one.count > 2 && one.places[0]! < 50).slice(0, 3);
  if (others.length === 0) return [];
  const names = others.map(({ newest }) => newest).join(', ');
  return [{ key: 'tag', why: `other tags belong to nothing that is known here: ${names}`, at: undefined }];
}

/** The name that tags begin with; '' for those of the whole. */
const nameIn = (prefix: string): string => prefix.replace(/[-@/_.]?v?$/, '');
const isWhole = (prefix: string): boolean => nameIn(prefix) === '';

function isInherited({ world }: Facts, path: string): boolean {
  return textOf(get(document(world, path), 'package', 'version', 'workspace')) === 'true';
}

/** A package without a release for three years, while others have some, is released no more under this name. */
const DEAD_SECONDS = 3 * 365 * 86_400;

/** Packages that have tags of their own, as `core-v1.2.3` or, for a Go module, `sub/dir/v1.2.3`. */
function componentsOf(facts: Facts, families: readonly TagFamily[]): readonly FoundComponent[] {
  const packages = packagesOf(facts.world).filter((one) => one.directory !== '');
  const modules = facts.world.list().flatMap((path) => (path.endsWith('/go.mod') ? [path.slice(0, -'/go.mod'.length)] : []));
  const found: FoundComponent[] = [];
  const folders = (name: string): boolean => facts.world.list().some((path) => path.startsWith(`${name}/`));
  const newest = Math.max(0, ...families.map(({ date }) => date));
  const whole = families.find(({ prefix }) => isWhole(prefix));
  for (const family of families) {
    if (family.date > 0 && newest - family.date > DEAD_SECONDS) continue;
    const bare = nameIn(family.prefix);
    if (isWhole(family.prefix)) {
      if (!found.some(({ path }) => path === '')) found.push(componentOf('', undefined, family));
      continue;
    }
    const own =
      packages.find((one) => one.name === bare) ?? packages.find((one) => one.directory === bare || one.directory.split('/').at(-1) === bare);
    // A crate that takes the workspace's version has none of its own any more; its tags are of the time when it had.
    if (own?.registry === 'crates.io' && whole !== undefined && family.date <= whole.date && isInherited(facts, own.path)) continue;
    // `cmd/tool/v1.2.3` is of a folder, as Go has it.
    const folder = own?.directory ?? modules.find((one) => one === bare) ?? (/\/v?$/.test(family.prefix) && folders(bare) ? bare : undefined);
    if (folder === undefined || found.some(({ path }) => path === folder)) continue;
    found.push(componentOf(folder, bare, family));
  }
  return found;
}

function componentOf(path: string, name: string | undefined, family: TagFamily): FoundComponent {
  return {
    name,
    path,
    tag: name === undefined ? family.template : `{name}${family.template.slice(name.length)}`,
    scheme: family.scheme,
    reasons: [
      {
        key: `components.${name ?? ''}`,
        why: `${family.count === 1 ? 'a tag is' : `${family.count} tags are`} written like ${family.newest}`,
        at: undefined,
      },
    ],
  };
}
