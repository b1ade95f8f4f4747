import type { Val } from '../../../actions/index.ts';
import { concat, str } from '../../../actions/index.ts';
import { baked } from '../../images/baked.ts';
import type { ImageBuild } from '../../images/types.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed, ImageDeed, LoginDeed } from '../../types.ts';
import { type Arguments, readArguments, subcommand } from './arguments.ts';
import { fromOption, PACKAGES } from './credentials.ts';
import { known, shape, without } from './words.ts';

const BUILD = [
  '-t',
  '--tag',
  '-f',
  '--file',
  '--build-arg',
  '--platform',
  '--target',
  '--label',
  '--cache-from',
  '--cache-to',
  '-o',
  '--output',
  '--secret',
  '--ssh',
  '--network',
  '--builder',
  '--metadata-file',
  '--iidfile',
  '--progress',
  '--build-context',
  '--annotation',
  '--attest',
  '--add-host',
  '--provenance',
  '--sbom',
  '--format',
  '--jobs',
];
const LOGIN: CredentialSource = { how: 'unknown', why: "the registry's login decides" };

/** An upload of images; GitHub's own registry needs `packages: write` of a GITHUB_TOKEN. */
function imageDeed(tool: string, images: readonly Val[], push: ImageDeed['push'] = true): ImageDeed {
  return {
    kind: 'image',
    tool,
    by: LOGIN,
    needs: images.some((one) => /^(docker:\/\/)?ghcr\.io\//i.test(shape(one))) ? PACKAGES : [],
    images,
    push,
    ...(push === false ? {} : { facts: ['need.packages'] }),
  };
}

function login(call: CommandCall, tool: string, words: readonly Val[]): readonly LoginDeed[] {
  const args = readArguments(words, { valued: ['-u', '--username', '-p', '--password'] });
  const [host] = args.words;
  const piped = call.pipedFrom.at(-1);
  const echoed =
    piped && /^(echo|printf)$/.test(known(piped[0]) ?? '')
      ? piped
          .slice(1)
          .filter((word) => !/^(-\w+|%s.*)$/.test(shape(word)))
          .at(-1)
      : undefined;
  const secret = args.value('-p', '--password') ?? (args.may('--password-stdin') ? (call.stdin ?? echoed) : undefined);
  const user = args.value('-u', '--username');
  return [
    {
      kind: 'login',
      to: 'docker',
      tool,
      by: fromOption(secret, 'the password') ?? { how: 'unknown', why: 'the password comes from elsewhere' },
      needs: [],
      host: host ?? str('docker.io'),
      ...(user ? { user } : {}),
    },
  ];
}

function build(call: CommandCall, tool: string, words: readonly Val[]): readonly Deed[] {
  const args = readArguments(words, { valued: BUILD });
  const pushes = args.may('--push') || args.values('-o', '--output').some((one) => /push=true|type=registry/.test(shape(one)));
  const images = args.values('-t', '--tag');
  const given = args.given('--push');
  const build: ImageBuild = {
    platforms: args.value('--platform'),
    file: args.value('-f', '--file'),
    context: args.words[0] ?? str('.'),
    target: args.value('--target'),
    builder: args.value('--builder') ?? call.env('BUILDX_BUILDER'),
    keeps: true,
    directory: call.cwd,
  };
  return pushes
    ? [{ ...imageDeed(tool, images, given === undefined ? undefined : true), build }]
    : images.length > 0
      ? [{ ...imageDeed(tool, images, false), build }]
      : [];
}

function bake(call: CommandCall, tool: string, words: readonly Val[]): readonly Deed[] {
  const args = readArguments(words, { valued: ['-f', '--file', '--set', '--builder', '--progress', '--metadata-file', '--allow', '--var'] });
  const texts = (values: readonly Val[]) => values.flatMap((v) => known(v) ?? []);
  const own = call.cwd === '' ? baked(call.world, texts(args.values('-f', '--file')), texts(args.words)) : undefined;
  return args.may('--push') || own?.push ? [{ ...imageDeed(`${tool} bake`, own?.images ?? []), ...(own?.build ? { build: own.build } : {}) }] : [];
}

function docker(call: CommandCall, program: string): readonly Deed[] {
  const outer = subcommand(call.words.slice(1), ['--context', '-c', '-H', '--host', '--config', '-l', '--log-level']);
  const words = outer.after;
  const tool = `${program} ${outer.name ?? ''}`;
  const first = known(words[0]);
  switch (outer.name) {
    case 'login':
      return login(call, tool, words);
    case 'push': {
      const args = readArguments(words, { valued: ['--platform', '--authfile', '--creds', '--format', '--digestfile'] });
      const images = args.words.slice(0, 1);
      return images.length > 0 ? [imageDeed(tool, [...images, ...(program === 'docker' ? [] : args.words.slice(1))])] : [];
    }
    case 'build':
    case 'bud':
      return build(call, tool, words);
    case 'buildx':
    case 'image':
    case 'manifest':
      if (first === 'build' || first === 'b') return build(call, `${tool} build`, words.slice(1));
      if (first === 'push') return [imageDeed(`${tool} push`, readArguments(words.slice(1), { valued: ['-p', '--purge'] }).words.slice(0, 1))];
      if (first === 'bake') return bake(call, tool, words.slice(1));
      if (first === 'imagetools' && known(words[1]) === 'create') {
        const args = readArguments(words.slice(2), { valued: ['-t', '--tag', '-f', '--file', '--annotation', '--builder', '--progress'] });
        return args.may('--dry-run') ? [] : [imageDeed('docker buildx imagetools create', args.values('-t', '--tag'))];
      }
      return [];
    case 'compose':
      return words.some((word) => known(word) === 'push') ||
        (words.some((word) => known(word) === 'build') && words.some((word) => known(word) === '--push'))
        ? [imageDeed('docker compose push', [])]
        : [];
    default:
      return [];
  }
}

function destination(words: readonly Val[]): Val | undefined {
  const word = words.at(-1);
  return word && shape(word).startsWith('docker://') ? without(word, 9) : undefined;
}

function copies(call: CommandCall, program: string): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1), ['--policy', '--registries.d']);
  const args = readArguments(after, {
    valued: [
      '--src-creds',
      '--dest-creds',
      '--authfile',
      '--dest-authfile',
      '-u',
      '--username',
      '-p',
      '--password',
      '-j',
      '--jobs',
      '--platform',
      '--format',
      '-t',
      '--tags',
      '-B',
      '--bare',
      '-f',
      '-b',
      '-a',
      '--artifact-type',
      '--annotation',
      '-m',
      '-n',
      '--new_tag',
    ],
  });
  if (name === 'login') return login(call, `${program} login`, after).map((one) => ({ ...one, host: args.words[0] ?? str('docker.io') }));
  const [first, second] = args.words;
  switch (program) {
    case 'skopeo': {
      const to = name === 'copy' || name === 'sync' ? destination(args.words) : undefined;
      return to ? [imageDeed(`skopeo ${name}`, [to])] : [];
    }
    case 'crane':
    case 'regctl': {
      if (name === 'tag' && first && second)
        return [imageDeed(`${program} tag`, [concat(str((known(first) ?? '').replace(/[:@][^/]*$/, '')), str(':'), second)])];
      if ((name === 'copy' || name === 'cp' || name === 'push') && second) return [imageDeed(`${program} ${name}`, [second])];
      return name === 'image' && known(first) === 'copy' && args.words[2] ? [imageDeed('regctl image copy', [args.words[2]])] : [];
    }
    case 'oras':
      return name === 'push' || name === 'copy' || name === 'cp' || name === 'tag'
        ? [imageDeed(`oras ${name}`, name === 'push' ? args.words.slice(0, 1) : args.words.slice(1, 2))]
        : [];
    default:
      return name === 'build' || name === 'publish' || name === 'resolve' || name === 'apply'
        ? [
            {
              ...imageDeed(
                `ko ${name}`,
                repositoryOfKo(call, args),
                args.given('--push') === false && args.values('--push').length > 0 ? false : !args.may('-L', '--local'),
              ),
            },
          ]
        : [];
  }
}

