import { asText } from '../../../actions/index.ts';
import type { Leg, LegStep } from '../../legs.ts';
import { withoutComments } from '../../script-commands.ts';

/** Actions that bring no linker: what else an action does is not known, and then nothing is said. */
const plainActions =
  /^(?:actions\/(?:checkout|cache|cache\/\w+|setup-(?:node|go|python|dotnet|java)|upload-artifact|download-artifact|github-script|attest-build-provenance)|dtolnay\/rust-toolchain|actions-rs\/toolchain|actions-rust-lang\/setup-rust-toolchain|hecrj\/setup-rust-action|swatinem\/rust-cache|mozilla-actions\/sccache-action|moonrepo\/setup-rust|ilammy\/msvc-dev-cmd|oven-sh\/setup-bun|pnpm\/action-setup|step-security\/harden-runner|arduino\/setup-protoc|softprops\/action-gh-release|jlumbroso\/free-disk-space|ilammy\/setup-nasm|lukka\/get-cmake|awalsh128\/cache-apt-pkgs-action)$/;

const plainCommands =
  /^(?:apt|apt-get|add-apt-repository|dpkg|choco|brew|echo|printf|mkdir|cargo|rustup|rustc|cp|mv|rm|ls|cat|tar|zip|7z|chmod|export|cd|set|test|\[|\[\[|git|sed|grep|jq|head|tail|awk|cut|tr|sort|wc|date|uname|touch|strip|true|:|exit|tee|find|sleep|env|declare|local|sha256sum|shasum|unset|df|which|command|xcode-select|xcrun|go|npm|yarn|pnpm|bun)$/;

/** What may bring a linker, or name one. */
const hints =
  /linker|cargo\/config|\bzig|\bcross\b(?![- ]?comp)|osxcross|xwin|\blld\b|\bmold\b|\bclang\b|docker|podman|\bnix\b|qemu|chroot|\bndk\b|sysroot|rustflags|update-alternatives|\bln\s+-s/i;

/** Whether everything that a leg does before a step, and in it, is known to bring no linker and to name none. */
export function bringsNoLinker(leg: Leg, until: LegStep): boolean {
  for (const one of leg.steps) {
    const { step } = one;
    if (step.uses) {
      const { is } = step.uses;
      if (is.kind !== 'remote') return false;
      const name = [is.owner, is.repo, ...(is.path === '' ? [] : [is.path])].join('/').toLowerCase();
      if (one !== until && !plainActions.test(name)) return false;
      if (step.with.some((p) => hints.test(asText(one.value(p.value) ?? { k: 'null' }) ?? ''))) return false;
    }
    if (step.run) {
      if (hints.test(withoutComments(one.text))) return false;
      for (const command of one.commands) {
        const words = command.words.map((w) => asText(w));
        const name = words[0] === 'sudo' ? words.find((w, i) => i > 0 && !w?.startsWith('-')) : words[0];
        if (one !== until && (name === undefined || !plainCommands.test(name)) && !isRustup(words, command.pipedFrom.length)) return false;
      }
    }
    if (one === until) return true;
  }
  return true;
}

/** `curl … sh.rustup.rs | sh` and what fetches it. */
function isRustup(words: readonly (string | undefined)[], piped: number): boolean {
  if (words[0] === 'curl' || words[0] === 'wget') return true;
  return piped > 0 && (words[0] === 'sh' || words[0] === 'bash') && words.slice(1).every((w) => w?.startsWith('-'));
}

/** Text of everything that a leg does before a step and in it, for the question whether something is named in it. */
export function saidBefore(leg: Leg, until: LegStep): string {
  const said: string[] = [];
  for (const one of leg.steps) {
    said.push(withoutComments(one.text), ...one.step.with.map((p) => asText(one.value(p.value) ?? { k: 'null' }) ?? ''));
    if (one === until) break;
  }
  return said.join('\n');
}
