import { concat, str } from '../actions/index.ts';
import type { ToolEvent } from '../tools/index.ts';
import type { Event } from './types.ts';

/** The event as the knowledge of tools sees it. */
export function toolEvent(event: Event): ToolEvent {
  return {
    name: event.name,
    refType: event.refType,
    refName: event.ref,
    ref: concat(str(event.refType === 'tag' ? 'refs/tags/' : event.refType === 'branch' ? 'refs/heads/' : 'refs/pull/'), event.ref),
    message: event.message,
  };
}
