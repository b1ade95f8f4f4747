export { interfaceBreak, type RustInterface, rustInterface } from './interface.ts';
