import type { Platform } from '../../../tools/files/types.ts';
import { ANY, type Name } from '../names.ts';

/** One text that an expression may give, and for which machine. */
export interface Piece {
  readonly text: Name;
  readonly os?: Platform['os'];
  readonly arch?: string;
  /** On this system it is another text. */
  readonly not?: Platform['os'];
  /** Offset of the entry of a map, or of the literal, that gives it. */
  readonly at?: number;
  /** Length of that literal: of two, the longer one says more of the name. */
  readonly size?: number;
}

/** An address of a file, piece by piece, with the offset of the expression. */
export interface UrlPieces {
  readonly start: number;
  readonly pieces: readonly Piece[];
}

const mostPieces = 24;
/** A literal with its place; an `owner/name` is none of a file's name. */
export const literalAt = (text: string, at: number): Piece => ({ text, at, size: /^[\w.-]+\/[\w.-]+$/.test(text) ? 0 : text.length });

export const anything: readonly Piece[] = [{ text: ANY }];

/** The texts of one expression written before those of another; what cannot be on one machine is left out. */
export function joined(a: readonly Piece[], b: readonly Piece[]): readonly Piece[] {
  if (a.length * b.length > mostPieces * 2) return anything;
  const out: Piece[] = [];
  for (const x of a) for (const y of b) if (agree(x, y)) out.push(both(x, y));
  return out.length > mostPieces ? anything : out;
}

/** One or the other. */
export function either(...of: readonly (readonly Piece[])[]): readonly Piece[] {
  const out = new Map<string, Piece>();
  for (const piece of of.flat()) {
    const key = `${piece.text}\0${piece.os ?? ''}\0${piece.arch ?? ''}\0${piece.not ?? ''}`;
    if (!out.has(key)) out.set(key, piece);
  }
  return out.size > mostPieces ? anything : [...out.values()];
}

function agree(a: Piece, b: Piece): boolean {
  if (a.os !== undefined && b.os !== undefined && a.os !== b.os) return false;
  if (a.arch !== undefined && b.arch !== undefined && a.arch !== b.arch) return false;
  return !(a.not !== undefined && a.not === b.os) && !(b.not !== undefined && b.not === a.os);
}

function both(a: Piece, b: Piece): Piece {
  const os = a.os ?? b.os;
  const arch = a.arch ?? b.arch;
  const not = os === undefined ? (a.not ?? b.not) : undefined;
  const { at, size } = (b.size ?? 0) > (a.size ?? 0) ? b : a.at === undefined ? b : a;
  return {
    text: a.text + b.text,
    ...(os === undefined ? {} : { os }),
    ...(arch === undefined ? {} : { arch }),
    ...(not === undefined ? {} : { not }),
    ...(at === undefined ? {} : { at, size: size ?? 0 }),
  };
}
