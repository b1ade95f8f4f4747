import { ChangeError, type Data } from '../../changes.ts';
import { sourceFile } from '../../file.ts';
import type { SourceNode } from '../../types.ts';
import { parseYaml } from '../../yaml.ts';
import { flowText, indented, quoteScalar } from '../../yaml-text.ts';
import { dataOf } from '../data.ts';
import type { Plan } from '../plan.ts';
import { lastScalar } from './geometry.ts';

/** How a file is written. */
export interface Style {
  /** Columns by which a mapping is indented under its key. */
  readonly step: number;
  /** Columns by which a list is indented under its key. */
  readonly list: number;
}

/** What a value is written as: something on the line of its key or dash, and lines below, each with the line break before it. */
export interface Written {
  readonly head: string;
  readonly tail: string;
}

/** A value as it stands in a change. */
export interface Value {
  readonly text: string;
  readonly root: SourceNode | null;
  readonly shape: 'inline' | 'block scalar' | 'map' | 'list';
}

/**
 * Line breaks at the end of the text are not part of the value.
 * @throws ChangeError when the text is no YAML
 */
export function readValue(yamlText: string): Value {
  const text = yamlText.replace(/\s+$/, '').replace(/\r\n?/g, '\n');
  const { root, problems } = parseYaml(sourceFile('', `${text}\n`));
  if (problems[0]) throw new ChangeError(`The new value \`${text.slice(0, 80)}\` cannot be read as YAML: ${problems[0].message}.`);
  const last = lastScalar(root)?.span.start ?? 0;
  // Blank lines may follow where the value goes, and it ends with one line break anyway.
  if (/^[|>]\d?\+/.test(text.slice(last))) return readValue(`${text.slice(0, last)}${text.slice(last).replace('+', '')}`);
  if (root === null || root.kind === 'scalar') {
    const block = root?.style === 'literal' || root?.style === 'folded';
    return { text, root, shape: block ? 'block scalar' : 'inline' };
  }
  if (root.flow) return { text, root, shape: 'inline' };
  return { text, root, shape: root.kind === 'map' ? 'map' : 'list' };
}

export function dataOfValue(yamlText: string): Data {
  return dataOf(readValue(yamlText).root);
}

/** What is missing, as YAML from column 0: the mappings that lead to the values, or the items of a new list. */
export function planText(plan: Plan, style: Style): string {
  if (plan.set) return plan.set.value;
  if (plan.inserts.length > 0) return plan.inserts.map(({ value }) => itemText(value, 0)).join('\n');
  return [...plan.below].map(([key, one]) => entryText(String(key), planText(one, style), 0, style)).join('\n');
}

/** `key: value` on lines of its own, all but the first indented by `column`. */
export function entryText(key: string, yamlText: string, column: number, style: Style): string {
  const { head, tail } = behindKey(readValue(yamlText), column, style);
  return `${quoteScalar(key)}:${head === '' ? '' : ` ${head}`}${tail}`;
}

/** `- value`, all but the first line indented by `column`. */
export function itemText(yamlText: string, column: number, width = 2): string {
  const value = readValue(yamlText);
  if (value.text === '') return '-';
  const deeper = value.shape === 'block scalar' ? 0 : value.shape === 'inline' ? 2 : width;
  return `-${' '.repeat(value.shape === 'map' || value.shape === 'list' ? width - 1 : 1)}${indented(value.text, column + deeper)}`;
}

/** A value behind a key that stands at a column. */
export function behindKey(value: Value, column: number, style: Style): Written {
  if (value.shape === 'inline') return { head: indented(value.text, column + 2), tail: '' };
  if (value.shape === 'block scalar') return inBlock(value, column);
  const pad = ' '.repeat(column + (value.shape === 'list' ? style.list : style.step));
  return { head: '', tail: `\n${pad}${indented(value.text, pad.length)}` };
}

/** A block scalar's header, and its lines. They are indented as given, from the column of what they belong to. */
export function inBlock(value: Value, column: number): Written {
  const end = value.text.indexOf('\n');
  if (end === -1) return { head: value.text, tail: '' };
  return { head: value.text.slice(0, end), tail: indented(value.text.slice(end), column) };
}

/** A value on one line, for inside brackets and braces. */
export function inFlow({ text, root }: Value): string {
  const whole = !text.includes('\n') && !text.includes('#');
  if (whole && root && (root.kind !== 'scalar' || root.style === 'single' || root.style === 'double') && root.span.start === 0) return text;
  return flowText(root);
}
