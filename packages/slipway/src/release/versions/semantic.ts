import semver from 'semver';
import { type Arithmetic, type Refusal, readPrerelease } from './version.ts';

/** Versions as semver.org writes them: strictly three numbers, a pre-release with dots. */
export const semantic: Arithmetic = {
  read(text) {
    const parsed = /^\d/.test(text) ? semver.parse(text) : null;
    if (!parsed) return whyNot(text);
    return { text, numbers: [parsed.major, parsed.minor, parsed.patch], ...readPrerelease(parsed.prerelease) };
  },
  write(numbers, prerelease = []) {
    return numbers.join('.') + (prerelease.length > 0 ? `-${prerelease.join('.')}` : '');
  },
  start(first) {
    const parsed = /^\d/.test(first) ? semver.parse(first) : null;
    if (!parsed) return { refused: `The first version \`${first}\` is no semantic version; write it as \`0.1.0\`.` };
    return [parsed.major, parsed.minor, parsed.patch];
  },
  raise(numbers, bump) {
    const raised = semver.parse(semver.inc(numbers.join('.'), bump) ?? '');
    if (!raised) return { refused: `${numbers.join('.')} cannot rise any further: a number of it is too large.` };
    return [raised.major, raised.minor, raised.patch];
  },
};

function whyNot(text: string): Refusal {
  const [core = ''] = text.split(/[-+]/);
  const numbers = core.split('.');
  const clear = numbers.every((number) => /^\d+$/.test(number));
  if (clear && numbers.length !== 3)
    return { refused: `\`${text}\` has ${numbers.length === 1 ? 'one number' : `${numbers.length} numbers`} where a semantic version has three` };
  if (clear && numbers.some((number) => /^0\d/.test(number)))
    return { refused: `\`${text}\` has a number with a leading zero, which semver does not allow` };
  return { refused: `\`${text}\` is no semantic version` };
}
