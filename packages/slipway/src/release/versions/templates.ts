const PLACES = /\{(\w+)\}/g;

/** One sentence when a tag template cannot be read back, else undefined. */
export function tagTemplateProblem(template: string): string | undefined {
  const places = [...template.matchAll(PLACES)].map(([, name]) => name!);
  const unknown = places.find((name) => name !== 'version' && name !== 'name');
  if (unknown !== undefined) return `The tag template \`${template}\` has a place \`{${unknown}}\`; it may hold \`{name}\` and \`{version}\`.`;
  if (places.filter((name) => name === 'version').length !== 1) return `The tag template \`${template}\` must hold \`{version}\` exactly once.`;
  // What git check-ref-format refuses; without it the tag could be planned and never made.
  const sample = tagOf(template, 'name', '1.0.0');
  if (/[\s~^:?*[\\\x7f]|\.\.|@\{|\/\/|^\/|^-|\/\.|\/$|\.lock$/.test(sample)) return `The tag template \`${template}\` gives a name that git refuses.`;
  return undefined;
}

/** Fills a template: `{name}-v{version}` gives `core-v1.2.3`. */
export function tagOf(template: string, name: string, version: string): string {
  return template.replace(PLACES, (place, key: string) => (key === 'version' ? version : key === 'name' ? name : place));
}

/** What stands before and after the version in the tags of one component. */
export interface Shape {
  readonly before: string;
  readonly after: string;
}

/** @param template with `{version}` once, and `{name}` as often as it likes */
export function shapeOf(template: string, name: string): Shape {
  const [before = '', after = ''] = template.split('{version}').map((part) => tagOf(part, name, ''));
  return { before, after };
}

/** The text at `{version}` of a tag that has this shape; undefined for tags of other shapes. */
export function versionText({ before, after }: Shape, tag: string): string | undefined {
  if (tag.length <= before.length + after.length || !tag.startsWith(before) || !tag.endsWith(after)) return undefined;
  return tag.slice(before.length, tag.length - after.length);
}
