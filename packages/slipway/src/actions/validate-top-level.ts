import { isEventName } from './events.ts';
import { likelyKey } from './likely-key.ts';
import { asText, child, entriesOf, entry } from './nodes.ts';
import type { Tell, Unchecked } from './validate.ts';

const keys = ['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs', 'description', 'dependencies'];
const ofTriggers = ['branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore', 'types', 'workflows', 'inputs', 'cron'];
const ofJobs = [
  'steps',
  'runs-on',
  'needs',
  'strategy',
  'matrix',
  'container',
  'services',
  'environment',
  'outputs',
  'timeout-minutes',
  'uses',
  'with',
  'if',
];

/** `on` and `jobs`, and keys that stand at the top of the file but belong elsewhere. */
export function checkTopLevel({ parsed: { root, file } }: Unchecked, tell: Tell): void {
  const start = { start: 0, end: Math.min(1, file.text.length) };
  if (!root) {
    tell({ message: 'The file is empty: GitHub finds no events in it, and no jobs.', span: start });
    return;
  }
  if (root.kind !== 'map') {
    tell({ message: 'A workflow is a map with the keys `on` and `jobs`; GitHub refuses the file.', span: root.span });
    return;
  }
  for (const { key } of entriesOf(root)) {
    const name = key.text;
    if (isEventName(name)) tell({ message: `\`${name}\` stands at the top of the file: GitHub refuses it. Write it under \`on\`.`, span: key.span });
    else if (ofTriggers.includes(name))
      tell({ message: `\`${name}\` stands at the top of the file: GitHub refuses it. Write it under an event of \`on\`.`, span: key.span });
    else if (ofJobs.includes(name))
      tell({ message: `\`${name}\` stands at the top of the file: GitHub refuses it. Write it in a job.`, span: key.span });
    else {
      const meant = likelyKey(name, keys);
      if (meant)
        tell({
          message: `A workflow has no key \`${name}\`: GitHub refuses the file. Write \`${meant}\`.`,
          span: key.span,
          remedy: { as: 'key', to: meant },
        });
    }
  }
  checkRequired(root, tell);
}

function checkRequired(root: Parameters<typeof entry>[0] & object, tell: Tell): void {
  const on = entry(root, 'on');
  const first = entriesOf(root)[0]?.key.span ?? root.span;
  if (!on) tell({ message: 'The file has no `on`: GitHub finds no event that starts it, and refuses it.', span: first });
  else if (!on.value || (on.value.kind === 'scalar' && !asText(on.value)) || (on.value.kind === 'seq' && on.value.items.length === 0))
    tell({ message: '`on` is empty: GitHub finds no event that starts the workflow, and refuses the file.', span: on.key.span });
  const jobs = entry(root, 'jobs');
  if (!jobs) tell({ message: 'The file has no `jobs`: GitHub refuses it.', span: first });
  else if (jobs.value?.kind !== 'map' || entriesOf(child(root, 'jobs')).length === 0)
    tell({ message: '`jobs` holds no job: GitHub refuses the file.', span: jobs.key.span });
}
