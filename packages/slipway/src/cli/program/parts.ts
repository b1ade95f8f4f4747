import { type Command, Option } from 'commander';
import type { CompletionShell } from '../completion.ts';
import type { ConfigCheckFlags } from '../config-check.ts';
import type { ContractFlags } from '../contract.ts';
import type { CredentialsFlags } from '../credentials.ts';
import type { DocsCheckFlags } from '../docs-check.ts';
import type { DocsWriteFlags } from '../docs-write.ts';
import type { DoctorFlags } from '../doctor.ts';
import type { FixFlags } from '../fix.ts';
import type { InitFlags } from '../init.ts';
import type { NotesFlags } from '../notes.ts';
import type { PlanCommandFlags } from '../plan.ts';
import type { PrepareFlags } from '../prepare.ts';
import type { TagFlags } from '../tag.ts';
import type { TestFlags } from '../test.ts';
import type { TimelineFlags } from '../timeline.ts';
import type { TraceFlags } from '../trace.ts';
import { day, repeated, slug } from '../values.ts';

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
  init(target: string | undefined, flags: InitFlags): Promise<number>;
  configCheck(target: string | undefined, flags: ConfigCheckFlags): Promise<number>;
  plan(path: string | undefined, flags: PlanCommandFlags): Promise<number>;
  notes(what: string | undefined, flags: NotesFlags): Promise<number>;
  prepare(path: string | undefined, flags: PrepareFlags): Promise<number>;
  tag(path: string | undefined, flags: TagFlags): Promise<number>;
  explain(name: string | undefined, flags: { color: boolean }): Promise<number>;
  completion(shell: CompletionShell): Promise<number>;
}

/** What a command is added to, and what runs it. */
export interface Parts {
  readonly program: Command;
  readonly handlers: Handlers;
  readonly done: (code: number) => void;
}

/** The options that read a revision in place of a folder. */
export function withRevision(command: Command): Command {
  return command.option('--git-dir <dir>', 'read a git directory, without a checkout').option('--rev <rev>', 'revision of --git-dir (default: HEAD)');
}

/** The options that say which repository is read, for a command that judges nothing by the day or by secrets. */
export function withRepository(command: Command): Command {
  return withRevision(command).option('--repo <owner/name>', "the repository's name on GitHub", slug).option('--no-color', 'never colour');
}

/** The options that say which tree is read and under which circumstances. */
export function withTree(command: Command): Command {
  return withCircumstances(withRevision(command)).option('--no-color', 'never colour');
}

/** The options that say under which circumstances a tree is read. */
export function withCircumstances(command: Command): Command {
  return withWalk(command)
    .option('--as-of <date>', 'judge dated facts of the platform for this day', day)
    .option('--fetch', 'read workflows and actions of other repositories from GitHub');
}

/** The options that tell a walk what the tree does not say. */
export function withWalk(command: Command): Command {
  return command
    .option('--repo <owner/name>', "the repository's name on GitHub", slug)
    .addOption(new Option('--platform <host>', 'which GitHub').choices(['github.com', 'ghes']))
    .option('--assume <name=state>', 'what a secret is: NAME=missing, expired, pat, app or github-token (repeatable)', repeated)
    .option('--mirrors <dir>', 'read other repositories from bare clones, DIR/OWNER+NAME/repo');
}
