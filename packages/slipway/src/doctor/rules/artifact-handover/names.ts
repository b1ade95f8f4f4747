import { evaluateTemplate, type Job, unknown, type Workflow } from '../../../actions/index.ts';
import { type Analysis, globMayMatch, isKnown, mayBeSame, type Name, namesOf, shownName } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { type Download, type Handover, inputOf, inputPlace, jobName, type Upload } from './handover.ts';
import type { HandoverSubject } from './subject.ts';

/** Characters that no artifact's name may have. */
const impossible = /["<>|*?:\r\n\\/]/;

export const namesIn = (seen: Upload, version: string): Name[] => namesOf(seen.deed.name, version);

/** Uploads under a name that no artifact may have, as `linux/amd64` of a matrix gives it. */
export function* badNameDrafts(handover: Handover, { world }: Analysis): Generator<Draft> {
  for (const upload of handover.uploads) {
    const names = namesIn(upload, world.version);
    const [name] = names;
    const sign = name === undefined ? undefined : impossible.exec(name)?.[0];
    if (
      name === undefined ||
      sign === undefined ||
      names.length > 1 ||
      !isKnown(name) ||
      !handover.isOfRelease(upload) ||
      (upload.deed.major ?? 0) < 4
    )
      continue;
    yield {
      at: inputPlace(upload, 'name'),
      certainty: upload.runs === true ? 'proven' : 'likely',
      title: `\`${oneLine(name)}\` is no name for an artifact`,
      message: `Job ${jobName(upload)}${upload.leg.leg === undefined ? '' : ` (${upload.leg.leg})`} uploads the artifact \`${oneLine(name)}\`. A name may not hold ${sign === '/' ? 'a slash' : sign === '\\' ? 'a backslash' : `\`${sign.trim() === '' ? 'a line break' : sign}\``}: the step ends with "The artifact name is not valid", and nothing is handed over.`,
      chain: [
        { kind: 'event', text: handover.run.event.text, state: 'holds' },
        { kind: 'step', text: `job ${upload.leg.job} uploads`, location: upload.at, state: 'cut' },
      ],
      facts: ['art.v4'],
      key: [upload.leg.job, 'bad-name'],
      subject: { kind: 'bad-name', handover, upload, name } satisfies HandoverSubject,
      advice: 'Give each leg a short name of its own in the matrix, or replace the slash in a step before.',
    };
  }
}

/** Downloads that name an artifact that no job of the run uploads. */
export function* nameDrafts(handover: Handover, analysis: Analysis): Generator<Draft> {
  const { version } = analysis.world;
  for (const download of handover.downloads) {
    const { deed } = download;
    if (deed.otherRun || !handover.isOfRelease(download) || (deed.major !== undefined && deed.major < 3)) continue;
    const both = ignoredPattern(download, handover, version);
    if (both) {
      yield both;
      continue;
    }
    if (deed.name !== undefined) {
      const names = namesOf(deed.name, version);
      if (names.length === 0 || !names.every(isKnown) || names.some((n) => isUploaded(n, handover, analysis))) continue;
      yield missingName(download, names[0]!, handover, version);
    } else if (deed.pattern !== undefined && isClosed(handover)) {
      const patterns = namesOf(deed.pattern, version).map((p) => p.trim());
      const all = handover.uploads.flatMap((u) => namesIn(u, version));
      if (
        all.length === 0 ||
        all.some((n) => impossible.test(n)) ||
        !patterns.every(isKnown) ||
        all.some((n) => patterns.some((p) => globMayMatch(p, n)))
      )
        continue;
      if (patterns.some((p) => mayComeFrom(p, handover, analysis, true))) continue;
      yield {
        at: inputPlace(download, 'pattern'),
        severity: 'warning',
        certainty: download.runs === true ? 'proven' : 'likely',
        title: `No artifact of the run matches \`${oneLine(patterns[0]!)}\``,
        message: `Job ${jobName(download)} downloads the artifacts that match \`${oneLine(patterns[0]!)}\`. The jobs of this run upload ${shownList(all)}, and none of these matches: the step downloads nothing, without an error, and what follows finds no files.`,
        chain: links(handover, download, handover.uploads),
        key: [download.leg.job, 'pattern', shownName(patterns[0]!)],
        subject: { kind: 'missing-pattern', handover, download } satisfies HandoverSubject,
      };
    }
  }
}

/** `name` and `pattern` together: the name alone counts. */
function ignoredPattern(download: Download, handover: Handover, version: string): Draft | undefined {
  const { deed } = download;
  if (deed.name === undefined || deed.pattern === undefined || inputOf(download.step, 'pattern') === undefined) return undefined;
  const names = namesOf(deed.name, version);
  const patterns = namesOf(deed.pattern, version);
  const lost = handover.uploads.filter((u) =>
    namesIn(u, version).some((n) => !names.some((m) => mayBeSame(m, n)) && patterns.some((p) => globMayMatch(p, n))),
  );
  return {
    at: inputPlace(download, 'pattern'),
    certainty: download.runs === true ? 'proven' : 'likely',
    severity: lost.length > 0 ? 'error' : 'warning',
    title: `\`pattern\` is ignored beside \`name\`: only ${shownName(names[0]!)} is downloaded`,
    message: `Job ${jobName(download)} gives actions/download-artifact both \`name\` and \`pattern\`. The action looks at \`pattern\` only when there is no \`name\`, so it downloads ${shownName(names[0]!)} alone${lost.length > 0 ? ` and leaves out ${shownList(lost.flatMap((u) => namesIn(u, version)))}, without a word` : ''}.`,
    chain: links(handover, download, lost),
    facts: ['art.merge'],
    key: [download.leg.job, 'both'],
    subject: { kind: 'ignored-pattern', handover, download } satisfies HandoverSubject,
    advice: 'Leave `name` out.',
  };
}

