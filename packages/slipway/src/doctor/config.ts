import { get, isMap, isSeq, parseYaml, type SourceFile, type SourceNode, type Span, sourceFile, textOf } from '../source/index.ts';
import { nearest, SLIPWAY_KEYS } from '../tools/index.ts';
import type { AssumedSecret } from './options.ts';
import type { Severity } from './report.ts';

export interface ConfiguredIgnore {
  readonly rule: string;
  readonly path: string | undefined;
  readonly reason: string;
  readonly line: number;
}

/** The part `doctor:` of slipway.yaml. */
export interface DoctorConfig {
  readonly severity: ReadonlyMap<string, Severity>;
  readonly off: ReadonlySet<string>;
  readonly ignores: readonly ConfiguredIgnore[];
  readonly assume: ReadonlyMap<string, AssumedSecret>;
}

const ASSUMED: readonly AssumedSecret[] = ['missing', 'expired', 'pat', 'app', 'github-token'];

/** True for the words by which configuration says what a secret is. */
export function isAssumed(word: string | undefined): word is AssumedSecret {
  return (ASSUMED as readonly (string | undefined)[]).includes(word);
}

/** Wrong configuration: one sentence with place and remedy; the command ends with exit code 2. */
export class ConfigError extends Error {
  readonly exitCode = 2;
  /** What is wrong in slipway.yaml, and the sentence without its place; undefined for an error about something else. */
  readonly about: { readonly span: Span; readonly what: string } | undefined;

  constructor(message: string, about?: { readonly span: Span; readonly what: string }) {
    super(message);
    this.about = about;
  }
}

/**
 * Reads `doctor: {rules: {id: error|warning|note|off}, ignore: [{rule, path, reason}], assume: {SECRET: missing|expired|pat|app|github-token}}`.
 * @throws ConfigError for a file that cannot be read as that.
 */
export function readConfig(text: string | undefined): DoctorConfig {
  const { root, problems, file } = parseYaml(sourceFile('slipway.yaml', text ?? ''));
  const [broken] = problems;
  if (broken) throw new ConfigError(`slipway.yaml:${file.position(broken.span.start).line}: ${broken.message}`);
  return doctorConfigOf(root, file);
}

/** As `readConfig`, of a file that is parsed. */
export function doctorConfigOf(root: SourceNode | null, file: SourceFile): DoctorConfig {
  const severity = new Map<string, Severity>();
  const off = new Set<string>();
  const ignores: ConfiguredIgnore[] = [];
  const assume = new Map<string, AssumedSecret>();
  const empty = { severity, off, ignores, assume };
  const fail = (span: Span, what: string): never => {
    throw new ConfigError(`${file.path}:${file.position(span.start).line}: ${what}`, { span, what });
  };
  if (root === null) return empty;
  if (!isMap(root)) return fail(root.span, `the file must be a map with ${SLIPWAY_KEYS.join(', ')}`);
  for (const { key } of root.entries) {
    // Another key may be one that a newer Slipway knows; a slip of the hand is told.
    const meant = SLIPWAY_KEYS.includes(key.text) || key.text.startsWith('x-') ? undefined : nearest(key.text, SLIPWAY_KEYS);
    if (meant !== undefined) fail(key.span, `\`${key.text}\` is not known; did you mean \`${meant}\`?`);
  }
  const doctor = get(root, 'doctor');
  if (doctor === undefined) return empty;
  if (!isMap(doctor)) return fail(doctor.span, '`doctor` must be a map');
  for (const entry of doctor.entries) {
    const { value } = entry;
    if (value === null) continue;
    if (entry.key.text === 'rules') {
      if (!isMap(value)) return fail(value.span, '`rules` must be a map of rule ids to error, warning, note or off');
      for (const e of value.entries) {
        const level = textOf(e.value ?? undefined);
        if (level === 'off') off.add(e.key.text);
        else if (level === 'error' || level === 'warning' || level === 'note') severity.set(e.key.text, level);
        else fail(e.key.span, `rule ${e.key.text} must be error, warning, note or off`);
      }
    } else if (entry.key.text === 'ignore') {
      if (!isSeq(value)) return fail(value.span, '`ignore` must be a list of {rule, path, reason}');
      for (const item of value.items) {
        const rule = textOf(get(item, 'rule'));
        const reason = textOf(get(item, 'reason'));
        if (rule === undefined || reason === undefined || reason.trim() === '') return fail(item.span, 'an ignore needs `rule` and `reason`');
        const path = get(item, 'path');
        if (path !== undefined && textOf(path) === undefined) return fail(path.span, '`path` of an ignore must be a text');
        ignores.push({ rule, path: textOf(path), reason, line: file.position(item.span.start).line });
      }
    } else if (entry.key.text === 'assume') {
      if (!isMap(value)) return fail(value.span, '`assume` must be a map of secret names to missing, expired, pat, app or github-token');
      for (const e of value.entries) {
        const what = textOf(e.value ?? undefined);
        if (isAssumed(what)) assume.set(e.key.text, what);
        else fail(e.key.span, `secret ${e.key.text} must be missing, expired, pat, app or github-token`);
      }
    } else fail(entry.key.span, `\`${entry.key.text}\` is not known under \`doctor\`; known are rules, ignore and assume`);
  }
  return empty;
}
