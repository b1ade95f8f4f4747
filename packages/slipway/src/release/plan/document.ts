import type { Plan } from '../types.ts';
import { PlanError } from './errors.ts';
import { sha256 } from './sha256.ts';
import { partThatIsNone } from './whole.ts';

/** A text that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** JSON with sorted keys and no blanks, so that the same content has the same bytes. Keys without a value are left out, as JSON does. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  // A plan may hold a hundred thousand commits: text is put together without lists between.
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${canonicalJson(item ?? null)}`;
    return `[${text}]`;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(fields).sort())
    if (fields[key] !== undefined) text += `${text === '' ? '' : ','}${canonicalJson(key)}:${canonicalJson(fields[key])}`;
  return `{${text}}`;
}

/** SHA-256 of everything in a plan but its digest: 64 hex digits. */
export function digestOf(plan: Omit<Plan, 'digest'>): string {
  const { digest: _, ...rest } = plan as Plan;
  return sha256(canonicalJson(rest));
}

/** A plan as a file: JSON, indented by two blanks, with a line feed at its end. */
export function writePlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

const DIGEST = /^[0-9a-f]{64}$/;
const AGAIN = 'make the plan anew with `slipway plan --out`';

/**
 * Reads a plan that `writePlan` wrote, and nothing else: one that was changed by a single letter is refused.
 *
 * @param at name of the file for messages
 * @param repository `owner/name` of where it is to be executed; undefined when that is not known
 * @throws PlanError with one sentence: no JSON, no plan, of another version, of another repository, or changed after it was made
 */
export function readPlan(text: string, at: string, repository?: string): Plan {
  const value = parsed(text, at);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('schemaVersion' in value) || !('digest' in value))
    throw new PlanError(`${at} is no plan: it has no \`schemaVersion\` and \`digest\`; ${AGAIN}.`);
  if (value.schemaVersion !== 1)
    throw new PlanError(
      typeof value.schemaVersion === 'number' && value.schemaVersion > 1
        ? `${at} is a plan of version ${value.schemaVersion}, and this Slipway reads version 1; install a newer Slipway.`
        : `${at} is a plan of another form than version 1; ${AGAIN}.`,
    );
  const plan = value as Plan;
  if (typeof plan.digest !== 'string' || !DIGEST.test(plan.digest) || digestOf(plan) !== plan.digest)
    throw new PlanError(`${at} was changed after it was made: its content does not match its digest; ${AGAIN}.`);
  const missing = partThatIsNone(value);
  if (missing !== undefined) throw new PlanError(`${at} is no whole plan: \`${missing}\` is not there or not what it should be; ${AGAIN}.`);
  const of = plan.source.repository;
  // A fork has the same commits, and its notes lead elsewhere.
  if (of !== null && repository !== undefined && of.toLowerCase() !== repository.toLowerCase())
    throw new PlanError(`${at} is a plan of ${of}, and this is ${repository}; ${AGAIN}, or say --repo ${of}.`);
  return plan;
}

function parsed(text: string, at: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PlanError(`${at} is no JSON, so it is no plan; ${AGAIN}.`);
  }
}

/**
 * Why a plan may no longer be executed, a sentence; undefined when everything is as it was when the plan was made.
 *
 * @param now the revision that would be released, 40 hex digits, and the text of a file of it (undefined when there is none)
 */
export function stalePlan(plan: Plan, now: { readonly revision: string; readonly read: (path: string) => string | undefined }): string | undefined {
  if (plan.source.revision !== now.revision)
    return `The plan is of ${plan.source.revision.slice(0, 7)}, and this is ${now.revision.slice(0, 7)}; ${AGAIN}, or check out what it was made of.`;
  for (const { path, before, after, text } of plan.files) {
    const there = now.read(path);
    if ((there === undefined ? null : sha256(there)) !== before)
      return before === null
        ? `${path} is there now, and the plan would create it; ${AGAIN}.`
        : `${path} is not what it was when the plan was made; ${AGAIN}.`;
    if ((text === null ? null : sha256(text)) !== after) return `The plan's text of ${path} does not match its hash; ${AGAIN}.`;
  }
  return undefined;
}
