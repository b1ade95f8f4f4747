import { str } from '../../../actions/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { LOCAL } from './credentials.ts';
import { known } from './words.ts';

/** `cog bump`: hooks, a commit `chore(version): 1.2.3`, a tag; what its hooks push is theirs. */
function cogDeeds(call: CommandCall): readonly Deed[] {
  const { name, after } = subcommand(call.words.slice(1), ['--config']);
  const args = readArguments(after, {
    valued: ['-v', '--version', '--pre', '--build', '-H', '--hook-profile', '--package', '-a', '--annotated', '--skip-ci-override'],
  });
  if (name === 'changelog')
    return [
      {
        kind: 'history',
        tool: 'cog changelog',
        by: LOCAL,
        needs: [],
        wants: 'both',
        why: 'it writes the changelog from tags and commits',
        facts: ['tok.fetch'],
      },
    ];
  if (name !== 'bump' || args.may('-d', '--dry-run')) return [];
  const text = call.world.read('cog.toml') ?? '';
  const prefix = /^tag_prefix\s*=\s*["']([^"']*)["']/m.exec(text)?.[1] ?? '';
  const version = call.world.version;
  const skips = args.may('--skip-ci') || args.value('--skip-ci-override') !== undefined;
  const marker = known(args.value('--skip-ci-override')) ?? '[skip ci]';
  const local = { kind: 'git' as const, tool: 'cog bump', by: LOCAL, needs: [] };
  const hooks = (key: string): readonly Deed[] => {
    const list = new RegExp(`^${key}\\s*=\\s*\\[([\\s\\S]*?)^?\\]`, 'm').exec(text)?.[1] ?? '';
    return [...list.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map((match): Deed => {
      const line = (match[1]?.replace(/\\(.)/g, '$1') ?? match[2] ?? '')
        .replace(/\{\{\s*version_tag\s*\}\}/g, `${prefix}${version}`)
        .replace(/\{\{\s*version\s*\}\}/g, version);
      const row = text.slice(0, text.indexOf(match[0])).split('\n').length;
      const from = { path: 'cog.toml', line: row, column: 1, endLine: row, endColumn: 1 };
      return { kind: 'runs', tool: 'cog bump', by: LOCAL, needs: [], at: from, what: { text: line, from, shell: 'sh', cwd: '' } };
    });
  };
  return [
    {
      kind: 'history',
      tool: 'cog bump',
      by: LOCAL,
      needs: [],
      wants: 'both',
      why: 'it computes the version from the commits since the last tag',
      facts: ['tok.fetch'],
    },
    ...hooks('pre_bump_hooks'),
    { ...local, act: 'commit', name: str(`chore(version): ${version}${skips ? ` ${marker}` : ''}`) },
    { ...local, act: 'tag', name: str(`${prefix}${version}`), annotated: args.value('-a', '--annotated') !== undefined },
    ...hooks('post_bump_hooks'),
  ];
}

export const cocogitto: CommandKnowledge = { command: 'cog', source: "Cocogitto's documentation", asOf: '2026-11-20', deeds: cogDeeds };
