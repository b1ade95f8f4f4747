/** The release runbook, written from what the walk proves. Pure: from a tree to the text of sections. */
import type { Tree } from '../../remotes/types.ts';
import type { DoctorOptions } from '../options.ts';
import { materialOf } from './material.ts';
import { before } from './sections/before.ts';
import { cadence } from './sections/cadence.ts';
import { credentials } from './sections/credentials.ts';
import { environments } from './sections/environments.ts';
import { expected } from './sections/expected.ts';
import { quick } from './sections/quick.ts';
import { rollback } from './sections/rollback.ts';
import { steps } from './sections/steps.ts';
import { troubleshooting } from './sections/troubleshooting.ts';
import { verify } from './sections/verify.ts';
import type { Section, SectionId } from './types.ts';
import { SECTIONS } from './types.ts';

export type { Section, SectionId } from './types.ts';
export { type Change, MarkerError, type Woven, weave } from './weave.ts';

/** The sections of a tree's release runbook, in order; empty ones where nothing releases. */
export function runbookOf(tree: Tree, options: DoctorOptions): readonly Section[] {
  const material = materialOf(tree, options);
  const written: Readonly<Record<(typeof SECTIONS)[number], string | undefined>> = {
    before: before(material),
    quick: quick(material),
    steps: steps(material),
    expected: expected(material),
    verify: verify(material),
    rollback: rollback(material),
    environments: environments(material),
    credentials: credentials(material),
    troubleshooting: troubleshooting(material),
    cadence: cadence(material),
  };
  return SECTIONS.map((id): { id: SectionId; body: string | undefined } => ({ id, body: written[id] }));
}

/** What stands above the sections of a new document. */
export function headOf(name: string): string {
  return `# Releasing ${name}\n\nWhat stands between the markers is written by \`slipway docs write\` from the workflows; everything else is yours.`;
}
