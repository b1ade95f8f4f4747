export { type Backend, backendBlocks, backendFiles } from './backends.ts';
