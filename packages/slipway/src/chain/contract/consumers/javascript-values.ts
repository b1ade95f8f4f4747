import { VERSION } from '../names.ts';
import { afterString, cutAt, expressionEnd, matching } from './javascript-text.ts';
import { nodePlatform, usualMachines } from './machines.ts';
import { anything, either, joined, literalAt, type Piece } from './pieces.ts';

const deepest = 8;
const mostSteps = 400;

/** Texts that expressions of one JavaScript file may give: constants, templates, maps of platforms, what small functions return. */
export class JavaScriptValues {
  readonly #text: string;
  #steps = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @param at offset of the expression in the file */
  value(source: string, at: number, depth = 0): readonly Piece[] {
    if (depth > deepest || ++this.#steps > mostSteps) return anything;
    const lead = source.length - source.trimStart().length;
    const text = source.trim().replace(/\s+as\s+(?:const|string)$/, '');
    const from = at + lead;
    if (text.startsWith('(') && matching(text, 0) === text.length) return this.value(text.slice(1, -1), from + 1, depth + 1);
    const or = cutAt(text, '||').length > 1 ? cutAt(text, '||') : cutAt(text, '??');
    if (or.length > 1) return either(...or.map((part) => this.value(part.text, from + part.at, depth + 1)));
    const choice = cutAt(text, '?');
    if (choice.length === 2) return this.#chosen(choice[0]!.text, choice[1]!, from, depth);
    const sum = cutAt(text, '+');
    if (sum.length > 1) return sum.map((part) => this.value(part.text, from + part.at, depth + 1)).reduce(joined);
    return this.#single(text, from, depth);
  }

  #chosen(condition: string, rest: { text: string; at: number }, from: number, depth: number): readonly Piece[] {
    const [yes, no] = cutAt(rest.text, ':');
    if (yes === undefined || no === undefined) return anything;
    const a = this.value(yes.text, from + rest.at + yes.at, depth + 1);
    const b = this.value(no.text, from + rest.at + no.at, depth + 1);
    if (!/win32|isWin|windows/i.test(condition)) return either(a, b);
    const [onWindows, elsewhere] = /!==?|^\s*!/.test(condition) ? [b, a] : [a, b];
    return either(joined([{ text: '', os: 'windows' }], onWindows), joined([{ text: '', not: 'windows' }], elsewhere));
  }

