import type { Name } from '../names.ts';

/** The address of a release's file. */
export interface AssetUrl {
  /** `owner/name`; what is not known in it is a hole. */
  readonly repository: string;
  readonly tag: 'latest' | Name;
  readonly name: Name;
}

const url = /(?:^|[^\w.-])(?:www\.)?github\.com\/([^/\s]+\/[^/\s]+)\/releases\/(?:latest\/download|download\/([^\s]+))\/([^/\s?#]+)(?:[?#]\S*)?$/;

/** Reads an address as a whole; undefined when it is no release's file. */
export function assetUrl(text: Name): AssetUrl | undefined {
  const m = url.exec(text.replace(/^['"<(]+|['")>,;]+$/g, ''));
  if (m === null) return undefined;
  return { repository: m[1]!, tag: m[2] ?? 'latest', name: decoded(m[3]!) };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Whether two names mean the same repository; GitHub does not look at the case. */
export const isSameRepository = (a: string, b: string): boolean => a.replace(/\.git$/, '').toLowerCase() === b.replace(/\.git$/, '').toLowerCase();
