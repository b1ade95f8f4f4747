import type { Step } from '../../../actions/index.ts';
import type { JobRun, World } from '../../../chain/index.ts';
import { actionKnowledge } from '../../../tools/index.ts';
import { ownAction, withOwnActions } from '../../own-actions.ts';

/** A step of a job, or of an action of the tree that the job uses. */
export interface StepSeen {
  readonly step: Step;
  /** Name of the action, in lower case and without its ref; undefined for a script. */
  readonly action: string | undefined;
  /** What it does can be told: a script of the workflow, or an action of the catalogue. */
  readonly isKnown: boolean;
}

const mostSteps = 300;

/** The steps of a job in order, with those of the tree's own composite actions in the place of the steps that use them. */
export function stepsOf(job: JobRun, world: World): readonly StepSeen[] {
  const out: StepSeen[] = [];
  for (const step of withOwnActions(
    job.job.steps.filter((s) => !job.skippedSteps.includes(s)),
    world,
  )) {
    if (out.length >= mostSteps) break;
    if (ownAction(step, world) !== undefined || job.skippedSteps.includes(step)) continue;
    const uses = step.uses?.is;
    if (uses?.kind === 'remote') {
      const action = [uses.owner, uses.repo, uses.path].filter(Boolean).join('/').toLowerCase();
      out.push({ step, action, isKnown: actionKnowledge(action) !== undefined });
    } else out.push({ step, action: uses === undefined ? undefined : 'unknown', isKnown: step.run !== undefined });
  }
  return out;
}

/** The steps before one of them; undefined when it is not among them. */
export function before(steps: readonly StepSeen[], step: Step): readonly StepSeen[] | undefined {
  const at = steps.findIndex((s) => s.step === step);
  return at < 0 ? undefined : steps.slice(0, at);
}

/** Whether something is done before: for certain or perhaps (true), not at all (false), or nobody can tell (undefined). */
export function isSetUp(steps: readonly StepSeen[], what: 'builder' | 'emulation'): boolean | undefined {
  const { actions, commands } = marks[what];
  if (steps.some((s) => (s.action !== undefined ? actions.test(s.action) : commands.test(s.step.run?.text ?? '')))) return true;
  return steps.some((s) => !s.isKnown || isOpen(s)) ? undefined : false;
}

const marks = {
  builder: {
    actions: /buildx|setup-docker|depot\/|nscloud|namespace|blacksmith|warpbuild|earthly|buildah|podman|setup-nix|dagger/,
    commands: /buildx\s+(?:create|use|install)|containerd-snapshotter|daemon\.json|docker\s+context|BUILDX_BUILDER|buildkitd|\bdepot\b/,
  },
  emulation: {
    actions: /qemu|binfmt|buildx$|depot\/|nscloud|namespace|blacksmith|warpbuild|earthly|run-on-arch|ghaction-docker-buildx/,
    commands: /binfmt|qemu|buildx\s+(?:create|use)|\bdepot\b/,
  },
} as const;

/** A script that calls what is not followed here: a program of the tree, a task. */
function isOpen({ step }: StepSeen): boolean {
  const text = step.run?.text ?? '';
  return /\b(?:make|just|task|mage|bazel|nix|earthly)\b|(?:^|[;&|(])\s*(?:sudo\s+)?(?:(?:bash|sh|source|\.)\s+[\w./-]+|\.\/[\w./-]+)|\.sh\b|\bansible|\bdocker\s+run\b/m.test(
    text,
  );
}
