import { type Doors, realDoors } from '../../src/cli/doors.ts';
import { HURRIED } from './repository-on.ts';

/** The command's doors as a user has them, but without GitHub's advised time between two requests, and without a GitHub CLI. */
export const commandDoors: Doors = {
  ...realDoors,
  github: async () => {
    const real = await realDoors.github();
    return {
      ...real,
      connect: (options) => real.connect({ ...options, patience: HURRIED }),
      findToken: (search) => real.findToken({ ...search, askGh: async () => undefined }),
    };
  },
};
