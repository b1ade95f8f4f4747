import type { Bump, Component, Driver } from '../types.ts';
import { type Next, nextVersion } from '../versions/index.ts';
import type { Prepared } from './believed.ts';
import { sayingOf } from './files-say.ts';
import type { Knowledge } from './gather.ts';

type Asking = Pick<Knowledge, 'question' | 'chosen' | 'known'>;

/** Who reads a footer `Release-As`: we, and the tool that invented it. */
const READS_RELEASE_AS: ReadonlySet<Driver> = new Set(['slipway', 'goreleaser', 'cargo-dist', 'release-please']);

/** The next version of a component by its own changes, by its files, or by what a person asked for. */
export function alone(asking: Asking, component: Component): Next {
  const { bump, fresh, asked } = asking.known.get(component.name)!.weighed;
  const explicit = explicitFor(asking, component);
  if (explicit !== undefined) return ask(asking, component, bump, { fresh, explicit });
  const prepared = preparedOf(asking, component);
  if (prepared !== undefined) return withVersion(asking, component, prepared.version, sayingOf(prepared));
  const usual = ask(asking, component, bump, { fresh });
  return asked === undefined || !READS_RELEASE_AS.has(component.driver) ? usual : asFooter(asking, component, asked, usual);
}

/**
 * A footer is read again for every release until the version is out: candidates of it are counted, one that waits becomes it, and where nothing came
 * since the last candidate there is none.
 */
function asFooter(asking: Asking, component: Component, asked: string, usual: Next): Next {
  const { identifier } = asking.chosen.channel;
  const { standing, weighed } = asking.known.get(component.name)!;
  const because = `A footer \`Release-As\` asks for ${asked}.`;
  if (identifier === undefined) {
    const waits = usual.kind === 'release' && usual.promotes !== undefined && usual.version === asked;
    return waits ? usual : withVersion(asking, component, asked, because);
  }
  const before = standing.allReleases.filter((one) => one.prerelease[0] === identifier && one.text.startsWith(`${asked}-`));
  if (asked.includes('-') || usual.kind !== 'release' || (before.length > 0 && weighed.fresh === 'none')) return usual;
  const numbers = before.map(({ prerelease: [, number] }) => (typeof number === 'number' ? number : 0));
  return withVersion(asking, component, `${asked}-${identifier}.${Math.max(0, ...numbers) + 1}`, because);
}

/** The prepared release of a component, where it is one of this channel and nobody asks for another. */
export function preparedOf(asking: Asking, component: Component): Prepared | undefined {
  const { prepared } = asking.known.get(component.name)!.says;
  if (prepared?.certainty !== 'proven' || explicitFor(asking, component) !== undefined) return undefined;
  const identifier = /^[^-]*-([A-Za-z][A-Za-z-]*)/.exec(prepared.version)?.[1];
  return identifier === asking.chosen.channel.identifier ? prepared : undefined;
}

/**
 * What a person asks for is meant for the components that they name. Where they name none and there are several, it is meant for those with
 * something new, not for fifty packages of which two changed.
 */
export function explicitFor({ question, known }: Asking, component: Component): string | undefined {
  const { asked, components = [], config } = question;
  if (asked === undefined) return undefined;
  const group = component.group;
  const named =
    components.includes(component.name) ||
    (group !== undefined && config.components.some((one) => one.group === group && components.includes(one.name)));
  const only = config.components.length === 1 || (group !== undefined && config.components.every((one) => one.group === group));
  return named || only || (components.length === 0 && known.get(component.name)!.weighed.bump !== 'none') ? asked : undefined;
}

/** The next version of a component for a bump. */
export function ask(
  { question, chosen, known }: Asking,
  component: Component,
  bump: Bump,
  more: { readonly fresh?: Bump; readonly explicit?: string } = {},
): Next {
  const { history, config, day, registry } = question;
  const { says, standing } = known.get(component.name)!;
  const { all, contained, component: counted } = says;
  const { channel, line } = chosen;
  return nextVersion({
    component: counted,
    head: history.head,
    all,
    contained,
    channel,
    channels: config.channels,
    ...(line === undefined ? {} : { line }),
    lines: config.lines,
    outgrown: standing.outgrown,
    bump,
    day,
    ...(registry === undefined ? {} : { registry }),
    ...more,
  });
}

/** The very version that something else than a person at the command line asks for. */
export function withVersion(asking: Asking, component: Component, version: string, because: string): Next {
  const next = ask(asking, component, 'none', { explicit: version });
  return { ...next, why: [because, ...next.why.filter((sentence) => sentence !== `A person asked for ${version}.`)] };
}
