/** Every field that must be in the body of `PUT /repos/{owner}/{repo}/branches/{branch}/protection` (it may be null), from GitHub's REST reference, 2026. */
const required = ['required_status_checks', 'enforce_admins', 'required_pull_request_reviews', 'restrictions'];
/** Of these, the ones that are objects or null. */
const objects = ['required_status_checks', 'required_pull_request_reviews', 'restrictions'];

/**
 * What is wrong with the fields that `gh api` sends to replace the protection of a branch, as half a sentence; undefined when nothing is, or
 * when the call is another, or sends a file.
 */
export function protectionBody(words: readonly (string | undefined)[]): string | undefined {
  if (words[1] !== 'api' || words.some((w) => w === '--input' || w?.startsWith('--input='))) return undefined;
  // A path with an expression in it is not known in full, but its end may stand in the word after: then nothing is said.
  if (!words.some((w) => w !== undefined && /^\/?repos\/.+\/branches\/[^/]+\/protection$/.test(w))) return undefined;
  const method = words.findIndex((w) => w === '-X' || w === '--method');
  if ((method >= 0 ? words[method + 1] : words.find((w) => w?.startsWith('--method='))?.slice(9))?.toUpperCase() !== 'PUT') return undefined;
  const fields = new Map<string, { value: string; raw: boolean }>();
  for (const [i, word] of words.entries()) {
    if (word === undefined || !/^(?:-f|-F|--field|--raw-field)(?:=|$)/.test(word)) continue;
    const pair = word.includes('=') && word.startsWith('--') ? word.slice(word.indexOf('=') + 1) : words[i + 1];
    if (pair === undefined) return undefined;
    const cut = pair.indexOf('=');
    fields.set(cut < 0 ? pair : pair.slice(0, cut), { value: cut < 0 ? '' : pair.slice(cut + 1), raw: /^(?:-f|--raw-field)/.test(word) });
  }
  const named = new Set([...fields.keys()].map((key) => key.split('[')[0]!));
  const missing = required.filter((key) => !named.has(key));
  const texts = objects.filter((key) => {
    const field = fields.get(key);
    return field !== undefined && !field.value.startsWith('@') && (field.raw || field.value !== 'null');
  });
  const said = [
    ...(missing.length > 0 ? [`it wants ${missing.map((m) => `\`${m}\``).join(', ')} too, null at least`] : []),
    ...(texts.length > 0
      ? [
          `\`gh api\` sends ${texts.map((t) => `\`${t}\``).join(' and ')} as a text, where an object is wanted: fields only become numbers, true, false and null`,
        ]
      : []),
  ];
  return said.length > 0 ? said.join('; ') : undefined;
}
