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
 * same bytes. There is no schema that all readers share; this keeps to what Jenkins, GitLab and Azure read. Ends with a newline.
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
      `      <failure type="${attribute(failure.type)}" message="${attribute(failure.message)}">${content(failure.text)}</failure>`,
      '    </testcase>',
    ];
  if (skipped !== undefined) return [`${open}>`, `      <skipped message="${attribute(skipped)}"/>`, '    </testcase>'];
  return [`${open}/>`];
}

/** XML 1.0 has no way to write most control characters, halves of a surrogate pair, or U+FFFE and U+FFFF: https://www.w3.org/TR/xml/#charsets */
function content(text: string): string {
  const printable = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
  return printable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;').replaceAll('\r', '&#13;');
}
