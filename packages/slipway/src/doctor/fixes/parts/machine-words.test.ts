import { expect, it } from 'vitest';
import { forProcessor, runnerFor } from './machine-words.ts';

it.each([
  ['x86_64-unknown-linux-gnu', 'aarch64-unknown-linux-gnu'],
  ['tool_linux_amd64', 'tool_linux_arm64'],
  ['tool-linux-x64', 'tool-linux-arm64'],
  ['tool-linux', 'tool-linux'],
  ['max640', 'max640'],
])('%s for arm64 is %s', (text, other) => {
  expect(forProcessor(text, 'amd64', 'arm64')).toBe(other);
});

it('finds the runner of another processor', () => {
  expect(runnerFor('ubuntu-latest', { os: 'linux', arch: 'arm64' })).toBe('ubuntu-24.04-arm');
  expect(runnerFor('ubuntu-22.04-arm', { os: 'linux', arch: 'amd64' })).toBe('ubuntu-22.04');
  expect(runnerFor('own-machine', { os: 'linux', arch: 'arm64' })).toBe('own-machine');
});
