import type { InputDecl } from '../../../actions/index.ts';
import type { Analysis, Effect, Run } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { jobText } from '../../workflow-texts.ts';
import { type Published, publishedTogether } from './published.ts';
import { hasBumper, looksAtManifest } from './relating.ts';
import { said } from './versions.ts';

/** A person types the version of a release, and what is published with it has the manifest's. */
export function* givenVersion(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  const done = new Set<string>();
  for (const published of publishedTogether(analysis).values()) {
    for (const one of published) {
      const { event, workflow } = one.run;
      if (event.name !== 'workflow_dispatch' || done.has(workflow.path)) continue;
      done.add(workflow.path);
      const input = workflow.triggers
        .flatMap((t) => (t.event === 'workflow_dispatch' ? t.inputs : []))
        .find((i) => /^(?:release[-_]?)?(?:version|tag)(?:[-_]?name)?$/i.test(i.name) && (i.type === 'string' || i.type === ''));
      const named = input === undefined ? undefined : namedAfter(input, one.run, analysis);
      if (input === undefined || named === undefined || looksAtManifest(workflow, world) || hasBumper(world)) continue;
      yield draft(input, named, one);
    }
  }
}

/** What takes its name from the input: the tag or the release. A checkout of it would find what belongs to it. */
function namedAfter(input: InputDecl, run: Run, { world }: Analysis): Effect | undefined {
  const reads = new RegExp(`inputs\\.${input.name}\\b`);
  if (new RegExp(`ref:[^\\n]{0,80}inputs\\.${input.name}\\b`).test(run.workflow.file.text)) return undefined;
  return run.effects.find(
    (e) =>
      ((e.deed.kind === 'tag' && e.deed.act !== 'delete') || (e.deed.kind === 'release' && e.deed.act === 'create')) &&
      !e.possible &&
      e.happens !== false &&
      e.elsewhere === undefined &&
      reads.test(jobText(e.job, e.workflow, world)),
  );
}

function draft(input: InputDecl, named: Effect, { source, effect, run }: Published): Draft {
  return {
    at: input.key.file.locate(input.key.span),
    severity: 'warning',
    certainty: 'likely',
    title: `Input \`${input.name}\` names the release, and what is published has the manifest's version`,
    message:
      `Whoever dispatches ${run.workflow.path} types \`${input.name}\`, and line ${named.at.line} ${effectText(named)} of it. What goes to ${effect.deed.kind === 'package' ? effect.deed.registry : 'the registry'} has the version of ${source.path}, ${source.value} at this commit. ` +
      'Nothing compares the two, and nothing writes the input into the manifest.',
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'step', text: said(source), location: source.at, state: 'holds' },
      { kind: 'effect', text: `${effectText(named)} (${named.deed.tool})`, location: named.at, state: 'maybe' },
      { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'maybe' },
    ],
    assumptions: ['the person types another version than the manifest has'],
    facts: [],
    key: ['given-version', input.name],
    advice: 'Read the version from the manifest in place of the input, or compare the two in the first step.',
  };
}
