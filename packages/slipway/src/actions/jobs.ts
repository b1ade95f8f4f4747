import type { Entry, MapNode } from '../source/types.ts';
import { parseMatrix } from './matrix.ts';
import type { Concurrency, ContainerDecl, Defaults, Job } from './model.ts';
import { asMap, asText, child, entriesOf, entry, entrySpan, type MaybeNode, pairsOf, textAt, textsOf } from './nodes.ts';
import { parsePermissions } from './permissions.ts';
import { parseSteps } from './steps.ts';
import { parseUses } from './uses.ts';

/** More jobs than GitHub takes in a file that still runs. */
const most = 1000;

/** `concurrency` of a workflow or a job: a group's name, or a map. */
export function parseConcurrency(of: MaybeNode): Concurrency | undefined {
  const found = entry(of, 'concurrency');
  if (!found?.value) return undefined;
  const { value } = found;
  const span = entrySpan(found);
  if (value.kind === 'scalar') return { group: value, span };
  return { group: textAt(value, 'group'), cancelInProgress: textAt(value, 'cancel-in-progress'), queue: textAt(value, 'queue'), span };
}

/** `defaults.run` of a workflow or a job. */
export function parseDefaults(of: MaybeNode): Defaults {
  const run = child(child(of, 'defaults'), 'run');
  return { shell: textAt(run, 'shell'), workingDirectory: textAt(run, 'working-directory') };
}

function parseContainer(node: MaybeNode): ContainerDecl | undefined {
  if (!node) return undefined;
  return { image: node.kind === 'scalar' ? asText(node) : textAt(node, 'image'), node };
}

function parseEnvironment(node: MaybeNode): Job['environment'] {
  if (!node) return undefined;
  if (node.kind === 'scalar') return asText(node) && { name: node };
  return node.kind === 'map' ? { name: textAt(node, 'name'), url: textAt(node, 'url') } : undefined;
}

function parseJob({ key }: Entry, node: MapNode): Job {
  const uses = textAt(node, 'uses');
  const secrets = child(node, 'secrets');
  return {
    id: key.text,
    key,
    node,
    name: textAt(node, 'name'),
    needs: textsOf(child(node, 'needs')),
    if: textAt(node, 'if'),
    permissions: parsePermissions(node),
    runsOn: child(node, 'runs-on') ?? undefined,
    environment: parseEnvironment(child(node, 'environment')),
    concurrency: parseConcurrency(node),
    outputs: entriesOf(child(node, 'outputs')).map((one) => ({ name: one.key.text, key: one.key, value: asText(one.value) })),
    env: pairsOf(child(node, 'env')),
    defaults: parseDefaults(node),
    matrix: parseMatrix(child(node, 'strategy')),
    continueOnError: textAt(node, 'continue-on-error'),
    timeoutMinutes: textAt(node, 'timeout-minutes'),
    container: parseContainer(child(node, 'container')),
    services: entriesOf(child(node, 'services')).flatMap((one) => parseContainer(one.value) ?? []),
    steps: parseSteps(child(node, 'steps')),
    uses: uses && { at: uses, is: parseUses(uses.text) },
    with: pairsOf(child(node, 'with')),
    secrets: asText(secrets)?.text === 'inherit' ? 'inherit' : asMap(secrets) ? pairsOf(secrets) : undefined,
  };
}

/** Reads `jobs`; what is not a map is no job. */
export function parseJobs(jobs: MaybeNode): readonly Job[] {
  return entriesOf(jobs)
    .slice(0, most)
    .flatMap((one) => {
      const node = asMap(one.value);
      return node ? [parseJob(one, node)] : [];
    });
}
