import type { Plan, PlannedComponent } from '../types.ts';
import type { ChosenChannel } from './channel.ts';
import type { PlanQuestion } from './types.ts';

/** Components that a title names one by one. */
const NAMED = 3;

/**
 * The pull request that would prepare a release. Each line, each further channel, and components that are asked for by name have one of their own, so
 * that none takes the place of another.
 */
export function pullRequestOf(
  { config, components: asked = [] }: Pick<PlanQuestion, 'config' | 'components'>,
  { channel, line }: ChosenChannel,
  components: readonly Pick<PlannedComponent, 'name' | 'to'>[],
): Plan['pullRequest'] {
  const { branch, title, labels } = config.pullRequest;
  const main = config.channels.find((one) => one.identifier === undefined && one.hotfix === undefined) ?? config.channels[0];
  const stream = line?.branch ?? (channel.name === main?.name ? undefined : channel.name);
  const some = config.components.every(({ name }) => asked.includes(name)) ? [] : [...new Set(asked)].sort();
  const parts = [...(stream === undefined ? [] : [stream]), ...some];
  return {
    // A branch cannot lie below another, and takes few signs.
    branch: [branch, ...parts.map((part) => part.replace(/[^\w.+-]+/g, '-').replace(/^[-.]+|\.+$/g, ''))].join('-'),
    title: title.replaceAll('{version}', versionsOf(components, config.components.length > 1)).trim(),
    labels,
  };
}

/** One version of several components at once needs no name; that of one among others does. */
function versionsOf(components: readonly Pick<PlannedComponent, 'name' | 'to'>[], several: boolean): string {
  if (components.length === 0) return '';
  const versions = new Set(components.map(({ to }) => to));
  if (versions.size === 1 && (components.length > 1 || !several)) return [...versions][0]!;
  const named = components.slice(0, NAMED).map(({ name, to }) => `${name} ${to}`);
  const more = components.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
