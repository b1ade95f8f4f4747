import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { swallowingCatch } from './caught.ts';

const at = (script: string) => swallowingCatch(script, script.indexOf('HERE'))?.body;

describe('a catch block that lets a failure pass', () => {
  it.each([
    ['try { HERE } catch (e) { console.log(e) }', '{ console.log(e) }'],
    ['try { HERE } catch { }', '{ }'],
    ['try { if (a) { HERE } } catch (e) { log(`no ${e.message} {`) }', '{ log(`no ${e.message} {`) }'],
    ['// try {\ntry { "}" ; HERE /* } */ } catch (e) { core.warning("x") }', '{ core.warning("x") }'],
  ])('is found around %s', (script, body) => {
    expect(at(script)).toBe(body);
  });

  it.each([
    'HERE',
    'try { a() } catch (e) { HERE }',
    'try { HERE } finally { done() }',
    'try { HERE } catch (e) { throw e }',
    'try { HERE } catch (e) { core.setFailed(e.message) }',
    'try { HERE } catch (e) { if (e.status !== 422) throw e }',
    'const text = `try { `; HERE; const more = `} catch (e) {}`',
  ])('is not seen in %s', (script) => {
    expect(at(script)).toBeUndefined();
  });

  it('is looked for in any text without an error', () => {
    const piece = fc.constantFrom('try', 'catch', '(e)', '{', '}', '`', '${', '"', "'", '//', '/*', '*/', '\n', 'HERE', '\\', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), fc.nat(200), (pieces, offset) => {
        const script = pieces.join('');
        const found = swallowingCatch(script, offset);
        if (found) expect(script.slice(found.start, found.end)).toBe(found.body);
      }),
    );
  });
});
