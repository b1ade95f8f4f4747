export { sourceFile } from './file.ts';
export { parseJson } from './json.ts';
export { scalarPosition, scalarSpan } from './scalar-map.ts';
export { parseToml } from './toml.ts';
export { entryOf, get, isMap, isScalar, isSeq, strings, textOf } from './tree.ts';
export type * from './types.ts';
export { parseYaml } from './yaml.ts';
