import type { Driver, Plan } from '../types.ts';

/** What tools do by themselves that a release pull request of Slipway would do too. */
const OWN_WAY: Readonly<Partial<Record<Driver, string>>> = {
  'release-please': 'opens a release pull request of its own',
  'release-plz': 'opens a release pull request of its own',
  changesets: 'opens a release pull request of its own',
  knope: 'may open a release pull request of its own',
  'semantic-release': 'writes versions and makes tags by itself',
  'python-semantic-release': 'writes versions and makes tags by itself',
  'release-it': 'writes versions and makes tags by itself',
  lerna: 'writes versions and makes tags by itself',
  nx: 'writes versions and makes tags by itself',
  cocogitto: 'writes versions and makes tags by itself',
};

/** Components that another tool drives: a second pull request for the same version gets in its way. One sentence for each tool. */
export function drivenWarnings({ components }: Pick<Plan, 'components'>): readonly string[] {
  const byDriver = new Map<Driver, string[]>();
  for (const { name, driver } of components) if (OWN_WAY[driver] !== undefined) byDriver.set(driver, [...(byDriver.get(driver) ?? []), name]);
  return [...byDriver].map(([driver, names]) => {
    const [first, ...more] = names;
    const who = more.length === 0 ? `${first} is` : `${first} and ${more.length} more are`;
    return `${who} driven by ${driver}, which ${OWN_WAY[driver]}; let only one of the two do it (\`driven-by: slipway\` in slipway.yaml says which).`;
  });
}
