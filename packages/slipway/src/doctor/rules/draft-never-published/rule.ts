import type { Job, Step } from '../../../actions/index.ts';
import { type Analysis, type Effect, familyOf, locate, type Run, targetsOf, waitsFor } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import { literally } from '../../patterns.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'draft-never-published',
  group: 'chain',
  severity: 'warning',
  title: 'A draft release that nothing publishes while something needs it public',
  *check(analysis) {
    const published = publishedFamilies(analysis);
    if (published.has('?')) return;
    const said = new Set<string>();
    for (const runs of analysis.declared.values())
      for (const run of runs)
        for (const draft of run.effects) {
          const key = `${draft.at.path}:${draft.at.line}`;
          if (said.has(key) || !isDraft(draft) || run.event.name.startsWith('pull_request')) continue;
          if (published.has(draft.tag === undefined ? '?' : (familyOf(draft.tag) ?? '?'))) continue;
          const reader = readerOf(draft, run, analysis);
          if (reader === undefined) continue;
          said.add(key);
          yield {
            at: draft.deed.at ?? draft.at,
            certainty: 'likely',
            title: `${draft.deed.tool} leaves the release a draft, and ${reader.what} needs it public`,
            message: `${draft.deed.tool} makes the release as a draft here, and nothing in the tree publishes it. The files of a draft have no public address and \`releases/latest\` does not see it. ${reader.text}, in the same release and without waiting for a person, so it points to files that nobody can fetch.`,
            chain: [
              { kind: 'effect', text: `${effectText(draft)} (${draft.deed.tool})`, location: draft.at, state: 'holds' },
              { kind: 'person', text: 'someone has to publish the draft', state: 'maybe' },
              { kind: 'effect', text: reader.what, location: reader.at, state: 'cut' },
            ],
            assumptions: ['a person publishes the draft later, or never'],
            facts: ['rel.draft'],
            key: [draft.job.id, reader.what],
            subject: { draft, run, reader: reader.by } satisfies UnreadDraft,
            advice:
              'Publish the release in the same run once its files are there (`gh release edit <tag> --draft=false`), and let what needs it come after that.',
          };
        }
  },
};

/** Families of tags whose release something in the tree makes public; `?` when that is not known. */
function publishedFamilies({ declared }: Analysis): Set<string> {
  const out = new Set<string>();
  for (const runs of declared.values())
    for (const run of runs)
      for (const { deed, tag, elsewhere } of run.effects) {
        if (deed.kind !== 'release' || elsewhere !== undefined) continue;
        if (deed.act === 'publish' || (deed.act === 'create' && deed.draft !== true)) out.add(tag === undefined ? '?' : (familyOf(tag) ?? '?'));
      }
  return out;
}

function isDraft({ deed, happens, elsewhere }: Effect): boolean {
  return (
    deed.kind === 'release' &&
    deed.act === 'create' &&
    deed.draft === true &&
    happens !== false &&
    elsewhere === undefined &&
    !/release-drafter/.test(deed.tool)
  );
}

/** What a fix needs to know of a draft that nobody can read. */
export interface UnreadDraft {
  readonly draft: Effect;
  readonly run: Run;
  /** What needs the release public. */
  readonly reader: { readonly job: Job; readonly step: Step | undefined };
}

interface Reader {
  readonly by: UnreadDraft['reader'];
  readonly what: string;
  readonly text: string;
  readonly at: Location;
}

/** What the run does by itself with the public release: a package manager's index that names its files, a download of the latest. */
function readerOf(draft: Effect, run: Run, { world }: Analysis): Reader | undefined {
  const tap = run.effects.find((e) => e.deed.kind === 'tap' && e.happens !== false && e !== draft);
  if (tap) {
    const names = targetsOf(tap, world).map(targetText);
    return {
      by: { job: tap.job, step: tap.step },
      what: listed(names) || 'a package index',
      text: `${tap.deed.tool} ${effectText(tap)}`,
      at: tap.at,
    };
  }
  const own = world.slug && literally(world.slug);
  const latest = new RegExp(
    `(?:${own === undefined ? '' : `${own}|`}\\$\\{\\{ *github\\.repository *\\}\\}|\\$\\{?GITHUB_REPOSITORY\\}?)/releases/(?:latest|download)`,
    'i',
  );
  for (const job of run.jobs) {
    if (job.runs === false || job.workflow !== draft.workflow || !waitsFor(job.job, draft.job.id, run)) continue;
    for (const step of job.job.steps)
      if (step.run && latest.test(step.run.text) && /\b(?:curl|wget|Invoke-WebRequest)\b/.test(step.run.text))
        return {
          by: { job: job.job, step },
          what: `the download in job ${job.id}`,
          text: `Job \`${job.id}\` downloads the release's files`,
          at: locate(step.run),
        };
  }
  return undefined;
}
