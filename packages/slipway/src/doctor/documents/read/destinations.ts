import { type Effect, targetsOf } from '../../../chain/index.ts';
import { isForUsers, isNotNow, placeOf, plain } from '../context.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document } from '../types.ts';

/** A registry: how documents name it, how ids of destinations begin, and what whoever publishes there by a script would write. */
interface Place {
  readonly name: string;
  readonly said: string;
  readonly id: RegExp;
  readonly done: RegExp;
}

const PLACES: readonly Place[] = [
  { name: 'crates.io', said: 'crates\\.io', id: /^crates\.io/, done: /cargo(?: \+?\w+)? publish|cargo_registry_token/ },
  {
    name: 'npm',
    said: 'npm(?:js)?(?: registry)?',
    id: /^(?:npm|GitHub Packages)/i,
    done: /\bpublish\b[^\n]*\bnpm\b|\b(?:npm|pnpm|yarn|lerna|changeset) publish|\b(?:npm|pnpm|yarn|bun) run [\w:-]*publish|npm_token|node_auth_token/,
  },
  { name: 'PyPI', said: 'PyPI', id: /^pypi/i, done: /pypi|twine|uv publish|poetry publish/ },
  { name: 'Docker Hub', said: 'Docker ?Hub', id: /^(?:docker\.io|image)/, done: /docker(?:\/build-push-action|hub| push)|--push/ },
  { name: 'GHCR', said: 'GHCR|ghcr\\.io|GitHub Container Registry', id: /^(?:ghcr\.io|image)/, done: /ghcr\.io/ },
  { name: 'NuGet', said: 'NuGet', id: /^(?:nuget|GitHub Packages)/i, done: /nuget/ },
];

const BY_ITSELF = /workflow|automat|github action|\bCI\b|release-plz|semantic-release|cargo-dist|goreleaser|release-please|\bjobs?\b|-->|→/i;
const BY_HAND = /manual|emergency|by hand|troubleshoot|rollback|fails|locally/i;

/** Registries that a document says the automation publishes to: something in the tree does. */
export function publicationClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind !== 'guide' || !repository.releases || repository.otherCi) return [];
  return document.lines.flatMap((line, at): Claim[] => {
    const isDiagram = line.kind === 'code' && line.fence!.language === 'mermaid';
    if ((line.kind === 'code' && !isDiagram) || !/publish/i.test(line.text) || isNotNow(line) || isForUsers(document, at)) return [];
    if (!isDiagram && !BY_ITSELF.test(line.text)) return [];
    if (BY_HAND.test(`${line.text} ${line.headings.join(' ')}`)) return [];
    return PLACES.flatMap((place): Claim[] => {
      const said = new RegExp(
        `\\bpublish(?:es|ed|ing)?\\b[^.;|]{0,24}\\b(?:to|on)\\s+\\W{0,3}(?:${place.said})\\b|\\b(?:${place.said})\\s+publishing\\b`,
        'i',
      ).exec(line.text);
      if (said === null) return [];
      const claim = {
        kind: 'channel' as const,
        at: placeOf(document, line),
        about: `published to ${place.name}`,
        text: `"${plain(line.text.trim(), 80)}"`,
      };
      if (deliveries(repository).some((d) => place.id.test(d.id)))
        return [{ ...claim, verdict: 'true', actual: `a workflow publishes to ${place.name}`, impact: '' }];
      if (place.done.test(repository.automation()) || repository.analysis.relevant.some((w) => w.jobs.some((j) => j.uses?.is.kind === 'remote')))
        return [{ ...claim, verdict: 'unknown', actual: 'what is called may publish there', impact: '' }];
      return [
        {
          ...claim,
          verdict: 'false',
          actual: `nothing in the tree publishes to ${place.name}`,
          impact: `a release never arrives on ${place.name}, and nothing fails`,
        },
      ];
    });
  });
}

interface Delivered {
  readonly id: string;
  readonly effect: Effect;
}

const known = new WeakMap<Repository, Delivered[]>();

/** Destinations of the workflows' effects, each once. */
function deliveries(repository: Repository): Delivered[] {
  const before = known.get(repository);
  if (before) return before;
  const found = new Map<string, Delivered>();
  for (const runs of repository.analysis.declared.values())
    for (const r of runs)
      for (const effect of r.effects)
        if (effect.happens !== false)
          for (const t of targetsOf(effect, repository.analysis.world)) if (!found.has(t.id)) found.set(t.id, { id: t.id, effect });
  const made = [...found.values()];
  known.set(repository, made);
  return made;
}

const RUNBOOK = /runbook|release[-_ ]?process|releasing|release[-_ ]?guide/i;
const LOOKS = /\b(?:verify|check|monitor|confirm|watch)\b/i;

/** Registries that a release reaches and a runbook, which says how to look after the others, never mentions. */
export function coverageClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind !== 'guide' || !RUNBOOK.test(document.path)) return [];
  const { text } = document.file;
  const mentioned = PLACES.filter((p) => new RegExp(p.said, 'i').test(text));
  // It looks after what is published: a step for at least one registry.
  const step = document.lines.find((l) => l.kind === 'heading' && LOOKS.test(l.text) && mentioned.some((p) => new RegExp(p.said, 'i').test(l.text)));
  if (step === undefined) return [];
  const missed = deliveries(repository).filter((d) => {
    const place = PLACES.find((p) => p.id.test(d.id));
    return place !== undefined && !new RegExp(place.said, 'i').test(text) && !mentions(text, d.id);
  });
  if (missed.length === 0) return [];
  const places = [...new Set(missed.map((d) => d.id))];
  return [
    {
      kind: 'destination',
      at: placeOf(document, step),
      about: 'destinations',
      text: 'the runbook looks after everything that is published',
      verdict: 'false',
      actual: `a release also goes to ${places.slice(0, 4).join(', ')}, which it never mentions`,
      impact: 'nobody notices when the release does not arrive there',
      links: missed.slice(0, 6).map(({ id, effect }) => ({ kind: 'effect', text: `publishes ${id}`, location: effect.at, state: 'holds' })),
    },
  ];
}

function mentions(text: string, id: string): boolean {
  const lower = text.toLowerCase();
  return lower.includes(id.toLowerCase()) || (/^(?:image|ghcr|docker)/.test(id) && /\b(?:docker|container|image)s?\b/.test(lower));
}
