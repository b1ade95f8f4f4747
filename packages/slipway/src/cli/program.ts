import { Argument, Command, Option } from 'commander';
import type { CompletionShell } from './completion.ts';
import type { ContractFlags } from './contract.ts';
import type { CredentialsFlags } from './credentials.ts';
import type { DocsCheckFlags } from './docs-check.ts';
import type { DocsWriteFlags } from './docs-write.ts';
import type { DoctorFlags } from './doctor.ts';
import type { FixFlags } from './fix.ts';
import type { TestFlags } from './test.ts';
import type { TimelineFlags } from './timeline.ts';
import type { TraceFlags } from './trace.ts';
import { day, listed, repeated, slug, wholeNumber } from './values.ts';

/** What each command runs; each gives its exit code. */
export interface Handlers {
  doctor(targets: string[], flags: DoctorFlags): Promise<number>;
  fix(path: string | undefined, flags: FixFlags): Promise<number>;
  timeline(path: string | undefined, flags: TimelineFlags): Promise<number>;
  trace(event: string, what: string | undefined, flags: TraceFlags): Promise<number>;
  credentials(path: string | undefined, flags: CredentialsFlags): Promise<number>;
  test(path: string | undefined, flags: TestFlags): Promise<number>;
  contract(path: string | undefined, flags: ContractFlags): Promise<number>;
  docsCheck(path: string | undefined, flags: DocsCheckFlags): Promise<number>;
  docsWrite(path: string | undefined, flags: DocsWriteFlags): Promise<number>;
  explain(name: string | undefined, flags: { color: boolean }): Promise<number>;
  completion(shell: CompletionShell): Promise<number>;
}

const EXAMPLES = `
Examples:
  slipway doctor                              audit this repository
  slipway doctor ../app owner/name            audit a folder and a repository on GitHub
  slipway doctor --git-dir repo.git --rev v2  audit a revision without checking it out
  slipway doctor --format sarif > out.sarif   for code scanning
  slipway doctor --format html > audit.html   a page to read, print or hand on
  slipway fix --plan                          mend what stops a release, step by step
  slipway trace push --tag v1.2.3             what a person's tag starts
  slipway timeline                            since when it is broken, and what mended it
  slipway test                                play what slipway.yaml expects of a release
  slipway credentials                         each secret, and what dies without it
  slipway contract                            what a release must consist of
  slipway docs check                          hold the documents against the workflows
  slipway docs write                          write the release runbook from the workflows
  slipway explain token-cannot-trigger        what a rule means, and what to do

Exit codes: 0 done, 1 findings at or above --fail-on, 2 wrong usage or input, 10 nothing to release,
50 something outside failed, 70 a defect of Slipway.`;

const DOCTOR_EXAMPLES = `
Examples:
  slipway doctor
  slipway doctor services/api services/web --jsonl
  slipway doctor owner/name
  slipway doctor --fail-on warning --skip missing-concurrency
  slipway doctor --assume RELEASE_TOKEN=missing
  slipway doctor --base origin/main...
  slipway doctor --forecast 180
  slipway doctor --git-dir /srv/app.git --rev main --repo owner/app --format json`;

const FIX_EXAMPLES = `
Every way is walked before it is offered: the finding is gone, its destinations are reached, nothing new
stands. Nothing is written without --write.

Examples:
  slipway fix                                   each finding, with the ways to mend it
  slipway fix --plan                            everything that stops a release, in order
  slipway fix --finding 4f2c9a17 --fix dispatch --write
  slipway fix --rule missing-permission --patch | git apply
  slipway fix --plan --pr                       a pull request with the proof as its text
  slipway fix --interactive                     choose, finding by finding
  slipway fix --revert 0a1b2c3d4e               take a written fix back`;

const TRACE_EXAMPLES = `
Events:
  push --tag TAG | push --branch BRANCH     a tag or a branch is pushed
  merge                                     a pull request is merged
  dispatch FILE [-f KEY=VALUE ...]          a workflow is started by hand
  release ACTIVITY [--tag TAG]              published, released, prereleased, created, ...
  schedule                                  the clock

Examples:
  slipway trace push --tag v1.2.3
  slipway trace push --tag v1.2.3 --as github-token
  slipway trace dispatch release.yml -f version=1.2.3
  slipway trace release published --expect npm:my-package`;

