import type { World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { runbooks } from '../../runbooks.ts';

/** A list of checks that a document wants to see done when a release is out. */
export interface PromisedChecks {
  readonly path: string;
  /** The heading over the list, and the lines of its checks. */
  readonly heading: Location;
  readonly title: string;
  readonly checks: readonly { readonly text: string; readonly at: Location }[];
}

const headings = /^(#{1,6})[ \t]+(.*(?:verif|post[- ]?release|after (?:the |a )?release|smoke test).*)$/gim;
const item = /^[ \t]*(?:[-*+]|\d+\.)[ \t]+(\[[ x]\][ \t]*)?(.+)$/gim;
const isCheck = /^\W*(?:check|verify|confirm|ensure|test|make sure|validate|smoke)\b/i;
const published =
  /\brelease\b|\bassets?\b|\bartifacts?\b|\bbinar(?:y|ies)\b|\bchecksums?\b|crates\.io|\bnpm\b|\bpypi\b|\bdocker\b|\bimages?\b|\binstall|\bhomebrew\b|\bpackages?\b/i;

/** The first list of at least two checks of what was published; undefined when no document has one. */
export function promisedChecks(world: World): PromisedChecks | undefined {
  for (const { file } of runbooks(world))
    for (const found of file.text.matchAll(headings)) {
      const [whole, , title = ''] = found;
      const start = found.index + whole.length;
      const rest = file.text.slice(start);
      const section = rest.slice(0, /^#{1,6}[ \t]/m.exec(rest)?.index ?? rest.length);
      const checks = [...section.matchAll(item)]
        .filter(([, box, text = '']) => published.test(text) && (box !== undefined || isCheck.test(text)))
        .map((one) => ({ text: one[2]!.trim(), at: file.locate({ start: start + one.index, end: start + one.index + one[0].length }) }));
      if (checks.length >= 2) return { path: file.path, title: title.trim(), heading: file.locate({ start: found.index, end: start }), checks };
    }
  return undefined;
}
