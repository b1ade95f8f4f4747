import type { Workflow } from '../../../actions/index.ts';
import type { Analysis, Effect } from '../../../chain/index.ts';
import { targetsOf } from '../../../chain/index.ts';
import { effectText, listed } from '../../links.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import { workflowText } from '../../workflow-texts.ts';
import type { Subject } from './fix.ts';
import { type PromisedChecks, promisedChecks } from './promised.ts';

export const rule: Rule = {
  id: 'release-unverified',
  group: 'assets',
  severity: 'note',
  title: 'A release that nothing looks at when it is out',
  *check(analysis) {
    const { world } = analysis;
    const made = releasesWithFiles(analysis);
    if (made.size === 0 || kindsOf(analysis).size < 2) return;
    const promised = promisedChecks(world);
    if (promised === undefined || world.workflows.some((w) => checks.test(workflowText(w, world)))) return;
    for (const [workflow, effect] of made) yield draftOf(workflow, effect, promised);
  },
};

/** Commands and addresses with which a workflow, or a script of it, looks at what was published. */
const checks =
  /\bgh release (?:view|download|verify)|\bgh attestation verify|sha256sum[^\n]{0,200}(?:\s-c\b|--check)|shasum[^\n]{0,200}\s-c\b|\bnpm (?:view|info|show)\b|\bcargo (?:search|info)\b|crates\.io\/api|index\.crates\.io|pypi\.org\/(?:pypi|simple)|\bdocker (?:pull|run|manifest inspect)\b|imagetools inspect|releases\/(?:latest|tags)\b|getReleaseByTag|getLatestRelease|\bbrew install\b|install\.(?:sh|ps1)\b|\bcosign verify\b|verif(?:y|ies)[-_ ](?:release|assets|publish|artifacts)/i;

/** For each workflow that releases files, what makes its release. */
function releasesWithFiles(analysis: Analysis): ReadonlyMap<Workflow, Effect> {
  const found = new Map<Workflow, Effect>();
  for (const { run } of releaseRuns(analysis))
    for (const effect of run.effects)
      if (
        !found.has(run.workflow) &&
        effect.deed.kind === 'release' &&
        effect.happens !== false &&
        !effect.possible &&
        targetsOf(effect, analysis.world).some((t) => t.kind === 'asset')
      )
        found.set(run.workflow, effect);
  return found;
}

function kindsOf({ targets }: Analysis): ReadonlySet<string> {
  return new Set(
    [...targets.values()]
      .filter((t) => t.version === 'this' || t.kind === 'image')
      .map((t) => t.kind)
      .filter((kind) => ['asset', 'registry', 'image', 'tap'].includes(kind)),
  );
}

function draftOf(workflow: Workflow, effect: Effect, promised: PromisedChecks): Draft {
  return {
    at: effect.at,
    certainty: 'likely',
    title: 'No job looks at what was published',
    message: `${workflow.path} ${effectText(effect)} and ends there, and no other workflow looks at what came out. ${promised.path} wants that checked (“${promised.title}”, line ${promised.heading.line}: ${listed(
      promised.checks.map((c) => c.text.replace(/[.:]$/, '')),
      2,
    )}), so it rests on somebody who remembers to do it by hand.`,
    chain: [
      { kind: 'effect', text: effectText(effect), location: effect.at, state: 'holds' },
      { kind: 'person', text: promised.title, location: promised.heading, state: 'maybe' },
      ...promised.checks.slice(0, 6).map((c) => ({ kind: 'destination' as const, text: c.text, location: c.at, state: 'maybe' as const })),
    ],
    needs: ['GET /repos/{owner}/{repo}/releases/tags/{tag}'],
    facts: ['asset.state', 'asset.digest'],
    key: [effect.job.id, 'unverified'],
    advice: 'Add a job behind the publication that asks for every asset, its checksum and every registry, and fails when one is missing.',
    subject: { workflow, effect } satisfies Subject,
  };
}
