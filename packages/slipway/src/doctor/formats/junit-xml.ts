/** One case: something that was asked and how it ended. `text` is what a reader of the failure needs. */
export interface JunitCase {
  readonly name: string;
  /** Groups cases in the readers of such files: a workflow, a rule. */
  readonly group: string;
  readonly file?: string;
  readonly line?: number;
  readonly failure?: { readonly message: string; readonly type: string; readonly text: string };
  /** Not decided: counted, and no failure. */
  readonly skipped?: string;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/**
 * A file in the form that JUnit's reports made common and that continuous integration reads. It holds no times: the same tree gives the
 * same bytes. Ends with a newline.
 * @see https://github.com/testmoapp/junitxml
 */
export function junitXml(suites: readonly JunitSuite[]): string {
  const all = suites.flatMap((suite) => suite.cases);
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="slipway" ${counts(all)}>`];
  for (const { name, cases } of suites) {
    lines.push(`  <testsuite name="${attribute(name)}" ${counts(cases)}>`);
    for (const one of cases) lines.push(...caseLines(one));
    lines.push('  </testsuite>');
  }
  return `${[...lines, '</testsuites>'].join('\n')}\n`;
}

function counts(cases: readonly JunitCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function caseLines({ name, group, file, line, failure, skipped }: JunitCase): string[] {
  const at = `${file === undefined ? '' : ` file="${attribute(file)}"`}${line === undefined ? '' : ` line="${line}"`}`;
  const open = `    <testcase name="${attribute(name)}" classname="${attribute(group)}"${at}`;
  if (failure !== undefined)
    return [
      `${open}>`,
      `      <failure message="${attribute(failure.message)}" type="${attribute(failure.type)}">${content(failure.text)}</failure>`,
      '    </testcase>',
    ];
  if (skipped !== undefined) return [`${open}>`, `      <skipped message="${attribute(skipped)}"/>`, '    </testcase>'];
  return [`${open}/>`];
}

/** What XML 1.0 forbids even as a reference: https://www.w3.org/TR/xml/#charsets */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function content(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;').replaceAll('\r', '&#13;');
}
