import type { Report } from '../report.ts';
import { REPORT_SCHEMA, type Schema } from '../schema.ts';

/** One report as JSON: two spaces, keys in the order of the published schema. Ends with a newline. */
export function formatJson(report: Report): string {
  return `${JSON.stringify(arrange(report, REPORT_SCHEMA), null, 2)}\n`;
}

/** One report on one line, for `--jsonl`. Ends with a newline. */
export function formatJsonLine(report: Report): string {
  return `${JSON.stringify(arrange(report, REPORT_SCHEMA))}\n`;
}

/** The same value with its keys in the schema's order; keys that the schema does not know follow, sorted. */
function arrange(value: unknown, schema: Schema | undefined): unknown {
  const known = schema?.$ref === undefined ? schema : REPORT_SCHEMA.$defs[schema.$ref.replace('#/$defs/', '')];
  if (Array.isArray(value)) return value.map((item) => arrange(item, known?.items));
  if (typeof value !== 'object' || value === null) return value;
  const properties = known?.properties ?? {};
  const source = value as Record<string, unknown>;
  const others = Object.keys(source)
    .filter((key) => !Object.hasOwn(properties, key))
    .sort();
  const ordered: Record<string, unknown> = {};
  for (const key of [...Object.keys(properties), ...others]) {
    if (source[key] !== undefined) ordered[key] = arrange(source[key], properties[key]);
  }
  return ordered;
}
