import { it } from 'vitest';

/** What Windows has not, or gives to few: symbolic links, permission bits, pipes, file names of any characters. */
export const itOnPosix = it.skipIf(process.platform === 'win32');

/** What needs a bash of these years: macOS has that of 2007, and what is called bash on Windows may be a system of its own. */
export const itOnLinux = it.skipIf(process.platform !== 'linux');
