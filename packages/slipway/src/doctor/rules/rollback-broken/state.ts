import type { Job, Step, Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import { infraCommands } from '../../infrastructure.ts';
import type { Draft } from '../../rule.ts';
import { isForEmergency } from './going-back.ts';

/** Where a job keeps its state: the key of its backend, with `*` for what the run fills in. */
interface State {
  readonly key: string;
  readonly at: Location;
  readonly directory: string;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** `-backend-config="key=…"`, or a line `key = "…"` that a script writes to a file of settings. */
const setting = /(?:\b|(?<=\\n))(?:key|prefix)[ \t]*=[ \t]*\\?["']?([^\s"'\\]+)/g;
const filled = /\$\{\{[^}]*\}\}|\$\{[^}]*\}|\$\w+|%s/g;

/** The way back of one part applies to the state of another. */
export function* otherState({ world }: Analysis): Generator<Draft> {
  const states = statesOf(world);
  const usual = states.filter((s) => !isForEmergency(s.workflow));
  for (const back of states) {
    if (!isForEmergency(back.workflow)) continue;
    const same = usual.filter((u) => u.directory === back.directory);
    const best = closest(back, same);
    if (best === undefined || best.key === back.key) continue;
    const owner = same.find((u) => u.key === back.key);
    // A key that nobody else has may belong to a deployment that is not read here.
    if (owner === undefined && new Set(same.map((u) => u.key)).size > 1) continue;
    yield {
      at: back.at,
      ...(owner ? {} : { severity: 'warning' as const }),
      certainty: 'likely',
      title: `Job ${back.job.id} goes back in the state \`${back.key}\`, and ${best.workflow.path} deploys with \`${best.key}\``,
      message:
        `Job \`${back.job.id}\` of ${back.workflow.path} applies \`${back.directory}\` to the state \`${back.key}\`; job \`${best.job.id}\` of ${best.workflow.path}, which it is to undo, keeps its state in \`${best.key}\`. ` +
        (owner
          ? `The first one belongs to ${owner.workflow.path}: going back changes what that workflow has deployed, and leaves as it is what should be put back.`
          : `What is live is not in the state that is changed, so it stays as it is, or is made a second time.`),
      chain: [
        { kind: 'step', text: `state ${best.key} of ${best.job.id}`, location: best.at, state: 'holds' },
        ...(owner ? [{ kind: 'step' as const, text: `state ${owner.key} of ${owner.job.id}`, location: owner.at, state: 'holds' as const }] : []),
      ],
      key: ['state', back.job.id],
      advice: `Give the way back the key of the deployment: \`${best.key}\`.`,
    };
  }
}

function statesOf(world: Analysis['world']): State[] {
  const out: State[] = [];
  for (const job of new Set(
    infraCommands(world)
      .filter((c) => c.act === 'apply')
      .map((c) => c.job),
  )) {
    const inits = infraCommands(world).filter((c) => c.job === job && c.act === 'init' && !c.withoutBackend);
    const directories = new Set(inits.map((c) => c.directory));
    const [init] = inits;
    if (init?.directory === undefined || directories.size > 1) continue;
    const keys = job.steps.flatMap((step) => keysOf(step));
    const [first] = keys;
    if (first === undefined || keys.some((k) => k.key !== first.key)) continue;
    out.push({ ...first, directory: init.directory, job, workflow: init.workflow });
  }
  return out;
}

function keysOf({ run }: Step): { key: string; at: Location }[] {
  if (run === undefined) return [];
  return [...run.text.matchAll(setting)].flatMap((m) => {
    const key = m[1]!.replace(filled, '*');
    const from = m.index + m[0].length - m[1]!.length;
    return /tfstate|\//.test(key) ? [{ key, at: run.file.locate(scalarSpan(run, from, from + m[1]!.length)) }] : [];
  });
}

/** The deployment that a way back is for: the one whose names it shares, and no other as much; undefined when that does not tell. */
function closest(back: State, all: readonly State[]): State | undefined {
  const own = wordsOf(back);
  const ranked = all.map((state) => ({ state, shared: [...wordsOf(state)].filter((w) => own.has(w)).length })).sort((a, b) => b.shared - a.shared);
  const [first] = ranked;
  if (first === undefined) return undefined;
  const rival = ranked.find((r) => r.state.key !== first.state.key);
  return rival === undefined || rival.shared < first.shared ? first.state : undefined;
}

const common = /^(?:deploy\w*|roll\w*|back|to|the|and|job|build|apply|with|terraform|tofu|yml|yaml|github|workflows|emergency)$/;

const wordsOf = ({ job, workflow }: State): Set<string> =>
  new Set(
    (isForEmergency(workflow) ? `${job.id} ${job.name?.text ?? ''}` : `${workflow.path} ${workflow.displayName} ${job.id} ${job.name?.text ?? ''}`)
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((w) => w.length > 1 && !common.test(w)),
  );
