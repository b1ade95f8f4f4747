import {
  alternatives,
  alts,
  asText,
  type Contexts,
  evaluateTemplate,
  maskExpressions,
  type ShellCommand,
  type Step,
  str,
  type Truth,
  text,
  type Val,
} from '../actions/index.ts';
import { type Location, scalarSpan, sourceFile } from '../source/index.ts';
import {
  type CommandCall,
  commandDeeds,
  commandFiles,
  commandPrints,
  type Deed,
  embeddedCommands,
  type ToolEvent,
  unwrapCommand,
} from '../tools/index.ts';
import { spend } from './budget.ts';
import { rememberedDeeds } from './command-memo.ts';
import { type DeedSite, performDeeds } from './deeds.ts';
import { interpret } from './interpret.ts';
import { looksAtMissing } from './missing-secret.ts';
import { locate } from './starts.ts';
import { directoryOf, notFollowed, type StepDone, type StepList, type StepState } from './steps.ts';
import { toolEvent } from './tool-event.ts';

/** How deep scripts may call scripts. */
const maxNested = 5;
const maxScript = 200_000;

export function runScript(
  step: Step,
  ctx: Contexts,
  env: (name: string) => Val | undefined,
  runs: Truth,
  tolerated: boolean,
  state: StepState,
  list: StepList,
): StepDone {
  const run = step.run!;
  const { expressions } = maskExpressions(run.text);
  const values = expressions.map((e) => evaluateTemplate(run.text.slice(e.start, e.end), ctx));
  const shell = shellOf(step, ctx, state);
  const cwd = directoryOf(step, ctx, state);
  const site = (command: ShellCommand, at: string | undefined): DeedSite => ({
    step,
    at: run.file.locate(scalarSpan(run, command.start, command.end)),
    stepAt: locate(run),
    env: (name) => command.env(name),
    cwd: at,
    runs: runs === true && command.runs === true ? true : undefined,
    always: command.runs === true,
    swallowed: command.swallowed || tolerated,
    ...(command.swallowedBy !== undefined ? { swallowedBy: command.swallowedBy } : tolerated ? { swallowedBy: 'continue-on-error' } : {}),
    through: state.frame.through,
    actionDir: list.actionDir,
  });
  const result = interpret(
    { shell, text: run.text, expressions: values, env, substitute: printedIn(cwd, state), cwd, event: toolEvent(state.js.scope.event) },
    state.js.scope.world,
  );
  if (result.partly !== undefined) state.js.scope.world.limit(`${run.file.path}:${run.file.position(run.span.start).line}: ${result.partly}`);
  state.nested.outputs = new Map();
  state.nested.open = false;
  let failed: Truth = false;
  for (const command of result.commands)
    if (perform(command, joined(cwd, command.cwd), site, state) === true)
      failed = failed === false ? (runs === true && command.runs === true ? true : undefined) : failed;
  if (state.js.scope.world.budget.left <= 0) notFollowed(step, state);
  if (result.fails && runs === true && looksAtMissing(step, state.js)) failed = true;
  for (const [name, value] of result.envWrites) state.written.set(name, value);
  const outputs = lowered(new Map([...state.nested.outputs, ...result.outputs]));
  return { outputs, open: result.openOutputs || state.nested.open, failed };
}

const lowered = (m: ReadonlyMap<string, Val>): ReadonlyMap<string, Val> => new Map([...m].map(([k, v]) => [k.toLowerCase(), v]));

function joined(cwd: string | undefined, inner: string | undefined): string | undefined {
  if (inner === undefined || cwd === undefined) return undefined;
  if (inner === '') return cwd;
  if (inner.startsWith('/')) return inner.replace(/^\/github\/workspace\/?/, '/').replace(/^\/$/, '');
  return cwd === '' ? inner : `${cwd}/${inner}`;
}

