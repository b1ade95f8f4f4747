import type { Opaque } from '../../chain/index.ts';
import { cutText, listed, targetText } from '../links.ts';
import { type Arrival, allArrivals, arrivalsAt, bestOf, hangsOn } from './arrivals.ts';
import { isWorkflow, jobsIn, knownTargets, means } from './names.ts';
import type { Play, Stage } from './play.ts';
import type { Answer, Statement } from './types.ts';

/** Everything but the statement's own words. */
export type Judged = Omit<Answer, 'text'>;

const passes = (why = ''): Judged => ({ outcome: 'passes', why, chain: [], decide: [] });

/** Whether a destination is reached: `reaches` for certain, `can-reach` when what is not known goes its way, `never-reaches` in no case. */
export function judgeReach(statement: Extract<Statement, { destination: string }>, play: Play, stage: Stage): Judged {
  const { kind, destination } = statement;
  const arrivals = arrivalsAt(destination, play);
  const open = arrivals.filter(({ cuts }) => cuts.length === 0);
  const sure = open.find(({ hangs }) => hangs.length === 0);
  const [maybe] = open;
  if (kind === 'never-reaches') {
    if (sure) return arrived(sure, destination);
    if (maybe) return hanging(maybe, `${destination} may be reached`);
    const opaque = opaqueFor(destination, play);
    if (opaque) return unread(opaque, `whether ${destination} is reached is not known`);
    if (arrivals.length === 0 && !isKnown(destination, stage)) return vacuous(destination, stage);
    return passes();
  }
  if (sure) return passes(leaning(sure));
  if (maybe)
    return kind === 'can-reach' ? passes(leaning(maybe)) : hanging(maybe, `${destination} is reached only sometimes (\`can reach\` would hold)`);
  const opaque = opaqueFor(destination, play);
  if (opaque && arrivals.length === 0) return unread(opaque, `whether ${destination} is reached is not known`);
  const [cut] = arrivals;
  return cut ? cutOff(cut, destination) : notStarted(destination, play, stage);
}

/** Nothing at all is delivered. */
export function judgeNothing(play: Play): Judged {
  const open = allArrivals(play, ({ kind }) => kind !== 'pull-request').filter(({ cuts }) => cuts.length === 0);
  const sure = open.find(({ hangs }) => hangs.length === 0);
  if (sure) return arrived(sure, targetText(sure.target));
  if (open[0]) return hanging(open[0], `${targetText(open[0].target)} may be reached`);
  const opaque = opaqueIn(play).find(({ mayWrite }) => mayWrite !== false);
  return opaque ? unread(opaque, 'whether anything is reached is not known') : passes();
}

/** Whether a workflow starts. */
export function judgeStart(statement: Extract<Statement, { workflow: string }>, play: Play): Judged {
  const { workflow: asked, kind } = statement;
  const workflow = play.world.workflows.find((one) => isWorkflow(asked, one));
  if (workflow === undefined) return { outcome: 'fails', why: `there is no workflow ${asked}`, chain: [], decide: [] };
  const node = play.walk.nodes
    .filter(({ run }) => run.workflow === workflow)
    .map((one) => ({ one, label: bestOf(one)! }))
    .filter(({ label }) => label !== undefined)
    .sort((a, b) => a.label.cuts.length - b.label.cuts.length || hangsOn(a.label).length - hangsOn(b.label).length)[0];
  const location = node?.label.via.start.at;
  const place = location === undefined ? {} : { location };
  if (node !== undefined && node.label.cuts.length === 0) {
    const [hang] = hangsOn(node.label);
    if (hang) return { outcome: 'undecided', why: `${asked} may start: ${hang.text}`, chain: [], ...place, decide: [hang.decide] };
    return kind === 'starts'
      ? passes(node.label.persons.join('; '))
      : { outcome: 'fails', why: `${asked} starts: ${node.label.via.event.text}`, chain: [], ...place, decide: [] };
  }
  const opaque = opaqueIn(play).find(({ mayWrite }) => mayWrite !== false);
  if (opaque && node === undefined) return unread(opaque, `whether ${asked} starts is not known`);
  if (kind === 'never-starts') return passes();
  const cut = node?.label.cuts[0];
  return { outcome: 'fails', why: `${asked} does not start: ${cut ? cutText(cut) : whyNot(workflow.path, play)}`, chain: [], ...place, decide: [] };
}

const leaning = ({ leansOn }: Arrival): string => [...new Set(leansOn)].join('; ');

function arrived(way: Arrival, asked: string): Judged {
  return { outcome: 'fails', why: `${asked} is reached`, chain: way.links(), location: way.at, decide: [] };
}

