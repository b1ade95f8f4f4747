import type { Job } from '../../../../actions/index.ts';
import type { Effect, Run } from '../../../../chain/index.ts';
import type { Change } from '../../../../source/index.ts';
import { addNeeds } from '../needs.ts';
import { publishingStep, tokenText } from '../publish-draft.ts';
import { releaseTag } from './release-tag.ts';

/** A job that makes the draft before the legs look for it: each would make one of its own otherwise. */
export function beforeLegs(run: Run, upload: Effect, jobs: readonly Job[] = [upload.job]): Change[] | undefined {
  const tag = releaseTag(upload, run, false);
  const token = tokenText(upload);
  const id = 'draft-release';
  if (!upload.tagExists) return [];
  if (tag === undefined || token === undefined || run.workflow.jobs.some((j) => j.id === id)) return undefined;
  const step = publishingStep(tag, token)
    .replace('name: Publish the release', 'name: Make a draft of the release')
    .replace(
      'gh release edit "$TAG" --draft=false',
      'gh release view "$TAG" || gh release create "$TAG" --draft --verify-tag --title "$TAG" --notes ""',
    );
  // The job itself runs always: what waits for a job that is skipped is skipped too.
  const others = run.workflow.triggers.some((t) => t.event !== 'push' || t.tags === undefined || t.branches !== undefined);
  const lead = others ? ["if: github.ref_type == 'tag'"] : [];
  // What all of them wait for.
  const needs = upload.job.needs.map((n) => n.text).filter((id) => jobs.every((j) => j.needs.some((n) => n.text === id)));
  const lines = [
    ...(needs.length > 0 ? [`needs: ${needs.length === 1 ? needs[0] : `[${needs.join(', ')}]`}`] : []),
    'runs-on: ubuntu-latest',
    'permissions:',
    '  contents: write',
    'steps:',
    ...[...step.split('\n'), ...lead].map((line, i) => `  ${i === 0 ? '- ' : '  '}${line}`),
  ];
  return [
    { op: 'set', at: ['jobs', id], value: lines.join('\n'), place: { before: firstOf(run, jobs).id } },
    ...jobs.flatMap((job) => addNeeds(job, [id])),
  ];
}

const firstOf = ({ workflow }: Run, jobs: readonly Job[]): Job => workflow.jobs.find((j) => jobs.includes(j)) ?? jobs[0]!;
