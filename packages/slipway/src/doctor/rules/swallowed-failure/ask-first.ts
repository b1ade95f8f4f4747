import type { Effect } from '../../../chain/index.ts';

/**
 * What asks, in front of a command that publishes, whether it was published before: the command runs only when it was not. Undefined for commands
 * whose publication cannot be asked for in one line.
 */
export function askFirst(command: string, { deed }: Effect): string | undefined {
  const quiet = '>/dev/null 2>&1 || ';
  if (deed.kind === 'release') {
    const tag = /^gh\s+release\s+create\s+("[^"\n]+"|'[^'\n]+'|[^-\s\\][^\s\\]*)/.exec(command)?.[1];
    return tag && `gh release view ${tag} ${quiet}`;
  }
  if (deed.kind !== 'package') return undefined;
  if (/^p?npm\s+publish\b/.test(command) && !/--filter|--workspace|\s-r\b|\s-w\b|\s[\w./-]+\.tgz\b|publish\s+[^-\s]/.test(command))
    return `npm view "$(npm pkg get name version | jq -r '"\\(.name)@\\(.version)"')" version ${quiet}`;
  const crate = /^cargo\s+publish\b[^\n]*?(?:\s-p|--package)[\s=]+([\w-]+)/.exec(command)?.[1];
  if (crate !== undefined) return `cargo info "${crate}@$(cargo pkgid -p ${crate} | sed 's/.*[#@]//')" --registry crates-io ${quiet}`;
  return undefined;
}
