import { describe, expect, it } from 'vitest';
import type { ToolWorld } from '../types.ts';
import { backendBlocks, backendFiles } from './backends.ts';

const world = (files: Record<string, string>): ToolWorld => ({
  read: (path) => files[path],
  exists: (path) => path in files,
  list: () => Object.keys(files).sort(),
  slug: undefined,
  defaultBranch: 'main',
  version: '1.2.3',
  asOf: '2026-11-20',
});

describe('backends', () => {
  it('finds backend blocks, with the settings that are literal', () => {
    const [one, ...others] = backendBlocks(
      world({
        'infra/main.tf': 'terraform {\n  backend "s3" {\n    bucket = "acme-state"\n    key    = var.key\n  }\n}\n',
        'infra/modules/site/main.tf': 'terraform {\n  backend "s3" {}\n}\n',
      }),
    );
    expect(others).toEqual([]);
    expect([one!.type, one!.at.line, one!.setting('bucket')?.value, one!.setting('key'), one!.has('key')]).toEqual([
      's3',
      2,
      'acme-state',
      undefined,
      true,
    ]);
  });

  it('takes a file for the settings of a backend when it names a bucket', () => {
    const found = backendFiles(
      world({
        'state/prod.hcl': 'bucket = "acme-state"\nregion = "eu-central-1"\n',
        'terragrunt.hcl': 'remote_state {\n  config = {\n    bucket = "acme-state"\n  }\n}\n',
        'variables.hcl': 'size = 3\n',
      }),
    );
    expect(found.map((f) => [f.file.path, f.setting('region')?.at.line])).toEqual([['state/prod.hcl', 2]]);
  });
});
