import type { EnvironmentRoute } from '../../../chain/index.ts';
import { fileName } from '../../../tools/index.ts';
import { eventText } from '../acts.ts';
import { dispatchCommand } from '../commands.ts';
import type { Material } from '../types.ts';
import { blocks, code, listed, plain, table, versioned } from '../words.ts';

const ORDER = ['development', 'test', 'staging', 'production', 'other'];

/** Environments, who is deployed to after whom, and what waits for a person. */
export function environments({ environments, analysis }: Material): string {
  if (environments.length === 0) return '';
  const { world } = analysis;
  const byName = new Map<string, EnvironmentRoute[]>();
  for (const route of environments) byName.set(route.environment, [...(byName.get(route.environment) ?? []), route]);
  const rank = (route: EnvironmentRoute | undefined): number => (ORDER.indexOf(route?.tier ?? 'other') + ORDER.length) % ORDER.length;
  const sorted = [...byName].sort(([, a], [, b]) => rank(a[0]) - rank(b[0]));
  const rows = sorted.slice(0, 20).map(([name, routes]) => {
    // What a person types comes first.
    const from = [...new Set(routes.map((route) => `${startText(route, world)}${route.purpose === 'deploy' ? '' : ` (${route.purpose})`}`))].sort(
      (a, b) => Number(b.startsWith('`')) - Number(a.startsWith('`')),
    );
    const after = [...new Set(routes.flatMap((route) => route.after))].filter((one) => one !== name);
    const gates = [...new Set(routes.flatMap((route) => route.gates.filter((gate) => gate.kind === 'approval').map((gate) => plain(gate.name))))];
    const waits = [...gates.map((gate) => `job ${gate}`), ...(routes.some((route) => route.declared) ? ["the environment's own rules"] : [])];
    const shown = from.slice(0, 4);
    return [
      code(versioned(name, world)),
      `${shown.join('; ')}${from.length > 4 ? `; and ${from.length - 4} more ways` : ''}`,
      after.length === 0 ? '' : listed(after.map((one) => code(versioned(one, world)))),
      waits.join(', '),
    ];
  });
  const [first] = sorted.find(([, routes]) => routes.some((route) => route.declared)) ?? [];
  const rules =
    first === undefined || !/^[\w.-]+$/.test(first)
      ? ''
      : `Reviewers, waiting times and branches of an environment are settings of the repository: ${code(`gh api 'repos/{owner}/{repo}/environments/${first}' --jq .protection_rules`)} shows them.`;
  return blocks('## Environments', table(['environment', 'deployed when', 'after', 'waits for'], rows), rules);
}

/** How a deployment is started: a command where a person types one. */
export function startText({ from, inputs }: EnvironmentRoute, world: Material['analysis']['world']): string {
  const file = /^a person dispatches (\S+\.ya?ml)\b/.exec(from)?.[1];
  const workflow = world.workflows.find((one) => fileName(one.path) === file);
  return workflow === undefined ? eventText(from, world) : code(dispatchCommand(workflow, inputs));
}
