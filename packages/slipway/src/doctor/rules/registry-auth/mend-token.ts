import type { Job, Step, Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { type Change, type FileChange, get, isMap } from '../../../source/index.ts';
import { changed, inJob, inStep } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { Unaccepted } from './subject.ts';
import { hasIdToken, type Upload } from './uploads.ts';

const secrets: Readonly<Record<string, string>> = { npm: 'NPM_TOKEN', 'crates.io': 'CARGO_REGISTRY_TOKEN', PyPI: 'PYPI_API_TOKEN' };

/** A token of the registry, from a secret. */
export function* byToken(upload: Upload, registry: string, variable: string, analysis: Analysis, main?: Upload): Generator<Proposal> {
  const { effect, job, run } = upload;
  const { step } = effect;
  if (step === undefined || step.node.file !== job.job.node.file) return;
  const name = known(analysis.world.workflows, registry) ?? secrets[registry]!;
  const { path } = run.workflow;
  const user: Change[] = variable === 'TWINE_PASSWORD' ? [{ op: 'set', at: inStep(step, job.job, 'env', 'TWINE_USERNAME'), value: '__token__' }] : [];
  const file = registry === 'npm' ? npmrc(job.job, step, analysis) : [];
  if (file === undefined) return;
  const identity = main ? withoutIdentity(job, run.workflow) : [];
  yield {
    id: 'registry-token',
    title: `Publish to ${registry} from job \`${job.job.id}\` of ${path} with a token in secret ${name}`,
    changes: [
      changed(path, ...file, ...user, ...identity, { op: 'set', at: inStep(step, job.job, 'env', variable), value: `\${{ secrets.${name} }}` }),
    ] satisfies FileChange[],
    secret: { name, kind: 'registry', rights: [] },
    tradeoffs: [
      'The token lasts until it expires: a release after that day fails, and whoever can change a workflow of the repository can read it.',
      ...(identity.length > 0 ? ['What this file publishes has no provenance any more.'] : []),
      ...(main ? [`${main.run.workflow.path} goes on without a token.`] : []),
    ],
    check: `\`gh run view --log\` of the next release shows the upload, and ${registry} the version.`,
  };
}

/** The identity would be tried first, and stands for a file that npm does not trust. */
function withoutIdentity(upload: Upload['job'], { jobs, parsed }: Workflow): Change[] {
  if (!hasIdToken(upload)) return [];
  if (isMap(get(upload.job.node, 'permissions'))) return [{ op: 'remove', at: inJob(upload.job, 'permissions', 'id-token') }];
  return jobs.length === 1 && isMap(get(parsed.root, 'permissions')) ? [{ op: 'remove', at: ['permissions', 'id-token'] }] : [];
}

/** A secret that the workflows of the repository use for this registry already. */
function known(workflows: readonly Workflow[], registry: string): string | undefined {
  const pattern = {
    npm: /secrets\.(NPM\w*TOKEN|NODE_AUTH_TOKEN)\b/,
    'crates.io': /secrets\.((?:CARGO|CRATES)\w*TOKEN)\b/,
    PyPI: /secrets\.((?:PYPI|TWINE)\w*(?:TOKEN|PASSWORD))\b/,
  }[registry];
  for (const { file } of workflows) {
    const found = pattern?.exec(file.text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What makes npm read NODE_AUTH_TOKEN: the file that setup-node writes for `registry-url`. undefined when the registry's address is not known. */
function npmrc(job: Job, upload: Step, { world }: Analysis): Change[] | undefined {
  const setup = job.steps.filter((s) => s.index < upload.index && /^actions\/setup-node@/i.test(s.uses?.at.text ?? '')).at(-1);
  if (setup?.with.some((p) => p.name === 'registry-url')) return [];
  const host = world.tools.npmRegistryHost;
  if (host === undefined) return undefined;
  if (setup === undefined)
    return [{ op: 'insert', at: inJob(job, 'steps', upload.index), value: `uses: actions/setup-node@v4\nwith:\n  registry-url: https://${host}` }];
  return [{ op: 'set', at: inStep(setup, job, 'with', 'registry-url'), value: `https://${host}` }];
}

/** The token is there, under a name that npm does not read. */
export function* inVariable({ upload, variable }: Extract<Unaccepted, { why: 'unread' }>, analysis: Analysis): Generator<Proposal | Refusal> {
  const { effect, job, run } = upload;
  const { step } = effect;
  if (step === undefined) return;
  const file = npmrc(job.job, step, analysis);
  const given = step.env.find((p) => p.name === variable);
  const outer = [...job.job.env, ...run.workflow.env].find((p) => p.name === variable)?.value;
  const text = outer?.kind === 'scalar' ? outer.text : undefined;
  const named: Change[] =
    variable === 'NODE_AUTH_TOKEN'
      ? []
      : given
        ? [{ op: 'rename-key', at: inStep(step, job.job, 'env', variable), to: 'NODE_AUTH_TOKEN' }]
        : text === undefined
          ? []
          : [{ op: 'set', at: inStep(step, job.job, 'env', 'NODE_AUTH_TOKEN'), value: text }];
  if (file === undefined || file.length + named.length === 0) {
    yield {
      refused: `${variable} is set where it could not be found.`,
      instead: 'Call the variable NODE_AUTH_TOKEN, and give setup-node `registry-url`.',
    };
    return;
  }
  yield {
    id: 'node-auth-token',
    title: `Let npm read the token in job \`${job.job.id}\` of ${run.workflow.path}${file.length > 0 ? ', by the file that setup-node writes' : ''}`,
    changes: [changed(run.workflow.path, ...file, ...named)],
    tradeoffs: ['npm commands of the job read from the registry that is named there, with this token where it is set.'],
    check: 'The upload ends without ENEEDAUTH, and the registry shows the version.',
  };
}

/** A token of crates.io that is kept, where none is given for the run. */
export function* withoutTrade({ job, workflow }: Extract<Unaccepted, { why: 'event' }>, analysis: Analysis): Generator<Proposal> {
  const maker = job.steps.find((s) => /^rust-lang\/crates-io-auth-action@/i.test(s.uses?.at.text ?? ''));
  if (maker?.id === undefined) return;
  const name = known(analysis.world.workflows, 'crates.io') ?? secrets['crates.io']!;
  const made = `steps.${maker.id}.outputs.token`;
  const readers = job.steps.flatMap((s) =>
    s.env.flatMap((p) => (p.value?.kind === 'scalar' && p.value.text.includes(made) ? [inStep(s, job, 'env', p.name)] : [])),
  );
  if (readers.length === 0) return;
  yield {
    id: 'registry-token',
    title: `Publish to crates.io from job \`${job.id}\` of ${workflow.path} with a token in secret ${name}`,
    changes: [
      changed(
        workflow.path,
        { op: 'remove', at: inJob(job, 'steps', maker.index) },
        ...readers.map((at): Change => ({ op: 'set', at, value: `\${{ secrets.${name} }}` })),
      ),
    ],
    secret: { name, kind: 'registry', rights: ['publish-update'] },
    tradeoffs: ['The token lasts until it expires, and whoever can change a workflow of the repository can read it.'],
    check: 'The log of the upload ends well, and crates.io shows the version.',
  };
}
