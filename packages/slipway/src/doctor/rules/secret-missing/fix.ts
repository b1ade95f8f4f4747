import type { Fixer } from '../../fixes/types.ts';

export interface Subject {
  readonly secret: string;
}

/** No edit of the tree makes a secret. */
export const fix: Fixer<Subject> = function* ({ subject: { secret }, analysis }) {
  yield {
    refused: `Secret ${secret} is missing, and no change to the files makes it.`,
    instead: `Make it: \`gh secret set ${secret}${analysis.world.slug === undefined ? '' : ` --repo ${analysis.world.slug}`}\` asks for the value.`,
  };
};
