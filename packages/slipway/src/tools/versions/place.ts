import { type SourceFile, type SourceNode, type Span, scalarSpan } from '../../source/index.ts';
import { at } from '../config/documents.ts';
import type { VersionEcosystem, VersionRole, VersionSource } from './types.ts';

/** What a reader knows of a place beside where it stands. */
export interface About {
  readonly ecosystem: VersionEcosystem;
  readonly role?: VersionRole;
  readonly key?: string;
  readonly name?: string | undefined;
  readonly publishes?: VersionSource['publishes'];
  readonly repeats?: string | undefined;
  readonly asker?: string | undefined;
}

/** Longer texts are no versions, whatever their key says. */
const LONGEST = 64;

const STAND_IN = /^v?0\.0\.0(?![\d.])|snapshot|[-.+](?:(?:dev|development|local|placeholder)\d*|semantic(?:ally)?[-.]released?)\b|^v?(?:9999|999\.)/i;

/** A text that stands where a version will be put: `0.0.0`, `-SNAPSHOT`, `-dev`. */
export const isStandIn = (value: string): boolean => STAND_IN.test(value);

/** Starts like a version: a number, a dot, a number; a `v` before it is allowed. */
export const isVersion = (value: string): boolean => /^v?\d+\.\d+(?:[.\-+a-zA-Z0-9]*)$/.test(value);

/** The place at a span of a file; undefined when the text there is no version (of a requirement: when it is too long). */
export function placed(file: SourceFile, span: Span, about: About): VersionSource | undefined {
  const value = file.text.slice(span.start, span.end);
  const role = about.role ?? 'manifest';
  if (value === '' || value.length > LONGEST || (role !== 'requirement' && !isVersion(value))) return undefined;
  return {
    path: file.path,
    at: file.locate(span),
    span,
    ecosystem: about.ecosystem,
    role,
    key: about.key ?? 'version',
    ...(about.name === undefined ? {} : { name: about.name }),
    value,
    publishes: about.publishes ?? [],
    ...(about.repeats === undefined ? {} : { repeats: about.repeats }),
    ...(about.asker === undefined ? {} : { asker: about.asker }),
    placeholder: isStandIn(value),
  };
}

/** The place of a scalar at a path of keys. Undefined when there is none, or when its text is not written as it reads (escapes). */
export function scalarPlace(root: SourceNode | undefined, path: readonly (string | number)[], about: About): VersionSource | undefined {
  const node = at(root, ...path);
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  const span = scalarSpan(node, 0, node.text.length);
  if (node.file.text.slice(span.start, span.end) !== node.text) return undefined;
  return placed(node.file, span, { key: String(path.at(-1)), ...about });
}

/** The place of the first group of a pattern with the flag `d`; for formats that no parser here reads. */
export function matchedPlace(file: SourceFile | undefined, pattern: RegExp, about: About): VersionSource | undefined {
  if (file === undefined) return undefined;
  const [start, end] = pattern.exec(file.text)?.indices?.[1] ?? [];
  return start === undefined || end === undefined ? undefined : placed(file, { start, end }, about);
}

/** Leaves out what was not found. */
export function* found(...places: readonly (VersionSource | undefined)[]): Generator<VersionSource> {
  for (const one of places) if (one !== undefined) yield one;
}
