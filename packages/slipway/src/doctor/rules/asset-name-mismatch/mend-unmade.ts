import type { Analysis } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import type { Proposal } from '../../fixes/types.ts';
import type { NameSubject } from './subject.ts';

/** Versions of actions that a new workflow uses where the tree uses none of its own; the newest of 2026-11-20 that need no other runner. */
const actions = { 'actions/checkout': 'v5', 'actions/setup-go': 'v6', 'goreleaser/goreleaser-action': 'v6' } as const;

/** A workflow that runs GoReleaser for each version tag. */
export function* mendUnmade({ config, draft }: Extract<NameSubject, { kind: 'unmade' }>, { world }: Analysis): Generator<Proposal> {
  const path = ['release', 'goreleaser', 'release-goreleaser'].map((n) => `.github/workflows/${n}.yml`).find((p) => !world.tree.has(p));
  const text = world.tree.read(config) ?? '';
  if (path === undefined) return;
  const used = (name: keyof typeof actions): string => {
    const steps = world.workflows.flatMap((w) => w.jobs.flatMap((j) => j.steps));
    return steps.find((s) => s.uses?.at.text.startsWith(`${name}@`))?.uses?.at.text ?? `${name}@${actions[name]}`;
  };
  const isSecond = /^version:\s*["']?2/m.test(text);
  const isRoot = /^\.?goreleaser\.ya?ml$/.test(config);
  const lines = [
    'name: Release',
    '',
    'on:',
    '  push:',
    '    tags:',
    "      - 'v*'",
    '',
    'permissions:',
    '  contents: write',
    '',
    'jobs:',
    '  release:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    `      - uses: ${used('actions/checkout')}`,
    '        with:',
    '          fetch-depth: 0',
    ...(world.tree.has('go.mod') ? [`      - uses: ${used('actions/setup-go')}`, '        with:', '          go-version-file: go.mod'] : []),
    `      - uses: ${used('goreleaser/goreleaser-action')}`,
    '        with:',
    `          version: '~> ${isSecond ? 'v2' : 'v1'}'`,
    `          args: release --clean${isRoot ? '' : ` --config ${config}`}`,
    '        env:',
    '          GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}',
    '',
  ];
  const create: FileChange = { op: 'create', path, text: lines.join('\n') };
  const publish: FileChange = { op: 'change', path: config, changes: [{ op: 'set', at: ['release', 'draft'], value: 'false' }] };
  const others = [
    ...(/^\s*(?:brews|homebrew_casks|scoops|nix|winget|aurs|krews):/m.test(text)
      ? ['GoReleaser pushes to another repository too: give the step a token for it, as its configuration names it.']
      : []),
    ...(/^\s*dockers(?:_v2)?:|^\s*docker_manifests:/m.test(text) ? ['GoReleaser pushes images too: log in to the registry in a step before.'] : []),
    ...(/^\s*(?:signs|sboms|binary_signs|docker_signs):/m.test(text)
      ? ['GoReleaser signs, or lists what is in it: install those programs in a step before.']
      : []),
  ];
  const base = {
    setup: others,
    check: 'Push a tag such as `v1.2.3`: the run of the new workflow ends green, and the release has the files that the installer asks for.',
  };
  yield {
    ...base,
    id: 'run-goreleaser',
    title: `run GoReleaser for each version tag (${path})${draft ? ', and publish what it makes' : ''}`,
    changes: draft ? [create, publish] : [create],
    tradeoffs: ['From then on a pushed tag is a release.', ...(draft ? ['Nobody looks at the release before it is public.'] : [])],
  };
  if (draft)
    yield {
      ...base,
      id: 'run-goreleaser-draft',
      title: `run GoReleaser for each version tag (${path}); a person publishes the draft`,
      changes: [create],
      tradeoffs: ['Until somebody publishes the draft, the installer finds the release before.'],
    };
}
