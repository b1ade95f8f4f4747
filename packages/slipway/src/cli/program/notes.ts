import { Option } from 'commander';
import type { NotesFlags } from '../notes.ts';
import type { Parts } from './parts.ts';
import { withPlan } from './plan-options.ts';

const EXAMPLES = `
Examples:
  slipway notes                           of the next release
  slipway notes v1.4.0                    of a past one: as the changelog has them, else made of its commits
  slipway notes v1.3.0..main              of what came between two revisions
  slipway notes --all > CHANGELOG.md      of every release
  slipway notes v1.4.0 --github | gh release create v1.4.0 --notes-file -
  slipway notes --summary                 in a run for a pull request: what it would do to the next version

Exit codes: 0 printed, 10 nothing to release, 2 wrong input.`;

export function addNotes({ program, handlers, done }: Parts): void {
  withPlan(
    program
      .command('notes')
      .description('print the notes of the next release, of a past one, or of all')
      .argument('[what]', 'a version, a tag, or A..B (default: the next release)')
      .option('-C, --path <dir>', 'folder of the repository (default: .)')
      .addOption(new Option('--all', 'every release, made of the commits').conflicts(['github', 'summary']))
      .option('--github', 'as the text of a release on GitHub: with contributors and all changes')
      .addOption(new Option('--summary', 'write what a pull request would release to the summary of the job').conflicts('github'))
      .addOption(new Option('--format <format>', 'how they are printed').choices(['markdown', 'json'])),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (what: string | undefined, flags: NotesFlags) => done(await handlers.notes(what, flags)));
}
