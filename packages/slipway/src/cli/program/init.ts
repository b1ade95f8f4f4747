import { Option } from 'commander';
import type { InitFlags } from '../init.ts';
import { type Parts, withRepository } from './parts.ts';

const INIT_EXAMPLES = `
Reads manifests, tags, branches, workflows and the configuration of the tools that release here, and writes
down what it found. No tool is replaced: one that decides the versions goes on deciding them.

Examples:
  slipway init                            write slipway.yaml, or add \`release:\` to it
  slipway init --print                    show it, write nothing
  slipway init --interactive              confirm the driver, the tags and the channels
  slipway init --force                    infer \`release:\` anew, show the difference
  slipway init owner/name --format json   look at any repository`;

export function addInit({ program, handlers, done }: Parts): void {
  withRepository(
    program
      .command('init')
      .description('write the configuration of releases that the repository already has: driver, versions, tags, channels, each with its reason')
      .argument('[target]', "folder, OWNER/NAME or git URL (default: '.')")
      .option('-p, --print', 'print the file, write nothing')
      .option('-n, --dry-run', 'show what would be written, write nothing')
      .option('-f, --force', 'infer `release:` anew where it is there already')
      .option('-i, --interactive', 'confirm the driver, the tags and the channels at the terminal')
      .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json'])),
  )
    .addHelpText('after', INIT_EXAMPLES)
    .action(async (target: string | undefined, flags: InitFlags) => done(await handlers.init(target, flags)));
}
