import { describe, expect, it } from 'vitest';
import { analyse } from '../analyse.ts';
import { memoryTree } from '../memory-tree.ts';
import { makeWorld } from '../world.ts';
import { environmentRoutes } from './routes.ts';
import type { EnvironmentRoute } from './types.ts';

const routes = (files: Record<string, string>): readonly EnvironmentRoute[] => {
  const named = Object.entries(files).map(([name, text]) => [`.github/workflows/${name}`, text]);
  return environmentRoutes(
    analyse(makeWorld(memoryTree(Object.fromEntries(named), { branches: ['main'] }), { asOf: '2026-11-20', slug: 'acme/site' })),
  );
};
const said = (found: readonly EnvironmentRoute[]) => found.map((r) => `${r.environment} from ${r.from}`);
const job = (id: string, rest: string) => `  ${id}:\n    runs-on: ubuntu-24.04\n${rest}    steps:\n      - run: ./deploy.sh\n`;

describe('environmentRoutes', () => {
  it('tells stable tags, candidates and hotfixes apart', () => {
    const found = routes({
      'staging.yml': `on:\n  push:\n    tags: ['v*-rc*']\njobs:\n${job('deploy', '    environment: staging\n')}`,
      'production.yml': `on:\n  push:\n    tags: ['v[0-9]+.[0-9]+.[0-9]+']\njobs:\n${job('deploy', '    environment: production\n')}`,
    });
    expect(said(found)).toEqual(['production from a person pushes tag v1.2.3', 'staging from a person pushes tag v1.2.3-rc.1']);
    expect(found.map((r) => [r.tier, r.channel, r.declared])).toEqual([
      ['production', 'stable', true],
      ['staging', 'rc', true],
    ]);
  });

  it('follows the name through a script, and gives each choice its own way', () => {
    const found = routes({
      'deploy.yml':
        'on:\n  workflow_dispatch:\n    inputs:\n      target:\n        type: choice\n        options: [dev, prod]\njobs:\n' +
        '  info:\n    runs-on: ubuntu-24.04\n    outputs:\n      name: ${{ steps.pick.outputs.name }}\n    steps:\n      - id: pick\n' +
        '        run: echo "name=site-${{ inputs.target }}" >> "$GITHUB_OUTPUT"\n' +
        job('deploy', '    needs: info\n    environment: ${{ needs.info.outputs.name }}\n'),
    });
    expect(found.map((r) => [r.environment, [...r.inputs]])).toEqual([
      ['site-dev', [['target', 'dev']]],
      ['site-prod', [['target', 'prod']]],
    ]);
  });

  it('knows what stands before, in which order environments come, and which jobs ask', () => {
    const [staging, production] = routes({
      'deploy.yml':
        'on:\n  push:\n    branches: [main]\njobs:\n' +
        job('test', '') +
        job('staging', '    needs: test\n    environment: staging\n') +
        job('approve', '    needs: staging\n') +
        job('production', '    needs: approve\n    environment: production\n'),
    });
    expect(staging).toMatchObject({ environment: 'staging', after: [], reached: true });
    expect(production).toMatchObject({ environment: 'production', after: ['staging'] });
    expect(production!.gates.map((g) => `${g.kind} ${g.name}`)).toEqual(['approval approve', 'job staging', 'job test', 'environment production']);
  });

  it('walks over workflows that start each other, and into called ones', () => {
    const found = routes({
      'build.yml': `name: Build\non:\n  push:\n    branches: [main]\njobs:\n${job('build', '')}`,
      'follow.yml':
        'on:\n  workflow_run:\n    workflows: [Build]\n    types: [completed]\njobs:\n  call:\n    uses: ./.github/workflows/called.yml\n    with:\n      where: qa\n',
      'called.yml': `on:\n  workflow_call:\n    inputs:\n      where:\n        type: string\njobs:\n${job('deploy', '    environment: ${{ inputs.where }}\n')}`,
    });
    expect(said(found)).toEqual(['qa from a person merges a pull request into main']);
    expect(found[0]!.hops).toHaveLength(2);
    expect(found[0]!.workflow.path).toBe('.github/workflows/called.yml');
  });

  it('tells ways back from deployments, and takes a job by its name when it names no environment', () => {
    const found = routes({
      'emergency.yml': `on:\n  workflow_dispatch:\n    inputs:\n      operation:\n        type: choice\n        options: [hotfix, rollback]\njobs:\n${job('deploy-prod', '')}`,
    });
    expect(found.map((r) => [r.environment, r.declared, r.purpose])).toEqual([
      ['prod', false, 'hotfix'],
      ['prod', false, 'rollback'],
    ]);
  });

  it('leaves out what is cut off', () => {
    const found = routes({
      'release.yml':
        'on:\n  push:\n    branches: [main]\npermissions:\n  contents: write\njobs:\n  tag:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n' +
        '      - run: git tag v1.2.3 && git push origin v1.2.3\n',
      'deploy.yml': `on:\n  push:\n    tags: ['v*']\njobs:\n${job('deploy', '    environment: production\n')}`,
    });
    expect(said(found).some((s) => s.includes('merges'))).toBe(false);
    expect(said(found)).toContain('production from a person pushes tag v1.2.3');
  });
});
