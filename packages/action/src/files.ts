import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatComparisonJson } from '../../slipway/src/doctor/compare/formats/index.ts';
import { formatJson, formatSarif } from '../../slipway/src/doctor/formats/index.ts';
import { doors } from './doors.ts';
import type { Examined } from './examine.ts';
import type { Inputs } from './inputs.ts';
import type { Files } from './outputs.ts';
import type { Runner } from './runner.ts';

/** Writes the report and the SARIF log into a folder of their own: several steps of a job must not overwrite each other's. */
export async function writeFiles(examined: Examined, { sarif }: Inputs, { env }: Runner): Promise<Files & { readonly sarifText: string }> {
  const { report, compared, prefix } = examined;
  const folder = mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'slipway-'));
  const reportFile = join(folder, 'report.json');
  writeFileSync(reportFile, compared === undefined ? formatJson(report) : formatComparisonJson(compared));
  if (sarif === 'none') return { report: reportFile, sarif: '', sarifText: '' };
  const [{ ruleIds }, { rulePage }] = [await doors.doctor(), await doors.pages()];
  // Always the whole state: code scanning compares it with that of the base branch itself.
  const sarifText = formatSarif(
    [report],
    ruleIds().flatMap((id) => rulePage(id) ?? []),
    [prefix],
  );
  const sarifFile = join(folder, 'slipway.sarif');
  writeFileSync(sarifFile, sarifText);
  return { report: reportFile, sarif: sarifFile, sarifText };
}