function repositoryOfKo(call: CommandCall, args: Arguments): readonly Val[] {
  const repository = call.env('KO_DOCKER_REPO');
  if (!repository) return [];
  const tags = args
    .values('-t', '--tags')
    .flatMap((one) => (known(one) ?? '').split(','))
    .filter(Boolean);
  return tags.length > 0 ? tags.map((tag) => concat(repository, str(`:${tag}`))) : [repository];
}

function deeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]) ?? '';
  if (/^(docker|podman|buildah|nerdctl)$/.test(program)) return docker(call, program);
  if (program === 'docker-compose') return call.words.some((word) => known(word) === 'push') ? [imageDeed('docker-compose push', [])] : [];
  if (program === 'docker-buildx') return docker({ ...call, words: [str('docker'), str('buildx'), ...call.words.slice(1)] }, 'docker');
  if (program === 'depot') return known(call.words[1]) === 'build' ? build(call, 'depot build', call.words.slice(2)) : [];
  return copies(call, program);
}

export const containers: CommandKnowledge = {
  command: ['docker', 'podman', 'buildah', 'nerdctl', 'docker-compose', 'docker-buildx', 'skopeo', 'crane', 'regctl', 'oras', 'ko', 'depot'],
  source: 'command references of Docker, Podman, Skopeo, crane, ORAS and ko',
  asOf: '2026-11-20',
  deeds,
};
