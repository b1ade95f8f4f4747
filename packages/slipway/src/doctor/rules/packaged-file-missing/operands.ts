import { asText, interpretShell, maskExpressions, type Step, unknown } from '../../../actions/index.ts';
import type { JobRun, World } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import { folderOf } from '../../../tools/index.ts';
import { withoutComments } from '../../script-commands.ts';
import { labelsOf } from './runner-labels.ts';
import { filesOf, resolved } from './tree-files.ts';

/** A command of a step that reads a file which is not there. */
export interface MissingOperand {
  readonly at: Location;
  readonly path: string;
  readonly command: string;
  readonly certain: boolean;
}

/** Files that a repository has and no build makes. */
const document = /^(?:[\w.-]+\/)*(?:LICEN[CS]E|COPYING|UNLICENSE|README|CHANGELOG|CHANGES|HISTORY|NOTICE|AUTHORS)(?:[-._][\w.-]+)?$/;
const script = /^(?:[\w.-]+\/)+[\w.-]+\.(?:sh|bash|ps1|py|[cm]?js|rb|service|desktop|plist|md)$/;
/** Programs that a repository carries at its root. */
const carried = /^(?:gradlew|mvnw|setup\.py|install\.sh|build\.sh|release\.sh|publish\.sh|package\.sh)$/;
const writers =
  /changelog|cliff|standard-version|semantic-release|changesets?|lerna|release-it|knope|commitizen|\bcz\b|chglog|towncrier|bump|release-plz|git-cliff/i;
const fetches =
  /\btar\s+-?\w*x|\bunzip\b|\bgit\s+(?:clone|checkout|switch|worktree|pull|merge)\b|download-artifact|\bgh\s+(?:release|run)\s+download/;

/** Where the operands of a command that are read begin and end; undefined: it reads no files that it names. */
function read(words: readonly (string | undefined)[]): readonly (string | undefined)[] {
  const rest = words.slice(1);
  if (rest.some((w) => w === undefined || /^-(?:C|t|-directory|-target-directory)/.test(w))) {
    // Something computed may be an option that changes what the others mean.
    if (rest.some((w) => w !== undefined && /^-(?:C|t|-directory|-target-directory)/.test(w))) return [];
  }
  const plain = rest.filter((w) => w === undefined || !w.startsWith('-'));
  switch (words[0]) {
    case 'cp':
    case 'mv':
    case 'install':
      return plain.slice(0, -1);
    case 'awk':
    case 'sed':
    case 'gawk':
      return rest.some((w) => w !== undefined && /^-(?:f|e)/.test(w)) ? [] : plain.slice(1);
    case 'bash':
    case 'sh':
    case 'source':
    case '.':
    case 'python':
    case 'python3':
    case 'node':
    case 'ruby':
    case 'pwsh':
      // The first word that is no option is the script, unless an option takes its place.
      return rest[0] === undefined || rest[0].startsWith('-') ? [] : rest.slice(0, 1);
    case 'chmod':
      return plain.slice(1);
    case 'cat':
    case 'head':
    case 'tail':
    case 'sha256sum':
    case 'shasum':
      return plain;
    default:
      return /^\.\//.test(words[0] ?? '') ? [words[0]] : [];
  }
}

export function* missingOperands(job: JobRun, world: World): Generator<MissingOperand> {
  const files = filesOf(world);
  const { steps } = job.job;
  const linux = labelsOf(job.job.runsOn).every((l) => /^ubuntu-/.test(l));
  for (const [index, step] of steps.entries()) {
    const run = step.run;
    if (run === undefined || job.skippedSteps.includes(step) || step.workingDirectory !== undefined || step.continueOnError?.value === true) continue;
    if (job.job.defaults.workingDirectory !== undefined || job.workflow.defaults.workingDirectory !== undefined) return;
    const earlier = steps.slice(0, index);
    const checkouts = job.checkouts.filter((c) => earlier.includes(c.step));
    if (
      checkouts.length !== 1 ||
      checkouts[0]!.repository !== undefined ||
      checkouts[0]!.ref !== undefined ||
      checkouts[0]!.step.with.some((p) => /^(?:path|sparse-checkout)$/.test(p.name))
    )
      continue;
    const before = earlier.map(codeOf).join('\n');
    if (fetches.test(before)) return;
    const { masked, expressions } = maskExpressions(run.text);
    const { commands } = interpretShell(masked, {
      shell: step.shell?.text ?? 'bash -e {0}',
      env: () => undefined,
      expressions: expressions.map(() => unknown('an expression')),
    });
    for (const command of commands) {
      if (command.runs !== true || command.swallowed || command.cwd !== '') continue;
      const words = command.words.map((w) => asText(w));
      for (const word of read(words)) {
        const path = word === undefined ? undefined : resolved('', word);
        if (path === undefined || (!document.test(path) && !carried.test(path) && !(script.test(path) && files.hasFolder(folderOf(path))))) continue;
        if (files.has(path) || files.mayBeMade(path) || (!linux && files.hasInOtherCase(path))) continue;
        const name = path.split('/').at(-1)!;
        const said = `${before}\n${withoutComments(run.text.slice(0, command.start))}`;
        if (said.includes(name) || fetches.test(said) || (/^CHANGE|^HISTORY/i.test(name) && writers.test(said))) continue;
        yield { at: run.file.locate(scalarSpan(run, command.start, command.end)), path, command: words[0]!, certain: step.if === undefined };
      }
    }
  }
}

/** What a step does, without its name and comments. */
function codeOf(step: Step): string {
  if (step.run) return withoutComments(step.run.text);
  return `${step.uses?.at.text ?? ''} ${step.with.map((p) => (p.value?.kind === 'scalar' ? p.value.text : '')).join(' ')} ${step.env.map((p) => (p.value?.kind === 'scalar' ? p.value.text : '')).join(' ')}`;
}
