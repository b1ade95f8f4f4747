/**
 * What Slipway takes to be true of GitHub and the registries, each with its source, date and confidence. Load it when it is needed:
 * `await import('../actions/facts/index.ts')`; nothing else in the room imports it.
 */
import api from './api.json' with { type: 'json' };
import calendars from './calendars.json' with { type: 'json' };
import credentials from './credentials.json' with { type: 'json' };
import events from './events.json' with { type: 'json' };
import permissions from './permissions.json' with { type: 'json' };
import registries from './registries.json' with { type: 'json' };
import releases from './releases.json' with { type: 'json' };
import runs from './runs.json' with { type: 'json' };
import secrets from './secrets.json' with { type: 'json' };

export interface Fact {
  /** Stable name, e.g. `gt.suppress`. */
  readonly slug: string;
  readonly says: string;
  /** What follows for a release; '' when nothing more than the fact. Slugs of other facts stand in backticks. */
  readonly consequence: string;
  /** Addresses or names of documents. */
  readonly sources: readonly string[];
  /** When it was read or came into force, as exact as it is known. */
  readonly date: string;
  /** H: documented, or many consistent reports. M: consistent reports or inference. L: one report. */
  readonly confidence: string;
  /** What limits the confidence, or which sources disagree. */
  readonly note?: string;
}

/** Facts of one subject. */
export interface Subject {
  /** The name of its page. */
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly about: string;
  readonly facts: readonly Fact[];
}

const all: readonly Subject[] = [
  { id: 'credentials', title: 'credentials', about: 'Which token does what, and which events it starts.', facts: credentials },
  { id: 'events', title: 'events', about: 'Which event comes when, with which activity, ref and payload, and what its filters pass.', facts: events },
  { id: 'permissions', title: 'permissions', about: 'What the GITHUB_TOKEN of a job may do.', facts: permissions },
  { id: 'secrets', title: 'secrets and contexts', about: 'Where secrets, variables and contexts can be read.', facts: secrets },
  { id: 'runs', title: 'runs', about: 'Conditions, needs, matrices, concurrency, steps and what ends how.', facts: runs },
  { id: 'calendars', title: 'calendars', about: 'What GitHub has retired, and when.', facts: calendars },
  { id: 'releases', title: 'releases', about: 'Tags, releases, drafts, assets and what is the latest.', facts: releases },
  { id: 'registries', title: 'registries', about: 'What registries and package managers accept, and how they are asked.', facts: registries },
  { id: 'api', title: 'the API', about: "Requests, limits and answers of GitHub's API.", facts: api },
];

/** All facts by subject. */
export function subjects(): readonly Subject[] {
  return all;
}

const bySlug: ReadonlyMap<string, Fact> = new Map(all.flatMap((subject) => subject.facts.map((one) => [one.slug, one])));

/** A fact by its slug; undefined when there is none. */
export function fact(slug: string): Fact | undefined {
  return bySlug.get(slug);
}

/** Slugs of all facts, in the order of the subjects: credentials, events, permissions, secrets, runs, calendars, releases, registries, API. */
export function factSlugs(): readonly string[] {
  return [...bySlug.keys()];
}
