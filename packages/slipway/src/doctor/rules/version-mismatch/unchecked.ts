import type { Workflow } from '../../../actions/index.ts';
import type { Analysis, Effect, Run } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { handMadeTags } from '../../hand-made-tags.ts';
import { effectText } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { type Published, publishedTogether } from './published.ts';
import { hasBumper, looksAtManifest } from './relating.ts';
import { said } from './versions.ts';

/** A registry is asked for the version that the tag names. */
const ASKS =
  /(?:pypi\.org\/(?:pypi|simple)|pythonhosted\.org|npm view|registry\.npmjs|crates\.io\/api|rubygems\.org\/api|hex\.pm\/api|\bpip3? (?:install|download)|\bpipx install|\bcargo install)[^\n]{0,160}\$\{?\{?[^\n]{0,160}(?:version|tag|ref_name)/i;
const BUILDS = /\b(?:uv build|python3? -m build|poetry build|hatch build|pdm build|npm pack|gem build|cargo package|maturin build)\b/;

/** A person's tag publishes whatever the manifest says, under the tag's name. */
export function* unchecked(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  const byHand = handMadeTags(analysis);
  if (byHand.size === 0) return;
  const done = new Set<string>();
  for (const published of publishedTogether(analysis).values()) {
    for (const one of published) {
      const { event, workflow } = one.run;
      if (event.name !== 'push' || event.refType !== 'tag' || !byHand.has(event.family ?? '=') || done.has(workflow.path)) continue;
      done.add(workflow.path);
      const asks = ASKS.exec(workflow.file.text);
      const released = releaseOf(event.id, analysis);
      // Only where the tag's name is a version somewhere do two versions stand against each other.
      if (asks === null && released === undefined) continue;
      if (startedBy(event.id, analysis).some((other) => looksAtManifest(other, world)) || hasBumper(world)) continue;
      yield draft(one, released, asks === null ? undefined : workflow.file.locate({ start: asks.index, end: asks.index + asks[0].length }));
    }
  }
}

/** The workflows that the event starts: one that checks may stop a person before the others are seen. */
const startedBy = (event: string, analysis: Analysis): Workflow[] =>
  [...analysis.declared.values()].flatMap((runs) => (runs.some((run) => run.event.id === event) ? [runs[0]!.workflow] : []));

/** The GitHub release that the same event makes under the name of the tag. */
function releaseOf(event: string, analysis: Analysis): Effect | undefined {
  const effects = [...analysis.declared.values()].flat().flatMap((run) => (run.event.id === event ? run.effects : []));
  return effects.find((e) => e.deed.kind === 'release' && e.deed.act === 'create' && !e.possible && e.happens !== false && e.elsewhere === undefined);
}

function draft({ source, effect, run }: Published, released: Effect | undefined, asked: Location | undefined): Draft {
  const follows =
    asked === undefined
      ? `the release on GitHub has the name of the tag (${released?.at.path}:${released?.at.line})`
      : `line ${asked.line} asks the registry for the version of the tag`;
  return {
    at: builtAt(effect, run) ?? effect.at,
    severity: 'warning',
    certainty: 'likely',
    title: `A tag publishes ${source.name ?? source.publishes[0]?.name ?? source.path} under the manifest's version, whatever the tag says`,
    message:
      `When ${run.event.text}, what is built and published has the version of ${source.path}, ${source.value} at this commit, and ${follows}. ` +
      `Nothing compares the two, and nothing writes the tag into the manifest: when a tag is pushed before the manifest is raised, the registry gets the old version, or refuses it because it is there${asked === undefined ? ', and the release on GitHub is public all the same' : ', and the version of the tag never appears'}.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'step', text: said(source), location: source.at, state: 'holds' },
      { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'maybe' },
      ...(asked ? [{ kind: 'step' as const, text: 'asks for the version of the tag', location: asked, state: 'maybe' as const }] : []),
      ...(released
        ? [{ kind: 'effect' as const, text: `${effectText(released)} (${released.deed.tool})`, location: released.at, state: 'maybe' as const }]
        : []),
    ],
    assumptions: ['a person makes the tag, and may forget the manifest'],
    facts: [],
    key: ['unchecked', source.path],
    advice: 'Compare the two in the first job, and stop when they differ.',
  };
}

/** The command that builds what is published, in the publishing job or in one that it needs. */
function builtAt(effect: Effect, run: Run): Location | undefined {
  const needed = new Set([effect.job.id, ...effect.job.needs.map((one) => one.text)]);
  for (const job of run.workflow.jobs) {
    if (!needed.has(job.id)) continue;
    for (const { run: script } of job.steps) {
      const hit = script === undefined ? null : BUILDS.exec(script.text);
      if (script === undefined || hit === null) continue;
      const start = script.file.text.indexOf(hit[0], script.span.start);
      if (start >= 0 && start < script.span.end) return script.file.locate({ start, end: start + hit[0].length });
    }
  }
  return undefined;
}
