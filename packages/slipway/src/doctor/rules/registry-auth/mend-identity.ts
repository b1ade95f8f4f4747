import type { Analysis } from '../../../chain/index.ts';
import { baseName } from '../../../chain/index.ts';
import { grantPermission, grantTradeoffs } from '../../fixes/parts/permissions.ts';
import { changed, inJob, inStep, together } from '../../fixes/parts/places.ts';
import { stepId } from '../../fixes/parts/step-ids.ts';
import type { Proposal } from '../../fixes/types.ts';
import { npmFirst } from './mend-npm.ts';
import { oldNpm } from './npm-version.ts';
import type { Unaccepted } from './subject.ts';
import type { Upload } from './uploads.ts';

type Nothing = Extract<Unaccepted, { why: 'nothing' }>;

const idToken = [{ scope: 'id-token', level: 'write' }] as const;
const trade = 'rust-lang/crates-io-auth-action@v1';
const check = 'The log of the upload says that it goes by trusted publishing (OIDC), and the registry shows the version.';

/** Trusted publishing: the registry knows the workflow file, and no secret is kept. */
export function* byIdentity(subject: Nothing, analysis: Analysis): Generator<Proposal> {
  const { effect, job, run } = subject.upload;
  const { step } = effect;
  if (step === undefined || step.node.file !== job.job.node.file) return;
  const { path } = run.workflow;
  const grant = grantPermission(job.job, idToken, analysis);
  const base = {
    id: 'trusted-publishing',
    title: `Let job \`${job.job.id}\` of ${path} publish to ${subject.registry} with the identity of its run`,
    tradeoffs: [
      `${subject.registry} is bound to the name of this file: renamed, or called by another, it is refused.`,
      ...grantTradeoffs(job.job, idToken, analysis),
    ],
    setup: [register(subject, analysis)],
    check,
  };
  if (subject.registry === 'npm') {
    const old = oldNpm(
      job.job.steps.filter((s) => s.index <= step.index),
      analysis.world,
    );
    yield { ...base, changes: together(grant, old ? npmFirst(job.job, step) : []) };
  } else if (subject.registry === 'PyPI') yield { ...base, changes: grant };
  else {
    const maker = subject.trade;
    const { id, changes } = maker ? stepId(job.job, maker, 'auth') : { id: 'auth', changes: [] };
    const insert = { op: 'insert' as const, at: inJob(job.job, 'steps', step.index), value: `uses: ${trade}\nid: ${id}` };
    const token = {
      op: 'set' as const,
      at: inStep(step, job.job, 'env', subject.variable ?? 'CARGO_REGISTRY_TOKEN'),
      value: `\${{ steps.${id}.outputs.token }}`,
    };
    yield { ...base, changes: together(grant, [changed(path, ...(maker ? changes : [insert]), token)]), ...(maker ? { setup: [] } : {}) };
  }
}

/** What a person tells the registry. Sources: the documents of npm, PyPI and crates.io on trusted publishing, read on 2026-11-20. */
function register({ registry, upload }: Nothing, { world }: Analysis): string {
  const { deed } = upload.effect;
  const name = deed.kind === 'package' ? (deed.names[0] ?? 'the package') : 'the package';
  const file = baseName(upload.run.workflow.path);
  const where = `repository \`${world.slug ?? 'OWNER/NAME'}\`, workflow \`${file}\`${upload.job.job.environment?.name ? `, environment \`${upload.job.job.environment.name.text}\`` : ''}`;
  if (registry === 'npm')
    return `On npm's site open the settings of ${name}, *Trusted publisher*, GitHub Actions, and give it ${where}. The package has to exist.`;
  if (registry === 'PyPI') return `On pypi.org open *Publishing* of ${name} and add a GitHub publisher: ${where}.`;
  return `On crates.io open the settings of ${name}, *Trusted Publishing*, and add ${where}. The crate has to exist.`;
}

/** Provenance is signed with the identity of the run, whatever the upload goes with. */
export function signed({ job, run }: Upload, analysis: Analysis): Proposal {
  return {
    id: 'id-token',
    title: `Give job \`${job.job.id}\` of ${run.workflow.path} \`id-token: write\``,
    changes: grantPermission(job.job, idToken, analysis),
    tradeoffs: ['Every step of the job can ask for an identity token of the run.', ...grantTradeoffs(job.job, idToken, analysis)],
    check: 'The page of the version on npm shows its provenance.',
  };
}
