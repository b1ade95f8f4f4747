import {
  asText,
  type Concurrency,
  type Contexts,
  coerceText,
  evaluateTemplate,
  foldCase,
  NULL,
  str,
  type Truth,
  truthy,
  unknown,
  type Workflow,
} from '../../../actions/index.ts';
import { createRef, type Event, githubContext, pushBranch, pushTag, release, type World } from '../../../chain/index.ts';

const person = { kind: 'person' } as const;
/** Version of the release that comes after the one that is walked. */
const nextVersion = '9.8.7';

/**
 * The group of a concurrency for an event, in the form in which GitHub compares groups; undefined when it is not known in full, or has something
 * of its own in each run (commit, number of the run).
 */
export function groupOf(concurrency: Concurrency, event: Event, top: Workflow, world: World, called: boolean): string | undefined {
  if (concurrency.group === undefined) return undefined;
  const text = asText(coerceText(evaluateTemplate(concurrency.group.text, contextsOf(event, top, world, called))));
  return text === undefined || text === '' ? undefined : foldCase(text);
}

/** Whether a new run of this event cancels the one in progress. */
export function cancels(concurrency: Concurrency, event: Event, top: Workflow, world: World, called: boolean): Truth {
  const node = concurrency.cancelInProgress;
  if (node === undefined) return false;
  if (typeof node.value === 'boolean') return node.value;
  return node.text.includes('${{') ? truthy(evaluateTemplate(node.text, contextsOf(event, top, world, called))) : undefined;
}

/** `github`, and the inputs where there are none; everything else is not known. */
function contextsOf(event: Event, top: Workflow, world: World, called: boolean): Contexts {
  const named: World = { ...world, slug: world.slug ?? 'octo/tool' };
  return {
    lookup: (name) => {
      if (name.toLowerCase() === 'github') return githubContext({ world: named, event, workflow: top, top, inputs: NULL, secrets: undefined });
      return name.toLowerCase() === 'inputs' && event.name !== 'workflow_dispatch' && !called ? NULL : unknown(name);
    },
  };
}

/** The same thing happening once more: the next push to the branch, the next version's tag or release. Undefined when it cannot be told. */
export function nextOf(event: Event, world: World): Event | undefined {
  const ref = asText(event.ref);
  if (event.refType !== 'tag') return ref === undefined && event.refType === 'branch' ? undefined : event;
  if (ref === undefined) return undefined;
  const tag = str(ref.includes(world.version) ? ref.replace(world.version, nextVersion) : `${ref}-${nextVersion}`);
  switch (event.name) {
    case 'push':
      return pushTag(world, tag, person);
    case 'create':
      return createRef(world, 'tag', tag, person);
    case 'release':
      return release(world, event.activity ?? 'published', tag, false, person);
    default:
      return undefined;
  }
}

/** An event of any branch of a pattern, on a branch of a name: two pushes to one branch are what matters. */
export function onOneBranch(event: Event, world: World): Event {
  return event.name === 'push' && event.refType === 'branch' && asText(event.ref) === undefined
    ? pushBranch(world, str('release/next'), person)
    : event;
}
