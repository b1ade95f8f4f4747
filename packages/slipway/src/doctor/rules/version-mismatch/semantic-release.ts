import type { Analysis } from '../../../chain/index.ts';
import { semanticRelease as configuration, versionSources } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { compareVersions, said } from './versions.ts';

const WRITERS = ['@semantic-release/changelog', '@semantic-release/npm', '@semantic-release/git'];

/** semantic-release writes the changelog and the manifest in one commit, and they say different versions. */
export function* semanticRelease({ world }: Analysis): Generator<Draft> {
  if (!world.workflows.some((w) => w.file.text.includes('semantic-release'))) return;
  const config = configuration(world.tools);
  if (config.open || !WRITERS.every((one) => config.plugins.includes(one))) return;
  const text = config.at === undefined ? '' : (world.tree.read(config.at.path) ?? '');
  if (/"?assets"?\s*:/.test(text) && !text.includes('package.json')) return;
  const sources = versionSources(world.tools);
  const manifest = sources.find((one) => one.path === 'package.json' && one.role === 'manifest');
  const changelog = sources.find((one) => one.role === 'changelog' && !one.path.includes('/'));
  if (manifest === undefined || changelog === undefined || compareVersions(manifest.value, changelog.value) >= 0) return;
  const tags = world.tree.git?.tags;
  const announced = changelog.value.replace(/^v/, '');
  // What has its tag was released; a manifest behind it is only untidy.
  if (tags?.some((tag) => tag.name.endsWith(announced))) return;
  yield {
    at: changelog.at,
    severity: 'warning',
    certainty: 'likely',
    title: `The changelog announces ${announced}, which the manifest and the tags do not know`,
    message:
      `semantic-release writes ${changelog.path} and ${manifest.path} in one commit and tags it. ${said(changelog)}, ${said(manifest)}${tags === undefined ? '' : `, and ${tags.length === 0 ? 'there is no tag' : `the newest tag is ${tags[0]!.name}`}`}. ` +
      'semantic-release computes the next version from the tags alone, so what it releases next is below a version that is announced already.',
    chain: [
      { kind: 'step', text: said(changelog), location: changelog.at, state: 'holds' },
      { kind: 'step', text: said(manifest), location: manifest.at, state: 'cut' },
      ...(config.at ? [{ kind: 'step' as const, text: 'one configuration writes both', location: config.at, state: 'holds' as const }] : []),
    ],
    assumptions: ['the tags of the remote are here'],
    needs: ['git ls-remote --tags origin'],
    facts: [],
    key: ['semantic-release', 'changelog'],
    advice: `Tag the commit that is ${announced}, or take the heading out of ${changelog.path}.`,
  };
}
