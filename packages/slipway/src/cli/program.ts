import { Argument, Command, Option } from 'commander';
import type { CompletionShell } from './completion.ts';
import type { ContractFlags } from './contract.ts';
import type { CredentialsFlags } from './credentials.ts';
import type { DocsCheckFlags } from './docs-check.ts';
import type { DocsWriteFlags } from './docs-write.ts';
import type { DoctorFlags } from './doctor.ts';
import {
  CONTRACT_EXAMPLES,
  CREDENTIALS_EXAMPLES,
  DOCS_CHECK_EXAMPLES,
  DOCS_WRITE_EXAMPLES,
  DOCTOR_EXAMPLES,
  EXAMPLES,
  FIX_EXAMPLES,
  TEST_EXAMPLES,
  TIMELINE_EXAMPLES,
  TRACE_EXAMPLES,
} from './examples.ts';
import type { FixFlags } from './fix.ts';
import { addConfig } from './program/config.ts';
import { addInit } from './program/init.ts';
import { addNotes } from './program/notes.ts';
import { type Handlers, type Parts, withCircumstances, withTree } from './program/parts.ts';
import { addPlan } from './program/plan.ts';
import { addPrepare } from './program/prepare.ts';
import { addTag } from './program/tag.ts';
import type { TestFlags } from './test.ts';
import type { TimelineFlags } from './timeline.ts';
import type { TraceFlags } from './trace.ts';
import { listed, repeated, wholeNumber } from './values.ts';

export type { Handlers } from './program/parts.ts';

/**
 * The command line as commander sees it. Runs nothing by itself.
 * @param done gets the exit code of the command that ran
 */
