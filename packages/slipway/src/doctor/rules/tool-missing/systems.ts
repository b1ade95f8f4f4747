import { asText } from '../../../actions/index.ts';
import type { JobRun, Run, World } from '../../../chain/index.ts';
import { scalarSpan } from '../../../source/index.ts';
import { type Leg, type LegStep, legsOf } from '../../legs.ts';
import { commandAt } from '../../script-commands.ts';
import type { Gap } from './gap.ts';

/** Scripts that run on another system than they are written for. Read leg by leg, so only where a runner is Windows or macOS and a script looks like it. */
export function* ofSystems(job: JobRun, run: Run, world: World): Generator<Gap> {
  const { file } = job.workflow;
  const text = file.text.slice(job.job.node.span.start, job.job.node.span.end);
  if (!/windows|macos/i.test(text) || !/\brun:/.test(text)) return;
  const said = new Set<string>();
  for (const leg of legsOf(job, run, world)) {
    if (leg.host === undefined || leg.host.os === 'linux') continue;
    for (const one of leg.steps) {
      if (one.runs !== true || one.step.run === undefined || one.step.continueOnError !== undefined) continue;
      const found = leg.host.os === 'windows' ? inPowershell(one, job, leg) : onMac(one, job, leg);
      if (found === undefined || said.has(`${found.at.line}`)) continue;
      said.add(`${found.at.line}`);
      yield found;
    }
  }
}

