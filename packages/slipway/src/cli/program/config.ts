import { Option } from 'commander';
import type { ConfigCheckFlags } from '../config-check.ts';
import { type Parts, withRepository } from './parts.ts';

const CONFIG_CHECK_EXAMPLES = `
Examples:
  slipway config check                    every mistake in slipway.yaml, with its place
  slipway config check --format github    annotations in a workflow
  slipway config check --upgrade          write old names anew; comments and all other bytes stay
  slipway config check --upgrade --dry-run
  slipway config check --git-dir repo.git --rev v2`;

export function addConfig({ program, handlers, done }: Parts): void {
  const config = program.command('config').description('check slipway.yaml, and bring it to the form of today');
  withRepository(
    config
      .command('check')
      .description('hold slipway.yaml against what can be meant, and against the repository: tags, branches, files')
      .argument('[target]', "slipway.yaml, its folder, OWNER/NAME or git URL (default: '.')")
      .option('--config <file>', 'check this file in place of slipway.yaml at the root')
      .option('--upgrade', 'write what an older Slipway wrote in the form of today')
      .option('-n, --dry-run', 'with --upgrade: print the difference, write nothing')
      .addOption(new Option('--format <format>', 'how problems are printed').choices(['text', 'json', 'github'])),
  )
    .addHelpText('after', CONFIG_CHECK_EXAMPLES)
    .action(async (target: string | undefined, flags: ConfigCheckFlags) => done(await handlers.configCheck(target, flags)));
}
