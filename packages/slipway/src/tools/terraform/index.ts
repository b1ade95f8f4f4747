export { type Backend, backendBlocks, backendFiles } from './backends.ts';
export { type HclAttribute, type HclBlock, type HclBody, parseHcl } from './hcl.ts';
