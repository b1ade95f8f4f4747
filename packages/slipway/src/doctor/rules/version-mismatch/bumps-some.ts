import type { Analysis } from '../../../chain/index.ts';
import { document, lockedVersions, type ReleasePleaseOwned, releasePleaseOwned, type VersionSource, versionSources } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { workflowText } from '../../workflow-texts.ts';
import { type Refusal, refusals } from './refusing.ts';
import { differ, said } from './versions.ts';

/** Strategies that write the lock file too; `python` does not know uv.lock. Read in release-please's src/strategies, 2026-07. */
const WRITES_LOCK = new Set(['rust', 'ruby']);
/** Someone brings the lock file along after the bump. */
const REFRESHES =
  /\buv (?:lock|sync|version|add|run)\b(?![^\n]{0,80}--(?:locked|check|frozen))|cargo (?:update|generate-lockfile|check|build|metadata|fetch)\b(?![^\n]{0,80}--(?:locked|frozen))|bundle (?:lock|install|update)|lockfile|post-?upgrade/i;

/**
 * release-please bumps a manifest and leaves its lock file alone, and a step refuses a lock file that differs: they still agree, and the next
 * release commit makes them differ.
 */
export function* bumpsSome(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  const running = world.workflows.filter((workflow) => workflow.file.text.includes('release-please'));
  if (running.length === 0 || running.some((workflow) => REFRESHES.test(workflowText(workflow, world)))) return;
  const owned = releasePleaseOwned({ world: world.tools, document: (path) => document(world.tools, path) });
  if (owned.length === 0) return;
  const refused = refusals(analysis);
  if (refused.length === 0) return;
  const manifests = versionSources(world.tools).filter((one) => one.role === 'manifest' && !one.placeholder);
  for (const one of owned) {
    for (const manifest of manifests.filter((m) => m.path === one.manifest || one.extraFiles.some((extra) => extra.path === m.path))) {
      const refusal = refused.find((r) => r.ecosystem === manifest.ecosystem);
      const lock = refusal === undefined ? undefined : lockedVersions(world.tools, refusal.ecosystem).find((l) => l.repeats === manifest.path);
      if (refusal === undefined || lock === undefined || differ(lock, manifest) || writesLock(one, lock)) continue;
      yield draft(one, manifest, lock, refusal);
      return;
    }
  }
}

const writesLock = (one: ReleasePleaseOwned, lock: VersionSource): boolean =>
  one.extraFiles.some((extra) => extra.path === lock.path) || WRITES_LOCK.has(one.releaseType);

function draft(one: ReleasePleaseOwned, manifest: VersionSource, lock: VersionSource, { at, why }: Refusal): Draft {
  const configured = one.node;
  const line = configured === undefined ? undefined : configured.file.locate(configured.span);
  return {
    at: line === undefined ? lock.at : { ...line, endLine: line.line, endColumn: line.column + 1 },
    severity: 'warning',
    certainty: 'likely',
    title: `release-please bumps ${manifest.path} and leaves ${lock.path} behind`,
    message:
      `The package is of release type \`${one.releaseType}\`, which writes ${manifest.path} and not ${lock.path}; \`extra-files\` does not list it, and no step of the workflow refreshes it. ` +
      `${at.path}:${at.line} asks for the lock file as it is: ${why}. Both say ${lock.value} now. The release pull request raises one of them, and its checks fail, or those of the commit that is tagged.`,
    chain: [
      { kind: 'step', text: said(manifest), location: manifest.at, state: 'holds' },
      { kind: 'step', text: said(lock), location: lock.at, state: 'cut' },
      { kind: 'step', text: 'refuses a lock file that differs', location: at, state: 'cut' },
    ],
    facts: [],
    key: ['bumps-some', lock.path],
    advice: `List ${lock.path} in \`extra-files\` (\`type: toml\`, with the path of the package's entry), or refresh it in a step after release-please.`,
  };
}
