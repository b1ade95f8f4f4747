import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alts, str, type Val } from '../../../actions/index.ts';
import { callOf, PAT } from './calls.test-support.ts';
import { actionKnowledge, knownActions } from './index.ts';

describe('the catalogue', () => {
  it('holds every file of its folder', async () => {
    const helpers = new Set([
      'build.ts',
      'version.ts',
      'git-calls.ts',
      'script-text.ts',
      'docker-metadata-lines.ts',
      'docker-tag-rules.ts',
      'index.ts',
      'calls.test-support.ts',
    ]);
    for (const file of readdirSync(new URL('.', import.meta.url))) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || helpers.has(file)) continue;
      const { knowledge } = (await import(new URL(file, import.meta.url).href)) as { knowledge: readonly { action: string | readonly string[] }[] };
      const first = [knowledge[0]?.action].flat()[0];
      expect(knownActions(), file).toContain(first);
    }
  });

  it('names actions in lower case, each with its source and date', () => {
    for (const name of knownActions()) {
      expect(name).toMatch(/^[a-z0-9_.-]+\/[a-z0-9_.-]+(\/[a-z0-9_./*-]+)?$/);
      const knowledge = actionKnowledge(name);
      expect(knowledge?.source, name).toMatch(/https:\/\//);
      expect(knowledge?.asOf, name).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it('finds paths of a repository, in any case, and nothing where nothing is known', () => {
    expect(actionKnowledge('GitHub/CodeQL-Action/init')?.harmless).toBe(true);
    expect(actionKnowledge('nobody/knows-this')).toBeUndefined();
  });

  it('answers for any inputs', () => {
    const value = fc.oneof(
      fc.string().map(str),
      fc.constantFrom('true', 'false', 'v1.2.3', 'release --clean', '${x}', '{{version}}', '(', '[').map(str),
      fc.constant<Val>({ k: 'unknown', why: 'test' }),
      fc.constant<Val>({ k: 'text', parts: ['v', { hole: 'version' }, '\n', { hole: 'any' }] }),
      fc.constant(PAT),
      fc.constant(alts([str('true'), str('false'), str('release')])),
    );
    const refs = fc.constantFrom('v1', 'v2.5.1', 'main', '0123456789abcdef0123456789abcdef01234567');
    fc.assert(
      fc.property(
        fc.constantFrom(...knownActions().filter((name) => !actionKnowledge(name)?.harmless)),
        refs,
        fc.infiniteStream(value),
        (name, ref, values) => {
          const seen = new Map<string, Val | undefined>();
          const next = (key: string) => {
            if (!seen.has(key)) seen.set(key, values.next().value as Val);
            return seen.get(key);
          };
          const call = { ...callOf({ uses: `${name}@${ref}` }), input: next, env: next };
          const knowledge = actionKnowledge(name);
          expect(Array.isArray(knowledge?.deeds(call))).toBe(true);
          knowledge?.outputs?.(call);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['blank lines', '\n'.repeat(100_000)],
    ['open brackets', '{{'.repeat(50_000)],
    ['calls without end', 'github.rest.git.createRef({ ref: x, '.repeat(3000)],
    ['an expression that backtracks', `type=match,pattern=(a+)+$,value=${'a'.repeat(50)}!`],
  ])('answers for %s', (_title, content) => {
    const value = str(content);
    for (const name of knownActions()) {
      const call = { ...callOf({ uses: `${name}@v1`, files: { 'package.json': content } }), input: () => value, env: () => value };
      expect(Array.isArray(actionKnowledge(name)?.deeds(call))).toBe(true);
      actionKnowledge(name)?.outputs?.(call);
    }
  });
});
