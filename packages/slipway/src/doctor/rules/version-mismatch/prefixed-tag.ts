import type { Analysis, Effect } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import type { Draft } from '../../rule.ts';

/** Actions that take a version out of a tag by cutting one leading `v` off, and the input that names tag or version otherwise. */
const CUTS_V: readonly { readonly tool: RegExp; readonly inputs: readonly string[]; readonly writes: string }[] = [
  { tool: /^mislav\/bump-homebrew-formula-action$/, inputs: ['tag-name'], writes: 'the formula' },
  { tool: /^vedantmgoyal(?:9|2009)?\/winget-releaser$/, inputs: ['version', 'release-tag'], writes: 'the package manifest' },
];
const REF = /^\s*\$\{\{\s*(?:github\.ref_name|github\.ref|github\.event\.release\.tag_name)\s*\}\}\s*$/;

/** A tag of one component (`tool-v1.2.3`) goes to a tool that knows tags of versions only. */
export function* prefixedTag(analysis: Analysis): Generator<Draft> {
  const done = new Set<string>();
  for (const run of [...analysis.declared.values()].flat()) {
    const { family } = run.event;
    if (
      run.event.refType !== 'tag' ||
      family === undefined ||
      !/^(?!=)(?!(?:release|version|rel)[-_/]?v?$)[\w@./-]*[a-z]{2,}[\w.]*[-_/@]v?$/i.test(family)
    )
      continue;
    for (const effect of run.effects) {
      const taker = CUTS_V.find((one) => one.tool.test(effect.deed.tool));
      const place = `${effect.at.path}:${effect.at.line}`;
      if (taker === undefined || done.has(place) || effect.happens === false || !takesRef(effect, taker.inputs)) continue;
      done.add(place);
      yield draft(effect, family, taker.writes, run.event.text);
    }
  }
}

/** No input names another tag or version than that of the event. */
function takesRef({ step }: Effect, inputs: readonly string[]): boolean {
  return inputs.every((name) => {
    const value = step?.with.find((pair) => pair.name === name)?.value;
    return value === undefined || (value?.kind === 'scalar' && REF.test(value.text));
  });
}

function draft(effect: Effect, family: string, writes: string, event: string): Draft {
  const tag = `${family}1.2.3`;
  return {
    at: effect.at,
    severity: 'warning',
    certainty: 'likely',
    title: `${effect.deed.tool} takes \`${tag}\` for a version`,
    message: `When ${event}, ${effect.deed.tool} gets the tag as it is. It makes the version of it by cutting off one leading \`v\`, and \`${family}\` begins with more than that: ${writes} gets the version \`${tag}\`, which is none.`,
    chain: [
      { kind: 'event', text: event, state: 'holds' },
      { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'cut' },
    ],
    facts: [],
    key: ['prefixed-tag', effect.deed.tool],
    advice: `Cut the whole of \`${family}\` off in a step before, and hand the rest on.`,
  };
}
