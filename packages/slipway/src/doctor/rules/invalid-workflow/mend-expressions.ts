import { type Job, parseExpression, type Workflow, type WorkflowProblem } from '../../../actions/index.ts';
import { type Change, quoteScalar, type ScalarNode } from '../../../source/index.ts';
import { nodeAt } from '../../fixes/parts/node-at.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { secretInJobIf, secretInStepIf } from './mend-secrets.ts';

const check = 'The Actions tab shows no “Invalid workflow file” for the next push.';

/** An expression that GitHub cannot read, or that names what is not there. */
export function* mendExpression(workflow: Workflow, problem: WorkflowProblem): Generator<Proposal | Refusal> {
  const { message, span } = problem;
  if (/is a tag to YAML/.test(message)) {
    yield* tagged(workflow, problem);
    return;
  }
  const place = nodeAt(workflow.parsed.root, span.start);
  if (place === undefined || place.isKey || place.node?.kind !== 'scalar') return;
  const { node, at } = place;
  const job = at[0] === 'jobs' ? workflow.jobs.find((j) => j.id === at[1]) : undefined;
  const put = (id: string, title: string, changes: readonly Change[], tradeoffs: readonly string[] = []): Proposal => ({
    id,
    title,
    changes: [changed(workflow.path, ...changes)],
    tradeoffs,
    check,
  });
  if (/^`secrets` is not available in a step's `if`/.test(message) && job) {
    yield* secretInStepIf(workflow, job, Number(at[3]), node);
    return;
  }
  if (/^`secrets` is not available in a job's `if`/.test(message) && job) {
    yield* secretInJobIf(workflow, job, node);
    return;
  }
  if (/^`env` is not available/.test(message)) {
    yield* inlined(workflow, job, node, at, put);
    return;
  }
  const called = /no function `(\w+)\(\)`/.exec(message)?.[1];
  const source = workflow.file.text.slice(span.start, span.end);
  if (called !== undefined) {
    const without = withoutCase(source, called);
    if (without === undefined)
      yield {
        refused: `GitHub's expressions cannot do what \`${called}()\` would`,
        instead: 'Do it in a step before, and use the output of that step.',
      };
    else yield put('no-case', `compare without \`${called}()\`: GitHub looks up and compares without case`, replaced(node, at, source, without));
    return;
  }
  if (/is not closed/.test(message)) {
    const closed = closedText(node.text);
    if (closed !== undefined) yield put('close', 'close the expression with `}}`', [{ op: 'set', at, value: quoteScalar(closed) }]);
    return;
  }
  if (/cannot read this expression/.test(message)) {
    const readable = repairs(source).find((text) => parseExpression(text).ast !== undefined);
    if (readable !== undefined) yield put('expression', `write \`${readable.trim()}\``, replaced(node, at, source, readable));
    else yield { refused: 'what the expression should say cannot be told', instead: message.replace(/^.*file: /, '') };
  }
}

