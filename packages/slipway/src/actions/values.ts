export * from './value-compare.ts';
export * from './value-make.ts';
export * from './value-read.ts';
