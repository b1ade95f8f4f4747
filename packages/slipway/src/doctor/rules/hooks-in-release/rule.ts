import { asText, type Step } from '../../../actions/index.ts';
import type { JobRun, Run } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { listed } from '../../links.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Rule } from '../../rule.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import type { HookSubject } from './fix.ts';
import { type HookName, installedHooks } from './hooks.ts';

export const rule: Rule = {
  id: 'hooks-in-release',
  group: 'platform',
  severity: 'warning',
  title: 'Git hooks of development that run on the release’s own commit or push',
  *check(analysis) {
    const installed = installedHooks(analysis.world);
    if (installed === undefined) return;
    const said = new Set<unknown>();
    for (const { run, jobs } of releaseRuns(analysis))
      for (const job of jobs) {
        if (said.has(job.job) || hooksOff.test(textOf(job))) continue;
        const install = installOf(job);
        const act = install && gitActOf(job, run, install.step);
        const hooks = act ? installed.hooks.filter((h) => act.fires.includes(h.name)) : [];
        if (!install || !act || hooks.length === 0) continue;
        said.add(job.job);
        const names = listed(hooks.map((h) => `\`${h.name}\``));
        yield {
          at: act.at,
          certainty: 'likely',
          title: `${act.by} runs the git hooks of development`,
          message: `\`${install.command}\` in job \`${job.id}\` installs the git hooks of the repository (${installed.by}), and ${act.by} then runs ${names} (\`${hooks[0]!.does}\`…) on the release's own commit or push. What they want of a developer's commit stops the release, or repeats what ran before.`,
          chain: [
            { kind: 'event', text: run.event.text, state: 'holds' },
            { kind: 'step', text: install.command, location: install.at, state: 'holds' },
            { kind: 'step', text: installed.by, location: installed.at, state: 'holds' },
            ...hooks.map((h) => ({ kind: 'step' as const, text: `${h.name}: ${h.does}`, location: h.at, state: 'maybe' as const })),
          ],
          facts: [],
          key: [job.id, act.by],
          subject: { job: job.job, by: installed.by, install: install.at } satisfies HookSubject,
          advice: 'Set `HUSKY: 0` in the environment of the job, or install with `--ignore-scripts`.',
        };
      }
  },
};

const hooksOff = /HUSKY|--ignore-scripts|hooksPath|\.husky|LEFTHOOK|SKIP_SIMPLE_GIT_HOOKS|--no-verify|rm -rf? \.git\/hooks/;

function textOf(job: JobRun): string {
  const { file, env } = job.workflow;
  return `${file.text.slice(job.job.node.span.start, job.job.node.span.end)} ${env.map((p) => p.name).join(' ')}`;
}

interface Install {
  readonly step: Step;
  readonly command: string;
  readonly at: Location;
}

/** The install of dependencies, with their scripts. */
function installOf(job: JobRun): Install | undefined {
  for (const step of job.job.steps) {
    if (step.run === undefined || step.workingDirectory !== undefined || !/\b(?:npm|yarn|pnpm|bun)\b/.test(step.run.text)) continue;
    for (const command of scriptCommands(step, job.job, job.workflow)) {
      const words = command.words.map((w) => asText(w) ?? '?');
      const [program = '', verb] = words;
      const installs =
        (program === 'npm' && /^(?:ci|i|install)$/.test(verb ?? '')) ||
        (/^(?:yarn|pnpm|bun)$/.test(program) && (verb === undefined ? program === 'yarn' : /^(?:i|install)$/.test(verb)));
      // Packages that are named, or installed for all, run no script of this one.
      if (
        !installs ||
        command.cwd !== '' ||
        words.slice(2).some((w) => w === '?' || w === '-g' || w === '--global' || (program === 'npm' && !w.startsWith('-')))
      )
        continue;
      return { step, command: words.join(' '), at: commandAt(command, step) };
    }
  }
  return undefined;
}

interface GitAct {
  readonly by: string;
  readonly at: Location;
  readonly fires: readonly HookName[];
}

const commits: readonly HookName[] = ['pre-commit', 'commit-msg'];

/** What commits or pushes after the install, with the hooks that git runs then. */
function gitActOf(job: JobRun, run: Run, after: Step): GitAct | undefined {
  const semantic = run.effects.find(
    (e) => e.job === job.job && e.happens !== false && !e.possible && /semantic-release/.test(e.deed.tool) && (e.step?.index ?? 0) >= after.index,
  );
  // Without its git plugin it commits nothing, and pushes the tag only.
  const pushes = run.effects.some((e) => e.job === job.job && e.deed.kind === 'branch' && /semantic-release/.test(e.deed.tool));
  if (semantic) return { by: 'semantic-release', at: semantic.stepAt, fires: pushes ? [...commits, 'pre-push'] : ['pre-push'] };
  for (const step of job.job.steps) {
    if (step.index < after.index || job.skippedSteps.includes(step)) continue;
    if (step.run === undefined || !/release-it|lerna|git\s/.test(step.run.text)) continue;
    for (const command of scriptCommands(step, job.job, job.workflow)) {
      const words = command.words.map((w) => asText(w) ?? '?');
      const bare = words.filter((w) => !/^(?:npx|bunx|pnpm|yarn|npm|bun|exec|run|dlx|--no-install|--yes|-y)$/.test(w));
      const at = commandAt(command, step);
      if (bare[0] === 'release-it') return { by: 'release-it', at, fires: [...commits, 'pre-push'] };
      if (bare[0] === 'lerna' && /^(?:version|publish)$/.test(bare[1] ?? '') && !bare.some((w) => /^from-/.test(w)))
        return { by: `lerna ${bare[1]}`, at, fires: [...commits, 'pre-push'] };
      if (words[0] !== 'git' || command.cwd !== '') continue;
      if (words.includes('commit')) return { by: '`git commit`', at, fires: commits };
      if (words.includes('push') && !words.includes('--dry-run')) return { by: '`git push`', at, fires: ['pre-push'] };
    }
  }
  return undefined;
}
