import { eventText, personText } from '../acts.ts';
import { startCommand } from '../commands.ts';
import { guideOf } from '../registries.ts';
import { inOrder, targetName } from '../targets.ts';
import type { Material, Way } from '../types.ts';
import { blocks, code, listed, plain, table } from '../words.ts';

const USE = { main: 'to release', later: 'also', round: 'if that fails' } as const;

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
  const acts = way.hops.flatMap((hop) => personText(hop.label, analysis.world) ?? []);
  const texts = [...new Set(acts.map((text) => text.replace(/^a person /, '').replace(/^\w+/, verb)))];
  return [first, ...texts].join(', then ');
}

/** `merges` → `merge`: what a person is told to do. */
function verb(word: string): string {
  return word.replace(/(?<=sh|ch)es$|s$/, '');
}

function reaches(way: Way, { analysis }: Material): string {
  const own = way.targets.filter((target) => target.version === 'this');
  const targets = inOrder(own.length > 0 ? own : way.targets);
  const names = new Set<string>();
  for (const target of targets) {
    const { registry } = guideOf(target.id);
    const beside = target.kind === 'registry' ? targets.filter((one) => one.kind === 'registry' && guideOf(one.id).registry === registry).length : 1;
    names.add(beside > 3 ? `${beside} packages on ${plain(registry)}` : plain(targetName(target, analysis.world)));
  }
  const all = [...names];
  return listed(all.length > 7 ? [...all.slice(0, 6), `${all.length - 6} more`] : all);
}

function followed(ways: readonly Way[], branch: string): string {
  const dispatched = ways.some((way) => way.route.entry.kind === 'dispatch');
  return `${dispatched ? `A workflow that is started by hand runs on ${code(branch)} unless ${code('--ref')} says otherwise. ` : ''}Watch what runs with ${code('gh run watch')}.`;
}
