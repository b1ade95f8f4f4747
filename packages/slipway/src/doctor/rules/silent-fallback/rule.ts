import { credentialText } from '../../../chain/index.ts';
import { effectText, linksOfRoute, listed, targetText } from '../../links.ts';
import type { Rule } from '../../rule.ts';
import type { Subject } from './fix.ts';

export const rule: Rule = {
  id: 'silent-fallback',
  group: 'credential',
  severity: 'warning',
  title: 'A release that stops, green, when a secret is missing',
  *check(analysis) {
    for (const f of analysis.fallbacks) {
      const lost = f.losses.map((l) => targetText(l.target));
      const at = f.effect.held.at ?? f.effect.at;
      yield {
        at,
        certainty: 'likely',
        title: `Without secret ${f.secret} this falls back to the GITHUB_TOKEN, and ${listed(lost, 2)} ${lost.length === 1 ? 'is' : 'are'} never reached`,
        message: `A missing secret is an empty text, so \`secrets.${f.secret} || …\` turns into ${credentialText({ kind: 'github-token' })} without a word. Then ${f.effect.deed.tool} ${effectText(f.effect)} with it, which starts no workflow run: the run is green and ${listed(lost)} ${lost.length === 1 ? 'is' : 'are'} not reached. With the secret in place the release arrives.`,
        chain: linksOfRoute(f.losses[0]!),
        assumptions: [`secret ${f.secret} may be missing or may be removed`],
        needs: ['GET /repos/{owner}/{repo}/actions/secrets'],
        facts: ['pat.missing', 'sec.empty', 'gt.suppress'],
        key: [f.secret],
        advice: `Take the fallback away, so that the run fails loudly when ${f.secret} is missing.`,
        subject: { fallback: f } satisfies Subject,
      };
    }
  },
};
