import { describe, expect, it } from 'vitest';
import { alts, asText, bool, hole, str, text, type Val } from '../../../actions/index.ts';
import { callOf, type Given, outputsOf } from './calls.test-support.ts';
import { tagRules } from './docker-tag-rules.ts';

const uses = 'docker/metadata-action@v5';
const tag = (ref: string) => ({ refType: 'tag', ref }) as const;
const rules = (tags: string, event: Given['event'] = tag('v1.2.3')) => tagRules(callOf({ uses, with: { tags }, event }));
const one = (rule: string, event?: Given['event']) => {
  const [found] = rules(rule, event);
  return found?.error ?? found?.why ?? (found?.enabled === false ? 'off' : found?.tag && (asText(found.tag) ?? '?'));
};
const tags = (given: Record<string, string | Val>, event: Given['event'] = tag('v1.2.3')) =>
  asText(outputsOf({ uses, with: { images: 'a', ...given }, event }).get('tags') ?? str('?'))?.split('\n');

describe('rules of docker/metadata-action', () => {
  it('take versions as semver has them, with a v and nothing else in front', () => {
    expect(one('type=semver,pattern={{version}}')).toBe('1.2.3');
    expect(one('type=semver,pattern={{major}}.{{minor}}')).toBe('1.2');
    expect(one('type=semver,pattern={{raw}}')).toBe('v1.2.3');
    expect(one('type=semver,pattern={{version}}', tag('tool-v1.2.3'))).toBe('tool-v1.2.3 is no semantic version');
    expect(one('type=semver,pattern={{version}}', tag('v1.2'))).toBe('v1.2 is no semantic version');
    expect(one('type=semver,pattern={{version}}', tag('2024.01.05'))).toBe('2024.01.05 is no semantic version');
    expect(one('type=semver,pattern={{major}}', tag('v2.0.0-rc.1'))).toBe('2.0.0-rc.1');
    expect(one('type=pep440,pattern={{version}}', tag('1.2rc1'))).toBe('1.2rc1');
    expect(one('type=semver,pattern={{version}},match=tool-v(.*)', tag('tool-v1.2.3'))).toBe('1.2.3');
  });

  it('make nothing without a tag, unless a value is given', () => {
    const main = { refType: 'branch', ref: 'main' } as const;
    expect(one('type=semver,pattern={{version}}', main)).toBe('the event has no tag');
    expect(one('type=semver,pattern={{version}},value=v3.0.0', main)).toBe('3.0.0');
    expect(one('type=ref,event=tag', main)).toBe('the event has no tag');
    expect(one('type=edge', main)).toBe('edge');
    expect(one('type=raw,value=x,enable={{is_default_branch}}', main)).toBe('x');
    expect(one('type=raw,value=x,enable={{is_default_branch}}')).toBe('off');
    expect(one('type=raw,value={{tag}}')).toBe('v1.2.3');
  });

  it('are refused when something is missing or not known', () => {
    expect(one('type=semver,patern={{version}}')).toBe('Missing pattern attribute');
    expect(one('type=version')).toBe('Unknown tag type attribute: version');
    expect(one('type=ref,event=release')).toBe('Invalid event');
    expect(one('type=raw,value=x,enable=yes')).toBe('Invalid value for enable attribute: yes');
    expect(one('type=raw')).toBe('Missing value attribute');
    expect(one('"type=raw,value=x"')).toBe('Unknown tag type attribute: raw,value=x');
    expect(one('type=match,"pattern=v(1),?",group=1')).toBe('1');
    expect(one('edge')).toBe('edge');
  });

  it('leave the decision about latest to the first that makes a tag', () => {
    expect(tags({ tags: 'type=raw,value=x\ntype=semver,pattern={{version}}' })).toEqual(['a:1.2.3', 'a:x', 'a:latest']);
    expect(tags({ tags: 'type=semver,pattern={{version}}' }, tag('v1.0.0-rc.1'))).toEqual(['a:1.0.0-rc.1']);
    expect(tags({ tags: 'type=ref,event=tag' }, tag('v1.0.0-rc.1'))).toEqual(['a:v1.0.0-rc.1', 'a:latest']);
    expect(tags({ tags: 'type=raw,value=x' })).toEqual(['a:x']);
    expect(tags({ tags: 'type=raw,value=latest\ntype=raw,value=latest' })).toEqual(['a:latest']);
    expect(tags({ tags: 'type=raw,value=x', flavor: 'latest=true' })).toEqual(['a:x', 'a:latest']);
    expect(tags({ tags: 'type=semver,pattern={{version}}', flavor: 'suffix=-alpine' })).toEqual(['a:1.2.3-alpine', 'a:latest']);
  });

  it('keep their lines when an expression stands in one', () => {
    const written = ['# first\ntype=raw,value=x,enable=', alts([bool(true), bool(false)]), '\n\ntype=ref,event=tag'];
    const call = { ...callOf({ uses, with: { tags: text([{ hole: 'any' }]) }, event: tag('v1.2.3') }), written: () => written };
    expect(tagRules(call).map((r) => [r.type, r.line, r.enabled])).toEqual([
      ['ref', 1, true],
      ['raw', 0, undefined],
    ]);
  });

  it('and images end where a comment begins', () => {
    const given = { images: 'a/b # the first\n# none\nc', tags: 'type=raw,value=1.2.3 # fixed', flavor: 'latest=false' };
    expect(tags(given)).toEqual(['a/b:1.2.3', 'c:1.2.3']);
  });

  it('know a prefix of a version that is open', () => {
    const event = { ...callOf({ uses }).event, refType: 'tag' as const };
    const prefixed = tagRules({
      ...callOf({ uses, with: { tags: 'type=semver,pattern={{version}}' } }),
      event: { ...event, refName: text(['tool-v', { hole: 'version' }]) },
    });
    expect(prefixed[0]?.why).toBe('tool-v{version} is no semantic version');
    const plain = tagRules({
      ...callOf({ uses, with: { tags: 'type=semver,pattern={{version}}' } }),
      event: { ...event, refName: text(['v', { hole: 'version' }]) },
    });
    expect(plain[0]?.tag).toEqual(hole('version'));
  });
});
