import { type Analysis, mayHave, type Promises } from '../../../chain/index.ts';
import { consumerText } from '../../asked-files.ts';
import { linesNaming } from '../../own-slug.ts';
import type { Draft } from '../../rule.ts';
import type { NameSubject } from './subject.ts';

/**
 * Installers that download from a repository of the same name that belongs to somebody else, while the manifests say whose this is. GitHub
 * redirects a repository that was moved, so it is only likely to be wrong.
 */
export function* strangers(promises: Promises, analysis: Analysis): Generator<Draft> {
  const { slug } = analysis.world;
  if (slug === undefined || !promises.uploads) return;
  for (const consumer of promises.strangers) {
    const own = linesNaming(slug, analysis.world);
    // A fork, or a repository that has not been renamed everywhere.
    if (own.manifests.length === 0 || linesNaming(consumer.repository, analysis.world).manifests.length > 0) continue;
    const [want] = consumer.wants;
    if (want === undefined || (promises.closed && !consumer.wants.some((w) => mayHave(promises, w)))) continue;
    const at = want.urlAt ?? want.at;
    yield {
      at,
      severity: 'warning',
      certainty: 'likely',
      title: `The installer downloads from ${consumer.repository}, not from ${slug}`,
      message: `${consumerText(consumer)} downloads from the releases of ${consumer.repository}, but the releases are made in ${slug}, as \`${own.manifests[0]!.path}\` says too. Unless ${consumer.repository} was moved here, people get nothing, or files of somebody else.`,
      chain: [
        { kind: 'person', text: `downloads from ${consumer.repository}`, location: at, state: 'cut' },
        ...own.manifests.slice(0, 2).map((location) => ({ kind: 'destination' as const, text: `names ${slug}`, location, state: 'holds' as const })),
        ...linesNaming(consumer.repository, analysis.world)
          .documents.slice(0, 3)
          .map((location) => ({ kind: 'person' as const, text: `names ${consumer.repository}`, location, state: 'maybe' as const })),
      ],
      assumptions: [`${consumer.repository} is not an old name of ${slug}`],
      key: ['stranger', consumer.repository.toLowerCase(), consumer.at.path],
      subject: { kind: 'stranger', consumer, slug } satisfies NameSubject,
      advice: `Download from https://github.com/${slug}.`,
    };
  }
}
