import { afterBreak, lineBegin, lineEnd } from '../../block.ts';
import { scalarSpan } from '../../scalar-map.ts';
import type { ScalarNode, SourceFile, SourceNode, Span } from '../../types.ts';
import { nameFlow } from '../flow-named.ts';
import { blankLines, isBlank } from '../lines.ts';
import type { Plan } from '../plan.ts';
import { entrySlots, itemSlots, type Slot } from '../slots.ts';
import { type Chunk, chunksOf, entrySeat, entryStart, itemSeats, type Member, ownEnd, type Seat } from './geometry.ts';
import { fitsBlock, isLineStart } from './splice.ts';

/**
 * The lines that planned changes name, as stretches of whole lines; an empty stretch is a place between lines where new ones go.
 *
 * These are the lines of what is replaced or removed, with the comments and blank lines that belong to it, the place of what is new, and the line
 * of the dash or the brackets that holds what moves.
 */
export function namedLines(file: SourceFile, root: SourceNode | null, plan: Plan): Span[] {
  const named: Span[] = [];
  new Namer(file, named).visit(root, { column: -1, after: 0, end: file.text.length, kind: 'file', flow: false }, plan);
  return named.sort((a, b) => a.start - b.start || a.end - b.end);
}

class Namer {
  readonly #text: string;
  readonly #path: string;
  readonly #named: Span[];

  constructor(file: SourceFile, named: Span[]) {
    this.#text = file.text;
    this.#path = file.path;
    this.#named = named;
  }

  visit(node: SourceNode | null, seat: Seat, plan: Plan): void {
    if (plan.set) this.#seat(seat);
    else if (plan.splices.length > 0) this.#splices(node as ScalarNode, seat, plan);
    else if (plan.below.size === 0 && plan.inserts.length === 0) return;
    else if (node?.kind === 'map') {
      const slots = entrySlots(this.#path, node.entries, plan);
      const seats = node.entries.map((entry) => entrySeat(entry, node.flow === true));
      const members = node.entries.map((entry, index) => ({ start: entryStart(entry), end: seats[index]!.end, node: entry.value }));
      this.#members(node, seat, slots, members);
      for (const { old, plan: own } of slots) {
        if (!old || !own || own.remove) continue;
        if (own.rename !== undefined) this.#lines(old.key.span.start, old.key.span.end);
        this.visit(old.value, seats[node.entries.indexOf(old)]!, own);
      }
    } else if (node?.kind === 'seq') {
      const slots = itemSlots(this.#path, node.items, plan);
      const seats = itemSeats(node);
      const dash = node.flow ? 0 : 1;
      this.#members(
        node,
        seat,
        slots,
        seats.map(({ after, end }, index) => ({ start: after - dash, end, node: node.items[index]! })),
      );
      for (const [index, item] of node.items.entries()) {
        const own = plan.below.get(index);
        if (own && !own.remove) this.visit(item, seats[index]!, own);
      }
    } else this.#seat(seat);
  }

  /** Everything from the line of a key or dash to the end of its value. */
  #seat(seat: Seat): void {
    this.#lines(seat.kind === 'file' ? 0 : seat.after, seat.flow ? seat.end : ownEnd(this.#text, seat.end, seat.column));
    this.#blanks(ownEnd(this.#text, seat.end, seat.column), true);
  }

  #splices(node: ScalarNode, seat: Seat, plan: Plan): void {
    if (node.style !== 'literal' || !fitsBlock(node, plan)) {
      this.#lines(seat.after, seat.end);
      return;
    }
    const last = node.text.replace(/\n$/, '').length;
    const inFile = (offset: number): number => scalarSpan(node, Math.min(offset, last), Math.min(offset, last)).start;
    for (const { start, end, text } of plan.splices) {
      const whole = isLineStart(node.text, start) && isLineStart(node.text, end) && (text === '' || text.endsWith('\n'));
      if (whole && start === end && start <= last) this.#place(lineBegin(this.#text, inFile(start)));
      else this.#lines(inFile(start), inFile(whole ? end - 1 : end));
      // A script that begins or ends with a line break does so in its header.
      if (end >= last) this.#lines(node.span.start, node.span.start);
    }
  }

  #members(node: SourceNode, seat: Seat, slots: readonly Slot<unknown>[], members: readonly Member[]): void {
    if (slots.every((slot) => slot.old !== undefined && !slot.gone)) return;
    if (node.kind !== 'scalar' && node.flow) nameFlow(this.#named, this.#text, node.span, members, slots);
    else if (slots.every((slot) => slot.gone || slot.old === undefined)) this.#seat(seat);
    else {
      const floor = seat.kind === 'file' ? 0 : afterBreak(this.#text, lineEnd(this.#text, seat.after));
      this.#chunks(slots, chunksOf(this.#text, members, floor));
    }
  }

  #chunks(slots: readonly Slot<unknown>[], chunks: readonly Chunk[]): void {
    const text = this.#text;
    let index = 0;
    // The first entries behind a dash go, and what follows moves up to it.
    let moves = false;
    let kept: Chunk | undefined;
    for (const [place, slot] of slots.entries()) {
      const before = chunks[index - 1];
      const next = chunks[index];
      if (slot.old === undefined) {
        const later = slots.slice(place).filter((one) => one.old !== undefined);
        const ahead = later.findIndex((one) => !one.gone);
        const following = ahead === -1 ? undefined : chunks[index + ahead];
        if (following?.alone === false) this.#lines(following.start, following.start);
        else if (following) this.#place(lineBegin(text, following.begin));
        if (kept) this.#place(afterBreak(text, kept.end));
        this.#blanks(kept?.end ?? next!.begin, true);
        continue;
      }
      index++;
      if (!slot.gone) {
        moves = false;
        kept = next;
        continue;
      }
      const following = chunks[index];
      let begin = lineBegin(text, next!.begin);
      while (begin > 0 && isBlank(text, lineBegin(text, begin - 1), begin - 1) && begin - 1 > (before?.end ?? 0)) begin = lineBegin(text, begin - 1);
      moves = (moves || before === undefined) && !(before === undefined && next!.alone);
      const end = moves && following ? lineEnd(text, following.start) : next!.end;
      this.#lines(begin, end);
      this.#blanks(end, false);
    }
  }

  /** Blank lines below; `spaces`: those that are not empty, which a block scalar above them would take for its own. */
  #blanks(end: number, spaces: boolean): void {
    for (const { start, end: stop } of blankLines(this.#text, end)) if (!spaces || stop > start) this.#lines(start, stop);
  }

  /** Between two lines. */
  #place(at: number): void {
    this.#named.push({ start: at, end: at });
  }

  #lines(start: number, end: number): void {
    this.#named.push({ start: lineBegin(this.#text, start), end: afterBreak(this.#text, lineEnd(this.#text, end)) });
  }
}
