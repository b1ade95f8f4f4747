/**
 * Rules that are different reasons of one failure: whoever mends one of them and gets another has mended nothing. A rule that is in no family is
 * one of its own.
 */
const families: readonly (readonly string[])[] = [
  [
    'token-cannot-trigger',
    'skip-ci-blocks-tag',
    'too-many-tags',
    'tag-filter-never-matches',
    'workflow-run-never-fires',
    'release-type-never-fires',
    'draft-never-published',
    'dead-trigger',
    'disabled-trigger',
    'dispatch-target',
    'condition-never-true',
    'skipped-need',
    'invalid-workflow',
    'push-without-credential',
    'credential-shadowed',
    'silent-fallback',
    'secret-missing',
    'unused-token',
    'missing-permission',
    'reusable-permission-shortfall',
    'secrets-not-passed',
    'protected-branch-push',
    'cross-repository-token',
    'registry-auth',
  ],
  ['asset-name-mismatch', 'platform-missing', 'checksum-mismatch', 'packaged-file-missing', 'artifact-handover', 'immutable-release-upload'],
  ['image-build', 'image-tags', 'cross-compile'],
  ['version-mismatch', 'version-not-persisted', 'wrong-ref'],
  ['environment-unreachable', 'environment-unguarded', 'environment-mismatch'],
  ['docs-drift', 'capability-absent'],
];

/** Whether two rules are reasons of one failure. */
export function isSameFamily(a: string, b: string): boolean {
  return a === b || families.some((family) => family.includes(a) && family.includes(b));
}
