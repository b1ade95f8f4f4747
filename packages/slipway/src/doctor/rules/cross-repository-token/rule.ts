import { asText } from '../../../actions/index.ts';
import { type Effect, isGithubToken, type Run, type World } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import type { Subject } from './fix.ts';

export const rule: Rule = {
  id: 'cross-repository-token',
  group: 'credential',
  severity: 'error',
  title: 'The GITHUB_TOKEN used on another repository',
  *check({ world, declared }) {
    const said = new Set<string>();
    for (const runs of declared.values())
      for (const run of runs)
        for (const e of run.effects) {
          if (e.elsewhere === undefined || e.happens === false || e.possible || e.deed.kind === 'image' || e.deed.kind === 'package') continue;
          const slug = asText(e.elsewhere);
          // The wiki of a repository is another one to git, and the same to the token.
          if (slug === undefined || !slug.includes('/') || slug.toLowerCase() === `${world.slug?.toLowerCase()}.wiki`) continue;
          const draft =
            isGithubToken(e.held.credential) && e.held.credential.kind !== 'unknown' ? refused(e, run, slug, world) : unevaluated(e, run, slug);
          const at = draft && `${draft.at.path}:${draft.at.line}`;
          if (draft === undefined || said.has(at!)) continue;
          said.add(at!);
          yield draft;
        }
  },
};

function refused(e: Effect, run: Run, slug: string, world: World): Draft | undefined {
  if (world.slug === undefined) return undefined;
  const place = e.deed.at;
  return {
    at: place ?? e.at,
    severity: e.swallowed ? 'warning' : 'error',
    certainty: 'proven',
    title: `${e.deed.tool} acts on ${slug} with the GITHUB_TOKEN, which is valid for this repository only`,
    message:
      `${place ? `As ${place.path} says, ${e.deed.tool}` : `Here ${e.deed.tool}`} ${effectText(e)}${effectText(e).includes(slug) ? '' : ` in ${slug}`}. Its credential is the GITHUB_TOKEN (${e.held.from}${place && e.held.at ? `, ${e.held.at.path}:${e.held.at.line}` : ''}), ` +
      `which GitHub accepts for ${world.slug} alone, whatever \`permissions\` say: the request is answered 403 or 404${e.swallowed ? ', and the run does not show it' : ', and the step fails'}.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      ...(e.held.at ? [{ kind: 'credential' as const, text: `the GITHUB_TOKEN: ${e.held.from}`, location: e.held.at, state: 'cut' as const }] : []),
      ...(place ? [{ kind: 'step' as const, text: `runs ${e.deed.tool}`, location: e.at, state: 'holds' as const }] : []),
      { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: place ?? e.at, state: 'cut' },
    ],
    facts: ['cross.repo'],
    key: [e.job.id, e.step?.id ?? e.deed.tool, slug],
    advice: place
      ? `Name a token there (\`token: "{{ .Env.TAP_GITHUB_TOKEN }}"\`) and pass a secret under that name to the step: of a GitHub App that is installed in ${slug}, or of a person with rights there.`
      : 'Use the token of a GitHub App that is installed there, a personal access token with rights there, or a deploy key of that repository.',
    subject: { effect: e, slug } satisfies Subject,
  };
}

/** A configuration that names its token in GitHub Actions' own language, which nothing evaluates there. */
function unevaluated(e: Effect, run: Run, slug: string): Draft | undefined {
  const { credential } = e.held;
  if (credential.kind !== 'none' || e.deed.by.how !== 'none' || !credential.why.includes('${{') || e.deed.at === undefined) return undefined;
  return {
    at: e.deed.at,
    severity: e.swallowed ? 'warning' : 'error',
    certainty: 'proven',
    title: `The token for ${slug} is an expression of GitHub Actions, which ${e.deed.tool} does not evaluate`,
    message: `${credential.why}: GitHub fills \`\${{ }}\` in workflow files only. ${e.deed.tool} ${effectText(e)} with that text for a token, so the request is refused.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'step', text: `runs ${e.deed.tool}`, location: e.at, state: 'holds' },
      { kind: 'credential', text: 'the expression stays as it is', location: e.deed.at, state: 'cut' },
    ],
    facts: ['cross.repo'],
    key: [e.job.id, e.step?.id ?? e.deed.tool, slug, 'expression'],
    advice: 'Write a template of the tool (`{{ .Env.TAP_GITHUB_TOKEN }}`) and pass the secret under that name in `env:` of the step.',
    subject: { effect: e, slug, unevaluated: true } satisfies Subject,
  };
}
