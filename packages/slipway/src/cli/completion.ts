import type { Command, Option } from 'commander';
import type { Context } from './context.ts';
import { EXIT } from './exit.ts';

export type CompletionShell = 'bash' | 'zsh' | 'fish';

/** What can be completed of one command. */
interface Words {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Option[];
  /** Words of its first argument. */
  readonly first: readonly string[];
}

/** `slipway completion`: a script made from the command line's own definition, so the two cannot part. */
export async function runCompletion(shell: CompletionShell, program: Command, { io, doors }: Context): Promise<number> {
  const { ruleIds } = await doors.doctor();
  const rules = ruleIds();
  const commands: Words[] = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    // What two commands of a group both take is offered once.
    options: [...new Map([command, ...command.commands].flatMap((one) => one.options).map((option) => [option.flags, option])).values()],
    first: firstWords(command, rules),
  }));
  io.out({ bash, zsh, fish }[shell](commands, rules));
  return EXIT.done;
}

/** What may stand right behind a command: its own commands, the choices of its argument, or rules. */
function firstWords(command: Command, rules: readonly string[]): readonly string[] {
  if (command.commands.length > 0) return command.commands.map((one) => one.name());
  return command.name() === 'explain' ? rules : (command.registeredArguments[0]?.argChoices ?? []);
}

/** Values of an option: its choices, or the rules where it takes one. */
function valuesOf(option: Option, rules: readonly string[]): readonly string[] {
  return option.argChoices ?? (/<rule>/.test(option.flags) ? rules : []);
}

function flagsOf(option: Option): string[] {
  return [option.short, option.long].filter((flag) => flag !== undefined);
}

function bash(commands: readonly Words[], rules: readonly string[]): string {
  const cases = commands.map((command) => {
    const values = command.options
      .filter((option) => valuesOf(option, rules).length > 0)
      .map((option) => `        ${flagsOf(option).join('|')}) words="${valuesOf(option, rules).join(' ')}" ;;`);
    const flags = command.options.flatMap(flagsOf).join(' ');
    return [
      `    ${command.name})`,
      '      case "$previous" in',
      ...values,
      `        *) if [[ $current == -* ]]; then words="${flags} --help"; elif (( COMP_CWORD == 2 )); then words="${command.first.join(' ')}"; fi ;;`,
      '      esac ;;',
    ].join('\n');
  });
  return `# bash completion for slipway; use it with: source <(slipway completion bash)
_slipway() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if (( COMP_CWORD == 1 )); then
    words="${commands.map(({ name }) => name).join(' ')} help --help --version"
  else
    case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _slipway slipway
`;
}

function zsh(commands: readonly Words[], rules: readonly string[]): string {
  const cases = commands.map((command) => {
    const specs = command.options.flatMap((option) => {
      const values = valuesOf(option, rules);
      const value = option.required ? `:value:${values.length > 0 ? `(${values.join(' ')})` : '_files'}` : '';
      return flagsOf(option).map((flag) => `'*${flag}[${zshText(option.description)}]${value}'`);
    });
    const first = command.first.length > 0 ? `'1:word:(${command.first.join(' ')})'` : "'*:target:_files'";
    return `    ${command.name}) _arguments ${[...specs, first].join(' \\\n      ')} ;;`;
  });
  return `#compdef slipway
# zsh completion for slipway; use it with: slipway completion zsh > "\${fpath[1]}/_slipway"
_slipway() {
  if (( CURRENT == 2 )); then
    local -a commands=(${commands.map(({ name, description }) => `'${name}:${zshText(description)}'`).join(' ')})
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _slipway ]; then _slipway "$@"; else compdef _slipway slipway; fi
`;
}

function zshText(text: string): string {
  return text.replace(/'/g, "'\\''").replace(/[[\]:]/g, (character) => `\\${character}`);
}

function fish(commands: readonly Words[], rules: readonly string[]): string {
  const lines = commands.flatMap((command) => {
    const seen = `__fish_seen_subcommand_from ${command.name}`;
    const options = command.options.map((option) => {
      const values = valuesOf(option, rules);
      const short = option.short === undefined ? '' : ` -s ${option.short.slice(1)}`;
      const long = option.long === undefined ? '' : ` -l ${option.long.slice(2)}`;
      const value = !option.required ? '' : values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : ' -r';
      return `complete -c slipway -n ${quoted(seen)}${short}${long}${value} -d ${quoted(option.description)}`;
    });
    const first = command.first.length > 0 ? [`complete -c slipway -f -n ${quoted(seen)} -a ${quoted(command.first.join(' '))}`] : [];
    return [`complete -c slipway -f -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.description)}`, ...options, ...first];
  });
  return ['# fish completion for slipway; use it with: slipway completion fish | source', ...lines, ''].join('\n');
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`;
}
