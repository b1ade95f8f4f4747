import type { Plan, PlannedComponent } from '../types.ts';
import type { ChosenChannel } from './channel.ts';
import type { PlanQuestion } from './types.ts';

/** Components that a title names one by one. */
const NAMED = 3;

/** The pull request that would prepare a release. Each line and each further channel has one of its own, so that none takes the place of another. */
export function pullRequestOf(
  { config }: Pick<PlanQuestion, 'config'>,
  { channel, line }: ChosenChannel,
  components: readonly Pick<PlannedComponent, 'name' | 'to'>[],
): Plan['pullRequest'] {
  const { branch, title, labels } = config.pullRequest;
  const main = config.channels.find((one) => one.identifier === undefined && one.hotfix === undefined) ?? config.channels[0];
  const suffix = line?.branch ?? (channel.name === main?.name ? undefined : channel.name);
  return {
    branch: suffix === undefined ? branch : `${branch}-${suffix.replaceAll('/', '-')}`,
    title: title.replaceAll('{version}', versionsOf(components)).trim(),
    labels,
  };
}

function versionsOf(components: readonly Pick<PlannedComponent, 'name' | 'to'>[]): string {
  if (components.length === 0) return '';
  const versions = new Set(components.map(({ to }) => to));
  if (versions.size === 1) return [...versions][0]!;
  const named = components.slice(0, NAMED).map(({ name, to }) => `${name} ${to}`);
  const more = components.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
