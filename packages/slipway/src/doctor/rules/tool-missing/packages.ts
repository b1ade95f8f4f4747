/** How a tool is installed in a container of an image: a line for `sh`. */
export interface Installed {
  /** The part to which more packages can be added. */
  readonly command: string;
  readonly packages: readonly string[];
}

interface Manager {
  readonly is: RegExp;
  /** A command that installs, to which names are added. */
  readonly command: string;
  /** What the command looks like in a script that is there. */
  readonly seen: RegExp;
  /** Packages that are not called as their command. Read in the indexes of the distributions on 2026-11-20. */
  readonly packages: Readonly<Record<string, string>>;
  /** Not in the distribution's own index. */
  readonly lacks?: readonly string[];
}

const managers: readonly Manager[] = [
  {
    is: /^(?:[\w./-]*\/)?alpine(?::|$)|alpine/,
    command: 'apk add --no-cache',
    seen: /\bapk\s+(?:[^\n;&|]*\s)?add\b/,
    packages: { gh: 'github-cli', node: 'nodejs' },
  },
  {
    is: /^(?:[\w./-]*\/)?(?:fedora|gtk-rs\/gtk4-rs\/gtk[34]|gtk[34])(?::|$)/,
    command: 'dnf install -y',
    seen: /\b(?:microdnf|dnf|yum)\s+(?:[^\n;&|]*\s)?install\b/,
    packages: { node: 'nodejs', npm: 'nodejs-npm' },
  },
  {
    is: /rockylinux|almalinux|centos|amazonlinux|manylinux/,
    command: 'yum install -y',
    seen: /\b(?:microdnf|dnf|yum)\s+(?:[^\n;&|]*\s)?install\b/,
    packages: { node: 'nodejs' },
    lacks: ['gh'],
  },
  { is: /archlinux/, command: 'pacman -Sy --noconfirm', seen: /\bpacman\s+-S\w*/, packages: { gh: 'github-cli', node: 'nodejs', python3: 'python' } },
  { is: /opensuse/, command: 'zypper --non-interactive install', seen: /\bzypper\s+(?:[^\n;&|]*\s)?(?:install|in)\b/, packages: { node: 'nodejs' } },
  {
    is: /^(?:[\w./-]*\/)?(?:debian|ubuntu|buildpack-deps|node|python|golang|rust|ruby|gcc|maven|gradle|eclipse-temurin|php|elixir|erlang|haskell|swift|perl|julia|dart|bun|deno|sdk|playwright)(?:\/\w+)?(?::|@|$)/,
    command: 'apt-get install -y --no-install-recommends',
    seen: /\bapt(?:-get)?\s+(?:[^\n;&|]*\s)?install\b/,
    packages: { node: 'nodejs' },
  },
];

/** The package manager of an image, and what it calls tools; undefined when one of them is not in its index, or the image is not known. */
export function installation(
  image: string,
  tools: readonly string[],
): (Installed & { readonly seen: RegExp; readonly updates: boolean }) | undefined {
  const name = image
    .trim()
    .toLowerCase()
    .replace(/^docker:\/\//, '')
    .replace(/@sha256:.*$/, '');
  const manager = managers.find((m) => m.is.test(name));
  if (manager === undefined || tools.some((t) => manager.lacks?.includes(t))) return undefined;
  return {
    command: manager.command,
    packages: tools.map((t) => manager.packages[t] ?? t),
    seen: manager.seen,
    updates: manager.command.startsWith('apt-get'),
  };
}
