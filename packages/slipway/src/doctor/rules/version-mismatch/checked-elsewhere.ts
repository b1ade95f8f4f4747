import { describe, type Workflow } from '../../../actions/index.ts';
import type { Analysis, Effect, Run } from '../../../chain/index.ts';
import { handMadeTags } from '../../hand-made-tags.ts';
import { effectText } from '../../links.ts';
import { releasing } from '../../releasing.ts';
import type { Draft } from '../../rule.ts';
import { readsManifest, type TagCheck, tagChecks } from '../../tag-checks.ts';
import { withScripts } from '../../workflow-texts.ts';
import { said } from './versions.ts';

/** What cannot be taken back, or is seen by everyone, when the tag was a mistake. */
const KINDS: ReadonlySet<Effect['deed']['kind']> = new Set(['branch', 'package', 'image']);

/** One workflow refuses a tag that is not the manifest's version; another one of the same tag writes all the same. */
export function* checkedElsewhere(analysis: Analysis): Generator<Draft> {
  // A workflow that makes the tag takes it from the manifest; a person may type anything.
  const byHand = handMadeTags(analysis);
  const runs = [...analysis.declared.values()]
    .flat()
    .filter((run) => run.event.name === 'push' && run.event.refType === 'tag' && run.event.ref.k === 'str' && byHand.has(run.event.family ?? '='));
  if (runs.length < 2) return;
  const checks = new Map(
    tagChecks(analysis).flatMap((one) => (releasing(analysis).workflows.has(one.workflow) ? [[one.workflow, one] as const] : [])),
  );
  if (checks.size === 0) return;
  const done = new Set<Workflow>();
  for (const run of runs) {
    if (checks.has(run.workflow) || done.has(run.workflow)) continue;
    const [checking, check] = [...checks].find(([workflow]) => runs.some((one) => one.workflow === workflow && one.event.id === run.event.id)) ?? [];
    if (checking === undefined || check === undefined || looksItself(run, check, analysis)) continue;
    const effect = run.effects.find((e) => KINDS.has(e.deed.kind) && e.happens !== false && !e.possible && e.elsewhere === undefined && !isSite(e));
    if (effect === undefined) continue;
    done.add(run.workflow);
    yield draft(run, effect, checking, check);
  }
}

/** Pages of a version that is not released harm no one. */
const isSite = ({ branch }: Effect): boolean => branch !== undefined && /pages|docs|site/i.test(describe(branch));

/** It looks at the manifest itself, or waits for what the other makes. */
function looksItself(run: Run, check: TagCheck, { world }: Analysis): boolean {
  const text = withScripts(run.workflow, world);
  return (
    readsManifest(text, check.source) ||
    /mismatch|(?:verif|check(?!out)|validat)\w{0,8}[\s_-]{0,4}(?:the\s{1,4})?(?:\w{1,30}[\s_-]{1,4}){0,2}(?:version|tag)\b/i.test(text) ||
    /gh (?:run|release) (?:watch|view)|wait-on-check|wait-for/.test(text)
  );
}

function draft(run: Run, effect: Effect, checking: Workflow, check: TagCheck): Draft {
  const what = effectText(effect);
  return {
    at: effect.at,
    severity: 'warning',
    certainty: 'likely',
    title: `${run.workflow.path} acts on a tag that ${checking.path} would refuse`,
    message:
      `When ${run.event.text}, both workflows start. ${checking.path}:${check.at.line} compares the tag with ${check.source.path} (${check.source.value} at this commit) and stops when they differ. ` +
      `${run.workflow.path} compares nothing and does not wait for the other: it ${what} for a tag that is never released.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'step', text: 'the tag is compared with the manifest', location: check.at, state: 'holds' },
      { kind: 'step', text: said(check.source), location: check.source.at, state: 'holds' },
      { kind: 'effect', text: `${what} (${effect.deed.tool})`, location: effect.at, state: 'maybe' },
    ],
    assumptions: ['a tag that is not the manifest’s version is pushed'],
    facts: [],
    key: ['checked-elsewhere', run.workflow.path],
    advice: 'Compare the tag here too, or let this follow the release instead of the tag.',
  };
}
