export { compileChanges } from './compile.ts';
export { dataOf } from './data.ts';
export { changedData, verifyChanges } from './verify.ts';
