import { guideOf } from '../registries.ts';
import { environmentNames, targetName } from '../targets.ts';
import type { Destination, Material } from '../types.ts';
import { arg, blocks, plain, shell, shownValue, VERSION, versioned } from '../words.ts';

/** How to see that each destination has the version. */
export function verify(material: Material): string {
  const typed = new Set<string>();
  const lines = material.destinations.flatMap((one) => {
    const commands = look(one, material).filter((command) => !typed.has(command));
    for (const command of commands) typed.add(command);
    return commands.length === 0 ? [] : [`# ${comment(one, material)}`, ...commands];
  });
  const byHand = material.destinations.filter((one) => look(one, material).length === 0).map((one) => plain(title(one, material)));
  if (lines.length === 0 && byHand.length === 0) return '';
  const rest = byHand.length === 0 ? '' : `Look by hand at: ${byHand.join(', ')}.`;
  return blocks('## Verify', lines.length === 0 ? '' : shell(...lines), rest);
}

function title({ target }: Destination, { analysis }: Material): string {
  return targetName(target, analysis.world);
}

/** What the commands should show. */
function comment(one: Destination, material: Material): string {
  const { target } = one;
  const assets = material.contract.stages.flatMap((stage) => stage.items).filter((item) => item.kind === 'asset').length;
  const complete = material.contract.stages.every((stage) => stage.open.length === 0);
  if (target.kind === 'release') return `${title(one, material)}: not a draft${assets > 0 ? `, ${complete ? '' : 'at least '}${assets} files` : ''}`;
  return title(one, material);
}

function look(one: Destination, { tag, analysis, contract }: Material): readonly string[] {
  const { target, effects } = one;
  const { world } = analysis;
  switch (target.kind) {
    case 'tag':
      return tag === undefined ? [] : [`git ls-remote --tags origin ${arg(tag)}`];
    case 'release':
      return tag === undefined ? [] : [`gh release view ${arg(tag)} --json isDraft,assets --jq '.isDraft, (.assets | length), .assets[].name'`];
    case 'asset': {
      const sums = contract.stages
        .flatMap((stage) => stage.items)
        .find(
          (item) =>
            item.kind === 'asset' &&
            /^(?:[\w.{}-]*[-_.])?(?:sha256sums?|sha256|checksums?)(?:\.(?:txt|sum|sha256))?$/i.test(item.name) &&
            !contract.stages.some((stage) => stage.items.some((other) => item.name.startsWith(`${other.name}.`))),
        );
      if (tag === undefined || sums === undefined) return tag === undefined ? [] : [`gh release download ${arg(tag)} --dir ${arg(`check-${tag}`)}`];
      return [
        `gh release download ${arg(tag)} --dir ${arg(`check-${tag}`)}`,
        `(cd ${arg(`check-${tag}`)} && sha256sum --check --ignore-missing ${arg(versioned(sums.name, world))})`,
      ];
    }
    case 'registry': {
      const { name, guide } = guideOf(target.id);
      return name === '' ? [] : guide.look(name);
    }
    case 'image': {
      const shown = effects.flatMap((effect) => (effect.deed.kind === 'image' ? effect.deed.images.map((image) => shownValue(image, world)) : []));
      const tagged = shown.find((image) => image.includes(VERSION) && !/[…{*]/.test(image));
      const image = tagged ?? `${target.name}:${VERSION}`;
      return /[…{*]/.test(image) ? [] : [`docker manifest inspect ${arg(image)}`];
    }
    case 'tap':
    case 'pull-request':
      if (!/^[\w.-]+\/[\w.-]+$/.test(target.name)) return [];
      return target.kind === 'tap'
        ? [`gh api ${arg(`repos/${target.name}/commits`)} --jq '.[0].commit.message'`]
        : [`gh pr list --repo ${arg(target.name)} --state all --limit 5`];
    case 'pages':
      return /\//.test(target.name) ? ["gh api 'repos/{owner}/{repo}/pages' --jq '.status, .html_url'"] : [];
    case 'environment':
      return environmentNames(target)
        .filter((name) => /^[\w.-]+$/.test(name))
        .map((name) => `gh api 'repos/{owner}/{repo}/deployments?environment=${name}&per_page=1' --jq '.[0] | .ref, .created_at'`);
  }
}
