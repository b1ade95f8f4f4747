import { eventText } from '../acts.ts';
import { startCommand } from '../commands.ts';
import { inOrder, targetName } from '../targets.ts';
import type { Material, Way } from '../types.ts';
import { blocks, code, listed, plain, table } from '../words.ts';

const USE = { main: 'to release', later: 'as well', round: 'when the meant way does not work' } as const;

/** One line for each way: what a person types. */
export function quick(material: Material): string {
  const { analysis, ways, tag } = material;
  if (ways.length === 0) return '';
  const rows = ways.map((way) => [USE[way.use], how(way, tag, material), reaches(way, material)]);
  return blocks('## Quick reference', table(['when', 'do', 'reaches'], rows), followed(ways, analysis.world.defaultBranch));
}

function how(way: Way, tag: string | undefined, { analysis }: Material): string {
  const { entry } = way.route;
  // That the branch is up to date is said step by step.
  const commands = startCommand(way, tag, analysis.world)
    .filter((command) => !command.startsWith('git switch'))
    .map(code);
  const first =
    entry.kind === 'merge'
      ? `merge into ${code(analysis.world.defaultBranch)}`
      : commands.length > 0
        ? commands.join(', ')
        : eventText(entry.text, analysis.world);
  const acts = way.hops.filter((hop) => hop.label.via.from !== undefined && hop.label.via.event.by.kind === 'person');
  const texts = [
    ...new Set(acts.map((hop) => eventText(hop.label.via.event.text.replace(/^a person /, '').replace(/^([a-z]+?)e?s\b/, verb), analysis.world))),
  ];
  return [first, ...texts].join(', then ');
}

/** `merges` → `merge`: what a person is told to do. */
function verb(word: string): string {
  return word === 'pushes' ? 'push' : word === 'publishes' ? 'publish' : word === 'dispatches' ? 'dispatch' : word.replace(/s$/, '');
}

function reaches(way: Way, { analysis }: Material): string {
  const own = way.targets.filter((target) => target.version === 'this');
  const names = [...new Set(inOrder(own.length > 0 ? own : way.targets).map((target) => plain(targetName(target, analysis.world))))];
  return listed(names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : names);
}

function followed(ways: readonly Way[], branch: string): string {
  const dispatched = ways.some((way) => way.route.entry.kind === 'dispatch');
  return `${dispatched ? `A workflow that is started by hand runs on ${code(branch)} unless ${code('--ref')} says otherwise. ` : ''}Watch what runs with ${code('gh run watch')}.`;
}
