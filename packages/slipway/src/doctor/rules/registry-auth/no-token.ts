import { type Analysis, locate } from '../../../chain/index.ts';
import type { Link } from '../../report.ts';
import type { Draft } from '../../rule.ts';
import { textAt } from '../../source-text.ts';
import type { Unaccepted } from './subject.ts';
import { hasIdToken, isPlain, textOf, type Upload, uploadsBy } from './uploads.ts';

/** A tool that uploads with a token of its registry, and every way in which a job can give it one. */
interface Tool {
  readonly tools: readonly string[];
  readonly registry: string;
  /** Names of files, variables and commands: where one stands in the job, it may have a token. */
  readonly ways: RegExp;
  /** It can do with the identity of the run. */
  readonly identity: boolean;
  readonly variable: string;
}

const rows: readonly Tool[] = [
  {
    tools: ['cargo publish'],
    registry: 'crates.io',
    ways: /CARGO_REGISTR|CARGO_HOME|cargo[ -]login|credentials|--token|\.cargo\/|--config/i,
    identity: false,
    variable: 'CARGO_REGISTRY_TOKEN',
  },
  {
    tools: ['twine upload'],
    registry: 'PyPI',
    ways: /TWINE_|pypirc|keyring|--config-file|--password|\s-p\s|--repository|\s-r\s|netrc/i,
    identity: true,
    variable: 'TWINE_PASSWORD',
  },
  {
    tools: ['uv publish'],
    registry: 'PyPI',
    ways: /UV_PUBLISH|pypirc|keyring|--token|--password|\s-t\s|\s-p\s|--index|--publish-url|netrc/i,
    identity: true,
    variable: 'UV_PUBLISH_TOKEN',
  },
];

/** Uploads by a tool that finds no token anywhere. */
export function* withoutAnyToken(analysis: Analysis): Generator<Draft> {
  for (const row of rows)
    for (const upload of uploadsBy(row.tools, analysis)) {
      const { effect, job } = upload;
      if (effect.deed.kind !== 'package' || (effect.deed.registry !== 'crates.io' && effect.deed.registry !== 'pypi')) continue;
      if (effect.deed.by.how !== 'unknown' || !isPlain(upload, analysis.world)) continue;
      if ((row.identity && hasIdToken(job)) || row.ways.test(textOf(job)) || /\$\{?\w*(?:ARG|FLAG|OPT)/i.test(textAt(effect.at, analysis.world)))
        continue;
      if (analysis.world.tree.list().some((path) => /(?:^|\/)(?:\.cargo\/config(?:\.toml)?|\.pypirc)$/.test(path))) continue;
      yield draftOf(upload, row);
    }
}

function draftOf({ effect, job, run }: Upload, row: Tool): Draft {
  const trade = job.job.steps.find((s) => /^rust-lang\/crates-io-auth-action@/i.test(s.uses?.at.text ?? ''));
  const links: Link[] = [
    { kind: 'event', text: run.event.text, state: 'holds' },
    ...(trade
      ? [{ kind: 'step' as const, text: 'gets a token, which nothing reads', location: locate(trade.uses!.at), state: 'maybe' as const }]
      : []),
    { kind: 'effect', text: `${effect.deed.tool} finds no token`, location: effect.at, state: 'cut' },
  ];
  return {
    at: effect.at,
    certainty: 'likely',
    title: `${effect.deed.tool} has no token of ${row.registry}`,
    message: `Job \`${job.id}\` runs \`${effect.deed.tool}\`, and neither its environment nor its commands give it a token: there is no \`${row.variable}\`, no login before it${row.identity ? ', and no `id-token: write`' : ''}.${trade ? ' The step that trades the identity of the run for a token sets an output, and no variable takes it.' : ''} A runner of GitHub has no stored login, so ${row.registry} refuses the upload.`,
    chain: links,
    facts: row.registry === 'PyPI' ? ['pypi.tp'] : ['crates.tp', 'crates.tp.action'],
    key: [job.id, effect.deed.tool, 'no token'],
    subject: {
      why: 'nothing',
      upload: { effect, job, run },
      registry: row.registry === 'PyPI' ? 'PyPI' : 'crates.io',
      variable: row.variable,
      ...(trade ? { trade } : {}),
    } satisfies Unaccepted,
    advice: trade
      ? `Give the step \`${row.variable}: \${{ steps.${trade.id ?? 'auth'}.outputs.token }}\`.`
      : `Give the step \`${row.variable}\` from a secret, or let the run identify itself (trusted publishing).`,
  };
}