/** What bash understands and PowerShell does not, at the start of a line. */
const bashOnly: readonly [RegExp, string][] = [
  [/^[ \t]*(?:el)?if[ \t]+!?[ \t]*\[\[?[ \t]/m, 'PowerShell wants a parenthesis behind `if`'],
  [/^[ \t]*export[ \t]+\w+=/m, 'PowerShell has no `export`'],
  [/^[ \t]*[A-Za-z_]\w*=(?:\$[({]|["'])[^\n]*$/m, 'PowerShell takes the assignment for the name of a command'],
  [/<<-?[ \t]*['"]?[A-Z_]+['"]?[ \t]*$/m, 'PowerShell has no here-documents of this form'],
  [
    />>[ \t]*"\$\{?GITHUB_(?:OUTPUT|ENV|PATH|STEP_SUMMARY)\}?"/m,
    'in PowerShell the variable is `$env:GITHUB_…`, this one is empty, and there is no file of an empty name',
  ],
];

function inPowershell({ step }: LegStep, job: JobRun, leg: Leg): Gap | undefined {
  const run = step.run!;
  if (step.shell ?? job.job.defaults.shell ?? job.workflow.defaults.shell) return undefined;
  // PowerShell's own signs: the script is written for it.
  if (/@["']\s*$|\bbash\s+-|\bwsl\b|\$env:|\bWrite-|\bGet-|\bSet-|\bNew-|\bOut-File|-eq\b.*\{|^\s*\$\w+\s*=/m.test(run.text)) return undefined;
  for (const [pattern, why] of bashOnly) {
    const found = pattern.exec(run.text);
    // In a text of several lines it is no statement.
    if (!found || isQuoted(run.text.slice(0, found.index))) continue;
    const start = found.index + (found[0].length - found[0].trimStart().length);
    return {
      at: run.file.locate(scalarSpan(run, start, found.index + found[0].length)),
      title: `A script for bash runs in PowerShell on \`${leg.label}\``,
      message: `The step names no shell, and on \`${leg.label}\` that is PowerShell. The script is written for bash: ${why}. On Windows the step of job \`${job.id}\` does not do what it does elsewhere.`,
      severity: 'error',
      certain: true,
      key: [job.id, 'powershell', step.id ?? step.name?.text ?? String(step.index)],
      remedy: { kind: 'shell', step, job: job.job },
      advice: 'Write `shell: bash` with the step, or in `defaults.run`.',
    };
  }
  return undefined;
}

const isQuoted = (before: string): boolean => before.split('"').length % 2 === 0 || before.replace(/"[^"]*"/g, '').split("'").length % 2 === 0;

function onMac(one: LegStep, job: JobRun, leg: Leg): Gap | undefined {
  const { step } = one;
  const before = leg.steps.slice(0, leg.steps.indexOf(one) + 1);
  const text = before.map((s) => s.text).join('\n');
  if (/gnu-?sed|gnubin|\bgsed\b|coreutils|\bggrep\b|brew\s+install[^\n]*\b(?:bash|grep)\b|brew\s+bundle|\bnix\b/.test(text)) return undefined;
  for (const command of one.commands) {
    if (command.runs !== true || (command.swallowed && !command.substituted)) continue;
    const words = command.words.map((w) => asText(w));
    const gap = lacksOnMac(words);
    if (gap === undefined) continue;
    return {
      at: commandAt(command, step),
      title: `${gap.what} on \`${leg.label}\``,
      message: `\`${words
        .map((w) => w ?? '…')
        .join(' ')
        .slice(0, 80)}\` in job \`${job.id}\` runs on macOS too, and there ${gap.why}. The step fails on \`${leg.label}\`.`,
      severity: 'error',
      certain: true,
      key: [job.id, gap.what, step.id ?? step.name?.text ?? String(step.index)],
      remedy: words[0] === 'sed' ? { kind: 'sed', step, job: job.job, command } : { kind: 'other', why: gap.why },
      advice: gap.advice,
    };
  }
  return pipOfAnother(one, before, job, leg);
}

/** What the programs of macOS do with a call that is meant for GNU's. */
function lacksOnMac(words: readonly (string | undefined)[]): { what: string; why: string; advice: string } | undefined {
  if (words[0] === 'sed') {
    const at = words.findIndex((w) => w !== undefined && /^-[nEr]*i$/.test(w));
    const next = words[at + 1];
    if (at > 0 && next !== undefined && /^(?:s[/|#,:@!]|\/|\d+[,ds]|\$)/.test(next) && words.length > at + 2)
      return {
        what: "GNU's `sed -i` does not work",
        why: `\`sed -i\` takes the next word as the ending of a backup, so \`${next.slice(0, 40)}\` is no command any more, and the file's name is taken for one`,
        advice: "Write `sed -i.bak '…' file && rm file.bak`, which both understand.",
      };
  }
  if (words[0] === 'grep' && words.some((w) => w !== undefined && /^-[a-zA-Z]*P[a-zA-Z]*$|^--perl-regexp$/.test(w)))
    return { what: '`grep -P` is not there', why: '`grep` has no `-P`', advice: 'Use `grep -E`, `sed` or `perl`.' };
  if (words[0] === 'mapfile' || words[0] === 'readarray')
    return {
      what: `bash 3.2 has no \`${words[0]}\``,
      why: `bash is 3.2, which has no \`${words[0]}\``,
      advice: 'Read the lines in a `while read` loop.',
    };
  return undefined;
}

/** A bare `pip` and `python3` are found on their own each, and macOS has more than one Python. */
function pipOfAnother(one: LegStep, before: readonly LegStep[], job: JobRun, leg: Leg): Gap | undefined {
  if (!/\bpip\s+install\b/.test(one.text) || !/\bpython3\b/.test(one.text)) return undefined;
  if (
    before.some(
      (s) => s.step.uses?.is.kind === 'remote' && /python|uv|conda|pixi/.test(`${s.step.uses.is.owner}/${s.step.uses.is.repo}`.toLowerCase()),
    )
  )
    return undefined;
  if (/\bvenv\b|virtualenv|activate\b|python3? -m pip|\bpyenv\b/.test(before.map((s) => s.text).join('\n'))) return undefined;
  const install = one.commands.findIndex(
    (c) => asText(c.words[0]!) === 'pip' && asText(c.words[1] ?? { k: 'null' }) === 'install' && c.runs === true,
  );
  const use = one.commands.findIndex((c, i) => i > install && asText(c.words[0]!) === 'python3');
  if (install < 0 || use < 0) return undefined;
  return {
    at: commandAt(one.commands[install]!, one.step),
    title: `\`pip\` and \`python3\` need not be the same Python on \`${leg.label}\``,
    message: `Job \`${job.id}\` installs with a bare \`pip\` and then runs \`python3\`. On \`${leg.label}\` several Pythons are installed and the two names are looked up each on its own: what is installed may not be there for \`python3\`, or Homebrew's Python refuses the install.`,
    severity: 'warning',
    certain: false,
    key: [job.id, 'pip'],
    remedy: { kind: 'pip', at: commandAt(one.commands[install]!, one.step) },
    advice: 'Write `python3 -m pip install`, after actions/setup-python.',
  };
}
