export { type Backend, backendBlocks, backendFiles, type ProviderRegion, providerRegions } from './backends.ts';
export { type HclAttribute, type HclBlock, type HclBody, parseHcl } from './hcl.ts';
