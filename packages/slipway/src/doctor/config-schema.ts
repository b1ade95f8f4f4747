import { MAP_KEYS } from './expectations/statements.ts';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const textOrTexts = { anyOf: [text, texts] } as const;
const state = { enum: ['missing', 'expired', 'pat', 'app', 'github-token'], description: 'what is taken for true of the secret' } as const;
const severity = { enum: ['error', 'warning', 'note', 'off'] } as const;

/** A map with exactly these keys. */
function closed(properties: Readonly<Record<string, object>>, required: readonly string[] = []): object {
  return { type: 'object', properties, additionalProperties: false, ...(required.length === 0 ? {} : { required }) };
}

const by = { enum: ['github-token', 'pat', 'app', 'deploy-key', 'person'], description: 'who makes the event (default: person)' } as const;

const when = {
  description: 'what happens; when left out, every way to release',
  anyOf: [
    { ...text, description: 'such as `push tag v1.2.3 by github-token`, `merge`, `dispatch release.yml with bump=minor`, `rc`' },
    closed({ push: { anyOf: [closed({ tag: text }, ['tag']), closed({ branch: text }, ['branch'])] }, by }, ['push']),
    closed({ merge: { type: 'null' }, by }, ['merge']),
    closed({ dispatch: { anyOf: [text, closed({ workflow: text, inputs: { type: 'object' }, ref: text }, ['workflow'])] }, by }, ['dispatch']),
    closed({ release: { ...text, description: 'the activity, such as published' }, tag: text, prerelease: { type: 'boolean' }, by }, ['release']),
    closed({ schedule: { type: 'null' }, by }, ['schedule']),
    closed({ channel: { ...text, description: 'stable, rc, beta, alpha, hotfix, or a branch that is released from' } }, ['channel']),
  ],
} as const;

const expected = closed({
  ...Object.fromEntries(Object.keys(MAP_KEYS).map((verb) => [verb, textOrTexts])),
  assets: { anyOf: [{ type: 'integer', minimum: 0 }, text], description: 'how many files the release gets' },
  fails: { const: 'loudly', description: 'whatever is lost is lost by a run that fails' },
});

/** The JSON Schema (draft 2020-12) of slipway.yaml, for editors. What the reader refuses beyond it, it says with the place. */
export const CONFIG_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'slipway.yaml',
  type: 'object',
  properties: {
    doctor: {
      ...closed({
        rules: { type: ['object', 'null'], additionalProperties: severity, description: 'severity by rule; `slipway explain` lists the rules' },
        ignore: {
          type: 'array',
          items: closed({ rule: text, path: text, reason: { ...text, minLength: 1 } }, ['rule', 'reason']),
          description: 'findings that are known and stay',
        },
        assume: { type: 'object', additionalProperties: state },
      }),
      type: ['object', 'null'],
    },
    tests: {
      type: 'array',
      maxItems: 500,
      description: 'what is expected of a release; `slipway test` plays it',
      items: {
        anyOf: [
          { ...text, description: 'such as `rc never reaches environment production` or `RELEASE_TOKEN missing fails loudly`' },
          closed(
            {
              name: text,
              given: { anyOf: [{ type: 'object', additionalProperties: state }, textOrTexts], description: 'what is taken for true of secrets' },
              when,
              // biome-ignore lint/suspicious/noThenProperty: a key of the file
              then: { anyOf: [text, expected, { type: 'array', minItems: 1, items: { anyOf: [text, expected] } }] },
            },
            ['then'],
          ),
        ],
      },
    },
  },
} as const;
