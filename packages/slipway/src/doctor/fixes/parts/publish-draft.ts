import type { Job } from '../../../actions/index.ts';
import { type Effect, isGithubToken, type Run } from '../../../chain/index.ts';
import { type Change, quoteScalar } from '../../../source/index.ts';
import { inJob } from './places.ts';

/** The name of the tag of a release as the workflow itself writes it; undefined when it only stands in a script. */
export function tagText({ step, tagExists }: Effect, { event }: Run): string | undefined {
  const given = step?.with.find((p) => /^(?:tag|tag_name|tagname|tag-name)$/i.test(p.name))?.value;
  if (given?.kind === 'scalar' && given.text !== '') return given.text.trim();
  return tagExists && event.refType === 'tag' ? '${{ github.ref_name }}' : undefined;
}

/** The token with which a release was made, as an expression; undefined when it is made out of sight. */
export function tokenText({ held: { credential } }: Effect): string | undefined {
  if (isGithubToken(credential)) return '${{ github.token }}';
  return credential.kind === 'pat' ? `\${{ secrets.${credential.secret} }}` : undefined;
}

/** A step that makes a draft public, as YAML of an item of `steps`. */
export function publishingStep(tag: string, token: string): string {
  return [
    'name: Publish the release',
    'run: gh release edit "$TAG" --draft=false',
    'env:',
    `  TAG: ${quoteScalar(tag)}`,
    `  GH_TOKEN: ${quoteScalar(token)}`,
    // Also in a job without a checkout gh knows the repository.
    '  GH_REPO: ${{ github.repository }}',
  ].join('\n');
}

/** Puts the publishing step before a step of a job, or at its end. */
export function publishIn(job: Job, before: number | undefined, tag: string, token: string): Change {
  return { op: 'insert', at: inJob(job, 'steps', before ?? job.steps.length), value: publishingStep(tag, token) };
}
