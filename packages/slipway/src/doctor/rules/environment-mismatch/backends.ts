import { contextPaths, maskExpressions, parseExpression } from '../../../actions/index.ts';
import { environmentWord, plainName, type World } from '../../../chain/index.ts';
import type { Location, ScalarNode } from '../../../source/index.ts';
import { infraCommands } from '../../infrastructure.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { type BackendGroup, bucketOf, type UsedBackend } from './used.ts';

/** One state, or one bucket, of several environments. */
export function* backendsTogether({ init, backends }: BackendGroup, world: World): Generator<Draft> {
  const byBucket = new Map<string, UsedBackend[]>();
  for (const one of backends) {
    // A role of its own is another way to part accounts.
    if (one.environment === undefined || one.backend.has('role_arn') || one.backend.has('assume_role') || one.backend.has('profile')) continue;
    const bucket = bucketOf(one.backend)!.value;
    byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), one]);
  }
  for (const [bucket, all] of byBucket) {
    const shared = [...new Map(all.map((b) => [plainName(b.environment!), b])).values()];
    if (shared.length < 2) continue;
    const last = shared.find((b) => plainName(b.environment!) === 'production') ?? shared.at(-1)!;
    const others = shared.filter((b) => b !== last);
    const names = listed(shared.map((b) => b.environment!));
    const same = others.filter((b) => stateOf(b) !== undefined && stateOf(b) === stateOf(last));
    const key = last.backend.setting('key')?.at ?? last.backend.setting('prefix')?.at;
    if (same.length > 0 && key !== undefined && !usesWorkspaces(world)) {
      yield {
        at: key,
        severity: 'error',
        certainty: 'proven',
        title: `${listed([...same, last].map((b) => b.environment!))} keep one state`,
        message:
          `${last.backend.file.path} and ${listed(same.map((b) => b.backend.file.path))} name the same bucket \`${bucket}\` and the same key \`${stateOf(last)}\`. ` +
          `The state of one environment is then taken for the other's: the next apply to ${last.environment} changes or removes what belongs to ${same[0]!.environment}.`,
        chain: same.map((b) => ({
          kind: 'step' as const,
          text: `the same key for ${b.environment}`,
          location: (b.backend.setting('key') ?? b.backend.setting('prefix'))!.at,
          state: 'cut' as const,
        })),
        key: ['state', bucket, stateOf(last)!],
        advice: 'Give each environment a key of its own.',
      };
      continue;
    }
    const role = roleOfEach(world);
    if (role === undefined) continue;
    yield {
      at: bucketOf(last.backend)!.at,
      certainty: 'likely',
      title: `${names} keep their state in one bucket, with a role for each`,
      message:
        `${init.workflow.path} deploys ${names} with a role for each of them (${role.path === init.workflow.path ? `line ${role.line}` : `${role.path}:${role.line}`}), but the files of settings all name the bucket \`${bucket}\`. ` +
        `A bucket belongs to one account: the roles of the other accounts cannot open it, so \`${init.tool} init\` fails there; where they can, the role of one environment reads and writes the state of production.`,
      chain: [
        ...others.map((b) => ({
          kind: 'step' as const,
          text: `${b.environment} names the same bucket`,
          location: bucketOf(b.backend)!.at,
          state: 'cut' as const,
        })),
        { kind: 'credential', text: 'a role for each environment', location: role, state: 'holds' },
      ],
      assumptions: ['the roles belong to accounts of their own'],
      needs: ['aws sts get-caller-identity with each role'],
      key: ['bucket', bucket],
      advice: 'Give each environment a bucket in its own account.',
    };
  }
}

/** The name of the state in its bucket; containers of a storage account are part of it. */
function stateOf({ backend }: UsedBackend): string | undefined {
  const key = (backend.setting('key') ?? backend.setting('prefix'))?.value;
  return key === undefined ? undefined : [backend.setting('container_name')?.value, key].filter((p) => p !== undefined).join('/');
}

const usesWorkspaces = (world: World): boolean =>
  infraCommands(world).some((c) => c.act === 'workspace') || world.workflows.some((w) => w.file.text.includes('TF_WORKSPACE'));

/** Where a job takes another cloud role for each environment: another secret, or one whose name is made in the run. */
function roleOfEach(world: World): Location | undefined {
  for (const workflow of world.workflows)
    for (const job of workflow.jobs)
      for (const step of job.steps)
        for (const pair of step.with) {
          if (!/^role[-_]to[-_]assume$/i.test(pair.name) || pair.value?.kind !== 'scalar') continue;
          if (differs(pair.value)) return workflow.file.locate(pair.value.span);
        }
  return undefined;
}

function differs(node: ScalarNode): boolean {
  const { text } = node;
  if (/\b(?:secrets|vars)\s*\[/.test(text)) return true;
  if (/arn:aws[\w-]*:iam::\$\{\{/.test(text)) return true;
  const names = new Set<string>();
  for (const { source } of maskExpressions(text).expressions) {
    const { ast } = parseExpression(source);
    for (const path of ast === undefined ? [] : contextPaths(ast)) {
      const name = /^(?:secrets|vars)\.([\w-]+)$/i.exec(path)?.[1];
      if (name !== undefined) names.add(name.toUpperCase());
    }
  }
  return names.size > 1 && [...names].some((n) => environmentWord(n) !== undefined);
}
