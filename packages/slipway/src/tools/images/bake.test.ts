import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bakeFile, targetsNamed } from './bake.ts';

const file = `
# comment
variable "TAG" { default = "edge" }
variable "REG" {
  default = "ghcr.io/octo" // where
}
group "default" {
  targets = ["image", "extra"]
}
function "tag" { params = [name] result = ["\${REG}/\${name}"] }
target "docker-metadata-action" {}
target "base" {
  dockerfile = "image/Dockerfile"
  args = { A = "b" }
  platforms = [
    "linux/amd64",
    "linux/arm64", /* both */
  ]
}
target "image" {
  inherits = ["base", "docker-metadata-action"]
  tags = ["\${REG}/tool:\${TAG}", equal(TAG, "x") ? "a" : "b"]
  output = ["type=registry"]
}
target "extra" { context = "extra" }
`;

describe('bake files', () => {
  it('gives targets what they inherit, and fills variables', () => {
    const bake = bakeFile([{ path: 'docker-bake.hcl', text: file }]);
    expect(bake.targets.get('image')).toMatchObject({
      dockerfile: 'image/Dockerfile',
      platforms: ['linux/amd64', 'linux/arm64'],
      tags: ['ghcr.io/octo/tool:edge', '${…}'],
      output: ['type=registry'],
    });
    expect(targetsNamed(bake, ['default']).map((t) => t.name)).toEqual(['image', 'extra']);
  });

  it('reads JSON, and later files over earlier ones', () => {
    const json = '{"target":{"extra":{"dockerfile":"D","platforms":["linux/arm64"]}},"group":{"default":{"targets":["extra"]}}}';
    const bake = bakeFile([
      { path: 'docker-bake.hcl', text: file },
      { path: 'docker-bake.json', text: json },
    ]);
    expect(targetsNamed(bake, ['default'])).toMatchObject([{ name: 'extra', context: 'extra', dockerfile: 'D', platforms: ['linux/arm64'] }]);
  });

  it('takes any text', () => {
    const pieces = fc.constantFrom('target', '"a"', '{', '}', '[', ']', '=', '(', ')', '\n', ',', '<<E\n', '"x', '#', '/*', 'inherits', '["a"]');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (all) => void targetsNamed(bakeFile([{ path: 'x.hcl', text: all.join(' ') }]), ['a'])),
    );
    expect(bakeFile([{ path: 'x.hcl', text: '{"'.repeat(1000) }]).targets.size).toBe(0);
  });
});
