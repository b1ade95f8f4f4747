import { fileName } from '../../../tools/index.ts';
import { REGISTRIES } from '../registries.ts';
import { githubRights } from '../rights.ts';
import { type Secret, secretsOf } from '../secrets.ts';
import type { Material } from '../types.ts';
import { arg, blocks, code, listed, placeCode, plain, shownValue, sourceOf, table } from '../words.ts';

/** At most so many secrets are taken away for a walk of their own. */
const TRIED = 6;

/** Each secret: where it is read, what it must be able to do, and what happens without it; then the rights of the workflows' own token. */
export function credentials(material: Material): string {
  const secrets = secretsOf(material);
  const own = ownToken(material);
  if (secrets.length === 0 && own === '') return '';
  let tries = 0;
  const rows = secrets.map((secret) => {
    const github = secret.effects.filter((effect) => effect.deed.kind !== 'package' && effect.deed.kind !== 'image');
    const lost = github.length > 0 && tries++ < TRIED ? material.lostWithout(secret.name) : [];
    return [code(secret.name), placeCode(secret.at), rights(secret, material), without(secret, lost)];
  });
  const set =
    secrets[0] === undefined
      ? ''
      : `Set one with ${code(`gh secret set ${arg(secrets[0].name)}`)}; a secret that does not exist is read as an empty text, without an error${sourceOf('pat.missing')}.`;
  return blocks('## Credentials', table(['secret', 'read at', 'what it is', 'without it'], rows), set, own, trusted(material));
}

function rights({ name, effects, job }: Secret, { analysis }: Material): string {
  const registry = [
    ...new Set(
      effects.flatMap((effect) =>
        effect.deed.kind === 'package' ? [effect.deed.registry as string] : effect.deed.kind === 'image' ? ['image'] : [],
      ),
    ),
  ];
  const [first] = registry;
  if (first !== undefined) {
    const guide = REGISTRIES[first];
    if (guide !== undefined) return `${guide.credential[0]}${sourceOf(guide.credential[1])}`;
    return first === 'image' ? 'an access token of the registry that may read and write this image' : `what ${plain(first)} gives for publishing`;
  }
  if (effects.length === 0) {
    if (/user(?:name)?$/i.test(name)) return 'the name of the account';
    if (/app_?(?:client_?)?id$/i.test(name)) return 'the id of the GitHub App';
    return job === undefined ? '' : `read by job ${code(job)}`;
  }
  const app = effects.some((effect) => effect.held.credential.kind === 'app');
  const needed = [...new Set(effects.flatMap(githubRights))];
  const where = [
    ...new Set(effects.flatMap((effect) => (effect.elsewhere === undefined ? [] : [shownValue(effect.elsewhere, analysis.world)]))),
  ].filter((slug) => !slug.includes('…'));
  const on = where.length === 0 ? 'this repository' : listed(where.map(code));
  const what = app ? 'the private key of a GitHub App that is installed on' : 'a fine-grained token of a machine user, or of a GitHub App, for';
  return `${what} ${on}${needed.length === 0 ? '' : `, with ${listed(needed)}`}`;
}

function without({ name, effects }: Secret, lost: readonly string[]): string {
  if (lost.length > 0) return `not reached: ${listed(lost.slice(0, 4).map(plain))}${lost.length > 4 ? ` and ${lost.length - 4} more` : ''}`;
  const deeds = [
    ...new Set(
      effects.flatMap((effect) =>
        effect.deed.kind === 'package'
          ? [`publishing to ${plain(effect.deed.registry)} fails`]
          : effect.deed.kind === 'image'
            ? ['pushing the image fails']
            : [],
      ),
    ),
  ];
  if (deeds.length > 0) return listed(deeds);
  return effects.length > 0 ? 'the step that uses it fails' : /user(?:name)?$/i.test(name) ? 'the login fails' : '';
}

/** The rights that the GITHUB_TOKEN must have, by workflow. */
function ownToken({ ways }: Material): string {
  const rights = new Map<string, Set<string>>();
  for (const effect of ways.flatMap((way) => way.hops.flatMap((hop) => hop.effects))) {
    if (effect.held.credential.kind !== 'github-token') continue;
    const path = effect.workflow.path;
    const known = rights.get(path) ?? new Set<string>();
    for (const need of effect.deed.needs) known.add(`${need.scope}: ${need.level}`);
    if (known.size > 0) rights.set(path, known);
  }
  const texts = [...rights].map(([path, set]) => `${code(fileName(path))} needs ${listed([...set].map(code))}`);
  return texts.length === 0
    ? ''
    : `The GITHUB_TOKEN needs no secret; its rights stand in the workflows' ${code('permissions')}: ${texts.join('; ')}.`;
}

/** Publications that prove by OpenID Connect who they are. */
function trusted({ ways, analysis }: Material): string {
  const lines = new Map<string, string>();
  for (const effect of ways.flatMap((way) => way.hops.flatMap((hop) => hop.effects))) {
    if (effect.held.credential.kind !== 'oidc' || effect.deed.kind !== 'package') continue;
    const environment = effect.job.environment?.name?.text;
    const fields = [
      `repository ${code(analysis.world.slug ?? 'OWNER/NAME')}`,
      `workflow ${code(fileName(effect.workflow.path))}`,
      ...(environment === undefined || environment.includes('${{') ? [] : [`environment ${code(environment)}`]),
    ];
    lines.set(
      `${effect.deed.registry} ${effect.workflow.path}`,
      `- ${plain(effect.deed.registry)}: a trusted publisher with ${listed(fields)}${sourceOf(FACTS[effect.deed.registry] ?? '')}`,
    );
  }
  return lines.size === 0
    ? ''
    : blocks('Without a secret, by OpenID Connect (`id-token: write`), once each package has:', [...lines.values()].join('\n'));
}

const FACTS: Readonly<Record<string, string>> = { npm: 'npm.tp', pypi: 'pypi.tp', 'crates.io': 'crates.tp' };
