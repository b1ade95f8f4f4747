import { type Analysis, globMayMatch, type Name, namesOf, shownName } from '../../../chain/index.ts';
import { quoteScalar } from '../../../source/index.ts';
import { nearest } from '../../../tools/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import { removeInputs, type SeenStep, setInput, stepAt } from '../../fixes/parts/step-at.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { type Download, type Handover, inputOf, type Upload } from './handover.ts';
import { byPattern } from './mend-conflicts.ts';
import { namesIn } from './names.ts';
import type { HandoverSubject } from './subject.ts';

type Of<K extends HandoverSubject['kind']> = Extract<HandoverSubject, { kind: K }>;

const check = 'In the next run, the step that downloads lists the files that the steps after it read.';

/** `name` beside `pattern`: the name goes; the pattern too, where it would leave out what the name was for. */
export function* mendIgnoredPattern({ handover, download }: Of<'ignored-pattern'>, analysis: Analysis): Generator<Proposal> {
  const seen = stepAt(download.at, analysis);
  if (seen === undefined) return;
  const { version } = analysis.world;
  const patterns = download.deed.pattern === undefined ? [] : namesOf(download.deed.pattern, version);
  const names = download.deed.name === undefined ? [] : namesOf(download.deed.name, version);
  const all = handover.uploads.flatMap((u) => namesIn(u, version));
  const leftOut = names.some((n) => all.includes(n) && !patterns.some((p) => globMayMatch(p, n)));
  const wide = leftOut ? commonPattern(all) : undefined;
  const merge = setInput(seen, 'merge-multiple', 'true');
  if (leftOut)
    yield {
      id: 'download-all',
      title: `download all artifacts of the run in job ${download.leg.job}`,
      changes: [changed(seen.path, ...removeInputs(seen, ['name', 'pattern']), merge)],
      tradeoffs: ['Every artifact of the run is taken, also one that a later change adds for something else.'],
      check,
    };
  if (wide !== undefined)
    yield {
      id: 'pattern',
      title: `download what matches \`${wide}\` in job ${download.leg.job}`,
      changes: [changed(seen.path, ...removeInputs(seen, ['name']), setInput(seen, 'pattern', quoteScalar(wide)), merge)],
      tradeoffs: ['Artifacts that begin otherwise are left out.'],
      check,
    };
  yield {
    id: 'pattern-alone',
    title: `leave \`name\` out of the download in job ${download.leg.job}, so that \`pattern\` counts`,
    changes: [changed(seen.path, ...removeInputs(seen, ['name']), merge)],
    tradeoffs: leftOut ? [`\`${shownName(names[0]!)}\` is not downloaded any more: the pattern does not take it.`] : [],
    check,
  };
}

/** Something asks for a name that nobody uploads: it asks for what is uploaded. */
export function* mendMissingName({ handover, download, name }: Of<'missing-name'>, analysis: Analysis): Generator<Proposal | Refusal> {
  const seen = stepAt(download.at, analysis);
  if (seen === undefined) return;
  const written = inputOf(seen.step, 'name')?.node?.text.trim() ?? '';
  const offers = offersOf(handover, seen, analysis);
  if (offers.length === 0) {
    yield { refused: 'no job of the run uploads anything', instead: `Upload the files as \`${shownName(name)}\` in the job that makes them.` };
    return;
  }
  const job = download.leg.job;
  const glob = globOf(written, download);
  const globbed = glob !== undefined && offers.some((o) => o.names.some((n) => globMayMatch(glob, n)));
  if (globbed) {
    yield {
      id: 'pattern',
      title: `download what matches \`${glob}\` in job ${job}`,
      changes: [changed(seen.path, ...byPattern(seen, glob))],
      tradeoffs: ['The files of all artifacts that match come into one directory; of two with one name the later stays.'],
      check,
    };
    return;
  }
  const best = bestOffer(shownName(name), offers) ?? offerThatIsRead(seen, offers, analysis);
  if (best === undefined) {
    yield {
      refused: `none of the artifacts of the run is known to be meant by \`${shownName(name)}\``,
      instead: `Name one of ${offers
        .map((o) => `\`${o.written}\``)
        .slice(0, 4)
        .join(', ')}.`,
    };
    return;
  }
  const { written: text } = best;
  yield {
    id: 'uploaded-name',
    title: `download \`${text}\`, as it is uploaded, in job ${job}`,
    changes: [changed(seen.path, ...(text.includes('*') ? byPattern(seen, text) : [setInput(seen, 'name', quoteScalar(text))]))],
    tradeoffs: text.includes('*') ? ['The files of all artifacts that match come into one directory.'] : [],
    check,
  };
  const maker = text.includes('*') || !canStandIn(written) ? undefined : stepAt(best.upload.at, analysis);
  const isAlone = !handover.downloads.some(
    (d) => d !== download && d.deed.name !== undefined && namesOf(d.deed.name, analysis.world.version).some((n) => best.names.includes(n)),
  );
  if (maker?.job && isAlone && !/[*?]/.test(written))
    yield {
      id: 'asked-name',
      title: `upload it as \`${written}\`, as it is asked for, in job ${maker.job.id}`,
      changes: [changed(maker.path, setInput(maker, 'name', quoteScalar(written)))],
      tradeoffs: [`Whoever takes the artifact \`${text}\` of a run by hand finds it under the other name.`],
      check,
    };
}

