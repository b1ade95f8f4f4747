import type { Schema } from '../src/doctor/schema.ts';

type Root = Schema & { readonly $defs: Readonly<Record<string, Schema>> };

/**
 * What in a value a schema of ours does not allow, one line each. Only the keywords that the report's schema uses; stricter than the
 * schema in one point: a property that it does not know is reported, so that types and schema cannot part.
 */
export function violations(value: unknown, root: Root): string[] {
  return check(value, root, '$', root);
}

function check(value: unknown, schema: Schema, at: string, root: Root): string[] {
  const problems = schema.$ref === undefined ? [] : check(value, root.$defs[schema.$ref.replace('#/$defs/', '')]!, at, root);
  if ('const' in schema && value !== schema.const) problems.push(`${at}: is not ${String(schema.const)}`);
  if (schema.enum !== undefined && !schema.enum.includes(value)) problems.push(`${at}: is not one of ${schema.enum.join(', ')}`);
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isA(value, type)))
    return [...problems, `${at}: is not a ${String(schema.type)}`];
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern).test(value))
    problems.push(`${at}: does not look like ${schema.pattern}`);
  if (typeof value === 'number' && schema.minimum !== undefined && value < schema.minimum) problems.push(`${at}: is below ${schema.minimum}`);
  if (Array.isArray(value)) {
    if (schema.maxItems !== undefined && value.length > schema.maxItems) problems.push(`${at}: has more than ${schema.maxItems} items`);
    if (schema.items !== undefined) problems.push(...value.flatMap((item, index) => check(item, schema.items!, `${at}[${index}]`, root)));
  } else if (schema.properties !== undefined && typeof value === 'object' && value !== null) {
    for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) problems.push(`${at}.${name}: missing`);
    const known = schema.properties;
    for (const name of Object.keys(value)) if (!Object.hasOwn(known, name)) problems.push(`${at}.${name}: not in the schema`);
    for (const [name, item] of Object.entries(value))
      if (Object.hasOwn(known, name)) problems.push(...check(item, known[name]!, `${at}.${name}`, root));
  }
  return problems;
}

function isA(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
