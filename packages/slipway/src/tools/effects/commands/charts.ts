import { publishableNames } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { CONTENTS, fromEnv, fromOption, GIT, PACKAGES } from './credentials.ts';
import { known, shape } from './words.ts';

const CR = [
  '-t',
  '--token',
  '-o',
  '--owner',
  '-r',
  '--git-repo',
  '-p',
  '--package-path',
  '-i',
  '--index-path',
  '--config',
  '-c',
  '--charts-repo',
  '--release-name-template',
  '--commit',
  '--pages-branch',
  '--remote',
  '--git-base-url',
  '--git-upload-url',
];

/** Helm: charts pushed to a registry, clusters upgraded; and the chart releaser, whose releases carry one chart each. */
function deeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]);
  const { name, after } = subcommand(call.words.slice(1), ['--kube-context', '-n', '--namespace', '--kubeconfig']);
  if (program === 'helm') {
    const args = readArguments(after, {
      valued: ['-n', '--namespace', '-f', '--values', '--set', '--version', '--timeout', '--kube-context', '--kubeconfig', '--set-string'],
    });
    if (args.may('--dry-run')) return [];
    if (name === 'push' || name === 'cm-push') {
      const target = args.words.at(-1);
      const github = target !== undefined && /ghcr\.io/.test(shape(target));
      return [
        {
          kind: 'package',
          registry: 'helm',
          names: publishableNames(call.world, 'helm'),
          tool: `helm ${name}`,
          by: { how: 'unknown', why: "the registry's login decides" },
          needs: github ? PACKAGES : [],
        },
      ];
    }
    if (name === 'registry' && known(after[0]) === 'login')
      return [
        {
          kind: 'login',
          to: 'docker',
          tool: 'helm registry login',
          by: fromOption(args.value('-p', '--password'), '-p') ?? { how: 'unknown', why: 'the password comes from elsewhere' },
          needs: [],
          ...(args.words[1] ? { host: args.words[1] } : {}),
        },
      ];
    return name === 'upgrade' || name === 'install'
      ? [{ kind: 'deploy', target: 'a Kubernetes cluster', tool: `helm ${name}`, by: { how: 'unknown', why: 'the kubeconfig decides' }, needs: [] }]
      : [];
  }
  const args = readArguments(after, { valued: CR });
  const by: CredentialSource = fromOption(args.value('-t', '--token'), '--token') ??
    fromEnv(call, ['CR_TOKEN']) ?? { how: 'none', why: 'the chart releaser has no CR_TOKEN' };
  if (name === 'upload') {
    const charts = publishableNames(call.world, 'helm');
    return charts.map(
      (chart): Deed => ({
        kind: 'release',
        act: 'create',
        tool: 'cr upload',
        by,
        needs: CONTENTS,
        tag: { k: 'str', v: `${chart}-${call.world.version}` },
        draft: false,
        prerelease: false,
        draftFirst: false,
        certain: undefined,
      }),
    );
  }
  return name === 'index' && args.may('--push')
    ? [
        {
          kind: 'branch',
          tool: 'cr index --push',
          by: GIT,
          needs: CONTENTS,
          name: { k: 'str', v: known(args.value('--pages-branch')) ?? 'gh-pages' },
        },
      ]
    : [];
}

export const charts: CommandKnowledge = {
  command: ['helm', 'cr'],
  source: "Helm's and the chart releaser's command references",
  asOf: '2026-11-20',
  deeds,
};
