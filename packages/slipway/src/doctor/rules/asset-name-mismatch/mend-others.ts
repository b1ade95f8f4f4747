import { type Analysis, globMayMatch, shownName } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { NameSubject } from './subject.ts';

type Of<K extends NameSubject['kind']> = Extract<NameSubject, { kind: K }>;

/** A pattern of files to download that none has: the one that is meant, with other signs between its words, or the ending alone. */
export function* mendPattern({ at, patterns, files }: Of<'pattern'>, analysis: Analysis): Generator<Proposal | Refusal> {
  const piece = pieceAt(at, analysis);
  const [pattern] = patterns;
  const written = pattern === undefined ? '' : shownName(pattern);
  const start = piece?.text.indexOf(written) ?? -1;
  const meant = [
    written.replaceAll('_', '-'),
    written.replaceAll('-', '_'),
    written.replace(/(^|[-_])v(?=[*{\d])/, '$1'),
    written.toLowerCase(),
    `*${/(?:\.tar)?\.\w+$/.exec(written)?.[0] ?? ''}`,
  ].find((p) => p !== '*' && p !== written && files.some((f) => globMayMatch(p, f.name)));
  if (piece === undefined || start < 0 || meant === undefined || patterns.length > 1) {
    yield {
      refused: 'which of the files are meant cannot be told',
      instead: `Ask for names that are uploaded: ${files
        .slice(0, 3)
        .map((f) => `\`${shownName(f.name)}\``)
        .join(', ')}.`,
    };
    return;
  }
  yield {
    id: 'asked-name',
    title: `download \`${meant}\`, as the files are called`,
    changes: [replaced(piece, start, start + written.length, meant)],
    tradeoffs: [],
    check: 'In the next run, the command lists the files that it downloads.',
  };
}

/** An installer asks this repository. */
export function* mendStranger({ consumer, slug }: Of<'stranger'>, analysis: Analysis): Generator<Proposal> {
  const { world } = analysis;
  const text = world.tree.read(consumer.at.path);
  if (text === undefined) return;
  const changes: FileChange[] = [];
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const whole = text.slice(start);
  for (const m of whole.matchAll(new RegExp(`(?<![\\w.-])${consumer.repository.replace(/[.]/g, '\\.')}(?![\\w-])`, 'gi')))
    changes.push({ op: 'text', path: consumer.at.path, start: m.index, end: m.index + m[0].length, text: slug });
  if (changes.length === 0) return;
  yield {
    id: 'own-repository',
    title: `let \`${consumer.at.path}\` download from ${slug}`,
    changes,
    tradeoffs: [`When ${consumer.repository} is where this repository moves to, the address is right from then on and this change is not needed.`],
    check: `The script downloads from https://github.com/${slug}/releases.`,
  };
}
