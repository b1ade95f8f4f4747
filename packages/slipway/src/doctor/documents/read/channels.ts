import { targetsOf } from '../../../chain/index.ts';
import { cargoPackages, nodePackages } from '../../../tools/index.ts';
import { listed } from '../../links.ts';
import { isNotNow } from '../context.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Command, Document } from '../types.ts';

/** A way to install that a document offers, as far as it is this repository's own to publish. */
interface Offer {
  readonly channel: string;
  readonly name: string;
  /** Something in the tree publishes there, or tells how a person does. */
  readonly served: RegExp;
  readonly query: string;
}

/** Destinations that are part of the repository on GitHub itself. */
const ON_GITHUB = /^(?:tag|release|asset|pages|environment|pull-request)\b/;

/**
 * Install commands for channels that belong to this repository: its own crate or npm package, its owner's tap or bucket. That no workflow publishes
 * there does not prove that no person does, so the claim is never more than unknown to be so; `needs` says what would tell.
 */
export function channelClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind === 'report' || !repository.releases || repository.otherCi || repository.isTool) return [];
  const delivered = deliveredBy(repository);
  return document.commands.flatMap((command): Claim[] => {
    if (isNotNow(command.line)) return [];
    const offer = offerOf(command, repository);
    if (offer === undefined) return [];
    const claim = { kind: 'channel' as const, at: command.at, about: 'channels', text: `${offer.name} can be installed from ${offer.channel}` };
    if (delivered.some((id) => id.startsWith(offer.channel) || offer.served.test(id)))
      return [{ ...claim, verdict: 'true', actual: 'a workflow publishes there', impact: '' }];
    if (offer.served.test(repository.automation()) || isDoneByHand(offer, repository) || isOpaque(repository))
      return [{ ...claim, verdict: 'unknown', actual: 'something other than a workflow may publish there', impact: '', needs: [offer.query] }];
    return [
      {
        ...claim,
        severity: 'warning',
        verdict: 'false',
        actual: `nothing in the tree publishes there; releases go to ${listed(['GitHub', ...delivered.filter((id) => !ON_GITHUB.test(id))], 4)}`,
        impact: 'the command finds nothing, or a version that somebody published by hand and nobody follows up',
        needs: [offer.query],
      },
    ];
  });
}

/** Where effects of the workflows deliver, by the ids of destinations. */
function deliveredBy({ analysis }: Repository): string[] {
  const ids = new Set<string>();
  for (const runs of analysis.declared.values())
    for (const r of runs) for (const e of r.effects) if (e.happens !== false) for (const t of targetsOf(e, analysis.world)) ids.add(t.id);
  return [...ids].sort();
}

/** Part of the release runs where this tree does not show it. */
function isOpaque({ analysis }: Repository): boolean {
  return [...analysis.declared.values()].flat().some((r) => r.opaque.some((o) => o.kind === 'workflow' && !o.onlyGithubToken));
}

/** Some document or script tells a person how to publish there. */
function isDoneByHand(offer: Offer, { tree }: Repository): boolean {
  return tree
    .list()
    .some(
      (path) =>
        /(?:^|\/)(?:RELEAS|PUBLISH|CONTRIBUT|DEVELOP|MAINTAIN|release|publish)[\w-]*\.(?:md|rst|adoc|sh|toml)$/i.test(path) &&
        offer.served.test((tree.read(path) ?? '').toLowerCase()),
    );
}

function offerOf({ words, moved }: Command, repository: Repository): Offer | undefined {
  const { world } = repository.analysis;
  const owner = world.slug?.split('/')[0]?.toLowerCase();
  const [program, verb] = words;
  if (moved) return undefined;
  if (program === 'cargo' && verb === 'install' && !words.some((w) => /^--(?:git|path|registry|index)/.test(w))) {
    const name = words.slice(2).find((w) => /^[a-z][\w-]*$/i.test(w));
    const own = name !== undefined && cargoPackages(world.tools).some((p) => p.name === name && p.publish !== false);
    return own
      ? {
          channel: 'crates.io',
          name,
          served:
            /cargo[ +\w-]* publish|release-plz|cargo[- ]release (?:patch|minor|major|alpha|beta|rc|release|--|-x|\$|\d)|install (?:--locked )?cargo-release|metadata\.release\]|cargo-workspaces|crates\.io-auth|cargo_registry_token|smart-release|knope|cargo publish-workspace/,
          query: `GET https://crates.io/api/v1/crates/${name}`,
        }
      : undefined;
  }
  if (['npm', 'pnpm', 'yarn', 'bun'].includes(program ?? '') && /^(?:i|install|add|global)$/.test(verb ?? '')) {
    const name = words.slice(2).find((w) => /^@?[a-z][\w./-]*$/i.test(w) && w !== 'add');
    const own = name !== undefined && nodePackages(world.tools).some((p) => p.name === name && !p.private);
    return own
      ? {
          channel: 'npm',
          name,
          served:
            /(?:npm|pnpm|yarn|bun|lerna|changeset|nx)\b.*\bpublish|semantic-release|release-it|\bnp\b|changesets\/action|npm_token|node_auth_token/,
          query: `GET the package ${name} from the npm registry`,
        }
      : undefined;
  }
  if (program === 'brew') {
    const tap = words.slice(2).find((w) => w.split('/').length >= 2);
    if (tap === undefined || tap.split('/')[0]!.toLowerCase() !== owner) return undefined;
    const slug = `${tap.split('/')[0]}/homebrew-${tap.split('/')[1]!.replace(/^homebrew-/, '')}`;
    return {
      channel: `tap:${slug}`,
      name: tap,
      served:
        /homebrew-(?:tap|releaser|bump)|homebrew[-_]tap|^\s*(?:brews|homebrew_casks):\s*$|bump[-_]formula|brew bump|update[-_ ]homebrew|formula\/\w+\.rb/m,
      query: `GET /repos/${slug}/commits`,
    };
  }
  return undefined;
}
