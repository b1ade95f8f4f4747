import { hang } from '../doctor/formats/index.ts';
import type { Channel, Component, Driver, Inferred, Reason, ReleaseConfig } from '../release/index.ts';
import { oneLine } from './exit.ts';
import { painter } from './paint.ts';

/** How tools call themselves. */
const NAMES: Readonly<Partial<Record<Driver, string>>> = {
  changesets: 'Changesets',
  goreleaser: 'GoReleaser',
  'cargo-dist': 'dist',
  nx: 'nx release',
};
/** Components that are listed one by one. */
const SHOWN = 12;
const MARGIN = 13;

/** What was found, and why: for people. Ends with a newline. */
export function describeFound(
  { config, because }: Inferred,
  label: string,
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  const paint = painter(color);
  const lines: string[] = [];
  const row = (title: string, text: string, reasons: readonly Reason[] = []): void => {
    lines.push(
      ...hang(`  ${title.padEnd(MARGIN - 2)}`, text, width).map((line, index) => (index === 0 ? line.replace(title, paint.strong(title)) : line)),
    );
    for (const one of reasons) lines.push(...hang(' '.repeat(MARGIN), `${oneLine(one.why)}${placeOf(one)}`, width).map((line) => paint.faint(line)));
  };
  const of = (...keys: readonly string[]): Reason[] => because.filter(({ key }) => keys.includes(key));
  const { components } = config;
  const driver = components[0]?.driver ?? 'slipway';
  lines.push(paint.strong(`How ${oneLine(label)} is released`), '');
  row(
    'versions',
    driven(
      driver,
      because.some(({ key }) => key === 'driven-by'),
    ),
    of('driven-by', ''),
  );
  if (components.length === 1) row('tags', tagText(components[0]!), of('tag', 'scheme'));
  else {
    row('components', `${components.length}`, of('components', 'tag', 'scheme'));
    for (const one of components.slice(0, SHOWN))
      lines.push(
        ...hang(
          `${' '.repeat(MARGIN)}${one.name}  `,
          `${one.path === '' ? 'the root' : one.path}, tags ${tagText(one)}${one.group === undefined ? '' : `, with ${one.group}`}`,
          width,
        ),
      );
    if (components.length > SHOWN) lines.push(`${' '.repeat(MARGIN)}and ${components.length - SHOWN} more`);
  }
  row('channels', channelsText(config.channels), of('channels', 'branches'));
  if (config.lines.length > 0) row('lines', config.lines.map(({ branch, range }) => `${branch} keeps ${range}`).join(', '), of('lines'));
  row('decided by', decidedBy(config, driver), of('from', 'rules'));
  row('changelog', changelogText(components), of('changelog', 'notes'));
  const rest = because.filter(({ key }) => key.startsWith('components.'));
  for (const one of rest.slice(0, SHOWN))
    lines.push(
      ...hang(' '.repeat(MARGIN), `${one.key.slice('components.'.length)}: ${oneLine(one.why)}${placeOf(one)}`, width).map((line) =>
        paint.faint(line),
      ),
    );
  return `${lines.join('\n')}\n`;
}

function driven(driver: Driver, chosen: boolean): string {
  if (driver === 'slipway') return chosen ? 'Slipway itself.' : 'Slipway itself: no other tool that it knows decides them here.';
  return `driven by ${NAMES[driver] ?? driver}: it goes on deciding them; Slipway reads its rules, watches and proves.`;
}

const placeOf = ({ at }: Reason): string => (at ? ` (${at.path}:${at.line})` : '');

function tagText({ tag, name, scheme }: Component): string {
  return `${tag.replaceAll('{name}', name)}${scheme.kind === 'calver' ? `, ${scheme.format}` : ''}`;
}

/** Channels of the same branches stand together. */
function channelsText(channels: readonly Channel[]): string {
  const byBranches = new Map<string, string[]>();
  for (const { name, branches } of channels) byBranches.set(branches.join(', '), [...(byBranches.get(branches.join(', ')) ?? []), name]);
  return [...byBranches].map(([branches, names]) => `${names.join(', ')} (${branches})`).join('; ');
}

function decidedBy({ from, components }: ReleaseConfig, driver: Driver): string {
  const words = { commits: 'commits', changesets: 'changeset files', 'pull-requests': 'titles and labels of pull requests' } as const;
  const types = components[0]?.rules.types ?? new Map<string, string>();
  const raised = [...types].filter(([type]) => type !== '*').map(([type, bump]) => `${type} ${bump}`);
  const rest = types.get('*');
  const rules = [...raised, ...(rest === undefined ? [] : [`every other type ${rest}`])].join(', ');
  return `${from.map((one) => words[one]).join(' and ')}${driver === 'changesets' || rules === '' ? '' : `: ${rules}`}`;
}

function changelogText(components: readonly Component[]): string {
  const paths = [...new Set(components.flatMap(({ changelog }) => changelog ?? []))];
  if (paths.length === 0) return 'none is kept';
  return paths.length <= 3 ? paths.join(', ') : `${paths.slice(0, 2).join(', ')} and ${paths.length - 2} more`;
}

/** What was found, for programs: maps as objects, `because` with places. */
export function initJson({ config, because, text: inferred }: Inferred, text: string, wrote: string | null): string {
  const plain = (_: string, value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value);
  const reasons = because.map(({ key, why, at }) => ({ key, why, location: at ?? null }));
  const driver = config.components[0]?.driver ?? 'slipway';
  return `${JSON.stringify({ schemaVersion: 1, driver, config, because: reasons, inferred, text, wrote }, plain, 2)}\n`;
}
