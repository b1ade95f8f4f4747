import type { Effect, Run } from '../../../../chain/index.ts';
import type { Change } from '../../../../source/index.ts';
import { addNeeds } from '../needs.ts';
import { publishingStep, tokenText } from '../publish-draft.ts';
import { releaseTag } from './release-tag.ts';

/** A job that makes the draft before the legs look for it: each would make one of its own otherwise. */
export function beforeLegs(run: Run, upload: Effect): Change[] | undefined {
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
  const condition = upload.job.if && !/\b(?:needs|always|success|failure)\b/.test(upload.job.if.text) ? [`if: ${upload.job.if.text.trim()}`] : [];
  const needs = upload.job.needs.map((n) => n.text);
  const lines = [
    ...(needs.length > 0 ? [`needs: [${needs.join(', ')}]`] : []),
    ...condition,
    'runs-on: ubuntu-latest',
    'permissions:',
    '  contents: write',
    'steps:',
    ...step.split('\n').map((line, i) => `  ${i === 0 ? '- ' : '  '}${line}`),
  ];
  return [{ op: 'set', at: ['jobs', id], value: lines.join('\n'), place: { before: upload.job.id } }, ...addNeeds(upload.job, [id])];
}