  #single(text: string, from: number, depth: number): readonly Piece[] {
    const quote = text[0];
    if ((quote === '"' || quote === "'") && afterString(text, 0) === text.length) return [literalAt(text.slice(1, -1), from)];
    if (quote === '`' && afterString(text, 0) === text.length) return this.#template(text, from, depth);
    if (/^(?:process|os|node:os)\.platform(?:\(\))?$/.test(text)) return systems;
    if (/^(?:process|os)\.arch(?:\(\))?$/.test(text)) return hardware;
    const changed = /^([\s\S]+)\.(?:trim|toString|toLowerCase)\(\)$/.exec(text);
    if (changed) return this.value(changed[1]!, from, depth + 1);
    const withoutV = /^([\s\S]+)\.replace\(\s*\/\^v\/\s*,\s*(?:''|"")\s*\)$/.exec(text);
    if (withoutV) return this.value(withoutV[1]!, from, depth + 1).map((p) => ({ ...p, text: p.text.replace(/^v(?=[\d\ue000])/, '') }));
    if (/^(?:[\w$.()'"/ -]*[.\s(])?(?:\w*version|npm_package_version)$/i.test(text) && !this.#isText(text)) return [{ text: VERSION }];
    const looked = /^([A-Za-z_$][\w$]*)(?:\[|\.get\()/.exec(text);
    if (looked) return this.#entries(looked[1]!, text, depth);
    const call = /^(?:await\s+)?([A-Za-z_$][\w$]*)\(/.exec(text);
    if (call) return this.#returned(call[1]!, depth);
    if (/^[A-Za-z_$][\w$]*$/.test(text)) {
      const bound = this.#bindings(text);
      if (bound !== undefined && bound.length > 0) return either(...bound.map((b) => this.value(b.text, b.at, depth + 1)));
      if (/^v(?:er)?$|version$/i.test(text)) return [{ text: VERSION }];
    }
    return anything;
  }

  /** A constant with a text of its own, which says more than its name. */
  #isText(name: string): boolean {
    return this.#bindings(name)?.some((b) => /^['"`]/.test(b.text)) ?? false;
  }

  #template(text: string, from: number, depth: number): readonly Piece[] {
    let out: readonly Piece[] = [{ text: '' }];
    let literal = '';
    for (let i = 1; i < text.length - 1; i++) {
      if (text[i] === '\\') literal += text[++i] ?? '';
      else if (!text.startsWith('${', i)) literal += text[i];
      else {
        const end = matching(text, i + 1);
        out = joined(joined(out, [{ text: literal }]), this.value(text.slice(i + 2, end - 1), from + i + 2, depth + 1));
        literal = '';
        i = end - 1;
      }
    }
    return joined(out, [{ text: literal }]);
  }

  /** The expressions that a constant or a variable of this name is given anywhere; undefined when a function takes it as a parameter, too. */
  #bindings(name: string): { text: string; at: number }[] | undefined {
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) return undefined;
    const n = name.replaceAll('$', '\\$');
    if (new RegExp(`(?:function\\b[^(\\n]{0,80}|=\\s{0,4}(?:async\\s{0,4})?)\\([^()]{0,300}(?<![\\w.$])${n}\\s{0,4}[,:)=?]`).test(this.#text))
      return undefined;
    const out: { text: string; at: number }[] = [];
    for (const m of this.#text.matchAll(new RegExp(`(?:(?:const|let|var)\\s+${n}\\s*(?::[^=\\n]+)?|^[ \\t]*${n}\\s*)=(?![=>])\\s*`, 'gm'))) {
      const at = m.index + m[0].length;
      out.push({ text: this.#text.slice(at, expressionEnd(this.#text, at)), at });
      if (out.length === 8) break;
    }
    return out;
  }

  /** `MAP[key]`: every value of the map, for the machine that its key names; `MAP[os][arch]` too, and a field of each value. */
  #entries(name: string, access: string, depth: number): readonly Piece[] {
    const bound = this.#bindings(name)?.[0];
    const start = bound === undefined ? -1 : bound.text.indexOf('{');
    if (bound === undefined || start < 0 || start > 40) return anything;
    const field = /\]\??\.([A-Za-z_]\w*)$/.exec(access)?.[1];
    return this.#mapValues(bound.text.slice(start, matching(bound.text, start)), bound.at + start, field, [], depth);
  }

  #mapValues(map: string, at: number, field: string | undefined, keys: readonly string[], depth: number): readonly Piece[] {
    if (keys.length > 2) return anything;
    const found: (readonly Piece[])[] = [];
    for (const entry of cutAt(map.slice(1, -1), ',').slice(0, 40)) {
      const m = /^(?:\s|\/\/[^\n]*\n|\/\*.*?\*\/)*(?:'([^']+)'|"([^"]+)"|([\w$]+)|\[[^\]]*\])\s*:\s*/s.exec(entry.text);
      if (m === null) continue;
      const key = m[1] ?? m[2] ?? m[3] ?? '';
      const value = entry.text.slice(m[0].length);
      const from = at + 1 + entry.at + m[0].length;
      if (value.trimStart().startsWith('{')) {
        const inner = this.#mapValues(value.trim(), from, field, [...keys, key], depth + 1);
        found.push(inner);
      } else if (field === undefined || field === key) {
        const platform = platformOfKeys(field === key && field !== undefined ? keys : [...keys, key]);
        found.push(
          this.value(value.replace(/\/\/.*$/s, ''), from, depth + 1).map((p) => ({
            ...p,
            ...platform,
            at: p.at ?? from,
            size: p.size ?? p.text.length,
          })),
        );
      }
    }
    return found.length === 0 ? anything : either(...found);
  }

  /** What a function of the file returns. */
  #returned(name: string, depth: number): readonly Piece[] {
    const n = name.replaceAll('$', '\\$');
    const m = new RegExp(`function\\s+${n}\\s*\\(|(?:const|let|var)\\s+${n}\\s*=\\s*(?:async\\s*)?\\(`).exec(this.#text);
    if (m === null) return anything;
    const brace = this.#text.indexOf('{', matching(this.#text, m.index + m[0].length - 1));
    if (brace < 0) return anything;
    const end = matching(this.#text, brace);
    const found: (readonly Piece[])[] = [];
    for (const r of this.#text.slice(brace, end).matchAll(/\breturn\s+/g)) {
      const at = brace + r.index + r[0].length;
      found.push(this.value(this.#text.slice(at, Math.min(end, expressionEnd(this.#text, at))), at, depth + 1));
      if (found.length === 12) break;
    }
    return found.length === 0 ? anything : either(...found);
  }
}

const systems: readonly Piece[] = [
  { text: 'linux', os: 'linux' },
  { text: 'darwin', os: 'darwin' },
  { text: 'win32', os: 'windows' },
];
const hardware: readonly Piece[] = [
  { text: 'x64', arch: 'amd64' },
  { text: 'arm64', arch: 'arm64' },
];

/** `darwin-x64`, `darwin x64`, `darwin` and then `x64`: the machine that the keys of a map name; nothing when they name none. */
function platformOfKeys(keys: readonly string[]): Pick<Piece, 'os' | 'arch'> {
  const words = keys.join('-').split(/[-_ /]/);
  for (const { node, platform } of usualMachines)
    if (words.includes(node[0]) && words.includes(node[1])) return { os: platform.os, arch: platform.arch };
  const windows = nodePlatform('win32', words.find((w) => /^(?:x64|arm64|ia32)$/.test(w)) ?? '');
  if (words.includes('win32') && windows !== undefined) return { os: windows.os, arch: windows.arch };
  return {};
}