export function buildProgram(version: string, handlers: Handlers, done: (code: number) => void): Command {
  const program = new Command('slipway')
    .description(
      'Plans a release and proves that it will arrive: reads history, release configuration and workflows, and says what comes next, and where and why a release stops.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .commandsGroup('Help:')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXAMPLES);
  const parts: Parts = { program, handlers, done };
  program.commandsGroup('Prove that a release arrives:');
  for (const add of [addDoctor, addFix, addTrace, addTest, addCredentials, addTimeline, addContract, addDocs]) add(parts);
  program.commandsGroup('Make a release:');
  for (const add of [addInit, addConfig, addPlan, addNotes, addPrepare, addTag]) add(parts);
  program.commandsGroup('Help:');
  for (const add of [addExplain, addCompletion]) add(parts);
  return program;
}

function addDoctor({ program, handlers, done }: Parts): void {
  withTree(
    program
      .command('doctor')
      .description('say which destinations a release reaches, and where and why the others are cut off')
      .argument('[target...]', "folders, OWNER/NAME or git URLs (default: '.')")
      .addOption(
        new Option('--format <format>', 'how the report is printed').choices(['text', 'json', 'sarif', 'github', 'markdown', 'html', 'junit']),
      )
      .option('--jsonl', 'one JSON report a line, also for several targets')
      .addOption(new Option('--fail-on <level>', 'exit with 1 from this severity on').choices(['error', 'warning', 'note', 'never']).default('error'))
      .option('--exit-zero', 'exit with 0 whatever is found')
      .option('--only <rule>', 'report only this rule (repeatable)', listed)
      .option('--skip <rule>', 'leave out this rule (repeatable)', listed)
      .option('--fixes', 'with the ways to mend each finding, walked before they are offered')
      .option('--config <file>', 'read this file in place of slipway.yaml at the root')
      .option('--base <rev>', 'report only what the change since a revision breaks, wakes or mends; REV... is where the two parted')
      .addOption(new Option('--forecast [days]', 'what the calendar of the platform will break (default: 90 days)').conflicts('base'))
      .option('--write-baseline [file]', 'write down what stands now, so that it is not reported again (default: .slipway-baseline.json)')
      .option('--baseline <file>', 'findings that are known, in place of .slipway-baseline.json at the root')
      .option('--no-baseline', 'report what the baseline knows too')
      .option('--prune-baseline', 'strike out of the baseline what no longer stands')
      .addOption(new Option('-q, --quiet', 'errors and the last line only').conflicts('verbose'))
      .option('-v, --verbose', 'notes in full, every destination, every limit'),
  )
    .addHelpText('after', DOCTOR_EXAMPLES)
    .action(async (targets: string[], flags: DoctorFlags) => done(await handlers.doctor(targets, flags)));
}

function addFix({ program, handlers, done }: Parts): void {
  withTree(
    program
      .command('fix')
      .description('mend what the doctor finds: each way is walked before it is offered')
      .argument('[path]', "folder, OWNER/NAME or git URL (default: '.')")
      .option('--rule <rule>', 'findings of this rule (repeatable)', listed)
      .option('--finding <id>', 'this finding, by its id or the beginning of it (repeatable)', listed)
      .option('--fix <way>', 'this way to mend it, in place of the first')
      .option('--plan', 'everything that stops a release, as steps in order')
      .option('--all', 'like --plan, with every other error and warning')
      .option('--dry-run', 'change nothing (the default)')
      .option('--write', 'change the files')
      .option('--force', 'with --write: also files that have changes which are not committed')
      .option('--patch', 'print a diff that `git apply` takes')
      .option('--pr', 'open a pull request with the proof as its text, or bring it up to date; with --dry-run print it')
      .option('--base <branch>', 'with --pr: the branch that it goes into (default: the default branch)')
      .option('--token-file <file>', 'with --pr: a file with the token (default: GH_TOKEN, GITHUB_TOKEN, then `gh auth token`)')
      .option('-i, --interactive', 'choose at the terminal, finding by finding')
      .option('--revert <id>', 'take a written fix back')
      .option('--config <file>', 'read this file in place of slipway.yaml at the root')
      .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json'])),
  )
    .addHelpText('after', FIX_EXAMPLES)
    .action(async (path: string | undefined, flags: FixFlags) => done(await handlers.fix(path, flags)));
}

function addTrace({ program, handlers, done }: Parts): void {
  withTree(
    program
      .command('trace')
      .description('print what one event starts, and what that starts in turn, as a tree')
      .addArgument(new Argument('<event>', 'what happens').choices(['push', 'merge', 'dispatch', 'release', 'schedule']))
      .argument('[what]', 'file of a dispatch, activity of a release')
      .option('-C, --path <dir>', 'folder to read', '.')
      .option('--tag <tag>', 'tag of a push or a release')
      .option('--branch <branch>', 'branch of a push')
      .option('-f, --field <key=value>', 'input of a dispatch (repeatable)', repeated)
      .option('--ref <ref>', 'branch or tag of a dispatch')
      .option('--prerelease', 'the release is a pre-release')
      .addOption(new Option('--as <actor>', 'who makes the event').choices(['github-token', 'pat', 'app', 'deploy-key', 'person']).default('person'))
      .option('--expect <destination>', 'exit with 1 when this destination is not reached')
      .addOption(new Option('--format <format>', 'how the tree is printed').choices(['text', 'json'])),
  )
    .addHelpText('after', TRACE_EXAMPLES)
    .action(async (event: string, what: string | undefined, flags: TraceFlags) => done(await handlers.trace(event, what, flags)));
}

function addTest({ program, handlers, done }: Parts): void {
  withTree(
    program
      .command('test')
      .description('play what slipway.yaml expects of a release, as unit tests')
      .argument('[target]', "folder, OWNER/NAME or git URL (default: '.')")
      .option('--strict', 'what is not decided fails too')
      .option('--init', 'print expectations that hold today')
      .option('--config <file>', 'read this file in place of slipway.yaml at the root')
      .addOption(new Option('--format <format>', 'how the answers are printed').choices(['text', 'json', 'junit'])),
  )
    .addHelpText('after', TEST_EXAMPLES)
    .action(async (path: string | undefined, flags: TestFlags) => done(await handlers.test(path, flags)));
}

function addCredentials({ program, handlers, done }: Parts): void {
  withTree(
    program
      .command('credentials')
      .description('each secret and token of a release: what it is for, what dies when it is missing, expired or a GITHUB_TOKEN, who else sees it')
      .argument('[target]', "folder, OWNER/NAME or git URL (default: '.')")
      .addOption(new Option('--format <format>', 'how the list is printed').choices(['text', 'json'])),
  )
    .addHelpText('after', CREDENTIALS_EXAMPLES)
    .action(async (path: string | undefined, flags: CredentialsFlags) => done(await handlers.credentials(path, flags)));
}

function addTimeline({ program, handlers, done }: Parts): void {
  withTree(
    program
      .command('timeline')
      .description('say since when a destination is broken, which commits mended it, and which fixes changed nothing')
      .argument('[path]', "folder of the repository (default: '.')")
      .option('--since <since>', 'a day (YYYY-MM-DD) or a revision: only what came after it')
      .addOption(new Option('--limit <n>', 'at most so many commits, the newest').argParser(wholeNumber('--limit', 2000)).default(50))
      .addOption(new Option('--format <format>', 'how the timeline is printed').choices(['text', 'json'])),
  )
    .addHelpText('after', TIMELINE_EXAMPLES)
    .action(async (path: string | undefined, flags: TimelineFlags) => done(await handlers.timeline(path, flags)));
}

function addContract({ program, handlers, done }: Parts): void {
  withTree(
    program
      .command('contract')
      .description('list what a version must consist of: assets, packages, images, environments, by stage')
      .argument('[target]', "folder, OWNER/NAME or git URL (default: '.')")
      .option('--channel <channel>', 'stable, rc, beta, alpha, hotfix, or a branch that is released from (default: stable)')
      .addOption(new Option('--write [file]', 'write it down (default: release.contract.json)').conflicts('check'))
      .option('--check [file]', 'hold it against what was written; exit with 1 when they differ')
      .addOption(new Option('--format <format>', 'how the list is printed').choices(['text', 'json'])),
  )
    .addHelpText('after', CONTRACT_EXAMPLES)
    .action(async (path: string | undefined, flags: ContractFlags) => done(await handlers.contract(path, flags)));
}

function addDocs({ program, handlers, done }: Parts): void {
  const docs = program.command('docs').description('documents about the release, held against what is so or written from it');
  withTree(
    docs
      .command('check')
      .description('hold what the documents say of the release against the workflows')
      .argument('[path]', "folder, OWNER/NAME or git URL (default: '.')")
      .option('--all', 'also claims that are true, or that the tree does not decide')
      .addOption(new Option('--format <format>', 'how the claims are printed').choices(['text', 'json', 'markdown'])),
  )
    .addHelpText('after', DOCS_CHECK_EXAMPLES)
    .action(async (path: string | undefined, flags: DocsCheckFlags) => done(await handlers.docsCheck(path, flags)));

  withCircumstances(
    docs
      .command('write')
      .description('write the release runbook, or with --state a report of what holds, between its markers')
      .argument('[path]', "folder of the repository (default: '.')")
      .option('--file <file>', 'Markdown document below the folder (default: docs/RELEASE.md, with --state docs/RELEASE_STATE.md)')
      .option('--state', 'what a release reaches, and what the documents say of it')
      .option('--check', 'write nothing; print what would change'),
  )
    .addHelpText('after', DOCS_WRITE_EXAMPLES)
    .action(async (path: string | undefined, flags: DocsWriteFlags) => done(await handlers.docsWrite(path, flags)));
}

function addExplain({ program, handlers, done }: Parts): void {
  program
    .command('explain')
    .description('explain a rule, or a fact of the platform that a finding names; without a name, list the rules')
    .argument('[name]', 'rule or fact')
    .option('--no-color', 'never colour')
    .action(async (name: string | undefined, flags: { color: boolean }) => done(await handlers.explain(name, flags)));
}

function addCompletion({ program, handlers, done }: Parts): void {
  program
    .command('completion')
    .description('print a completion script for your shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', '\nExample:\n  source <(slipway completion bash)')
    .action(async (shell: CompletionShell) => done(await handlers.completion(shell)));
}
