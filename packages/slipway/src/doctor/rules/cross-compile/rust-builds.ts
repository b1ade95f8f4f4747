import { asText, type ShellCommand } from '../../../actions/index.ts';
import type { Leg, LegStep } from '../../legs.ts';

/** A build with plain cargo. */
export interface RustBuild {
  readonly step: LegStep;
  /** undefined: an action does it. */
  readonly command?: ShellCommand;
  /** undefined: for the host. */
  readonly target: string | undefined;
  /** As a reader knows it: `cargo build`. */
  readonly by: string;
  /** A toolchain that the command itself names (`cargo +nightly`). */
  readonly toolchain?: string;
  env(name: string): string | undefined;
}

const linking = /^(?:build|b|rustc|install|auditable|deb|tauri|run|test)$/;

/** The builds of a leg that are done for certain and whose target is known. */
export function rustBuilds(leg: Leg): RustBuild[] {
  return leg.steps.flatMap((one) => (one.runs === true ? (one.step.uses ? ofAction(one) : one.commands.flatMap((c) => ofCommand(c, one))) : []));
}

function ofCommand(command: ShellCommand, step: LegStep): RustBuild[] {
  if (command.runs !== true || command.swallowed) return [];
  const words = command.words.map((w) => asText(w));
  if (words.some((w) => w === undefined)) return [];
  const texts = words as string[];
  let at = 1;
  const toolchain = texts[0] === 'cargo' && texts[1]?.startsWith('+') ? texts[at++]!.slice(1) : undefined;
  const by =
    texts[0] === 'cargo' && linking.test(texts[at] ?? '')
      ? `cargo ${texts[at]}`
      : texts[0] === 'maturin' && texts[1] === 'build'
        ? 'maturin build'
        : undefined;
  if (
    by === undefined ||
    texts.includes('--lib') ||
    texts.some((w) => /^--(?:zig|config|no-run|help|version)|^-Zbuild-std/.test(w)) ||
    /install|test|run/.test(by)
  )
    return [];
  const env = (name: string): string | undefined => {
    const value = command.env(name);
    return value === undefined ? undefined : (asText(value) ?? '?');
  };
  const given = optionOf(texts, '--target') ?? env('CARGO_BUILD_TARGET');
  if (given === '?') return [];
  return [{ step, command, target: given === '' ? undefined : given, by, env, ...(toolchain === undefined ? {} : { toolchain }) }];
}

function ofAction(step: LegStep): RustBuild[] {
  const { is } = step.step.uses!;
  if (is.kind !== 'remote') return [];
  const name = `${is.owner}/${is.repo}`.toLowerCase();
  const input = (key: string): string | undefined => {
    const value = step.value(step.step.with.find((p) => p.name === key)?.value);
    return value === undefined ? undefined : (asText(value) ?? '?');
  };
  const env = (key: string): string | undefined => {
    const value = step.env(key);
    return value === undefined ? undefined : (asText(value) ?? '?');
  };
  const args = input('args');
  if (args === undefined || args === '?' || args.includes('${{')) return [];
  const isCargo = /^(?:actions-rs|clechasseur)\/(?:rs-)?cargo$/.test(name);
  if (isCargo ? input('command') !== 'build' || !['false', '', undefined].includes(input('use-cross')) : name !== 'tauri-apps/tauri-action')
    return [];
  const target = optionOf(args.split(/\s+/), '--target');
  return target === undefined || target.startsWith('universal') ? [] : [{ step, target, by: isCargo ? 'cargo build' : 'tauri build', env }];
}

function optionOf(words: readonly string[], name: string): string | undefined {
  const at = words.findIndex((w) => w === name || w.startsWith(`${name}=`));
  if (at < 0) return undefined;
  return words[at]!.includes('=') ? words[at]!.slice(name.length + 1) : words[at + 1];
}
