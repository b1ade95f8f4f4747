import type { World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { Draft } from '../../rule.ts';
import { linesWith } from './claims.ts';
import type { BackendGroup } from './used.ts';

/** Regions of AWS, by the form of their names. */
const region =
  /(?<![a-z])(?:us|eu|ap|sa|ca|me|af|il|mx|cn)(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d(?![\w])/;
const creation = /\b(?:create-bucket|s3 mb|mb s3:\/\/|gsutil mb|buckets create)\b/;

/** The region that is set is not the one in which the bucket was made, as its name or the command that makes it says. */
export function* regionDiffers({ backends }: BackendGroup, world: World): Generator<Draft> {
  const said = new Set<string>();
  for (const { backend } of backends) {
    const set = backend.setting('region');
    const bucket = backend.setting('bucket');
    if (set === undefined || bucket === undefined || !region.test(set.value) || said.has(backend.file.path)) continue;
    const inName = region.exec(bucket.value)?.[0];
    const made = madeIn(bucket.value, world);
    const other = inName !== undefined && inName !== set.value ? { value: inName, at: bucket.at, how: 'its name says' } : made;
    if (other === undefined || other.value === set.value) continue;
    said.add(backend.file.path);
    yield {
      at: set.at,
      certainty: 'likely',
      title: `The state is looked for in ${set.value}, and its bucket is in ${other.value}`,
      message:
        `${backend.file.path} sets region ${set.value} for the bucket \`${bucket.value}\`, which is in ${other.value}, as ${other.how}. ` +
        `S3 answers a request in another region with PermanentRedirect, so \`init\` fails and nothing is deployed.`,
      chain: [{ kind: 'step', text: `${other.value}, as ${other.how}`, location: other.at, state: 'cut' }],
      assumptions: [`the bucket is in ${other.value}`],
      needs: [`aws s3api get-bucket-location --bucket ${bucket.value}`],
      key: ['region', bucket.value],
      advice: `Set the region in which the bucket is.`,
    };
  }
}

function madeIn(bucket: string, world: World): { value: string; at: Location; how: string } | undefined {
  for (const { text, at } of linesWith(creation, world)) {
    if (!text.includes(bucket)) continue;
    const value = region.exec(text.replace(bucket, ''))?.[0];
    if (value !== undefined) return { value, at, how: `the command that makes it says (${at.path}:${at.line})` };
  }
  return undefined;
}
