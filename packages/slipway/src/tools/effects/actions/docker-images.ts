import type { Truth, Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import { baked } from '../../images/baked.ts';
import type { ImageBuild } from '../../images/types.ts';
import type { ActionCall, ActionKnowledge, Deed, ImageDeed, Right } from '../../types.ts';
import { BY_LOGIN, credential, flag, given, isEmpty, join, known, LINES_AND_COMMAS, list, NO_RIGHTS, outputs, PACKAGES, plain } from './build.ts';

const AS_OF = '2026-03-01';

function startOf(value: Val): string | undefined {
  if (value.k === 'str') return value.v;
  if (value.k === 'text' && typeof value.parts[0] === 'string') return value.parts[0];
  return undefined;
}

/** Only GitHub's registry takes a GITHUB_TOKEN. */
function rights(images: readonly Val[]): readonly Right[] {
  return images.some((image) => startOf(image)?.toLowerCase().startsWith('ghcr.io/')) ? PACKAGES : NO_RIGHTS;
}

function image(call: ActionCall, images: readonly Val[], push: Truth): ImageDeed {
  return { kind: 'image', tool: call.name, by: BY_LOGIN, needs: push === false ? NO_RIGHTS : rights(images), images, push };
}

function login(call: ActionCall): readonly Deed[] {
  const host = given(call, 'registry', 'login-server') ?? str('docker.io');
  const isGithub = startOf(host)?.toLowerCase().includes('ghcr.io') ?? false;
  return [
    {
      kind: 'login',
      to: 'docker',
      tool: call.name,
      by: credential(call, { inputs: ['password'] }),
      needs: isGithub ? PACKAGES : NO_RIGHTS,
      host,
      user: given(call, 'username'),
    },
  ];
}

/** `push: true` and `outputs: type=registry` or `type=image,…,push=true` push. */
function pushes(call: ActionCall): Truth {
  const push = flag(call.input('push'), false);
  if (push === true) return true;
  const out = call.input('outputs');
  if (isEmpty(out)) return push;
  const text = plain(out);
  if (text === undefined)
    return out?.k === 'text' && out.parts.some((part) => typeof part === 'string' && /push=true|type=registry/.test(part)) ? true : undefined;
  return /type=registry|push=true/.test(text) ? true : push;
}

/** `name=` of an `outputs: type=image` entry, which pushes by digest without any tag. */
function outputNames(call: ActionCall): readonly Val[] {
  return list(call.input('outputs')).flatMap((line) => {
    const text = plain(line);
    const found = text === undefined ? undefined : /(?:^|,)"?name=([^",]+)/.exec(text)?.[1];
    return found === undefined ? [] : [str(found)];
  });
}

function buildOf(call: ActionCall): ImageBuild {
  const out = plain(call.input('outputs'));
  const hasOutputs = !isEmpty(call.input('outputs'));
  return {
    platforms: given(call, 'platforms'),
    file: given(call, 'file'),
    context: given(call, 'context'),
    target: given(call, 'target'),
    builder: given(call, 'builder'),
    tags: call.inputNames.some((n) => n.toLowerCase() === 'tags') ? (call.input('tags') ?? str('')) : undefined,
    keeps: hasOutputs && out !== 'type=cacheonly' ? true : !isEmpty(call.input('cache-to')) ? true : flag(call.input('load'), false),
    // Paths are relative to the workspace: an action has no working directory.
    directory: '',
  };
}

function buildPush(call: ActionCall): readonly Deed[] {
  const tags = list(call.input('tags'), LINES_AND_COMMAS);
  return [{ ...image(call, tags.length > 0 ? tags : outputNames(call), pushes(call)), build: buildOf(call) }];
}

/** Version 1 had repository, registry and tags apart, pushed by default, and logged in itself. */
function buildPushOne(call: ActionCall): readonly Deed[] {
  const registry = given(call, 'registry');
  const name = given(call, 'repository') ?? unknown('input repository is not set');
  const base = registry ? join(registry, '/', name) : name;
  const images = list(given(call, 'tags') ?? str('latest'), LINES_AND_COMMAS).map((tag) => join(base, ':', tag));
  const tagged = flag(call.input('tag_with_ref'), false) === true ? [...images, join(base, ':', call.event.refName)] : images;
  const deeds: Deed[] = given(call, 'password') ? [...login(call)] : [];
  return [...deeds, image(call, tagged, flag(call.input('push'), true))];
}

