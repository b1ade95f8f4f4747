import type { World } from '../../../chain/index.ts';
import { get, isScalar, type Location, parseJson, sourceFile } from '../../../source/index.ts';

export type HookName = 'pre-commit' | 'commit-msg' | 'pre-push';

export interface Hook {
  readonly name: HookName;
  readonly at: Location;
  /** First command of it. */
  readonly does: string;
}

export interface InstalledHooks {
  /** The script of package.json that installs them with the dependencies. */
  readonly by: string;
  readonly at: Location;
  readonly hooks: readonly Hook[];
}

/** `husky || true` installs too; what asks for CI first does not. */
const installer = /(?:^|&&|;)\s*(?:npx\s+)?(?:husky(?:\s+install)?|simple-git-hooks|lefthook\s+install)\b/;
const asksForCi = /\bis-ci\b|\bCI\b|NODE_ENV/;

/** Git hooks that installing the dependencies of the root package puts into the clone; undefined when it puts none, or that is not known. */
export function installedHooks(world: World): InstalledHooks | undefined {
  const text = world.tree.read('package.json');
  if (text === undefined || !installer.test(text.replace(/"\s*:\s*"/g, '";'))) return undefined;
  const root = parseJson(sourceFile('package.json', text)).root;
  for (const name of ['prepare', 'postinstall']) {
    const script = get(root, 'scripts', name);
    if (!isScalar(script) || !installer.test(script.text) || asksForCi.test(script.text)) continue;
    const hooks = (['pre-commit', 'commit-msg', 'pre-push'] as const).flatMap((hook) => huskyHook(hook, world) ?? []);
    return hooks.length === 0 ? undefined : { by: `${name}: ${script.text}`, at: script.file.locate(script.span), hooks };
  }
  return undefined;
}

function huskyHook(name: HookName, world: World): Hook | undefined {
  const path = `.husky/${name}`;
  const text = world.tree.read(path);
  if (text === undefined || asksForCi.test(text)) return undefined;
  const lines = text.split('\n');
  const line = lines.findIndex((l) => /^\s*[\w./$]/.test(l) && !/^\s*(?:\.|source|echo|printf|set)\s|^\s*(?:fi|done|then|else)\b/.test(l));
  if (line < 0) return undefined;
  const file = sourceFile(path, text);
  const start = file.lineStart(line + 1);
  return { name, at: file.locate({ start, end: start + lines[line]!.length }), does: lines[line]!.trim().slice(0, 60) };
}
