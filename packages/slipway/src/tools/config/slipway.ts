import type { Val } from '../../actions/index.ts';
import { text } from '../../actions/index.ts';
import type { Location, SourceNode } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, itemsAt, place, textAt } from './documents.ts';
import { fillTemplate, VERSION } from './templates.ts';

/** What our own slipway.yaml says of tags and of the release pull request. */
export interface SlipwayRelease {
  /** One of each component. */
  readonly tags: readonly Val[];
  readonly annotated: boolean;
  readonly branch: string;
  readonly title: Val;
  readonly labels: readonly string[];
  readonly at: Location | undefined;
}

const MOST = 64;

/** `release:` of slipway.yaml. Without it the tags are inferred from the history, which no tree shows: then any tag may be meant. */
export function slipwayRelease(world: ToolWorld): SlipwayRelease {
  const root = document(world, 'slipway.yaml');
  const release = at(root, 'release');
  const shared = textAt(release, 'tag');
  const components = itemsAt(release, 'components').slice(0, MOST);
  const tags =
    release === undefined
      ? [text([{ hole: 'any' }, VERSION])]
      : components.length === 0
        ? [tagOf(shared ?? 'v{version}', '')]
        : components.map((one) => tagOf(textAt(one, 'tag') ?? shared ?? '{name}-v{version}', nameOf(one)));
  const labels = itemsAt(release, 'pull-request', 'labels').flatMap((one) => textAt(one) ?? []);
  return {
    tags,
    annotated: textAt(release, 'tagging', 'annotated') !== 'false',
    branch: textAt(release, 'pull-request', 'branch') ?? 'slipway/release',
    title: filled(textAt(release, 'pull-request', 'title') ?? 'chore: release {version}', ''),
    labels: at(release, 'pull-request', 'labels') === undefined ? ['release'] : labels,
    at: release === undefined ? undefined : place(release),
  };
}

const filled = (template: string, name: string): Val => fillTemplate(template, /\{(version|name)\}/g, (key) => (key === 'version' ? VERSION : name));

const tagOf = (template: string, name: string): Val => filled(template, name);

/** A component is its folder, or says its own name. */
function nameOf(component: SourceNode): string {
  const folder = textAt(component) ?? textAt(component, 'path') ?? '';
  return (
    textAt(component, 'name') ??
    folder
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ??
    ''
  );
}