/** A pattern that takes nothing: one that takes what is uploaded. */
export function* mendMissingPattern({ handover, download }: Of<'missing-pattern'>, analysis: Analysis): Generator<Proposal | Refusal> {
  const seen = stepAt(download.at, analysis);
  if (seen === undefined) return;
  const written = inputOf(seen.step, 'pattern')?.node?.text.trim() ?? '';
  const offers = offersOf(handover, seen, analysis);
  const lines = written.split('\n').map((l) => l.trim());
  const glob =
    lines.length > 1 ? undefined : (bestOffer(written.replace(/\*+/g, ''), offers)?.written ?? commonPattern(offers.map((o) => o.written)));
  if (glob === undefined) {
    yield {
      refused: 'which artifacts are meant cannot be told from their names',
      instead:
        lines.length > 1
          ? 'One pattern takes one line: write `{first-*,second-*}`, or a step for each.'
          : 'Write a pattern that begins as the uploaded names do.',
    };
    return;
  }
  yield {
    id: 'pattern',
    title: `download what matches \`${glob}\` in job ${download.leg.job}`,
    changes: [changed(seen.path, setInput(seen, 'pattern', quoteScalar(glob)))],
    tradeoffs: [],
    check,
  };
}

interface Offer {
  readonly upload: Upload;
  /** The name as it may be written in the job that downloads; what only the uploading job knows is a star. */
  readonly written: string;
  readonly names: readonly Name[];
}

/** What the other jobs of the run upload, once for each step. */
function offersOf(handover: Handover, seen: SeenStep, analysis: Analysis): Offer[] {
  const out = new Map<string, Offer>();
  for (const upload of handover.uploads) {
    if (upload.job === seen.job && upload.step === seen.step) continue;
    const text = inputOf(upload.step, 'name')?.node?.text.trim() ?? 'artifact';
    const written = text.replace(/\$\{\{.*?\}\}/gs, (e) => (canStandIn(e) ? e : '*')).replace(/\*{2,}/g, '*');
    const key = `${upload.at.path}:${upload.at.line}`;
    const before = out.get(key);
    const names = namesIn(upload, analysis.world.version);
    out.set(key, before ? { ...before, names: [...before.names, ...names] } : { upload, written, names });
  }
  return [...out.values()];
}

/** Expressions that have one value in all jobs of a run. */
const canStandIn = (text: string): boolean =>
  [...text.matchAll(/\$\{\{(.*?)\}\}/gs)].every((m) =>
    /^\s*github\.(?:sha|ref|ref_name|run_id|run_number|run_attempt|repository|event\.[\w.]+)\s*$/.test(m[1]!),
  );

/** A name that was meant as a pattern: it has stars, or values of a matrix that the job does not have. */
function globOf(written: string, { job }: Download): string | undefined {
  if (/[*?]/.test(written) && !written.includes('${{')) return written.replace(/\*\*+/g, '*');
  if (!/\bmatrix\./.test(written) || job?.matrix !== undefined) return undefined;
  return written.replace(/\$\{\{\s*matrix\..*?\}\}/gs, '*').replace(/\*{2,}/g, '*');
}

/** The one that is meant: the only one, one that is written nearly alike, or all that begin with it. */
function bestOffer(name: string, offers: readonly Offer[]): Offer | undefined {
  if (offers.length === 1) return offers[0];
  const word = name.replace(/[-_.]+$/, '');
  const begin = offers.filter((o) => word !== '' && o.written.startsWith(word));
  if (begin.length === 1) return begin[0];
  if (begin.length > 1) {
    const written = commonPattern(begin.map((o) => o.written));
    return written === undefined ? undefined : { ...begin[0]!, written, names: begin.flatMap((o) => o.names) };
  }
  const near = nearest(
    name,
    offers.map((o) => o.written),
  );
  return near === undefined ? undefined : offers.find((o) => o.written === near);
}

/** The only one with a file that a later step reads from where the download puts it. */
function offerThatIsRead(seen: SeenStep, offers: readonly Offer[], { world }: Analysis): Offer | undefined {
  const path = inputOf(seen.step, 'path')?.node?.text.trim().replace(/\/+$/, '');
  const steps = seen.job?.steps ?? world.localAction(seen.path.replace(/\/?action\.ya?ml$/, ''))?.steps ?? [];
  if (path === undefined || path === '' || path.includes('${{')) return undefined;
  const later = steps
    .filter((s) => s.index > seen.step.index)
    .map((s) => s.node.file.text.slice(s.node.span.start, s.node.span.end))
    .join('\n');
  const read = later
    .split(`${path}/`)
    .slice(1)
    .map((rest) => /^[\w./-]*/.exec(rest)![0]);
  const files = read.filter((f) => f !== '');
  const made = (o: Offer): string[] =>
    inputOf(o.upload.step, 'path')
      ?.node?.text.split('\n')
      .map((l) => l.trim()) ?? [];
  const found = offers.filter((o) => made(o).some((p) => files.some((f) => p.endsWith(`/${f}`) || p === f)));
  return found.length === 1 ? found[0] : undefined;
}

/** One pattern for several names: what they begin with, to the end of a word. */
function commonPattern(names: readonly string[]): string | undefined {
  const [first = '', ...others] = [...new Set(names)];
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  const begin = first
    .slice(0, length)
    .replace(/[^-_.]*$/, '')
    .replace(/[^\w.-].*$/s, '');
  return others.length > 0 && begin.length > 1 ? `${begin}*` : undefined;
}
