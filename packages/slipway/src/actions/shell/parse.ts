import { type ParsedScript, parse } from 'unbash';

const MOST_SCRIPTS = 300;
const MOST_CHARACTERS = 1_000_000;

const parsed = new Map<string, ParsedScript>();
let characters = 0;

/** Parses a script once: the same block is interpreted for many events. Keeps the 300 scripts that were used last. */
export function parseShell(script: string): ParsedScript {
  const known = parsed.get(script);
  if (known) {
    parsed.delete(script);
    parsed.set(script, known);
    return known;
  }
  const fresh = parse(script);
  parsed.set(script, fresh);
  characters += script.length;
  for (const oldest of parsed.keys()) {
    if (parsed.size <= MOST_SCRIPTS && characters <= MOST_CHARACTERS) break;
    parsed.delete(oldest);
    characters -= oldest.length;
  }
  return fresh;
}
