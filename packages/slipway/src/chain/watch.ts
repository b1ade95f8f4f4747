import type { Val } from '../actions/index.ts';
import type { Event } from './types.ts';

/** What an event and its contexts are to a job: what can be looked at. */
export interface Facts {
  readonly event: Event;
  /** The `github` context and the `inputs` of this event. */
  readonly github: Val;
  readonly inputs: Val;
}

type Root = 'github' | 'inputs' | 'payload';

/** Notes what was looked at, down to the field: another event that shows the same there cannot be told apart. */
export class Watch {
  readonly facts: Facts;
  readonly event: Event;
  readonly #event = new Map<keyof Event, string>();
  readonly #fields = new Map<string, { readonly root: Root; readonly path: readonly string[]; readonly whole: boolean; readonly text: string }>();
  #open = true;

  constructor(facts: Facts) {
    this.facts = facts;
    this.event = new WatchedEvent(this);
    behind.set(this.event, this);
  }

  get github(): Val {
    return this.#watched(this.facts.github, 'github', []);
  }

  get inputs(): Val {
    return this.#watched(this.facts.inputs, 'inputs', []);
  }

  /** What is looked at from now on does not count. */
  close(): void {
    this.#open = false;
  }

  /** Everything that was looked at is the same there. */
  holds(facts: Facts): boolean {
    for (const [key, text] of this.#event) if (eventText(facts.event, key) !== text) return false;
    for (const { root, path, whole, text } of this.#fields.values()) {
      let at: Val | undefined = root === 'payload' ? facts.event.payload : facts[root];
      for (const name of path) at = at?.k === 'obj' ? at.fields.get(name) : undefined;
      if ((whole ? textOf(at) : kindOf(at)) !== text) return false;
    }
    return true;
  }

  /** Gives a part of the event, and notes that it was looked at. */
  look<K extends keyof Event>(key: K): Event[K] {
    const { event } = this.facts;
    if (this.#open && !this.#event.has(key)) this.#event.set(key, eventText(event, key));
    return event[key];
  }

  get payload(): Val {
    return this.#watched(this.facts.event.payload, 'payload', []);
  }

  #watched(val: Val, root: Root, path: readonly string[]): Val {
    if (!this.#open) return val;
    this.note(root, path, val, val.k !== 'obj');
    return val.k === 'obj'
      ? {
          k: 'obj',
          open: val.open,
          fields: new WatchedFields(
            val.fields,
            (name, field) => this.#field(name, field, root, path),
            () => this.note(root, path, val, true),
          ),
        }
      : val;
  }

  #field(name: string, field: Val | undefined, root: Root, path: readonly string[]): Val | undefined {
    if (field !== undefined) return this.#watched(field, root, [...path, name]);
    this.note(root, [...path, name], undefined, true);
    return undefined;
  }

  note(root: Root, path: readonly string[], val: Val | undefined, whole: boolean): void {
    const key = `${whole ? '*' : ''}${root}\0${path.join('\0')}`;
    if (this.#open && !this.#fields.has(key)) this.#fields.set(key, { root, path, whole, text: whole ? textOf(val) : kindOf(val) });
  }
}

class WatchedEvent implements Event {
  readonly #watch: Watch;

  constructor(watch: Watch) {
    this.#watch = watch;
  }
  get id(): string {
    return this.#watch.look('id');
  }
  get name(): string {
    return this.#watch.look('name');
  }
  get activity(): string | undefined {
    return this.#watch.look('activity');
  }
  get refType(): Event['refType'] {
    return this.#watch.look('refType');
  }
  get ref(): Val {
    return this.#watch.look('ref');
  }
  get message(): Val {
    return this.#watch.look('message');
  }
  get payload(): Val {
    return this.#watch.payload;
  }
  get inputs(): Event['inputs'] {
    return this.#watch.look('inputs');
  }
  get by(): Event['by'] {
    return this.#watch.look('by');
  }
  get text(): string {
    return this.#watch.look('text');
  }
  get target(): Val | undefined {
    return this.#watch.look('target');
  }
  get upstream(): Event['upstream'] {
    return this.#watch.look('upstream');
  }
  get family(): string | undefined {
    return this.#watch.look('family');
  }
  get base(): Val | undefined {
    return this.#watch.look('base');
  }
}

const behind = new WeakMap<Event, Watch>();

/** The watch that an event belongs to. */
export const watchOf = (event: Event): Watch | undefined => behind.get(event);

/** The fields of an object; whoever goes through all of them has looked at the whole. */
class WatchedFields extends Map<string, Val> {
  readonly #of: ReadonlyMap<string, Val>;
  readonly #one: (name: string, field: Val | undefined) => Val | undefined;
  readonly #all: () => void;

  constructor(of: ReadonlyMap<string, Val>, one: (name: string, field: Val | undefined) => Val | undefined, all: () => void) {
    super();
    this.#of = of;
    this.#one = one;
    this.#all = all;
  }
  override get(name: string): Val | undefined {
    return this.#one(name, this.#of.get(name));
  }
  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }
  override get size(): number {
    return this.#whole().size;
  }
  override entries() {
    return this.#whole().entries() as MapIterator<[string, Val]>;
  }
  override keys() {
    return this.#whole().keys() as MapIterator<string>;
  }
  override values() {
    return this.#whole().values() as MapIterator<Val>;
  }
  override forEach(each: (value: Val, key: string, map: Map<string, Val>) => void): void {
    for (const [key, value] of this.#whole()) each(value, key, this);
  }
  override [Symbol.iterator]() {
    return this.entries();
  }
  #whole(): ReadonlyMap<string, Val> {
    this.#all();
    return this.#of;
  }
}

const kindOf = (val: Val | undefined): string => (val?.k === 'obj' ? `obj ${val.open}` : textOf(val));

function eventText(event: Event, key: keyof Event): string {
  const value = event[key];
  if (value === undefined || typeof value === 'string') return String(value);
  if (key === 'ref' || key === 'message' || key === 'base' || key === 'target') return textOf(value as Val);
  // Who made it, the upstream run, inputs as a whole: the event's id tells them apart.
  return event.id;
}

const texts = new WeakMap<Val, string>();

/** A text that two values share only when they are the same, reasons included. */
export function textOf(val: Val | undefined): string {
  if (val === undefined) return 'nothing';
  let text = texts.get(val);
  if (text === undefined) {
    text = JSON.stringify(val, (_key, part: unknown) => (part instanceof Map ? [...part] : part));
    texts.set(val, text);
  }
  return text;
}
