import { asText, describe } from '../../../actions/index.ts';
import { isGithubToken } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'cross-repository-token',
  group: 'credential',
  severity: 'error',
  title: 'The GITHUB_TOKEN used on another repository',
  *check(analysis) {
    const said = new Set<string>();
    for (const runs of analysis.declared.values())
      for (const run of runs)
        for (const e of run.effects) {
          if (e.elsewhere === undefined || !isGithubToken(e.held.credential) || e.held.credential.kind === 'unknown') continue;
          const slug = asText(e.elsewhere);
          if (slug === undefined || analysis.world.slug === undefined || !slug.includes('/') || e.deed.kind === 'image' || e.deed.kind === 'package')
            continue;
          // The wiki is a git repository beside the code, which the same rights let in.
          if (slug.toLowerCase() === `${analysis.world.slug}.wiki`.toLowerCase()) continue;
          const key = `${e.at.path}:${e.at.line}`;
          if (said.has(key)) continue;
          said.add(key);
          yield {
            at: e.at,
            severity: e.swallowed ? 'warning' : 'error',
            certainty: 'proven',
            title: `${e.deed.tool} acts on ${slug} with the GITHUB_TOKEN, which is valid for this repository only`,
            message: `Here ${e.deed.tool} ${effectText(e)} in ${describe(e.elsewhere)}. Its credential is the GITHUB_TOKEN (${e.held.from}), which GitHub accepts for ${analysis.world.slug} alone, whatever \`permissions\` say: the request is answered 403 or 404.`,
            chain: [
              { kind: 'event', text: run.event.text, state: 'holds' },
              ...(e.held.at
                ? [{ kind: 'credential' as const, text: `the GITHUB_TOKEN: ${e.held.from}`, location: e.held.at, state: 'cut' as const }]
                : []),
              { kind: 'effect', text: `${effectText(e)} (${e.deed.tool})`, location: e.at, state: 'cut' },
            ],
            facts: ['cross.repo'],
            key: [e.job.id, e.step?.id ?? e.deed.tool, slug],
            advice:
              'Use the token of a GitHub App that is installed there, a personal access token with rights there, or a deploy key of that repository.',
          };
        }
  },
};
