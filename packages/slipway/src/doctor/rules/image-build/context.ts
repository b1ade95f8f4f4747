import { asText } from '../../../actions/index.ts';
import { type JobRun, locate } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import { type BuildSeen, inputNode } from './builds.ts';
import { contextFrom } from './paths.ts';
import type { StepSeen } from './steps-before.ts';
import type { ImageSubject } from './subject.ts';

/** A context in the workspace of a job that brings nothing there. */
export function contextDraft(seen: BuildSeen): Draft | undefined {
  const context = contextFrom(seen.build);
  if (context === undefined || context.fetched || !/build-push-action|^docker (?:buildx )?build/.test(seen.deed.tool)) return undefined;
  if (seen.job.checkouts.length > 0 || !seen.earlier.every(bringsNothing)) return undefined;
  const node = inputNode(seen.step, 'context');
  return {
    at: node ? locate(node) : seen.effect.at,
    certainty: seen.effect.happens === true ? 'proven' : 'likely',
    title: `Job \`${seen.job.id}\` builds from its directory, and nothing is checked out there`,
    message: `${seen.deed.tool} takes \`${context.folder === '' ? '.' : context.folder}\` of the job's own directory as its context. No step of job \`${seen.job.id}\` checks the repository out or brings files another way, so there is no Dockerfile and nothing to copy, and the build ends with an error.`,
    chain: [
      { kind: 'event', text: seen.run.event.text, state: 'holds' },
      { kind: 'step', text: `${seen.deed.tool} builds`, location: seen.effect.at, state: 'cut' },
    ],
    key: [seen.job.id, 'context'],
    subject: { kind: 'context', seen } satisfies ImageSubject,
    advice: 'Put a step with actions/checkout before it, or leave `context` out: the builder then fetches the repository itself.',
  };
}

/** Steps that log in, set up builders or tools, or compute names bring no files. */
const bareActions =
  /^(?:docker\/(?:login-action|setup-buildx-action|setup-qemu-action|metadata-action|build-push-action)|aws-actions\/(?:configure-aws-credentials|amazon-ecr-login)|google-github-actions\/auth|azure\/login|sigstore\/cosign-installer|step-security\/harden-runner)$/;

/** Longer scripts do more than that. */
const mostLetters = 4000;
const harmlessLine =
  /^\s*(?:$|#|\w+=[^;&|`]*$|(?:if|then|else|fi)\b[^;&|>]*(?:;\s*then)?$|echo\b[^>]*(?:>>\s*"?\$\{?GITHUB_(?:OUTPUT|ENV|STEP_SUMMARY)\}?"?)?\s*$)/;

export function bringsNothing({ action, step }: StepSeen): boolean {
  if (action !== undefined) return bareActions.test(action);
  const text = step.run?.text;
  return text !== undefined && text.length < mostLetters && text.split('\n').every((line) => harmlessLine.test(line));
}

/** An image of a release that is built with a login and tags, and goes nowhere. */
export function unpushedDraft(seen: BuildSeen): Draft | undefined {
  const { run, build, deed, job, effect, step } = seen;
  const { event } = run;
  const isRelease = event.name === 'release' || (event.name === 'push' && event.refType === 'tag' && event.ref.k === 'str');
  if (!isRelease || deed.push !== false || build.keeps !== false || effect.happens !== true || build.tags === undefined) return undefined;
  // The job logs in to push, and nothing of the run pushes an image.
  if (
    !seen.earlier.some((s) => /login/.test(s.action ?? '')) ||
    hasLater(job, step) ||
    run.effects.some((e) => e.deed.kind === 'image' && e.deed.push !== false)
  )
    return undefined;
  // Something of the run that is not read may push it.
  if (run.opaque.length > 0) return undefined;
  const node = inputNode(step, 'push');
  const tags = asText(build.tags)?.trim().split('\n')[0];
  return {
    at: node ? locate(node) : effect.at,
    certainty: 'likely',
    title: `The image is built when ${event.text}, and not pushed`,
    message: `When ${event.text}, job \`${job.id}\` logs in to the registry and builds ${tags === undefined || tags === '' ? 'the image' : tags}, but ${node === undefined ? '`push` is not set, and its default is false' : `\`push: ${node.text}\` is false for this event`}. Nothing loads, exports or pushes the result: it stays in the builder and goes with the job.`,
    chain: [
      { kind: 'event', text: event.text, state: 'holds' },
      { kind: 'effect', text: `${deed.tool} builds without pushing`, location: effect.at, state: 'cut' },
    ],
    key: [job.id, 'push'],
    subject: { kind: 'push', seen } satisfies ImageSubject,
    advice: 'Write `push: true`, or a condition that holds for this event.',
  };
}

/** A later step of the job works with Docker: the image may be scanned, or pushed in another way. */
function hasLater(job: JobRun, step: BuildSeen['step']): boolean {
  const at = job.job.steps.indexOf(step);
  return (
    at < 0 || job.job.steps.slice(at + 1).some((s) => /docker|image|crane|skopeo|trivy|cosign/i.test(`${s.run?.text ?? ''} ${s.uses?.at.text ?? ''}`))
  );
}