function hanging(way: Arrival, why: string): Judged {
  const [first] = way.hangs;
  return {
    outcome: 'undecided',
    why: `${why}: ${listed([...new Set(way.hangs.map(({ text }) => text))], 2)}`,
    chain: [],
    location: first?.at ?? way.at,
    decide: [...new Set(way.hangs.map(({ decide }) => decide))],
  };
}

function cutOff(way: Arrival, asked: string): Judged {
  const [cut] = way.cuts;
  return {
    outcome: 'fails',
    why: `${asked} is not reached: ${cut ? cutText(cut) : 'the way is cut'}${way.cuts.length > 1 ? `, and then ${cutText(way.cuts[1]!)}` : ''}`,
    chain: way.links(),
    location: cut?.effect?.at ?? way.at,
    decide: [],
  };
}

/** No way leads there from this event: says what would deliver it, and why that does not. */
function notStarted(asked: string, play: Play, stage: Stage): Judged {
  const known = [...knownTargets(stage).values()].filter(({ target }) => means(asked, target, play.world));
  if (known.length === 0) return { ...vacuous(asked, stage), outcome: 'fails', decide: [] };
  const paths = [...new Set(known.flatMap(({ workflows }) => [...workflows]))].sort();
  for (const path of paths) {
    const ran = play.walk.nodes.find(({ run }) => run.workflow.path === path);
    const skipped = ran && [...jobsIn(ran.run)].find(({ runs }) => runs === false);
    if (skipped) {
      const { job, workflow } = skipped;
      const because = skipped.skipped?.by === 'need' ? `job ${skipped.skipped.need} did not succeed` : `its condition is false`;
      const location = workflow.file.locate((job.if ?? job.key).span);
      return {
        outcome: 'fails',
        why: `${asked} is not reached: ${path} runs, and skips job ${job.id}, for ${because}`,
        chain: [],
        location,
        decide: [],
      };
    }
    if (ran) return { outcome: 'fails', why: `${asked} is not reached: ${path} runs, and does not come to it`, chain: [], decide: [] };
  }
  const [first = ''] = paths;
  const seen = play.walk.seen.find(({ workflow }) => workflow.path === first);
  const at = seen?.start.at;
  const who = first === '' ? '' : `: ${first}, which delivers it, does not start (${whyNot(first, play)})`;
  return { outcome: 'fails', why: `${asked} is not reached${who}`, chain: [], ...(at ? { location: at } : {}), decide: [] };
}

function whyNot(path: string, play: Play): string {
  const why = play.walk.seen.find(({ workflow, start }) => workflow.path === path && start.why !== undefined)?.start.why;
  return why ?? 'it does not wait for this event';
}

const isKnown = (asked: string, stage: Stage): boolean => [...knownTargets(stage).values()].some(({ target }) => means(asked, target, stage.world));

/** Nothing delivers what is asked for, so that nothing could ever break the expectation. */
function vacuous(asked: string, stage: Stage): Judged {
  const names = [...new Set([...knownTargets(stage).values()].map(({ target }) => target.id))].sort();
  const those = names.length === 0 ? 'nothing here delivers anything' : `what is delivered is ${listed(names, 8)}`;
  return {
    outcome: 'undecided',
    why: `nothing here delivers ${asked}, whatever happens; ${those}`,
    chain: [],
    decide: ['the name that is asked for'],
  };
}

function unread(opaque: Opaque, why: string): Judged {
  const decide = opaque.kind === 'script' ? `what ${opaque.what} does` : `${opaque.what}, read with --mirrors or --fetch`;
  return { outcome: 'undecided', why: `${why}: ${opaque.what} is not followed (${opaque.why})`, chain: [], location: opaque.at, decide: [decide] };
}

function opaqueIn({ walk }: Play): readonly Opaque[] {
  return walk.nodes
    .filter((node) => node.labels.some(({ cuts }) => cuts.length === 0))
    .flatMap(({ run }) => run.opaque.filter(({ happens }) => happens !== false));
}

/** Something that is not read and could deliver what is asked for. */
function opaqueFor(asked: string, play: Play): Opaque | undefined {
  const environment = /^environment\b/i.test(asked) || play.world.workflows.some((w) => w.jobs.some((j) => j.environment?.name?.text === asked));
  const onGithub = /^(?:tag|release|github release|assets?|files)\b/i.test(asked);
  return opaqueIn(play).find((one) =>
    environment ? one.kind === 'workflow' : onGithub ? one.mayWrite !== false : one.kind === 'workflow' || !one.onlyGithubToken,
  );
}
