import { quoteScalar } from '../../../source/index.ts';

/**
 * A step that fails when a secret is missing, as YAML from column 0: an empty text is what a missing secret is.
 *
 * @param why what does not happen without it, one sentence without a full stop
 * @param when a condition without `${{ }}`
 */
export function guardStep(secret: string, why: string, when?: string): string {
  const message = `Secret ${secret} is missing or empty: ${why}.`.replace(/["`$\\]/g, '').replace(/\s+/g, ' ');
  return [
    `name: Secret ${secret} must be there`,
    ...(when === undefined ? [] : [`if: ${quoteScalar(when)}`]),
    'shell: bash',
    'run: |',
    '  if [ -z "$SECRET" ]; then',
    `    echo "::error::${message}"`,
    '    exit 1',
    '  fi',
    'env:',
    `  SECRET: \${{ secrets.${secret} }}`,
  ].join('\n');
}