function bake(call: ActionCall): readonly Deed[] {
  const set = plain(call.input('set')) ?? '';
  const push = flag(call.input('push'), false);
  const texts = (name: string) => list(call.input(name), LINES_AND_COMMAS).flatMap((v) => plain(v) ?? []);
  const workdir = plain(given(call, 'workdir', 'source')) ?? '.';
  const own: ReturnType<typeof baked> = /^\.?\/?$/.test(workdir) ? baked(call.world, texts('files'), texts('targets')) : { images: [], push: false };
  const tags = [...set.matchAll(/^[ \t]*[^\s=]+\.tags\s*=\s*(\S+)/gm)].map((match) => str(match[1]!));
  const platforms = /^[ \t]*[^\s=]+\.platforms?\s*=\s*(\S+)/m.exec(set)?.[1];
  const built = own.build && platforms !== undefined ? { ...own.build, platforms: str(platforms) } : own.build;
  const pushes = push === false && (own.push || /output=type=registry|push=true/.test(set)) ? true : push;
  return [{ ...image(call, tags.length > 0 ? tags : own.images, pushes), ...(built ? { build: built } : {}) }];
}

/** Builds and pushes to GitHub's registry: the version on a release event, `latest` otherwise. */
function pushToGhcr(call: ActionCall): readonly Deed[] {
  const host = given(call, 'repository') ?? str('ghcr.io');
  const name = given(call, 'image_name') ?? unknown('input image_name is not set');
  const version = plain(call.event.refName)?.replaceAll('v', '');
  const tag = call.event.name === 'release' ? (version === undefined ? unknown('the tag is not known') : str(version)) : str('latest');
  const images = [join(host, '/', name, ':', tag)];
  if (given(call, 'docker_io_token')) images.push(join('docker.io/', name, ':', tag));
  const by = credential(call, { inputs: ['github_token'] });
  return [
    { kind: 'login', to: 'docker', tool: call.name, by, needs: PACKAGES, host: str('ghcr.io') },
    { ...image(call, images, true), by },
  ];
}

function buildah(call: ActionCall): readonly Val[] {
  const name = given(call, 'image');
  return list(call.input('tags') ?? str('latest'), /\s+/).map((tag) => (name ? join(name, ':', tag) : tag));
}

function pushToRegistry(call: ActionCall): readonly Deed[] {
  const name = given(call, 'image');
  const registry = given(call, 'registry');
  const base = (tag: Val) => (name ? join(name, ':', tag) : tag);
  const images = list(call.input('tags') ?? str('latest'), /\s+/).map((tag) => (registry ? join(registry, '/', base(tag)) : base(tag)));
  const password = given(call, 'password');
  return [{ ...image(call, images, true), by: password ? { how: 'token', value: password, from: 'input password' } : BY_LOGIN }];
}

/** Names the image by `name`, logs in by itself, tags `latest` or the branch unless `tags` says so. */
function publishDocker(call: ActionCall): readonly Deed[] {
  const name = given(call, 'name', 'image_name') ?? unknown('input name is not set');
  const tags = list(given(call, 'tags', 'image_tag') ?? str('latest'), LINES_AND_COMMAS);
  const by = credential(call, { inputs: ['password'] });
  const images = tags.map((tag) => join(name, ':', tag));
  return [{ ...image(call, images, flag(call.input('no_push'), false) !== true), by }];
}

function ecr(call: ActionCall): readonly Deed[] {
  return [
    {
      kind: 'login',
      to: 'docker',
      tool: call.name,
      by: { how: 'unknown', why: 'the session of AWS' },
      needs: NO_RIGHTS,
      host: unknown('the registry of the account'),
    },
  ];
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    ['docker/login-action', 'azure/docker-login', 'redhat-actions/podman-login'],
    'https://github.com/docker/login-action action.yml, v1 to v4',
    AS_OF,
    login,
  ),
  known('aws-actions/amazon-ecr-login', 'https://github.com/aws-actions/amazon-ecr-login README.md', AS_OF, ecr),
  known(
    ['docker/build-push-action', 'depot/build-push-action', 'useblacksmith/build-push-action'],
    'https://github.com/docker/build-push-action action.yml, v1 to v6',
    AS_OF,
    (call) => (call.version?.major === 1 && call.name === 'docker/build-push-action' ? buildPushOne(call) : buildPush(call)),
  ),
  known(['docker/bake-action', 'depot/bake-action'], 'https://github.com/docker/bake-action action.yml', AS_OF, bake),
  known('macbre/push-to-ghcr', 'https://github.com/macbre/push-to-ghcr action.yml', AS_OF, pushToGhcr),
  known(
    'redhat-actions/buildah-build',
    'https://github.com/redhat-actions/buildah-build README.md',
    AS_OF,
    (call) => [image(call, buildah(call), false)],
    {
      outputs: (call) => outputs({ image: given(call, 'image'), tags: call.input('tags') ?? str('latest') }),
    },
  ),
  known('redhat-actions/push-to-registry', 'https://github.com/redhat-actions/push-to-registry README.md', AS_OF, pushToRegistry),
  known(
    ['elgohr/publish-docker-github-action', 'whoan/docker-build-with-cache-action', 'mr-smithers-excellent/docker-build-push'],
    'https://github.com/elgohr/Publish-Docker-Github-Action README.md',
    AS_OF,
    publishDocker,
  ),
];
