import { type Analysis, type Promises, shownName } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { consumerText } from '../../asked-files.ts';
import type { Draft } from '../../rule.ts';
import type { SumSubject } from './subject.ts';

const proves = /attest|cosign|sigstore|slsa|minisign|gpg|--sign\b|notariz/i;
const sums = /\b(?:sha(?:256|512)sum|shasum|openssl dgst|certutil|Get-FileHash)\b/;

/**
 * Programs are published, an installer of the tree installs them as they come, and the checksums that a workflow computes of them go elsewhere:
 * into a formula, into the log.
 */
export function* unsummed(promises: Promises, analysis: Analysis): Generator<Draft> {
  const programs = promises.files.filter((f) => ['binary', 'archive'].includes(f.asset.what));
  if (programs.length === 0 || promises.files.some((f) => f.asset.what === 'checksum' || f.asset.what === 'signature')) return;
  const installer = promises.consumers.find((c) => c.kind === 'installer' && !c.verifies && c.wants.length > 0);
  if (installer === undefined) return;
  const set = promises.sets.find((s) => s.assets.some((a) => a.what === 'archive' || a.what === 'binary') && sums.test(s.effect.workflow.file.text));
  if (set === undefined || analysis.world.workflows.some((w) => proves.test(w.file.text))) return;
  const { text } = set.effect.workflow.file;
  const summed = sums.exec(text)!;
  const program = programs.find((f) => f.asset.effect.workflow === set.effect.workflow) ?? programs[0]!;
  const at = filesLine(set.effect.at, text, analysis) ?? set.effect.at;
  const file = set.effect.workflow.file;
  yield {
    at,
    severity: 'warning',
    certainty: 'proven',
    title: 'Programs are released without their checksums',
    message: `The workflow computes checksums of what it releases and uploads none of them; \`${shownName(program.name)}\` stands on the release alone. ${consumerText(installer)} installs what it downloads without comparing it with anything, and could not if it would.`,
    chain: [
      { kind: 'effect', text: `uploads ${shownName(program.name)}`, location: at, state: 'cut' },
      {
        kind: 'step',
        text: 'computes a checksum for something else',
        location: file.locate({ start: summed.index, end: summed.index + summed[0].length }),
        state: 'holds',
      },
      { kind: 'person', text: 'installs it unverified', location: installer.at, state: 'cut' },
    ],
    key: ['unsummed', set.effect.workflow.path],
    subject: { kind: 'unsummed', set } satisfies SumSubject,
    advice: 'Upload a checksum beside each file, and compare it in the installer.',
  };
}

/** The line of an upload's step that says which files. */
function filesLine(step: Location, text: string, { world }: Analysis): Location | undefined {
  const file = world.workflow(step.path)?.file;
  if (file === undefined) return undefined;
  const from = file.lineStart(step.line);
  const m = /^[ \t]*(?:files|file|artifacts|asset_paths?)\s*:.*$/m.exec(text.slice(from, from + 1200));
  const next = /\n[ \t]*- (?:name|uses|run|id):/.exec(text.slice(from + 1, from + 1200));
  if (m === null || (next !== null && next.index + 1 < m.index)) return undefined;
  const start = from + m.index + m[0].length - m[0].trimStart().length;
  return file.locate({ start, end: from + m.index + m[0].length });
}
