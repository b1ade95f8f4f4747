import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { siteFiles } from '../src/doctor/site/index.ts';

const docs = join(import.meta.dirname, '../../../docs');

describe('the generated part of the documentation', () => {
  const files = siteFiles();

  it('lies in docs/ as it would be written (`npm run site`)', () => {
    const there = ['rules', 'facts'].flatMap((part) => readdirSync(join(docs, part)).map((name) => `${part}/${name}`));
    expect(there.sort()).toEqual([...files.keys()].sort());
    for (const [path, text] of files) expect(readFileSync(join(docs, path), 'utf8').replaceAll('\r\n', '\n'), path).toBe(text);
  });

  it('has a page for each rule, with ways to mend it', () => {
    for (const [path, text] of files) if (/^rules\/(?!README)/.test(path)) expect(text, path).toContain('\n## Ways to mend it\n');
  });

  it('links nothing that is not there', () => {
    for (const [path, text] of files) {
      const folder = path.split('/')[0]!;
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)) {
        const full = target.startsWith('../') ? target.slice(3) : `${folder}/${target}`;
        expect(files.has(full), `${path} links ${target}`).toBe(true);
      }
    }
  });
});
