import type { Step, Workflow } from '../actions/index.ts';
import type { Analysis } from '../chain/index.ts';
import type { Location } from '../source/index.ts';
import { fileName, type VersionSource, versionSources } from '../tools/index.ts';

/** A step that fails when the tag is not the version of a manifest. */
export interface TagCheck {
  readonly workflow: Workflow;
  /** The comparison. */
  readonly at: Location;
  /** The manifest that it reads. */
  readonly source: VersionSource;
}

const known = new WeakMap<Analysis, readonly TagCheck[]>();

/** The checks in workflows that a pushed version tag starts; read from their text once. */
export function tagChecks(analysis: Analysis): readonly TagCheck[] {
  const before = known.get(analysis);
  if (before !== undefined) return before;
  const manifests = versionSources(analysis.world.tools).filter((one) => one.role === 'manifest' && !one.placeholder);
  const workflows = new Set(
    [...analysis.declared.values()].flat().flatMap(({ event, workflow }) => (event.name === 'push' && event.refType === 'tag' ? [workflow] : [])),
  );
  const found = [...workflows].flatMap((workflow) => checkIn(workflow, manifests) ?? []);
  known.set(analysis, found);
  return found;
}

export const tagCheckOf = (analysis: Analysis): TagCheck | undefined => tagChecks(analysis)[0];

function checkIn(workflow: Workflow, manifests: readonly VersionSource[]): TagCheck | undefined {
  if (manifests.length === 0) return undefined;
  for (const job of workflow.jobs) {
    for (const step of job.steps) {
      const text = step.run?.text ?? '';
      if (!/\bexit 1\b/.test(text) || !/version/i.test(text) || !/\btag|ref_name|GITHUB_REF/i.test(text)) continue;
      const source = manifests.find((one) => readsManifest(text, one));
      const at = source === undefined ? undefined : comparedAt(step, text);
      if (source !== undefined && at !== undefined) return { workflow, at, source };
    }
  }
  return undefined;
}

/** A script reads a manifest: it names the file, or asks cargo. */
export function readsManifest(text: string, one: VersionSource): boolean {
  return text.includes(fileName(one.path)) || (one.ecosystem === 'cargo' && /cargo (?:metadata|pkgid|read-manifest)/.test(text));
}

function comparedAt(step: Step, text: string): Location | undefined {
  const line = text
    .split('\n')
    .find((one) => /(?:\[\[?|\btest\b).*(?:!=|=).*\$/.test(one))
    ?.trim();
  if (line === undefined || step.run === undefined) return undefined;
  const { file, span } = step.run;
  const start = file.text.indexOf(line, span.start);
  return file.locate(start < 0 ? span : { start, end: start + line.length });
}