function missingName(download: Download, name: Name, handover: Handover, version: string): Draft {
  const all = handover.uploads.flatMap((u) => namesIn(u, version));
  const written = inputOf(download.step, 'name')?.node?.text ?? '';
  const why = impossible.test(name)
    ? '`name` is taken as it is, and no artifact can have such a name; globs belong into `pattern`'
    : /\bmatrix\./.test(written) && download.job?.matrix === undefined
      ? `job ${jobName(download)} has no matrix, so \`matrix.*\` is empty there`
      : 'names must be equal, letter for letter';
  return {
    at: inputPlace(download, 'name'),
    certainty: download.runs === true && handover.run.opaque.length === 0 ? 'proven' : 'likely',
    title: `No job of the run uploads an artifact with the name \`${shownName(name)}\``,
    message: `Job ${jobName(download)} downloads the artifact \`${shownName(name)}\`. ${all.length === 0 ? 'No job of this run uploads any' : `The jobs of this run upload ${shownList(all)}`}: ${why}. The step ends with "Artifact not found", and the release stops here.`,
    chain: links(handover, download, handover.uploads),
    facts: ['art.v4'],
    key: [download.leg.job, 'name', shownName(name)],
    subject: { kind: 'missing-name', handover, download, name } satisfies HandoverSubject,
    ...(impossible.test(name) ? { advice: `Write \`pattern: ${shownName(name)}\` and \`merge-multiple: true\`.` } : {}),
  };
}

/** Something of the run uploads it, may do so, or would for another event. */
function isUploaded(name: Name, handover: Handover, analysis: Analysis): boolean {
  if (impossible.test(name)) return false;
  if (handover.uploads.some((u) => namesIn(u, analysis.world.version).some((n) => mayBeSame(n, name)))) return true;
  return !isClosed(handover) || mayComeFrom(name, handover, analysis, false);
}

/** Actions that upload artifacts on their own. */
const uploaders =
  /inspect-python-package|slsa|upload-pages-artifact|upload-artifact\/merge|sbom|scorecard|tauri-action|jekyll|artifact|github-script|build-push-action|bake-action|action-build|packag|wheel|dist/i;

/** Nothing of the run uploads artifacts but the steps that were seen to. */
export function isClosed({ run }: Handover): boolean {
  if (run.opaque.some((o) => o.kind === 'workflow' || (o.kind === 'action' && uploaders.test(o.what)) || /rest of the job/.test(o.what)))
    return false;
  return !everyJob(run.jobs).some((j) =>
    j.steps.some(
      (s) => s.uses?.is.kind === 'remote' && !/^actions\/(?:upload|download)-artifact@/.test(s.uses.at.text) && uploaders.test(s.uses.at.text),
    ),
  );
}

function everyJob(jobs: Handover['run']['jobs']): Job[] {
  return jobs.flatMap((j) => (j.callee ? everyJob(j.callee.jobs) : [j.job]));
}

/** A step of the same files uploads it that this event does not come to. */
function mayComeFrom(name: Name, { run }: Handover, { world }: Analysis, isPattern: boolean): boolean {
  const files = new Set<Workflow>();
  const visit = (jobs: Handover['run']['jobs']): void => {
    for (const j of jobs) {
      files.add(j.workflow);
      if (j.callee) visit(j.callee.jobs);
    }
  };
  visit(run.jobs);
  for (const workflow of files)
    for (const job of workflow.jobs) {
      const skipped = run.jobs.find((j) => j.job === job);
      for (const step of job.steps) {
        if (
          !/upload-artifact/.test(step.uses?.at.text ?? '') ||
          (skipped !== undefined && skipped.runs !== false && !skipped.skippedSteps.includes(step))
        )
          continue;
        const given = step.with.find((p) => p.name === 'name')?.value;
        const text = given?.kind === 'scalar' ? given.text : 'artifact';
        const names = namesOf(evaluateTemplate(text, { lookup: (n) => unknown(n) }), world.version);
        if (names.some((n) => (isPattern ? globMayMatch(name, n) : mayBeSame(n, name)))) return true;
      }
    }
  return false;
}

const oneLine = (name: Name): string => shownName(name).replace(/\s*\n.*$/s, ' …');

export function shownList(names: readonly Name[]): string {
  return listed([...new Set(names)].map((n) => `\`${shownName(n)}\``));
}

export function links({ run }: Handover, download: Download, uploads: readonly Upload[]): NonNullable<Draft['chain']> {
  const places = new Map(uploads.map((u) => [`${u.at.path}:${u.at.line}`, u]));
  return [
    { kind: 'event', text: run.event.text, state: 'holds' },
    ...[...places.values()]
      .slice(0, 4)
      .map((u) => ({ kind: 'step' as const, text: `job ${u.leg.job} uploads`, location: inputPlace(u, 'name'), state: 'holds' as const })),
    { kind: 'step', text: `job ${download.leg.job} downloads`, location: download.at, state: 'cut' },
  ];
}
