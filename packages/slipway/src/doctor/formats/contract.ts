import type { ContractReport } from '../contract.ts';
import type { ContractKind } from '../report.ts';
import { palette } from './palette.ts';
import { columns, count, hang, oneLine, pad } from './terminal.ts';

export interface ContractTextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

const plural: Readonly<Record<ContractKind, string>> = {
  tag: 'tag',
  release: 'release',
  asset: 'assets',
  package: 'packages',
  image: 'images',
  tap: 'package managers',
  pages: 'sites',
  environment: 'environments',
  'pull-request': 'pull requests',
};

/** The contract as a list by stage and kind: names, and the lines that make them. Ends with a newline. */
export function formatContract(report: ContractReport, options: ContractTextOptions): string {
  const paint = palette(options.color);
  const width = Math.min(Math.max(options.width, 40), 120);
  const lines: string[] = [];
  for (const stage of report.stages) {
    if (lines.length > 0) lines.push('');
    const title =
      stage.name === 'release' ? `${article(report.channel)} ${report.channel} release consists of` : `after that, ${oneLine(stage.name)} adds`;
    lines.push(`${paint.strong(title)}${stage.gate === undefined ? '' : paint.faint(`  (when ${oneLine(stage.gate)})`)}`);
    let kind: ContractKind | undefined;
    for (const item of stage.items) {
      if (item.kind !== kind) {
        kind = item.kind;
        const n = stage.items.filter((i) => i.kind === kind).length;
        lines.push(`  ${plural[kind]}${n > 1 ? paint.faint(` (${n})`) : ''}`);
      }
      const name = oneLine(item.name);
      const from = `${item.from.path}:${item.from.line}`;
      const room = Math.min(56, width - 4 - columns(from) - 2);
      lines.push(columns(name) <= room ? `    ${pad(name, room)}  ${paint.faint(from)}` : `    ${name}`);
      if (columns(name) > room) lines.push(`      ${paint.faint(from)}`);
    }
    if (stage.open.length > 0)
      lines.push(...hang('  ? ', `more assets are possible: ${stage.open.map(oneLine).join('; ')}`, width).map((line) => paint.maybe(line)));
  }
  if (report.stages.length === 0) {
    lines.push(`nothing is delivered on the channel ${report.channel}, as far as the tree tells`);
    for (const limit of report.limits.slice(0, 3)) lines.push(...hang('  ? ', oneLine(limit), width).map((line) => paint.maybe(line)));
    if (report.limits.length > 3) lines.push(`    and ${report.limits.length - 3} more (--format json)`);
  }
  const others = report.channels.filter((c) => c !== report.channel);
  if (others.length > 0) lines.push('', ...hang('', `other channels: ${others.join(', ')} (--channel)`, width).map((line) => paint.faint(line)));
  const assets = report.stages.reduce((n, s) => n + s.items.filter((i) => i.kind === 'asset').length, 0);
  if (assets > 0) lines.push('', `${count(assets, 'asset')} in ${count(report.stages.length, 'stage')}`);
  return `${lines.join('\n')}\n`;
}

/** By the sound of the first letter, that of `rc` too. */
const article = (channel: string): string => (/^(?:[aeiou]|rc\b)/i.test(channel) ? 'an' : 'a');

/** The contract as JSON, two spaces. Ends with a newline. */
export function formatContractJson(report: ContractReport): string {
  const { schemaVersion, channel, channels, stages, limits } = report;
  return `${JSON.stringify({ schemaVersion, channel, channels, stages, limits }, null, 2)}\n`;
}
