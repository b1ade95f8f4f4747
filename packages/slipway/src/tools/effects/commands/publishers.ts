import { publishableNames, pythonNameOf } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed, Registry } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { fromEnv, fromOption, ID_TOKEN, PACKAGES } from './credentials.ts';
import { LIBRARIES, type Publisher } from './publisher-table.ts';
import { STORES } from './store-table.ts';
import { known, resolve, shape } from './words.ts';

const PUBLISHERS: readonly Publisher[] = [...LIBRARIES, ...STORES];

function matches(words: readonly (string | undefined)[], form: readonly string[]): boolean {
  return form.every((one, index) => words[index] === one);
}

function names(call: CommandCall, registry: Registry): readonly string[] {
  if (registry === 'pypi') {
    const own = call.cwd === undefined ? undefined : pythonNameOf(call.world, call.cwd);
    if (own !== undefined) return [own];
  }
  const all = publishableNames(call.world, registry);
  return all.length === 1 || registry === 'pub' ? all : [];
}

function deeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]);
  const publisher = PUBLISHERS.find((one) => (typeof one.command === 'string' ? one.command === program : one.command.includes(program ?? '')));
  if (!publisher) return [];
  const args = readArguments(call.words.slice(1), { ...(publisher.valued ? { valued: publisher.valued } : {}), words: program === 'nuget' });
  const words = args.words.map(known);
  const form = publisher.forms.find((one) => matches(words, one));
  if (!form || (publisher.dry && args.may(...publisher.dry)) || args.may('--help')) return [];
  const tool = [program, ...form].join(' ');
  const test = [...args.values('-r', '--repository', '--repository-url', '--publish-url', '--index', '--repo')].some((one) =>
    /test\.?pypi/i.test(shape(one)),
  );
  const target = args.values('-s', '--source', '-Source', '--repository-url', '--host', '--publish-url').map(shape).join(' ');
  const github = /(nuget|rubygems|maven)\.pkg\.github\.com/.test(target) || (program === 'dotnet' && /^github$/i.test(target));
  const option = publisher.options && args.value(...publisher.options);
  const trusted = known(args.value('--trusted-publishing')) === 'always';
  const by: CredentialSource = fromOption(option, publisher.options?.at(-1) ?? '') ??
    (trusted ? { how: 'oidc' } : fromEnv(call, publisher.env)) ?? { how: 'unknown', why: publisher.otherwise };
  const registry: Registry = github ? 'github-packages' : publisher.registry === 'pypi' && test ? 'testpypi' : publisher.registry;
  const directory = call.cwd !== undefined ? resolve(call.cwd, '.') : undefined;
  return [
    {
      kind: 'package',
      registry,
      names: names(call, publisher.registry),
      tool,
      by,
      needs: github ? PACKAGES : by.how === 'oidc' ? ID_TOKEN : [],
      ...(directory !== undefined ? { directory } : {}),
      ...(publisher.facts ? { facts: publisher.facts } : {}),
    },
  ];
}

export const publishers: CommandKnowledge = {
  command: PUBLISHERS.flatMap((one) => one.command),
  source: 'command references of each tool',
  asOf: '2026-11-20',
  deeds,
};
