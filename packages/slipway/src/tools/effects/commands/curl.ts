import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { bodyFields, restDeeds } from './rest.ts';
import { known, shape, without } from './words.ts';

const CURL = [
  '-X',
  '--request',
  '-H',
  '--header',
  '-d',
  '--data',
  '--data-raw',
  '--data-binary',
  '--data-ascii',
  '--data-urlencode',
  '--json',
  '-u',
  '--user',
  '-o',
  '--output',
  '-F',
  '--form',
  '-T',
  '--upload-file',
  '-w',
  '--write-out',
  '--url',
  '-A',
  '--user-agent',
  '-m',
  '--max-time',
  '--retry',
  '--retry-delay',
  '-c',
  '-b',
  '-e',
  '-K',
  '--config',
  '--connect-timeout',
  '--proto',
  '--oauth2-bearer',
  '--cacert',
  '-E',
  '--cert',
  '--key',
  '-x',
  '--proxy',
  '--retry-max-time',
  '-D',
  '--dump-header',
];
const WGET = [
  '--method',
  '--header',
  '--body-data',
  '--body-file',
  '--post-data',
  '--post-file',
  '-O',
  '--output-document',
  '--user',
  '--password',
  '-o',
  '-t',
  '--tries',
  '-T',
  '--timeout',
  '-P',
];

/** Root of GitHub's API in a URL: the public host, an enterprise's, or the variable that holds it. */
const API = /^(?:(?:https:\/\/)?(?:[^@/]*@)?(?:api|uploads)\.github\.com\/|https?:\/\/[^/\u0000]+\/api\/(?:v3|uploads)\/|\u0000\/(?=repos\/))/i;

function credential(headers: readonly Val[], user: Val | undefined, bearer: Val | undefined): CredentialSource {
  const header = headers.find((one) => /^authorization\s*:/i.test(shape(one)));
  if (header) {
    const scheme = /^authorization\s*:\s*(?:(?:token|bearer|basic)\s+)?/i.exec(shape(header));
    return { how: 'token', value: without(header, scheme?.[0].length ?? 0), from: '-H Authorization' };
  }
  if (bearer) return { how: 'token', value: bearer, from: '--oauth2-bearer' };
  if (!user) return { how: 'none', why: 'the request carries no Authorization header' };
  const name = /^[^:\u0000]*:/.exec(shape(user));
  return { how: 'token', value: name ? without(user, name[0].length) : user, from: '-u' };
}

function deeds(call: CommandCall): readonly Deed[] {
  const wget = known(call.words[0]) === 'wget';
  const args = readArguments(call.words.slice(1), { valued: wget ? WGET : CURL });
  const urls = [...args.words, ...args.values('--url')];
  const url = urls.find((one) => API.test(shape(one)));
  if (url === undefined) return [];
  const bodies = args.values('-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json', '--body-data', '--post-data');
  const given = bodies.length > 0 || args.may('--post-file', '--body-file', '-F', '--form');
  const body = bodies[0] === undefined ? undefined : fromFile(call, bodies[0]);
  const read = body === undefined ? undefined : bodyFields(body);
  const uploads = args.value('-T', '--upload-file') !== undefined;
  const method = known(args.value('-X', '--request', '--method'))?.toUpperCase() ?? (given ? 'POST' : uploads ? 'PUT' : 'GET');
  const form = shape(url);
  return restDeeds(call, {
    tool: wget ? 'wget' : 'curl',
    by: credential(args.values('-H', '--header'), args.value('-u', '--user'), args.value('--oauth2-bearer')),
    method,
    path: without(url, API.exec(form)?.[0].length ?? 0),
    fields: read?.fields ?? new Map(),
    fieldsKnown: read?.known ?? !given,
  });
}

/** `-d @-` is standard input, `-d @file` a file of the tree. */
function fromFile(call: CommandCall, body: Val): Val | undefined {
  const text = known(body);
  if (text === '@-') return call.stdin;
  if (text === undefined || !text.startsWith('@')) return body;
  const found = call.cwd === undefined ? undefined : call.world.read(call.cwd === '' ? text.slice(1) : `${call.cwd}/${text.slice(1)}`);
  return found === undefined ? undefined : str(found);
}

export const curl: CommandKnowledge = {
  command: ['curl', 'wget'],
  source: "curl(1), wget(1), GitHub's REST reference",
  asOf: '2026-11-20',
  deeds,
};
