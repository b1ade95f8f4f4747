import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextSources, dockerfile } from './dockerfile.ts';
import { platformRuns } from './platforms.ts';

const read = (text: string) => dockerfile('Dockerfile', text)!;
const runs = (text: string, target?: string) => platformRuns(read(text), target)?.map((r) => `${r.run.at.line} ${r.run.text}`);

describe('a Dockerfile', () => {
  it('joins lines, leaves comments out and keeps places', () => {
    const { stages } = read(
      '# syntax=docker/dockerfile:1\nFROM --platform=$BUILDPLATFORM golang:1 AS Build\nRUN a && \\\n  # why\n\n  b\nCOPY . .\n',
    );
    expect(stages[0]).toMatchObject({ name: 'build', base: 'golang:1', platform: '$BUILDPLATFORM' });
    expect(stages[0]!.instructions.map((i) => [i.word, i.text.replace(/\s+/g, ' '), i.at.line])).toEqual([
      ['RUN', 'a && b', 3],
      ['COPY', '. .', 7],
    ]);
  });

  it('passes over here-documents', () => {
    const { stages } = read('FROM a\nRUN <<EOF\nFROM b\nEOF\nCOPY <<-"X" /etc/x\n\tRUN no\n\tX\nRUN c\n');
    expect(stages).toHaveLength(1);
    expect(stages[0]!.instructions.map((i) => i.text)).toEqual(['<<EOF', '<<-"X" /etc/x', 'c']);
  });

  it('fills arguments into the base', () => {
    expect(read('ARG V=12\nFROM node:${V}-alpine\n').stages[0]!.base).toBe('node:12-alpine');
    expect(read('ARG V\nFROM node:${V:-20}\n').stages[0]!.base).toBe('node:20');
    expect(read('FROM x:$V\n').stages[0]!.base).toBe('x:$V');
  });

  it('names what is copied from the context', () => {
    const sources = read('FROM a\nCOPY --chown=1:1 x y /z/\nADD https://a.example/b c /d/\nCOPY --from=b /x /y\nCOPY ["a b", "/c"]\n').stages[0]!
      .instructions;
    expect(sources.map((s) => contextSources(s))).toEqual([['x', 'y'], ['c'], undefined, ['a b']]);
  });

  it('is none without a FROM', () => {
    expect(dockerfile('x', 'RUN a\n')).toBeUndefined();
    expect(dockerfile('x', '')).toBeUndefined();
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('FROM a AS b', 'FROM b', 'RUN x \\', 'COPY --from=b . .', '<<E', 'E', '#', '', 'ARG X=1')), (lines) => {
        const file = dockerfile('Dockerfile', lines.join('\n'));
        if (file) platformRuns(file, undefined);
      }),
    );
  });
});

describe('runs of the target platform', () => {
  it('are those of the last stage and of what it takes from', () => {
    expect(runs('FROM a AS one\nRUN x\nFROM b AS two\nRUN y\nFROM c\nCOPY --from=one /x /x\nRUN z\n')).toEqual(['2 x', '7 z']);
    expect(runs('FROM a AS one\nRUN x\nFROM c\nRUN z\n', 'one')).toEqual(['2 x']);
    expect(runs('FROM a AS one\nRUN x\nFROM c\nRUN --mount=type=bind,from=one,target=/o z\n')).toEqual(['2 x', '4 z']);
  });

  it('are none of stages that the builder runs itself', () => {
    const cross = 'FROM --platform=$BUILDPLATFORM golang AS build\nRUN go build\nFROM build AS more\nRUN x\n';
    expect(runs(`${cross}FROM scratch\nCOPY --from=more /a /a\n`)).toEqual([]);
    expect(runs(`${cross}FROM --platform=\${TARGETPLATFORM} alpine\nRUN apk add ca-certificates\n`)).toEqual(['6 apk add ca-certificates']);
  });

  it('are not known for a target that is not there', () => {
    expect(runs('FROM a\n', 'x')).toBeUndefined();
  });
});
