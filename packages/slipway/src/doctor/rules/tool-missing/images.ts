/** What the images that jobs often run in do not have: what is commonly known of the official images on 2026-11-20, not read from each Dockerfile; other images are left out. */

interface ImageRow {
  readonly name: RegExp;
  readonly tag?: RegExp;
  readonly lacks: readonly string[];
}

const bare = ['gh', 'git', 'curl', 'jq'];
const alpine = [...bare, 'bash'];
const languages = /^(?:node|python|golang|rust|ruby)$/;

/** The first row that fits counts. */
const rows: readonly ImageRow[] = [
  { name: /^alpine$/, lacks: [...alpine, 'zip', 'make', 'python3', 'node', 'npm', 'rsync'] },
  { name: languages, tag: /alpine/, lacks: alpine },
  { name: /^(?:php|elixir|erlang|eclipse-temurin|nginx|docker|haskell|oven\/bun|denoland\/deno)$/, tag: /alpine/, lacks: ['gh'] },
  { name: languages, tag: /slim/, lacks: bare },
  { name: /^(?:debian|ubuntu)$/, lacks: [...bare, 'wget', 'zip', 'unzip', 'make', 'python3', 'node', 'npm', 'rsync'] },
  { name: languages, lacks: ['gh', 'jq'] },
  {
    name: /^(?:fedora|archlinux|archlinux\/archlinux|rockylinux\/rockylinux|rockylinux|almalinux|centos|amazonlinux|opensuse\/(?:leap|tumbleweed))$/,
    lacks: ['gh', 'git', 'jq'],
  },
  {
    name: /^(?:buildpack-deps|gcc|maven|gradle|eclipse-temurin|php|elixir|erlang|haskell|swift|perl|julia|dart|oven\/bun|denoland\/deno)$/,
    lacks: ['gh'],
  },
  {
    name: /^(?:quay\.io\/pypa\/(?:many|musl)linux\w+|messense\/rust-musl-cross|clux\/muslrust|ghcr\.io\/(?:cross-rs|rust-cross)\/[\w./-]+)$/,
    lacks: ['gh'],
  },
  { name: /^mcr\.microsoft\.com\/(?:dotnet\/sdk|playwright(?:\/\w+)?)$/, lacks: ['gh'] },
  // Fedora with the headers of GTK.
  { name: /^ghcr\.io\/gtk-rs\/gtk4-rs\/gtk[34]$/, lacks: ['gh'] },
];

/** Commands that a container image is known not to have; undefined when nothing is known of it. */
export function lackedBy(image: string): readonly string[] | undefined {
  const [, name = '', tag = ''] =
    /^(?:docker:\/\/)?(?:(?:docker\.io|mirror\.gcr\.io|public\.ecr\.aws\/docker)\/)?(?:library\/)?([^:@]+)(?::([^@]+))?(?:@.*)?$/.exec(
      image.trim().toLowerCase(),
    ) ?? [];
  return rows.find((row) => row.name.test(name) && (row.tag === undefined || row.tag.test(tag)))?.lacks;
}
