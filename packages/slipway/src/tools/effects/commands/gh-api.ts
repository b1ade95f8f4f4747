import type { Val } from '../../../actions/index.ts';
import type { CommandCall, CredentialSource, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { ghCredential } from './credentials.ts';
import { bodyFields, restDeeds } from './rest.ts';
import { known, pair, shape, without } from './words.ts';

const VALUED = [
  '-X',
  '--method',
  '-f',
  '--raw-field',
  '-F',
  '--field',
  '-H',
  '--header',
  '--input',
  '-q',
  '--jq',
  '-t',
  '--template',
  '--hostname',
  '-p',
  '--preview',
  '--cache',
];

/** `gh api`: a GET unless `-X` says otherwise or fields are given, then a POST. */
export function ghApi(call: CommandCall, words: readonly Val[]): readonly Deed[] {
  const args = readArguments(words, { valued: VALUED });
  const [endpoint] = args.words;
  if (endpoint === undefined) return [];
  const fields = new Map<string, Val>();
  let fieldsKnown = true;
  for (const one of args.values('-f', '--raw-field', '-F', '--field')) {
    const field = pair(one);
    if (field) fields.set(field.key, field.value);
    else fieldsKnown = false;
  }
  if (args.may('--input')) {
    const body = known(args.value('--input')) === '-' ? call.stdin : undefined;
    const read = body ? bodyFields(body) : undefined;
    for (const [name, value] of read?.fields ?? []) fields.set(name, value);
    fieldsKnown = fieldsKnown && read?.known === true;
  }
  const method = known(args.value('-X', '--method'))?.toUpperCase() ?? (fields.size > 0 || !fieldsKnown ? 'POST' : 'GET');
  const root = /^(?:https:\/\/api\.github\.com)?\/+/.exec(shape(endpoint));
  const header = args.values('-H', '--header').find((one) => /^authorization:/i.test(shape(one)));
  const by: CredentialSource = header ? { how: 'token', value: header, from: '-H Authorization' } : ghCredential(call);
  return restDeeds(call, { tool: 'gh api', by, method, path: root ? without(endpoint, root[0].length) : endpoint, fields, fieldsKnown });
}
