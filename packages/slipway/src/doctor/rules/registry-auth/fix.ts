import { baseName } from '../../../chain/index.ts';
import type { Fixer } from '../../fixes/types.ts';
import { byIdentity, signed } from './mend-identity.ts';
import { newerNpm } from './mend-npm.ts';
import { byToken, inVariable, withoutTrade } from './mend-token.ts';
import { oneFile } from './mend-two-files.ts';
import type { Unaccepted } from './subject.ts';

/** Lets the registry accept the upload: by the identity of the run where it knows that, else by a token. */
export const fix: Fixer<Unaccepted> = function* ({ subject, analysis }) {
  switch (subject.why) {
    case 'nothing':
      yield* byIdentity(subject, analysis);
      yield* byToken(subject.upload, subject.registry, subject.variable ?? 'NODE_AUTH_TOKEN', analysis);
      return;
    case 'old npm':
      yield* newerNpm(subject, analysis);
      return;
    case 'two files':
      yield* oneFile(subject.upload.run.workflow, subject.main.run.workflow, analysis);
      yield* byToken(subject.upload, 'npm', 'NODE_AUTH_TOKEN', analysis, subject.main);
      return;
    case 'provenance':
      yield signed(subject.upload, analysis);
      return;
    case 'unread':
      yield* inVariable(subject, analysis);
      return;
    case 'event':
      yield* withoutTrade(subject, analysis);
      yield {
        refused: `crates.io trusts no run of the events that start job \`${subject.job.id}\` of ${subject.workflow.path}.`,
        instead: `Start ${subject.workflow.path} by the tag's push, or with \`gh workflow run ${baseName(subject.workflow.path)} --ref <tag>\` from the workflow that it follows.`,
      };
  }
};
