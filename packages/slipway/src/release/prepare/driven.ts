import { drivenBy } from '../drivers.ts';
import type { Driver, Plan } from '../types.ts';

/** What tools do that a release pull request of Slipway would do too; the others write versions and make tags without one. */
const OWN_WAY: Readonly<Partial<Record<Driver, string>>> = {
  'release-please': 'opens a release pull request of its own',
  'release-plz': 'opens a release pull request of its own',
  changesets: 'opens a release pull request of its own',
  knope: 'may open a release pull request of its own',
};

/** Components that another tool drives: a second pull request for the same version gets in its way. One sentence for each tool. */
export function drivenWarnings({ components }: Pick<Plan, 'components'>): readonly string[] {
  return [...drivenBy(components)].map(([driver, names]) => {
    const [first, ...more] = names;
    const who = more.length === 0 ? `${first} is` : `${first} and ${more.length} more are`;
    const does = OWN_WAY[driver] ?? 'writes versions and makes tags by itself';
    return `${who} driven by ${driver}, which ${does}; let only one of the two do it (\`driven-by: slipway\` in slipway.yaml says which).`;
  });
}
