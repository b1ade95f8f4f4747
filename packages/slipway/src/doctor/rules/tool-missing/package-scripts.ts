import { asText } from '../../../actions/index.ts';
import type { JobRun, World } from '../../../chain/index.ts';
import { get, parseJson, sourceFile } from '../../../source/index.ts';
import { nearest } from '../../../tools/index.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import type { Gap } from './gap.ts';

/** `npm run NAME` where the package has no such script. */
export function* missingScripts(job: JobRun, world: World): Generator<Gap> {
  let clones = 0;
  for (const step of job.job.steps) {
    const seen = job.checkouts.find((c) => c.step === step);
    if (seen) {
      clones++;
      if (seen.ref !== undefined || seen.repository !== undefined || step.with.some((p) => p.name === 'path')) return;
    } else if (
      step.uses?.is.kind === 'local' ||
      (step.run && /\bgit\s+(?:checkout|switch|clone|pull|merge)\b|npm\s+(?:pkg\s+set|init)|package\.json/.test(step.run.text))
    )
      return;
    if (clones !== 1 || step.run === undefined || !/\b(?:npm|pnpm)\s/.test(step.run.text) || job.skippedSteps.includes(step) || step.continueOnError)
      continue;
    const given = (step.workingDirectory ?? job.job.defaults.workingDirectory ?? job.workflow.defaults.workingDirectory)?.text ?? '';
    if (given.includes('${{') || given.startsWith('/')) continue;
    const folder = given.replace(/^\.\/?/, '').replace(/\/+$/, '');
    for (const command of scriptCommands(step, job.job, job.workflow)) {
      const words = command.words.map((w) => asText(w));
      if (!/^p?npm$/.test(words[0] ?? '') || !/^run(?:-script)?$/.test(words[1] ?? '') || command.swallowed || command.cwd !== '') continue;
      const own = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined);
      const name = words[2];
      // Options may choose another package, or tolerate that there is none; a name with a sign in it may be a pattern.
      if (name === undefined || !/^[\w:.-]+$/.test(name) || name.startsWith('-') || own.slice(3).some((w) => w === undefined || w.startsWith('-')))
        continue;
      const path = folder === '' ? 'package.json' : `${folder}/package.json`;
      const text = world.tree.read(path);
      const scripts = text === undefined ? undefined : get(parseJson(sourceFile(path, text)).root, 'scripts');
      if (text === undefined || (scripts !== undefined && scripts.kind !== 'map')) continue;
      const names = scripts?.entries.map((e) => e.key.text) ?? [];
      // `start` and `restart` have a meaning without being written.
      if (names.includes(name) || /^(?:start|restart|env)$/.test(name)) continue;
      const near = nearest(name, names);
      yield {
        at: commandAt(command, step),
        title: `${path} has no script \`${name}\``,
        message: `\`${words[0]} run ${name}\` in job \`${job.id}\` fails: the scripts of ${path} do not have \`${name}\`.${near === undefined ? '' : ` There is \`${near}\`.`}`,
        severity: 'error',
        certain: command.runs === true && step.if === undefined,
        key: [job.id, 'script', name],
        remedy: { kind: 'script', at: commandAt(command, step), name, ...(near === undefined ? {} : { near }) },
        advice: near === undefined ? 'Add the script, or call what there is.' : `Write \`${near}\`.`,
      };
    }
  }
}
