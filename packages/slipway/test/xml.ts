const NAME = '[A-Za-z_][\\w.-]*';
const ATTRIBUTES = `(?:\\s+${NAME}="[^<"]*")*`;
const TOKEN = new RegExp(`<\\?xml[^?]*\\?>|<(${NAME})(${ATTRIBUTES})\\s*(/?)>|</(${NAME})>|([^<]+)`, 'gy');

/** Why a text is no well-formed XML, as far as Slipway writes it (no comments, CDATA or namespaces); undefined when it is. */
export function wellFormed(xml: string): string | undefined {
  const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (illegal !== null) return `a character that XML has not, at ${illegal.index}`;
  const bare = /&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.exec(xml);
  if (bare !== null) return `a bare ampersand at ${bare.index}`;
  const open: string[] = [];
  let end = 0;
  for (const [token, start, attributes = '', empty, close, text] of xml.matchAll(TOKEN)) {
    end += token.length;
    const names = [...attributes.matchAll(/([\w.-]+)="/g)].map(([, name]) => name);
    if (new Set(names).size < names.length) return `an attribute twice in ${token}`;
    if (start !== undefined && empty !== '/') open.push(start);
    if (close !== undefined && open.pop() !== close) return `</${close}> ends what is not open`;
    if (text?.includes(']]>')) return 'the end of a CDATA section that was never begun';
    if (text !== undefined && open.length === 0 && text.trim() !== '') return `text outside of the root: ${text}`;
  }
  return end === xml.length ? (open.length === 0 ? undefined : `<${open.at(-1)}> is not ended`) : `no XML at ${end}`;
}
