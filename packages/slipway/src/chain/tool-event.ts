import { concat, str } from '../actions/index.ts';
import type { ToolEvent } from '../tools/index.ts';
import type { Event } from './types.ts';

/** The event as the knowledge of tools sees it; nothing of the event is looked at before a tool does. */
export function toolEvent(event: Event): ToolEvent {
  return {
    get name() {
      return event.name;
    },
    get refType() {
      return event.refType;
    },
    get refName() {
      return event.ref;
    },
    get ref() {
      return concat(str(event.refType === 'tag' ? 'refs/tags/' : event.refType === 'branch' ? 'refs/heads/' : 'refs/pull/'), event.ref);
    },
    get message() {
      return event.message;
    },
  };
}

/** The same event, which tells what is looked at. */
export function watchedToolEvent(event: ToolEvent, look: (key: keyof ToolEvent) => void): ToolEvent {
  const watched = {};
  for (const key of ['name', 'refType', 'refName', 'ref', 'message'] as const)
    Object.defineProperty(watched, key, {
      enumerable: true,
      get: () => {
        look(key);
        return event[key];
      },
    });
  return watched as ToolEvent;
}
