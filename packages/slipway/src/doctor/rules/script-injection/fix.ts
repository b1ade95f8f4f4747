import type { Job, Step, Workflow } from '../../../actions/index.ts';
import { type Change, quoteScalar } from '../../../source/index.ts';
import { changed, inStep } from '../../fixes/parts/places.ts';
import { quotingAt } from '../../fixes/parts/quoting.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Injected, Pasted } from './rule.ts';

/** Hands the texts over in variables: what stands in a variable is data, whatever is in it. */
export const fix: Fixer<Injected> = function* ({ subject }) {
  const { workflow, job, all } = subject;
  const changes: Change[] = [];
  for (const step of new Set(all.map((p) => p.step))) {
    const names = new Map<string, string>();
    for (const one of all.filter((p) => p.step === step)) {
      const source = one.node.text.slice(one.start, one.end);
      const name = names.get(source) ?? variableFor(source, one.path, step, names);
      names.set(source, name);
      const splice = one.javascript ? inProgram(one, name) : inShell(one, name, shellOf(step, job, workflow));
      if (splice === undefined) {
        yield {
          refused: `\`${source}\` stands where a variable would not be read: in a text that the shell takes as it is, or in a script for another program.`,
          instead: `Set \`${name}: ${source}\` in \`env\` of the step, and read the variable ${name} there.`,
        };
        return;
      }
      const at = one.javascript ? inStep(step, job, 'with', 'script') : inStep(step, job, 'run');
      changes.push({ op: 'splice', at, ...splice });
    }
    for (const [source, name] of names)
      if (!step.env.some((p) => p.name === name)) changes.push({ op: 'set', at: inStep(step, job, 'env', name), value: quoteScalar(source) });
  }
  yield {
    id: 'env',
    title: `Hand what strangers write over to the scripts of job \`${job.id}\` of ${workflow.path} in variables`,
    changes: [changed(all[0]!.node.file.path, ...changes)],
    tradeoffs: ['The scripts see the text as it is, with its quotes and line breaks.'],
    check: 'A title such as `a "quoted" one; echo $(id)` is printed as it stands, and runs nothing.',
  };
};

/** Names by the end of the path, as GitHub's own documents call such variables. */
const known: readonly (readonly [RegExp, string])[] = [
  [/pull_request\.title$/, 'PR_TITLE'],
  [/pull_request\.body$/, 'PR_BODY'],
  [/head(?:_|\.)(?:ref|label)$/, 'HEAD_REF'],
  [/head_branch$/, 'HEAD_BRANCH'],
  [/head_commit\.message$|commits\..*message$/, 'COMMIT_MESSAGE'],
  [/\.(?:author|committer)\.name$/, 'AUTHOR_NAME'],
  [/\.(?:author|committer)\.email$/, 'AUTHOR_EMAIL'],
];

function variableFor(source: string, path: string, step: Step, taken: ReadonlyMap<string, string>): string {
  const there = step.env.find((p) => p.value?.kind === 'scalar' && p.value.text.trim() === source);
  if (there) return there.name;
  const parts = path.toUpperCase().split('.');
  const plain = known.find(([is]) => is.test(path))?.[1] ?? parts.slice(-2).join('_').replace(/\W/g, '_');
  // A variable of the script with that name is another.
  const name = new RegExp(`(?<![\\w$])${plain}=`).test(step.run?.text ?? '') ? `GIVEN_${plain}` : plain;
  const used = new Set([...step.env.map((p) => p.name), ...taken.values()]);
  let free = name;
  for (let n = 2; used.has(free); n++) free = `${name}_${n}`;
  return free;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function inShell({ node, start, end }: Pasted, name: string, shell: string): Splice | undefined {
  if (/^(?:pwsh|powershell)/.test(shell)) {
    const quoted = /"[^"\n]*$/.test(node.text.slice(node.text.lastIndexOf('\n', start) + 1, start));
    const single = /(?:^|[^\w])'[^'\n]*$/.test(node.text.slice(node.text.lastIndexOf('\n', start) + 1, start));
    return single && !quoted ? undefined : { start, end, text: quoted ? `$($env:${name})` : `$env:${name}` };
  }
  if (!/^(?:bash|sh|zsh)\b/.test(shell)) return undefined;
  switch (quotingAt(node.text, start)) {
    case 'double':
    case 'heredoc':
    case 'comment':
      return { start, end, text: `\${${name}}` };
    case 'bare':
      return { start, end, text: `"\${${name}}"` };
    case 'single': {
      // A text that is nothing else gets other quotes; in a longer one the quotes are opened around it.
      const whole = node.text[start - 1] === "'" && node.text[end] === "'";
      return whole ? { start: start - 1, end: end + 1, text: `"\${${name}}"` } : { start, end, text: `'"\${${name}}"'` };
    }
    case 'quoted heredoc':
      return undefined;
  }
}

/** In a program of github-script: the variable in the place of a literal, or in a template. */
function inProgram({ node, start, end }: Pasted, name: string): Splice | undefined {
  const { text } = node;
  const [before, after] = [text[start - 1] ?? '', text[end] ?? ''];
  if (/["'`]/.test(before) && before === after) return { start: start - 1, end: end + 1, text: `process.env.${name}` };
  const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
  if ((line.match(/`/g)?.length ?? 0) % 2 === 1) return { start, end, text: `\${process.env.${name}}` };
  const quote = /(["'])(?:(?!\1)[^\\]|\\.)*$/.exec(line)?.[1];
  return quote === undefined ? { start, end, text: `process.env.${name}` } : { start, end, text: `${quote} + process.env.${name} + ${quote}` };
}

function shellOf(step: Step, job: Job, workflow: Workflow): string {
  const given = (step.shell ?? job.defaults.shell ?? workflow.defaults.shell)?.text;
  if (given !== undefined) return given;
  const { runsOn } = job;
  const on = runsOn === undefined ? '' : runsOn.file.text.slice(runsOn.span.start, runsOn.span.end);
  return /windows|matrix/i.test(on) && /windows/i.test(job.node.file.text.slice(job.node.span.start, job.node.span.end)) ? 'pwsh' : 'bash';
}
