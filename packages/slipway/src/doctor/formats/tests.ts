import type { Answer, Outcome, TestReport, TestResult } from '../expectations/types.ts';
import { drawChain } from './chain.ts';
import { type JunitCase, junitXml } from './junit-xml.ts';
import { type Palette, palette } from './palette.ts';
import { clean, count, hang, oneLine } from './terminal.ts';
import { place } from './view.ts';

export interface TestsTextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

const MARK: Readonly<Record<Outcome, string>> = { passes: '✔', fails: '✖', undecided: '?' };

/** Tests with the ways of what fails. Ends with a newline. */
export function formatTests(report: TestReport, options: TestsTextOptions): string {
  const paint = palette(options.color);
  const width = Math.min(Math.max(options.width, 40), 120);
  const lines: string[] = [];
  for (const test of report.tests) {
    lines.push(...hang(`${dressed(test.outcome, MARK[test.outcome], paint)} `, oneLine(test.name), width, '  '));
    for (const answer of test.answers) lines.push(...answerLines(answer, test, width, paint));
  }
  if (report.limits.length > 0) lines.push('', paint.strong('limits'), ...report.limits.flatMap((limit) => hang('  - ', oneLine(limit), width)));
  return `${lines.join('\n')}\n\n${testSummary(report)}\n`;
}

function answerLines(answer: Answer, test: TestResult, width: number, paint: Palette): string[] {
  const single = test.answers.length === 1;
  if (answer.outcome === 'passes') return single ? [] : [paint.faint(`    ✔ ${oneLine(answer.text)}`)];
  const at = answer.location === undefined ? '' : `  --> ${clean(place(answer.location))}`;
  return [
    ...(single ? [] : hang(`    ${MARK[answer.outcome]} `, oneLine(answer.text), width, '      ')),
    ...hang('      ', oneLine(answer.why), width),
    ...(at === '' ? [] : [`    ${at}`]),
    ...drawChain(answer.chain, width - 4, paint).map((line) => `    ${line}`),
    ...answer.decide.flatMap((one) => hang('      decide with: ', oneLine(one), width)),
  ];
}

const dressed = (outcome: Outcome, text: string, paint: Palette): string =>
  outcome === 'passes' ? paint.verdict('reached', text) : outcome === 'fails' ? paint.cut(text) : paint.maybe(text);

/** `5 tests: 3 pass, 1 fails, 1 is undecided`. */
function testSummary({ tests }: TestReport): string {
  const many = (outcome: Outcome): number => tests.filter((test) => test.outcome === outcome).length;
  const [passed, failed, open] = [many('passes'), many('fails'), many('undecided')];
  const parts = [`${passed} ${passed === 1 ? 'passes' : 'pass'}`];
  if (failed > 0) parts.push(`${failed} ${failed === 1 ? 'fails' : 'fail'}`);
  if (open > 0) parts.push(`${open} ${open === 1 ? 'is' : 'are'} undecided`);
  return `${count(tests.length, 'test')}: ${parts.join(', ')}`;
}

/** The answers as JSON, two spaces. Ends with a newline. */
export function formatTestsJson(report: TestReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The answers as a JUnit report, one case a statement. @param strict what is not decided is a failure too */
export function formatTestsJunit(report: TestReport, strict: boolean): string {
  const cases = report.tests.flatMap((test) => test.answers.map((answer) => caseOf(answer, test, strict)));
  return junitXml([{ name: 'slipway test', cases }]);
}

function caseOf(answer: Answer, { name, location }: TestResult, strict: boolean): JunitCase {
  const { text, outcome, why } = answer;
  const base = { name: clean(text), group: clean(name), file: location.path, line: location.line };
  if (outcome === 'passes') return base;
  if (outcome === 'undecided' && !strict) return { ...base, skipped: clean(why) };
  const at = answer.location === undefined ? [] : [`at ${place(answer.location)}`];
  const chain = answer.chain.map((link) => `${link.state === 'cut' ? 'x' : '-'} ${link.kind}: ${link.text}`);
  return { ...base, failure: { message: clean(why), type: outcome, text: clean([why, ...at, ...chain].join('\n')) } };
}
