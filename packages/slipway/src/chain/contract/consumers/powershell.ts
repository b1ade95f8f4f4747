import { VERSION } from '../names.ts';
import { anything, either, joined, literalAt, type Piece, type UrlPieces } from './pieces.ts';

const deepest = 6;

/** Addresses of releases' files in a PowerShell script, with its variables filled in as far as they are texts. */
export function powershellUrls(text: string): UrlPieces[] {
  const bases = [...text.matchAll(/\$(\w+)\s*=\s*["'][^"'\n]*\/releases(?:\/latest)?(?:\/download)?(?:\/[^"'\n]*)?["']/g)].map((m) => m[1]!);
  const out: UrlPieces[] = [];
  for (const m of text.matchAll(/(["'])((?:(?!\1)[^\n])*)\1/g)) {
    const said = m[2]!;
    if (!/\/releases\/(?:latest\/)?download\//.test(said) && !bases.some((b) => new RegExp(`\\$\\{?${b}\\}?/`, 'i').test(said))) continue;
    const line = text.slice(text.lastIndexOf('\n', m.index) + 1, m.index);
    if (/^\s*#|Write-(?:Host|Output|Error|Warning|Verbose)|throw\b/i.test(line)) continue;
    out.push({ start: m.index, pieces: m[1] === '"' ? filled(said, text, 0) : [{ text: said }] });
    if (out.length === 12) break;
  }
  return out;
}

function filled(literal: string, script: string, depth: number): readonly Piece[] {
  let out: readonly Piece[] = [{ text: '' }];
  let from = 0;
  for (const m of literal.matchAll(/\$\{(\w+)\}|\$\(\$?([^()]*)\)|\$(env:\w+|\w+)/g)) {
    out = joined(joined(out, [{ text: literal.slice(from, m.index) }]), variable(m[1] ?? m[2] ?? m[3] ?? '', script, depth));
    from = m.index + m[0].length;
  }
  return joined(out, [{ text: literal.slice(from) }]);
}

function variable(name: string, script: string, depth: number): readonly Piece[] {
  if (/^tag$|tag_name|^env:\w*tag/i.test(name)) return anything;
  if (/version/i.test(name)) return either([{ text: VERSION }], [{ text: `v${VERSION}` }]);
  if (depth > deepest || !/^\w+$/.test(name)) return anything;
  const found: (readonly Piece[])[] = [];
  for (const m of script.matchAll(new RegExp(`\\$${name}\\s*=(?!=)\\s*([^\\n]*(?:\\{[^{}]*\\}[^\\n]*)*)`, 'gi'))) {
    found.push(assigned(m[1]!.trim(), script, m.index + m[0].indexOf(m[1]!), depth + 1));
    if (found.length === 6) break;
  }
  return found.length === 0 ? anything : either(...found);
}

/** The right side of an assignment: a text, one of the texts of its branches, or what a function returns. */
function assigned(value: string, script: string, at: number, depth: number): readonly Piece[] {
  const whole = /^(?:"([^"]*)"|'([^']*)')[);]?$/.exec(value);
  if (whole)
    return whole[1] === undefined
      ? [literalAt(whole[2]!, at)]
      : filled(whole[1], script, depth).map((p) => ({ ...p, at, size: literalAt(whole[1]!, at).size }));
  if (/^(?:if|switch)\b/.test(value)) {
    const texts = [...value.matchAll(/\{\s*(?:return\s+)?["']([^"']*)["']\s*\}/g)].map((m) => m[1]!);
    return texts.length === 0 ? anything : either(...texts.map((t) => filled(t, script, depth)));
  }
  const call = /^([A-Z]\w+-\w+)\s*(?:-\w+.*)?$/.exec(value)?.[1];
  const start = call === undefined ? -1 : script.search(new RegExp(`function\\s+${call}\\b`, 'i'));
  if (start < 0) return anything;
  const body = script.slice(start, start + 1500).split(/\n\}/)[0]!;
  const texts = [...body.matchAll(/return\s+["']([^"'\n]*)["']/g)].map((m) => m[1]!);
  return texts.length === 0 ? anything : either(...texts.map((t) => filled(t, script, depth)));
}
