/** Reusable workflows of other repositories whose effects are documented. Their `with` is the call's input. */

import type { Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { goreleaserDeeds } from '../commands/goreleaser.ts';
import { BY_OIDC, CONTENTS, flag, GITHUB_TOKEN, given, ID_TOKEN, known } from './build.ts';

const AS_OF = '2026-03-01';

/** Uploads provenance to the release of the tag, and makes that release when it is missing. */
function provenance(call: ActionCall): readonly Deed[] {
  const wanted = flag(call.input('upload-assets'), false);
  const tag = given(call, 'upload-tag-name');
  if (wanted === false || (tag === undefined && call.event.refType !== 'tag')) return [];
  return [
    {
      kind: 'release',
      act: 'create',
      tool: 'slsa-github-generator',
      by: { how: 'token', value: GITHUB_TOKEN, from: 'default of the called workflow' },
      needs: CONTENTS,
      tag,
      draft: flag(call.input('draft-release'), false),
      prerelease: undefined,
      draftFirst: false,
      updates: true,
      certain: wanted,
    },
  ];
}

/** Publishes to pub.dev by OpenID Connect. */
function pub(call: ActionCall): readonly Deed[] {
  return [{ kind: 'package', registry: 'pub', names: [], tool: call.name, by: BY_OIDC, needs: ID_TOKEN }];
}

/** GoReleaser with the run's own token; taps have tokens of their own, from secrets that the caller passes. */
function goreleaser(call: ActionCall): readonly Deed[] {
  const env = (name: string): Val => (name === 'GITHUB_TOKEN' ? GITHUB_TOKEN : (call.env(name) ?? unknown(`secret of the caller for ${name}`)));
  return goreleaserDeeds({ world: call.world, env, event: call.event }, 'goreleaser', [str('release'), str('--clean')]);
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    [
      'slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml',
      'slsa-framework/slsa-github-generator/.github/workflows/builder_go_slsa3.yml',
      'slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml',
    ],
    'https://github.com/slsa-framework/slsa-github-generator .github/workflows',
    AS_OF,
    (call) => (call.name.includes('container') ? [] : provenance(call)),
  ),
  known('dart-lang/setup-dart/.github/workflows/publish.yml', 'https://github.com/dart-lang/setup-dart README.md', AS_OF, pub),
  known(
    ['suzuki-shunsuke/go-release-workflow/.github/workflows/release.yaml', 'charmbracelet/meta/.github/workflows/goreleaser.yml'],
    'https://github.com/suzuki-shunsuke/go-release-workflow .github/workflows/release.yaml and its like',
    AS_OF,
    goreleaser,
  ),
];
