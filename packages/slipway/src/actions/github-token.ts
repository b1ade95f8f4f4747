/** Whether GitHub starts runs for an event that a GITHUB_TOKEN made. Facts: `gt.suppress`, `gt.exc.dispatch`, `gt.exc.pr`, `gt.exc.ghes`. */

/** Day from which dispatch events made with a GITHUB_TOKEN start runs. */
const dispatchSince = '2022-09-08';
/** Day from which some of its pull requests start runs, held until a person approves; github.com and its data-residency hosts only. */
const pullRequestsSince = '2026-06-11';

const pullRequestTypes = new Set(['opened', 'synchronize', 'reopened']);
/** Events that no token makes: a run, the clock, or the calling run makes them. */
const platformMade = new Set(['workflow_run', 'workflow_call', 'schedule']);

/** Whether a host is GitHub Enterprise Server: anything but github.com and `*.ghe.com`. */
export function isEnterpriseServer(host: string): boolean {
  const name = host.toLowerCase();
  return name !== 'github.com' && name !== 'ghe.com' && !name.endsWith('.ghe.com');
}

/**
 * What happens to the workflows that wait for an event which a GITHUB_TOKEN made: they run, they do not, or they are held for a person's approval.
 * @param activity activity type; undefined when the event has none or it is not known.
 * @param asOf ISO date (`2026-06-11`) of the platform's behaviour.
 * @param host name of the host, e.g. `github.com`.
 */
export function runsFromGithubToken(event: string, activity: string | undefined, asOf: string, host: string): 'yes' | 'no' | 'held' {
  if (platformMade.has(event)) return 'yes';
  if (event === 'workflow_dispatch' || event === 'repository_dispatch') return asOf >= dispatchSince ? 'yes' : 'no';
  if (event !== 'pull_request' || isEnterpriseServer(host) || asOf < pullRequestsSince) return 'no';
  return activity === undefined || pullRequestTypes.has(activity) ? 'held' : 'no';
}
