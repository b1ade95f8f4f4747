import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { CONTENTS, GIT } from './credentials.ts';
import { known } from './words.ts';

/** Documentation sites that are pushed to a branch of the repository, or elsewhere. */
function siteDeeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]) ?? '';
  const args = readArguments(call.words.slice(1), {
    valued: [
      '-f',
      '--config-file',
      '-b',
      '--branch',
      '-r',
      '--remote',
      '-m',
      '--message',
      '-d',
      '--dist',
      '-o',
      '--deploy-prefix',
      '-F',
      '-u',
      '--user',
      '--repo',
      '-e',
      '--dest',
      '-t',
      '--tag',
      '-x',
      '--prefix',
    ],
  });
  const [sub] = args.words.map(known);
  const branch = known(args.value('-b', '--branch')) ?? 'gh-pages';
  const push = (tool: string): readonly Deed[] => [
    { kind: 'branch', tool, by: GIT, needs: CONTENTS, name: { k: 'str', v: branch }, facts: ['tok.persist'] },
    { kind: 'pages', tool, by: GIT, needs: CONTENTS },
  ];
  switch (program) {
    case 'mkdocs':
      return sub === 'gh-deploy' ? push('mkdocs gh-deploy') : [];
    case 'mike':
      return sub !== undefined && /^(deploy|alias|set-default|delete|retitle)$/.test(sub) && args.may('-p', '--push') ? push(`mike ${sub}`) : [];
    case 'gh-pages':
    case 'angular-cli-ghpages':
    case 'ngh':
      return args.may('--no-push', '-n') ? [] : push(program);
    case 'ghp-import':
      return args.may('-p', '--push') ? push('ghp-import') : [];
    case 'docusaurus':
      return sub === 'deploy' ? push('docusaurus deploy') : [];
    case 'quarto':
      return sub === 'publish' ? push('quarto publish') : [];
    default:
      return [];
  }
}

export const sites: CommandKnowledge = {
  command: ['mkdocs', 'mike', 'gh-pages', 'angular-cli-ghpages', 'ngh', 'ghp-import', 'docusaurus', 'quarto'],
  source: 'command references of each tool',
  asOf: '2026-11-20',
  deeds: siteDeeds,
};
