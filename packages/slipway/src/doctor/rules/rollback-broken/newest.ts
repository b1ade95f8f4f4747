import type { Analysis } from '../../../chain/index.ts';
import { scalarSpan } from '../../../source/index.ts';
import type { Draft } from '../../rule.ts';
import { type RollbackScript, rollbackScripts } from './going-back.ts';

/** No one writes a longer script into a step. */
const longest = 50_000;
/** Assigns a variable what a command prints. */
const assignment = /(?:^|[;)]|\bthen|\belse|\bdo)[ \t]*(?:export[ \t]+|local[ \t]+)?([A-Za-z_]\w*)=["']?(?:\$\(|`)([^\n]+)/gm;
const forTarget = /roll_?back|prev|last|target|good|stable|restore|revert/i;

const newest: readonly RegExp[] = [
  /\bgit tag\b(?=.*--sort[= ]["']?-(?:v:|version:|creatordate|taggerdate|committerdate)).*\|\s*head\s+-(?:n\s*)?1\b/,
  /\bgit (?:tag|for-each-ref)\b.*\|\s*sort\s+-\w*V\w*\s*\|\s*tail\s+-(?:n\s*)?1\b/,
  /\bgit (?:tag|for-each-ref)\b.*\|\s*sort\s+-\w*(?:Vr|rV)\w*\s*\|\s*head\s+-(?:n\s*)?1\b/,
  /\bgit for-each-ref\b(?=.*--sort[= ]["']?-\w)(?=.*--count[= ]1\b)(?=.*refs\/tags)/,
  /\bgit describe\b(?=.*--tags)(?=.*--abbrev[= ]0)(?!.*(?:HEAD[~^]|\^|~\d|\$\{?\w*(?:SHA|COMMIT|TAG|REF)))/,
  /\bgh release list\b(?=.*(?:--limit|-L)[= ]?1\b)/,
  /\bgh release view\b(?=\s+--json\s+tagName)/,
  /\/releases\/latest\b/,
];
/** What takes another one than the newest, or leaves the current one out. */
const another =
  /grep\s+-\w*v|sed\s+-n|tail\s+-(?:n\s*)?\+?[2-9]|head\s+-(?:n\s*)?[2-9]|awk|--no-contains|--merged|--skip|\.\[1\]|\[-2\]|nth|HEAD[~^]/;

/** The version to go back to is the newest one, which is the version to leave. */
export function* newestAsTarget({ world, declared }: Analysis): Generator<Draft> {
  for (const { step, job, workflow } of rollbackScripts(world)) {
    const { run } = step;
    if (run!.text.length > longest) continue;
    for (const m of run!.text.matchAll(assignment)) {
      const [, name = '', whole = ''] = m;
      const command = whole.slice(0, 1000);
      if (!forTarget.test(name) || /^(?:current|new|latest)/i.test(name) || another.test(command) || !newest.some((p) => p.test(command))) continue;
      if (!isGoneTo(name, step.run!.text, workflow.file.text) || tagsLater({ step, job, workflow }, declared.get(workflow.path) ?? [])) continue;
      const start = m.index + m[0].indexOf(name);
      const { file } = run!;
      yield {
        at: file.locate(scalarSpan(run!, start, m.index + m[0].trimEnd().length)),
        severity: 'warning',
        certainty: 'likely',
        title: 'The way back leads to the newest version, the one to leave',
        message:
          `\`${name}\` in job \`${job.id}\` of ${workflow.path} takes the newest tag or release for the version to go back to. A version that is released has its tag: the newest one is the version that is rolled back, ` +
          `so the same version is deployed again, and the run is green.`,
        chain: [{ kind: 'job', text: `job ${job.id} goes back`, location: workflow.file.locate(job.key.span), state: 'cut' }],
        assumptions: ['the version that is rolled back was tagged, or released'],
        key: ['newest', job.id, name],
        advice:
          'Take the version before the one that is deployed: `git tag --sort=-v:refname | grep -vx "$CURRENT" | head -1`, or ask the deployments of the environment for the last one that succeeded.',
      };
    }
  }
}

/** The variable is what is checked out, deployed or handed on; not what is deleted. */
function isGoneTo(name: string, script: string, whole: string): boolean {
  const used = `\\$\\{?${name}\\b`;
  if (new RegExp(`(?:tag\\s+-d|--delete|release\\s+delete)[^\\n]*${used}`).test(script)) return false;
  return new RegExp(`${used}`).test(script) || new RegExp(`\\b(?:env|outputs)\\.${name}\\b`, 'i').test(whole);
}

/** The run tags its version at the end: before, the newest tag is that of the version before. */
function tagsLater({ workflow }: RollbackScript, runs: Analysis['declared'] extends ReadonlyMap<string, infer R> ? R : never): boolean {
  if (!workflow.triggers.some((t) => t.event === 'push' && t.tags === undefined)) return false;
  return runs.some((r) => r.effects.some((e) => (e.deed.kind === 'tag' || e.deed.kind === 'release') && e.elsewhere === undefined));
}
