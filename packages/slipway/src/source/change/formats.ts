import type { Data } from '../changes.ts';
import { sourceFile } from '../file.ts';
import { parseJson } from '../json.ts';
import { parseToml } from '../toml.ts';
import type { Edit, Parsed, Span } from '../types.ts';
import { parseYaml } from '../yaml.ts';
import { jsonEdits, jsonLines } from './json/index.ts';
import type { Plan } from './plan.ts';
import { tomlEdits, tomlLines } from './toml/index.ts';
import { yamlEdits } from './yaml/index.ts';
import { namedLines } from './yaml/named.ts';
import { dataOfValue } from './yaml/texts.ts';

/** A language of trees. */
export interface Format {
  readonly parse: (path: string, text: string) => Parsed;
  readonly edits: (path: string, text: string, plan: Plan) => Edit[];
  /** The data of a value as it stands in a change. */
  readonly data: (yamlText: string) => Data;
  /** The lines that a plan names. */
  readonly named: (parsed: Parsed, plan: Plan) => Span[];
  /** The order of keys is kept. */
  readonly ordered: boolean;
}

const YAML: Format = {
  parse: (path, text) => parseYaml(sourceFile(path, text)),
  edits: yamlEdits,
  data: dataOfValue,
  named: ({ file, root }, plan) => namedLines(file, root, plan),
  ordered: true,
};

const JSON_FORMAT: Format = {
  parse: (path, text) => parseJson(sourceFile(path, text)),
  edits: jsonEdits,
  data: dataOfValue,
  named: jsonLines,
  ordered: true,
};

/** Where a table stands in the file says nothing, and a new key can only go above the tables. */
const TOML: Format = {
  parse: (path, text) => parseToml(sourceFile(path, text)),
  edits: tomlEdits,
  data: dataOfValue,
  named: tomlLines,
  ordered: false,
};

/** The language of a file, by its name; a file without an ending that starts with a brace is JSON (`.releaserc`). */
export function formatOf(path: string, text: string): Format {
  if (/\.toml$/i.test(path)) return TOML;
  if (/\.(?:jsonc?|json5|webmanifest)$/i.test(path)) return JSON_FORMAT;
  const named = path.replace(/^.*\//, '').lastIndexOf('.') > 0;
  return !named && /^\uFEFF?\s*\{/.test(text) ? JSON_FORMAT : YAML;
}
