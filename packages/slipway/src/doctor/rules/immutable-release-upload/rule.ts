import type { Trigger, Workflow } from '../../../actions/index.ts';
import type { Run, World } from '../../../chain/index.ts';
import { locate } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { LateSubject } from '../../fixes/parts/draft-first/late-files.ts';
import { type LateFiles, lateFiles } from '../../late-files.ts';
import { effectText } from '../../links.ts';
import type { Link } from '../../report.ts';
import type { Draft, Rule } from '../../rule.ts';
import { speaksOfImmutability } from './said.ts';

/** Immutable releases are there for every repository since then; changelog of GitHub. */
const SINCE = '2025-10-28';

export const rule: Rule = {
  id: 'immutable-release-upload',
  group: 'assets',
  severity: 'note',
  title: 'Files that reach a release after its publication',
  *check(analysis) {
    const { world } = analysis;
    if (world.host !== 'github.com' || world.asOf < SINCE) return;
    const said = new Set<Workflow>();
    for (const runs of analysis.declared.values())
      for (const run of runs) {
        const [late] = said.has(run.workflow) ? [] : lateFiles(run);
        if (late === undefined) continue;
        said.add(run.workflow);
        yield draftOf(late, run, world);
      }
  },
};

function draftOf(late: LateFiles, run: Run, world: World): Draft {
  const { upload, published } = late;
  const where = placeOf(late, run);
  const document = speaksOfImmutability(world);
  const links: Link[] = [];
  if (late.how === 'event')
    links.push({ kind: 'event', text: run.event.text, ...(where.trigger ? { location: where.trigger } : {}), state: 'holds' });
  if (published) links.push({ kind: 'effect', text: `${effectText(published)} (${published.deed.tool})`, location: published.at, state: 'holds' });
  links.push({
    kind: 'effect',
    text: `${effectText(upload)} (${upload.deed.tool})`,
    location: upload.at,
    state: document === undefined ? 'maybe' : 'cut',
  });
  return {
    at: where.at,
    severity: document === undefined ? 'note' : 'warning',
    certainty: 'likely',
    title: titleOf(late),
    message:
      `${happensOf(late, run)} In a repository with immutable releases GitHub takes no file any more from then on (422), so the release stays without ${late.how === 'replaces' ? 'the new ones' : 'them'}, and its tag cannot be used again. ` +
      `${document === undefined ? 'Whether the repository has turned them on is a setting that no file shows.' : `${document} speaks of immutable releases.`}`,
    chain: links,
    assumptions: ['the repository, or its organization, has immutable releases'],
    needs: ['GET /repos/{owner}/{repo}/immutable-releases'],
    facts: [
      'imm.effect',
      'imm.flow',
      ...(late.how === 'publishes-first' ? (upload.deed.facts ?? []).filter((one) => one === 'sp.flow' || one === 'nc.exists') : []),
    ],
    key: [late.how === 'event' ? (run.event.activity ?? '') : late.how, upload.job.id],
    subject: { late, run } satisfies LateSubject,
    advice: 'Make the release as a draft, upload every file, and publish it at the end: `gh release edit TAG --draft=false`.',
  };
}

/** The line to edit: the trigger that starts too late, or else the upload. */
function placeOf(late: LateFiles, run: Run): { readonly at: Location; readonly trigger?: Location } {
  const trigger = late.how === 'event' ? run.workflow.triggers.find((t) => t.event === 'release') : undefined;
  // `created` is meant for drafts, and is another defect: drafts do not send it.
  if (trigger === undefined || run.event.activity === 'created') return { at: late.upload.at };
  const at = activityAt(trigger, run.event.activity);
  return { at, trigger: at };
}

function activityAt(trigger: Trigger, activity: string | undefined): Location {
  const type = trigger.types?.find((one) => one.text === activity) ?? trigger.types?.[0];
  return type ? locate(type) : locate(trigger.key);
}

function titleOf({ how, upload, published }: LateFiles): string {
  switch (how) {
    case 'event':
      return 'Files are uploaded to a release that is published already';
    case 'publishes-first':
      return `${upload.deed.tool} publishes the release before its files are there`;
    case 'legs':
      return 'Each leg of the matrix adds files to a release that the first one published';
    case 'after':
      return `Files are uploaded after ${published?.deed.tool ?? 'something'} published the release`;
    case 'replaces':
      return 'A release that exists is given other files';
  }
}

function happensOf({ how, upload, published }: LateFiles, run: Run): string {
  const job = `job \`${upload.job.id}\``;
  switch (how) {
    case 'event':
      return `${run.workflow.path} starts when a release is public, and ${job} then uploads files to it (${upload.deed.tool}).`;
    case 'publishes-first':
      return `In ${job}, ${upload.deed.tool} makes the release public${upload.deed.kind === 'release' && upload.deed.prerelease === false ? '' : ' (a pre-release at least)'} and uploads its files after that.`;
    case 'legs':
      return `Each of the ${upload.legs} legs of ${job} makes or extends the release, which is public as soon as the first one is through.`;
    case 'after':
      return `${published?.deed.tool ?? 'A step'} publishes the release${published && published.job !== upload.job ? ` in job \`${published.job.id}\`` : ''}, and ${job} uploads files to it after that (${upload.deed.tool}).`;
    case 'replaces':
      return `When the release exists already, for example because a person made it, ${job} replaces its files (${upload.deed.tool} --clobber).`;
  }
}
