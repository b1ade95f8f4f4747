import { ChangeError, type Data } from '../changes.ts';
import { sourceFile } from '../file.ts';
import type { Edit, Parsed, Span } from '../types.ts';
import { parseYaml } from '../yaml.ts';
import type { Plan } from './plan.ts';
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

/** The language of a file. */
export function formatOf(path: string, _text: string): Format {
  if (/\.(?:toml|jsonc?)$/i.test(path)) throw new ChangeError(`${path}: files of this kind cannot be changed yet.`);
  return YAML;
}
