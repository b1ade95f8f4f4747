import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interfaceBreak, rustInterface } from './index.ts';
import { rustItems } from './items.ts';
import { plainRust } from './source.ts';

const names = (text: string): readonly string[] =>
  rustItems(text).map(({ owner, kind, name }) => `${kind} ${owner === '' ? '' : `${owner}::`}${name}`);

describe('Rust without its words', () => {
  it.each([
    ['a /* b /* c */ d */ e', 'a   e'],
    ['a // "b\nc', 'a \nc'],
    ['f("a\\"b{", r#"x"y"#, br"z")', 'f("", "", b"")'],
    [`g('{', '\\'', 'a)`, `g(' ', ' ', 'a)`],
    [`fn a<'b>(c: &'b str)`, `fn a<'b>(c: &'b str)`],
  ])('%j', (text, expected) => {
    expect(plainRust(text)).toBe(expected);
  });

  it('is read of any text', () => {
    const piece = fc.constantFrom(
      'pub ',
      'fn ',
      'a',
      '(',
      ')',
      '{',
      '}',
      '<',
      '>',
      ',',
      '"',
      "'",
      '//',
      '/*',
      '*/',
      '\n',
      'enum ',
      'struct ',
      'impl ',
      'mod ',
      ';',
      'r#"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (some) => {
        expect(Array.isArray(rustItems(some.join('')))).toBe(true);
      }),
    );
  });
});

describe('public items', () => {
  it('are those that say so, of modules, types and traits', () => {
    const text = `
      pub struct Open { pub a: u8, #[serde(default)] pub b: Vec<(u8, u8)> }
      pub(crate) struct Ours;
      struct Hidden;
      pub enum Kind { A, B(u8), C { d: u8 } }
      impl<T: Into<String>> Open { pub fn new(a: u8, b: impl Fn(u8) -> u8) -> Self { fn inner() {} todo!() } fn own(&self) {} pub const X: u8 = 1; }
      impl Display for Open { pub fn fmt(&self) {} }
      pub trait Walk { type Item; fn step(&mut self); fn run(&mut self) {} }
      pub mod inside { pub async unsafe fn deep() {} }
      mod aside { pub fn nobody() {} }
      #[cfg(test)] mod tests { pub fn helper() {} }
      macro_rules! make { () => { pub fn made() {} } }
      pub type Alias = u8;
    `;
    expect(names(text)).toEqual([
      'struct Open',
      'enum Kind',
      'fn Open::new',
      'const Open::X',
      'trait Walk',
      'fn Walk::step',
      'fn Walk::run',
      'fn deep',
      'type Alias',
    ]);
    expect(rustItems(text)[0]).toEqual({ kind: 'struct', name: 'Open', owner: '', fields: ['a', 'b'], exhaustive: true });
    expect(rustItems(text)[1]).toMatchObject({ variants: ['A', 'B', 'C'], exhaustive: true });
    expect(rustItems('#[non_exhaustive]\npub enum E { A }')[0]).not.toHaveProperty('exhaustive');
  });
});

describe('an interface', () => {
  const of = (lib: string, more: Readonly<Record<string, string>> = {}) =>
    rustInterface(new Map(Object.entries({ 'src/lib.rs': lib, ...more })), 'src');

  it('has what public modules and `pub use` reach', () => {
    const files = { 'src/open.rs': 'pub fn a() {}', 'src/shut.rs': 'pub fn b() {}\npub fn c() {}', 'src/all/mod.rs': 'pub fn d() {}' };
    const lib = 'pub mod open;\nmod shut;\nmod all;\npub use shut::b;\npub use all::*;';
    expect([...of(lib, files).values()].map(({ name }) => name).sort()).toEqual(['a', 'b', 'd']);
  });

  it.each([
    ['pub fn a() {}', 'fn a() {}', 'a is gone'],
    ['pub fn a() {}', 'pub fn a(b: u8) {}', 'a takes 1 parameters instead of 0'],
    ['pub fn a(b: u8) {}', 'pub fn a(b: u16) {}\npub fn c() {}', undefined],
    ['pub enum E { A }', 'pub enum E { A, B }', 'E::B is new'],
    ['#[non_exhaustive]\npub enum E { A }', '#[non_exhaustive]\npub enum E { A, B }', undefined],
    ['pub enum E { A, B }', 'pub enum E { A }', 'E::B is gone'],
    ['pub struct S { pub a: u8 }', 'pub struct S { pub a: u8, pub b: u8 }', 'S::b is new'],
    ['pub struct S { pub a: u8 }', 'pub struct S { pub a: u8, b: u8 }', 'S cannot be written down any more'],
    ['pub struct S { a: u8 }', 'pub struct S { a: u8, b: u8 }', undefined],
    ['pub struct S(pub u8, u8);', 'pub struct S(u8, u8);', 'S::0 is gone'],
    ['pub trait T { fn a(); }', 'pub trait T { fn a(); fn b() {} }', undefined],
    ['pub trait T { fn a(); }', 'pub trait T { fn a(); fn b(); }', 'T::b must be written by who implements the trait'],
    ['pub struct S;\nimpl S { pub fn a(&self) {} }', 'pub struct S;', 'S::a is gone'],
  ])('%j to %j: %s', (before, after, expected) => {
    expect(interfaceBreak(of(before), of(after))).toBe(expected);
    expect(interfaceBreak(of(before), of(before))).toBeUndefined();
  });
});
