import { concat, str, type Val } from '../actions/index.ts';
import type { ToolEvent } from '../tools/index.ts';
import type { Event } from './types.ts';

/** Nothing of the event is looked at before a tool does. */
class LazyToolEvent implements ToolEvent {
  readonly #event: Event;

  constructor(event: Event) {
    this.#event = event;
  }
  get name(): string {
    return this.#event.name;
  }
  get refType(): ToolEvent['refType'] {
    return this.#event.refType;
  }
  get refName(): Val {
    return this.#event.ref;
  }
  get ref(): Val {
    const { refType, ref } = this.#event;
    return concat(str(refType === 'tag' ? 'refs/tags/' : refType === 'branch' ? 'refs/heads/' : 'refs/pull/'), ref);
  }
  get message(): Val {
    return this.#event.message;
  }
}

const known = new WeakMap<Event, ToolEvent>();

/** The event as the knowledge of tools sees it. */
export function toolEvent(event: Event): ToolEvent {
  let made = known.get(event);
  if (made === undefined) {
    made = new LazyToolEvent(event);
    known.set(event, made);
  }
  return made;
}

class WatchedToolEvent implements ToolEvent {
  readonly #event: ToolEvent;
  readonly #look: (key: keyof ToolEvent) => void;

  constructor(event: ToolEvent, look: (key: keyof ToolEvent) => void) {
    this.#event = event;
    this.#look = look;
  }
  get name(): string {
    return this.#of('name');
  }
  get refType(): ToolEvent['refType'] {
    return this.#of('refType');
  }
  get refName(): Val {
    return this.#of('refName');
  }
  get ref(): Val {
    return this.#of('ref');
  }
  get message(): Val {
    return this.#of('message');
  }
  #of<K extends keyof ToolEvent>(key: K): ToolEvent[K] {
    this.#look(key);
    return this.#event[key];
  }
}

/** The same event, which tells what is looked at. */
export function watchedToolEvent(event: ToolEvent, look: (key: keyof ToolEvent) => void): ToolEvent {
  return new WatchedToolEvent(event, look);
}