/** `if: !cancelled()`: the whole condition, in braces. */
function* tagged({ path, file }: Workflow, { span }: WorkflowProblem): Generator<Proposal> {
  const stop = file.text.indexOf('\n', span.start);
  const line = file.text.slice(span.start, stop < 0 ? undefined : stop).replace(/\r$/, '');
  const bare = /^(.*?)(?:\s+#.*)?\s*$/.exec(line)?.[1] ?? line;
  yield {
    id: 'braces',
    title: `write the condition as \`\${{ ${bare} }}\``,
    changes: [{ op: 'text', path, start: span.start, end: span.start + bare.length, text: quoteScalar(`\${{ ${bare} }}`) }],
    tradeoffs: [],
    check,
  };
}

type Put = (id: string, title: string, changes: readonly Change[], tradeoffs?: readonly string[]) => Proposal;

/** A variable where GitHub has none yet: its text, when the workflow says it. */
function* inlined(
  workflow: Workflow,
  job: Job | undefined,
  node: ScalarNode,
  at: readonly (string | number)[],
  put: Put,
): Generator<Proposal | Refusal> {
  let text = node.text;
  for (const [whole, name] of node.text.matchAll(/\benv\.(\w+)/g)) {
    const value = [...(job?.env ?? []), ...workflow.env].find((p) => p.name === name)?.value;
    const literal = value?.kind === 'scalar' && !value.text.includes('${{') ? value.text : undefined;
    if (literal === undefined) {
      yield {
        refused: `what \`${name}\` is, is known only in the run`,
        instead: 'Use a variable of the repository (`vars.NAME`), or the output of a job before (`needs.JOB.outputs.NAME`).',
      };
      return;
    }
    const alone = new RegExp(`\\$\\{\\{\\s*${whole.replace('.', '\\.')}\\s*\\}\\}`, 'g');
    text = alone.test(text) ? text.replace(alone, () => literal) : text.replaceAll(whole, `'${literal.replaceAll("'", "''")}'`);
  }
  yield put(
    'literal',
    `write what the variable holds: \`${text.trim().slice(0, 80)}\``,
    [{ op: 'set', at, value: quoteScalar(text) }],
    ['The same text stands in two places now: change both together.'],
  );
}

/** What changes the case of a text, in a comparison or as the name of a secret or variable: there case does not matter. */
function withoutCase(source: string, name: string): string | undefined {
  if (!/^(?:to_?)?(?:upper|lower)(?:case)?$/i.test(name)) return undefined;
  const call = new RegExp(`\\b${name}\\(([^()]*)\\)`, 'g');
  const places = [...source.matchAll(call)];
  const fits = places.every((m) => {
    const before = source.slice(0, m.index);
    const after = source.slice(m.index + m[0].length);
    return (
      /(?:==|!=)\s*$/.test(before) ||
      /^\s*(?:==|!=)/.test(after) ||
      /\b(?:secrets|vars)\[[^\]]*$/.test(before) ||
      /\b(?:contains|startsWith|endsWith)\([^)]*$/.test(before)
    );
  });
  return places.length > 0 && fits ? source.replace(call, '$1') : undefined;
}

/** Texts that the expression may have been meant to be. */
function repairs(source: string): string[] {
  const quotes = source.replace(/"([^"']*)"/g, "'$1'");
  const words = quotes
    .replace(/(?<![=!<>])=(?!=)/g, '==')
    .replace(/===/g, '==')
    .replace(/\band\b/gi, '&&')
    .replace(/\bor\b/gi, '||')
    .replace(/\bnot\s+/gi, '!');
  const single = words.replace(/(?<!&)&(?!&)/g, '&&').replace(/(?<!\|)\|(?!\|)/g, '||');
  const opens = (text: string): number => (text.match(/\(/g)?.length ?? 0) - (text.match(/\)/g)?.length ?? 0);
  return [quotes, words, single].flatMap((text) => {
    const more = opens(text);
    const balanced = more > 0 ? text.trimEnd() + ')'.repeat(more) + (/\s$/.test(text) ? ' ' : '') : more < 0 ? text.replace(/\)(\s*)$/, '$1') : text;
    return [text, balanced];
  });
}

/** A text whose last expression lacks its end. */
function closedText(text: string): string | undefined {
  const open = text.lastIndexOf('${{');
  const rest = text.slice(open);
  if (open < 0 || rest.includes('}}')) return undefined;
  const end = /^[^\n]*/.exec(rest)![0];
  const fixed = /\}\s*$/.test(end) ? end.replace(/\}(\s*)$/, '}}$1') : undefined;
  const inside = (fixed ?? `${end.trimEnd()} }}`).slice(3).replace(/\}\}\s*$/, '');
  return parseExpression(inside).ast === undefined ? undefined : `${text.slice(0, open)}${fixed ?? `${end.trimEnd()} }}`}${rest.slice(end.length)}`;
}

function replaced(node: ScalarNode, at: readonly (string | number)[], from: string, to: string): Change[] {
  const start = node.text.indexOf(from);
  return start < 0 ? [] : [{ op: 'splice', at, start, end: start + from.length, text: to }];
}