function shellOf(step: Step, ctx: Contexts, state: StepState): string {
  const { job, scope } = state.js;
  const given = step.shell ?? job.defaults.shell ?? scope.workflow.defaults.shell;
  if (given !== undefined) {
    const text = asText(evaluateTemplate(given.text, ctx)) ?? 'bash';
    const program = text.split(/\s+/)[0] ?? 'bash';
    return text === 'bash' ? 'bash' : /^(?:bash|sh)$/.test(program) ? text : program.replace(/^.*\//, '');
  }
  const runner = ctx.lookup('runner');
  const os = runner.k === 'obj' ? runner.fields.get('os') : undefined;
  return os?.k === 'str' && os.v === 'Windows' ? 'pwsh' : 'bash -e {0}';
}

function callOf(
  words: readonly Val[],
  command: Pick<ShellCommand, 'env' | 'stdin' | 'pipedFrom'>,
  cwd: string | undefined,
  event: ToolEvent,
  state: StepState,
): CommandCall | undefined {
  const bare = unwrapCommand([...words]);
  const first = bare[0] === undefined ? undefined : (asText(bare[0]) ?? programOf(bare[0]));
  if (first === undefined || first === '') return undefined;
  const isPath = /[/\\]/.test(first);
  const name = isPath ? first : first.replace(/\.exe$/, '');
  const rest = bare.slice(1);
  return {
    words: [str(name), ...rest],
    texts: [name, ...rest.map((w) => asText(w))],
    env: (name) => command.env(name),
    ...(command.stdin === undefined ? {} : { stdin: command.stdin }),
    pipedFrom: command.pipedFrom,
    cwd,
    event,
    world: state.js.scope.world.tools,
  };
}

/** The program of a word of which only the directory is not known: `$VENV/bin/twine`, or `twine` with a path before it or none. */
function programOf(word: Val): string | undefined {
  const names = alternatives(word).map((one) => {
    const end = one.k === 'str' ? one.v : one.k === 'text' ? one.parts.at(-1) : undefined;
    if (typeof end !== 'string') return undefined;
    const slash = end.lastIndexOf('/');
    return slash < 0 && one.k !== 'str' ? undefined : end.slice(slash + 1);
  });
  return names.every((name) => name === names[0]) ? names[0] : undefined;
}

/** @param site where and how the command is done; asked for only when it does something */
function perform(
  command: ShellCommand,
  cwd: string | undefined,
  site: (command: ShellCommand, cwd: string | undefined) => DeedSite,
  state: StepState,
): Truth {
  if (!spend(state.js.scope.world)) return false;
  const deeds = rememberedDeeds(command, cwd, toolEvent(state.js.scope.event), (env, event) => {
    const call = callOf(
      command.words,
      { env, pipedFrom: command.pipedFrom, ...(command.stdin === undefined ? {} : { stdin: command.stdin }) },
      cwd,
      event,
      state,
    );
    return call === undefined ? [] : commandDeeds(call);
  });
  if (state.recorder.files) logFiles(command, cwd, deeds, site, state);
  return deeds.length === 0 ? false : performDeeds(deeds, site(command, cwd), state);
}

/** Takes down what a command does to files; what runs another script of the tree does it there. */
function logFiles(
  command: ShellCommand,
  cwd: string | undefined,
  deeds: readonly Deed[],
  site: (command: ShellCommand, cwd: string | undefined) => DeedSite,
  state: StepState,
): void {
  const call = callOf(command.words, { env: (name) => command.env(name), pipedFrom: command.pipedFrom }, cwd, toolEvent(state.js.scope.event), state);
  if (call === undefined) return;
  const done = commandFiles({ ...call, redirects: command.redirects });
  const { at, runs } = site(command, cwd);
  for (const deed of done ?? []) state.recorder.files?.add(deed, at, cwd, runs);
  if (done === undefined && !deeds.some((d) => d.kind === 'runs'))
    state.recorder.files?.add({ op: 'anything', why: `${call.texts[0] ?? 'a program'} may make files` }, at, cwd, runs);
}

/** What commands print in a directory. */
const printedIn =
  (cwd: string | undefined, state: StepState) =>
  (pipeline: readonly (readonly Val[])[], env: (name: string) => Val | undefined, event: ToolEvent): Val | undefined => {
    const first = pipeline[0];
    if (first === undefined || first.length === 0) return undefined;
    const call = callOf(first, { env: (n: string) => env(n), pipedFrom: [] }, cwd, event, state);
    const printed = call === undefined ? undefined : commandPrints(call, pipeline.slice(1));
    return printed?.k === 'str' ? withHole(printed.v, state.js.scope.world.version) : printed;
  };

/** A version that a command prints is one that a later command may print otherwise: two of them are not known to be equal. */
function withHole(printed: string, version: string): Val {
  const at = printed.indexOf(version);
  return at < 0
    ? str(printed)
    : text([printed.slice(0, at), { hole: 'version' as const }, printed.slice(at + version.length)].filter((p) => p !== ''));
}

/** Follows a script of the tree. */
export function runTreeScript(path: string, interpreter: string | undefined, args: readonly Val[], site: DeedSite, state: StepState): void {
  const { world } = state.js.scope;
  const text = world.tools.read(path);
  if (text === undefined || text.length > maxScript) {
    if (text !== undefined) world.limit(`${path} is larger than ${maxScript} characters and was not followed`);
    return;
  }
  const file = sourceFile(path, text);
  const through = [...site.through, { text: `runs ${path}`, at: site.at }];
  if (tooDeep(through, path, site, state)) return;
  const language = languageOf(path, interpreter, text);
  if (language === 'shell') {
    follow(text, 'bash -e {0}', site.cwd, (start, end) => file.locate({ start, end }), { ...site, through }, state, args);
    return;
  }
  for (const found of embeddedCommands(text, language)) {
    const at = file.locate({ start: found.offset, end: found.offset });
    const call = callOf(found.words, { env: site.env, pipedFrom: [] }, site.cwd, toolEvent(state.js.scope.event), state);
    if (call) performDeeds(commandDeeds(call), { ...site, at, through, runs: undefined, always: false, embedded: true }, state);
  }
}

/** Follows text that another file carries: a make recipe, a script of package.json. */
export function runText(text: string, shell: string, cwd: string, from: Location, site: DeedSite, state: StepState): void {
  const through = [...site.through, { text: `runs ${from.path}:${from.line}`, at: site.at }];
  if (tooDeep(through, `${from.path}:${from.line}`, site, state)) return;
  follow(text, shell, cwd, () => from, { ...site, cwd, through }, state, []);
}

function tooDeep(through: DeedSite['through'], what: string, site: DeedSite, state: StepState): boolean {
  const scripts = through.filter((t) => t.text.startsWith('runs '));
  if (site.through.some((t) => t.text === `runs ${what}`)) return true;
  if (scripts.length <= maxNested) return false;
  state.js.scope.world.limit(`${what}: scripts call each other more than ${maxNested} deep; the rest is not followed`);
  return true;
}

function follow(
  text: string,
  shell: string,
  cwd: string | undefined,
  locateIn: (start: number, end: number) => Location,
  site: DeedSite,
  state: StepState,
  args: readonly Val[],
): void {
  const env = (name: string): Val | undefined => (/^\d$/.test(name) ? args[Number(name) - 1] : site.env(name));
  const result = interpret(
    { shell, text, expressions: [], env, substitute: printedIn(cwd, state), cwd, event: toolEvent(state.js.scope.event) },
    state.js.scope.world,
  );
  for (const command of result.commands) {
    perform(
      command,
      joined(cwd, command.cwd),
      (_command, at) => ({
        ...site,
        at: locateIn(command.start, command.end),
        env: (name) => command.env(name),
        cwd: at,
        runs: site.runs === true && command.runs === true ? true : undefined,
        always: site.always && command.runs === true,
        swallowed: site.swallowed || command.swallowed,
        ...(command.swallowedBy === undefined ? {} : { swallowedBy: command.swallowedBy }),
      }),
      state,
    );
  }
  for (const [name, value] of result.envWrites) state.written.set(name, value);
  for (const [name, value] of result.outputs) state.nested.outputs.set(name, site.runs === true ? value : alts([value, str('')]));
  state.nested.open ||= result.openOutputs;
}

function languageOf(path: string, interpreter: string | undefined, text: string): string {
  const shebang = /^#!.*?(?:\/|\s)(\w+)\s*$/m.exec(text.slice(0, 200).split('\n')[0] ?? '')?.[1];
  const program = interpreter ?? shebang;
  if (program !== undefined && /^(?:ba|da|z|k)?sh$/.test(program)) return 'shell';
  const ending = /\.(\w+)$/.exec(path)?.[1] ?? '';
  if (/^(?:sh|bash|zsh)$/.test(ending) && (program === undefined || /sh$/.test(program))) return 'shell';
  if (ending === '' && program === undefined) return 'shell';
  return ending === '' ? (program ?? '') : ending;
}
