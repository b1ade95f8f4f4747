import { alternatives, describe } from '../actions/index.ts';
import { type Cut, type Effect, isGithubToken, ownCutsOf, type World } from '../chain/index.ts';
import type { ImageDeed } from '../tools/index.ts';
import { cutText } from './links.ts';

/**
 * What keeps an effect from happening, with what is assumed of secrets: beside a right that is lacking, a registry that refuses. The walk
 * itself takes a registry's login for granted, for it cannot tell an anonymous upload from one that something else logged in.
 */
export function refusalsOf(effect: Effect, world: World): readonly Cut[] {
  const own = ownCutsOf(effect);
  if (own.length > 0 || !isRefused(effect, world)) return own;
  return [{ id: `no-credential:${effect.id}`, kind: 'no-credential', effect, doubts: [], facts: ['sec.empty'] }];
}

/** Why an effect does not happen, as half a sentence. */
export function refusalText(cut: Cut, { deed, held: { credential } }: Effect): string {
  if (cut.kind !== 'no-credential') return cutText(cut);
  if (credential.kind === 'none' && /refused/.test(credential.why)) return 'its token is refused';
  if (isGithubToken(credential)) return `${deed.kind === 'package' ? deed.registry : 'the registry'} takes no GITHUB_TOKEN`;
  return cutText(cut);
}

function isRefused(effect: Effect, world: World): boolean {
  const { assume } = world;
  const {
    deed,
    held: { credential },
  } = effect;
  if (deed.kind !== 'package' && deed.kind !== 'image' && deed.kind !== 'deploy') return false;
  const states = new Set(assume.values());
  if (credential.kind === 'none') return states.size > 0 && (/is assumed|is no key|is empty/.test(credential.why) || asksForLost(effect, world));
  if (deed.kind === 'image' && hasNoUser(effect, world)) return true;
  // What is left is a login that nothing gives, unless the job may prove by OpenID Connect who it is.
  if (credential.kind === 'unknown') return asksForLost(effect, world) && !mayProveItself(effect);
  // A registry of its own takes no token of GitHub's.
  const foreign = deed.kind === 'image' ? isElsewhere(deed) : deed.kind !== 'package' || deed.registry !== 'github-packages';
  return foreign && states.has('github-token') && isGithubToken(credential);
}

/** Every image goes to a registry that is not GitHub's. */
function isElsewhere({ images }: ImageDeed): boolean {
  const names = images.flatMap((image) => alternatives(image));
  return names.length > 0 && names.every((one) => one.k !== 'unknown' && !/^\{|^(?:ghcr\.io|docker\.pkg\.github\.com)\//.test(describe(one)));
}

/** Words in the names of secrets that open a registry; others are called like the registry itself. */
const OPENS: Readonly<Record<string, RegExp>> = {
  npm: /NPM|NODE_AUTH/,
  'crates.io': /CARGO|CRATE/,
  pypi: /PYPI|TWINE|PYPA/,
  rubygems: /GEM/,
  maven: /MAVEN|OSSRH|SONATYPE|CENTRAL/,
  vscode: /VSCE|VSCODE|MARKETPLACE/,
  openvsx: /OVSX|OPEN_?VSX/,
};

/** What gives an effect its login reads a secret that is missing or refused: the step, or for an image the steps of its job that log in. */
function asksForLost(effect: Effect, world: World): boolean {
  const { deed, step, job, workflow } = effect;
  const { file } = workflow;
  const textOf = (node: Effect['job']['node']): string => (node.file === file ? file.text.slice(node.span.start, node.span.end) : '');
  if (deed.kind === 'image') return job.steps.map((one) => textOf(one.node)).some((text) => /login/i.test(text) && namesLost(text, world, LOST));
  const env = [...job.env, ...workflow.env].map(({ value }) => (value?.kind === 'scalar' ? value.text : ''));
  const text = [step === undefined ? '' : textOf(step.node), ...env].join('\n');
  // A step that publishes to many places is given many secrets: each opens the place that it is called after.
  const secrets = new Set(
    [...text.matchAll(/\bsecrets\s*\.\s*(\w+)/g)].map(([, name]) => name!.toUpperCase()).filter((name) => name !== 'GITHUB_TOKEN'),
  );
  if (!namesLost(text, world, LOST)) return false;
  if (secrets.size === 1 || deed.kind !== 'package') return secrets.size === 1;
  const opens = OPENS[deed.registry] ?? new RegExp(deed.registry.replace(/\W/g, '').toUpperCase());
  return [...world.assume].some(([name, state]) => LOST.includes(state) && secrets.has(name.toUpperCase()) && opens.test(name.toUpperCase()));
}

const LOST: readonly string[] = ['missing', 'expired'];

/** A login of the job takes the name of its user from a secret that is missing. */
function hasNoUser({ job }: Effect, world: World): boolean {
  const users = job.steps.flatMap((step) => step.with.filter(({ name }) => /^user(?:name)?$/i.test(name)));
  return users.some(({ value }) => value?.kind === 'scalar' && namesLost(value.text, world, ['missing']));
}

function namesLost(text: string, { assume }: World, states: readonly string[]): boolean {
  return [...assume].some(([name, state]) => states.includes(state) && new RegExp(`\\bsecrets\\s*\\.\\s*${name}\\b`).test(text));
}

/** No default grants `id-token`. */
function mayProveItself({ deed, job, workflow }: Effect): boolean {
  // A registry of images is logged in to by a password, unless a cloud's own action gets one for the identity.
  if (deed.kind === 'image' && !job.steps.some(({ uses }) => /^(?:aws-actions|google-github-actions|azure)\//i.test(uses?.at.text ?? '')))
    return false;
  const granted = job.permissions ?? workflow.permissions;
  return granted !== undefined && (granted.scopes.get('id-token') ?? granted.rest) === 'write';
}
