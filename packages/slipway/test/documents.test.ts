import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildProgram, type Handlers } from '../src/cli/program.ts';

const root = resolve(import.meta.dirname, '../../..');
const guide = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...guide.map((name) => `docs/${name}`)];
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Targets of links that lead to files, without what stands in code. */
function links(path: string): string[] {
  const prose = text(path)
    .replace(/^(```+|~~~+)[\s\S]*?^\1/gm, '')
    .replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^(?:[a-z]+:|#)/.test(target));
}

describe('the documents', () => {
  it.each(documents)('%s leads nowhere that is not there', (path) => {
    const broken = links(path).filter((target) => !existsSync(join(root, dirname(path), target.replace(/#.*$/, ''))));
    expect(broken).toEqual([]);
  });

  it('are all found from the guide', () => {
    const found = links('docs/README.md');
    expect(guide.filter((name) => name !== 'README.md' && !found.includes(name))).toEqual([]);
  });

  it('tell of every command', () => {
    const program = buildProgram('0.0.0', {} as Handlers, () => {});
    const names = program.commands.flatMap((one) =>
      one.commands.length > 0 ? one.commands.map((inner) => `${one.name()} ${inner.name()}`) : [one.name()],
    );
    const readme = text('README.md');
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !readme.includes(`\`slipway ${name}`))).toEqual([]);
  });
});
