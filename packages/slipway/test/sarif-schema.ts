import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

/** The official schema of SARIF 2.1.0 (draft 4), as Microsoft's own validator carries it. */
function schema(): object {
  const matcher = createRequire(import.meta.url).resolve('@microsoft/jest-sarif');
  return JSON.parse(readFileSync(join(dirname(matcher), 'schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as object;
}

// One pattern of the schema is no regular expression in Unicode mode.
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema());

/** What a SARIF log breaks of the schema: one line each, with its place. */
export function sarifViolations(log: unknown): string[] {
  return validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
