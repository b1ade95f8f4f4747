import { expect, it } from 'vitest';
import { lackedBy } from './images.ts';

it.each([
  ['alpine', 'bash', true],
  ['docker.io/library/alpine:3.20@sha256:00', 'git', true],
  ['node:22-alpine', 'bash', true],
  ['node:22', 'git', false],
  ['node:22-bookworm-slim', 'git', true],
  ['Rust:1.82', 'gh', true],
  ['debian:12', 'bash', false],
  ['quay.io/pypa/manylinux_2_28_x86_64', 'gh', true],
])('of %s: lacks %s is %s', (image, tool, lacks) => {
  expect(lackedBy(image)?.includes(tool)).toBe(lacks);
});

it('knows nothing of images of one’s own', () => {
  expect(lackedBy('ghcr.io/octo/build:1')).toBeUndefined();
  expect(lackedBy('')).toBeUndefined();
});