const TEST_EXAMPLES = `
Expectations stand under \`tests:\` in slipway.yaml, as sentences or as maps:
  - tag v1.2.3 by github-token reaches npm and 7 assets
  - rc never reaches environment production
  - RELEASE_TOKEN missing fails loudly

Examples:
  slipway test                            play them: exit code 1 when one fails
  slipway test --strict                   also when one is not decided
  slipway test --format junit > out.xml   for the reports of continuous integration
  slipway test --init >> slipway.yaml     propose what holds today`;

const CREDENTIALS_EXAMPLES = `
Examples:
  slipway credentials
  slipway credentials owner/name --format json
  slipway credentials --git-dir repo.git --rev v2 --repo owner/name`;

const TIMELINE_EXAMPLES = `
Looks at commits that touched workflows or the configuration of releases, along first parents; each is
judged for its own day.

Examples:
  slipway timeline
  slipway timeline --since 2025-01-01
  slipway timeline --since v2.0.0 --limit 100 --format json
  slipway timeline --git-dir /srv/app.git --rev main --repo owner/app`;

const CONTRACT_EXAMPLES = `
Examples:
  slipway contract
  slipway contract --channel rc --format json
  slipway contract --write                    release.contract.json, to be committed
  slipway contract --check                    in CI: what a change removes and renames
  slipway contract --git-dir repo.git --rev v2 --repo owner/name`;

const DOCS_CHECK_EXAMPLES = `
Reads release guides, READMEs, runbooks and the instruction files of agents. Exit code 1 when
something that they say is not so.

Examples:
  slipway docs check                      what is documented and is not so
  slipway docs check --all                every claim, also those that are true
  slipway docs check --format markdown    a table: documented, actual, impact
  slipway docs check --git-dir repo.git --rev v2 --repo owner/name`;

const DOCS_WRITE_EXAMPLES = `
Sections stand between <!-- slipway:begin ID --> and <!-- slipway:end ID -->; everything else in the
document stays as it is.

Examples:
  slipway docs write                      docs/RELEASE.md of this repository
  slipway docs write --file RELEASING.md
  slipway docs write --check              print what would change, exit with 1 when something would
  slipway docs write --state              docs/RELEASE_STATE.md: what holds, and what documents say`;

/**
 * The command line as commander sees it. Runs nothing by itself.
 * @param done gets the exit code of the command that ran
 */
export function buildProgram(version: string, handlers: Handlers, done: (code: number) => void): Command {
  const program = new Command('slipway')
    .description('Proves before a release that it will arrive: reads workflows and release configuration, and says where and why a release stops.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXAMPLES);

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

  withTree(
    program
      .command('credentials')
      .description('each secret and token of a release: what it is for, what dies when it is missing, expired or a GITHUB_TOKEN, who else sees it')
      .argument('[target]', "folder, OWNER/NAME or git URL (default: '.')")
      .addOption(new Option('--format <format>', 'how the list is printed').choices(['text', 'json'])),
  )
    .addHelpText('after', CREDENTIALS_EXAMPLES)
    .action(async (path: string | undefined, flags: CredentialsFlags) => done(await handlers.credentials(path, flags)));

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

  program
    .command('explain')
    .description('explain a rule, or a fact of the platform that a finding names; without a name, list the rules')
    .argument('[name]', 'rule or fact')
    .option('--no-color', 'never colour')
    .action(async (name: string | undefined, flags: { color: boolean }) => done(await handlers.explain(name, flags)));

  program
    .command('completion')
    .description('print a completion script for your shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', '\nExample:\n  source <(slipway completion bash)')
    .action(async (shell: CompletionShell) => done(await handlers.completion(shell)));
  return program;
}

/** The options that say which tree is read and under which circumstances. */
function withTree(command: Command): Command {
  return withCircumstances(
    command.option('--git-dir <dir>', 'read a git directory, without a checkout').option('--rev <rev>', 'revision of --git-dir (default: HEAD)'),
  ).option('--no-color', 'never colour');
}

/** The options that say under which circumstances a tree is read. */
function withCircumstances(command: Command): Command {
  return command
    .option('--repo <owner/name>', "the repository's name on GitHub", slug)
    .addOption(new Option('--platform <host>', 'which GitHub').choices(['github.com', 'ghes']))
    .option('--as-of <date>', 'judge dated facts of the platform for this day', day)
    .option('--assume <name=state>', 'what a secret is: NAME=missing, expired, pat, app or github-token (repeatable)', repeated)
    .option('--mirrors <dir>', 'read other repositories from bare clones, DIR/OWNER+NAME/repo')
    .option('--fetch', 'read workflows and actions of other repositories from GitHub');
}
