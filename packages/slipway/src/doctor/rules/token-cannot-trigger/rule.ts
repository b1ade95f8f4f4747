import { type Cause, type Cut, credentialText, type Label } from '../../../chain/index.ts';
import { cutText, effectText, linksOfRoute, listed, routeKey, targetText } from '../../links.ts';
import type { Link } from '../../report.ts';
import type { Draft, Rule } from '../../rule.ts';
import { opaqueMakers } from './opaque.ts';
import type { Subject } from './subject.ts';

export const rule: Rule = {
  id: 'token-cannot-trigger',
  group: 'chain',
  severity: 'error',
  title: 'An event made with the GITHUB_TOKEN that a workflow waits for',
  *check(analysis) {
    for (const cause of analysis.causes)
      if (cause.cut.kind === 'github-token' && cause.cut.effect && !isPreview(cause)) yield draftOf(cause, cause.cut);
    // The chain goes on to break here when what stands before it is mended.
    for (const cause of analysis.causes) {
      const then = cause.later.find((c) => c.kind === 'github-token');
      if (cause.cut.kind !== 'github-token' && then?.effect && !analysis.causes.some((c) => c.cut.id === then.id)) yield draftOf(cause, then);
    }
    yield* opaqueMakers(analysis);
  },
};

/** What a pull request puts on a machine is a preview or a test of it; that its checks do not run is for another rule to say. */
const isPreview = ({ cut, losses }: Cause): boolean =>
  cut.event?.name.startsWith('pull_request') === true && losses.every((l) => l.target.kind === 'environment');

function draftOf(cause: Cause, cut: Cut): Draft {
  const effect = cut.effect!;
  // What only the text of a program names is no proof that the program does it.
  const unsure = cause.doubts.length > 0 || effect.possible === true;
  const { held } = effect;
  const lost = cause.losses.map((l) => targetText(l.target));
  const listeners = [
    ...new Set(cause.losses.flatMap((l) => l.cuts.filter((c) => c.id === cut.id).flatMap((c) => (c.listener ? [c.listener.path] : [])))),
  ];
  const main = cause.losses[0]!;
  const event = cut.event;
  const what = event ? `${event.name}${event.activity === undefined ? '' : `: ${event.activity}`}` : 'event';
  const waiting = listed(listeners);
  const rest = cause.later.filter((c) => c.id !== cut.id).map(cutText);
  return {
    at: effect.at,
    certainty: unsure || effect.held.credential.kind === 'unknown' ? 'likely' : 'proven',
    ...(unsure ? { severity: 'warning' as const } : {}),
    title: `${effect.deed.tool} ${effectText(effect)} with ${credentialText(held.credential)}, so ${waiting} never ${listeners.length === 1 ? 'starts' : 'start'}`,
    message:
      `Here ${effect.deed.tool} ${effectText(effect)}. It acts with ${credentialText(held.credential)} (${held.from}), and events made with the GITHUB_TOKEN start no workflow run. ` +
      `${waiting} ${listeners.length === 1 ? 'waits' : 'wait'} for that event (${what}), so ${listed(lost)} ${lost.length === 1 ? 'is' : 'are'} never reached from here, and nothing in the Actions tab shows it.` +
      (held.shadowed ? ` The token in ${held.shadowed.where} does not help: git sends the header that checkout persisted.` : '') +
      (rest.length > 0 ? ` Once that is mended the chain stops again: ${listed(rest)}.` : ''),
    chain: [...linksOfRoute(main), ...otherListeners(cause, cut, main)],
    assumptions: main.best.label.persons,
    facts: [
      ...new Set([
        'gt.suppress',
        ...(event?.refType === 'tag' && event.name === 'push' ? ['gt.tag'] : []),
        ...(event?.name === 'release' ? ['gt.release'] : []),
        ...(held.shadowed ? ['tok.extraheader'] : []),
      ]),
    ],
    key: [effect.job.id, effect.step?.id ?? effect.deed.tool, what, ...listeners],
    advice: adviceFor(cause, cut),
    breaks: cause.losses.map(routeKey),
    subject: { cause, cut } satisfies Subject,
  };
}

/** The other workflows that wait for the same event, each with the trigger that is not heard. */
function otherListeners(cause: Cause, cut: Cut, main: Cause['losses'][number]): Link[] {
  const out = new Map<string, Link>();
  const told = new Set(linksOfRoute(main).flatMap((l) => (l.kind === 'event' && l.location ? [l.location.path] : [])));
  for (const loss of cause.losses) {
    if (loss === main || !loss.cuts.some((c) => c.id === cut.id)) continue;
    for (let at: Label | undefined = loss.best.label; at !== undefined; at = at.via.from?.label) {
      const { start, event } = at.via;
      if (start.answer !== 'no' || start.at === undefined || told.has(start.at.path)) continue;
      out.set(start.at.path, { kind: 'event', text: `${event.name}, which ${start.at.path} waits for too`, location: start.at, state: 'cut' });
    }
  }
  return [...out.values()].slice(0, 3);
}

function adviceFor(cause: Cause, cut: Cut): string {
  const listener = cut.listener;
  const dispatchable = listener?.triggers.some((t) => t.event === 'workflow_dispatch');
  const callable = listener?.triggers.some((t) => t.event === 'workflow_call');
  const byGit = cut.effect?.deed.by.how === 'git';
  const token = byGit
    ? 'give the checkout step `token:` of a GitHub App or personal access token (the push uses what checkout persisted)'
    : 'give this step the token of a GitHub App or a personal access token';
  const other = callable
    ? `call ${listener!.path} from this run (\`uses: ./${listener!.path}\`)`
    : `${dispatchable ? '' : 'add `workflow_dispatch` to it and '}start ${listener?.path ?? cause.entry.text} with \`gh workflow run … --ref <tag>\`, which the GITHUB_TOKEN may do with \`actions: write\``;
  return `Either ${token}, or ${other}.`;
}
