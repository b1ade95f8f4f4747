/** A start tag with its attributes, unescaped. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const VOID = new Set(['meta', 'input', 'br', 'hr', 'img', 'link']);
const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*(\/?)>/y;

/**
 * All elements of a page, in order. Stricter than a browser.
 * @throws when a tag is not closed, a quote is missing, or `<` or a bare `&` stands in text
 */
export function elementsOf(html: string): readonly Element[] {
  const out: Element[] = [];
  const open: string[] = [];
  let at = html.startsWith('<!doctype html>') ? '<!doctype html>'.length : 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    const text = html.slice(at, next < 0 ? html.length : next);
    if (/&(?!#\d+;)/.test(text)) throw new Error(`a bare & in ${JSON.stringify(text.slice(0, 80))}`);
    if (next < 0) break;
    TAG.lastIndex = next;
    const [whole, slash, name = '', rest = '', self] = TAG.exec(html) ?? [];
    if (whole === undefined) throw new Error(`no tag at ${JSON.stringify(html.slice(next, next + 80))}`);
    at = next + whole.length;
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>`);
      continue;
    }
    const attributes = [...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, value] as const);
    if (new Set(attributes.map(([key]) => key)).size < attributes.length) throw new Error(`an attribute twice in ${whole}`);
    out.push({ name, attributes: new Map(attributes) });
    if (self === '/' || VOID.has(name)) continue;
    open.push(name);
    if (name === 'script' || name === 'style') at = html.indexOf(`</${name}>`, at);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(' ')}`);
  return out;
}
