import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { complaint, fullArguments, type GitOptions, type GitResult, gitEnvironment, TIMEOUT_MS } from './git.ts';

/** What the thread tells: bytes as git writes them, and at last how it ended. */
type Told = { readonly bytes: Uint8Array } | { readonly code: number; readonly error: string };

/** Places of the memory that both threads see: how much was told, and the id of the process. */
const TOLD = 0;
const PROCESS = 1;

/** Runs in the thread, which has no other file: a bundle knows no paths. */
const PROGRAM = `
const { workerData: { args, options, timeoutMs, port, state } } = require('node:worker_threads');
const child = require('node:child_process').spawn('git', args, options);
Atomics.store(state, ${PROCESS}, child.pid ?? 0);
const tell = (message, transfer) => {
  port.postMessage(message, transfer);
  Atomics.add(state, ${TOLD}, 1);
  Atomics.notify(state, ${TOLD});
};
let error = '';
const tooLong = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
child.stdout.on('data', (data) => {
  const bytes = new Uint8Array(data);
  tell({ bytes }, [bytes.buffer]);
});
child.stderr.setEncoding('utf8').on('data', (text) => {
  if (error.length < 4096) error += text;
});
child.stdin.on('error', () => {});
child.stdin.end(options.input);
child.on('error', () => {});
child.on('close', (code) => {
  clearTimeout(tooLong);
  tell({ code: code ?? -1, error });
});
`;

/**
 * git beside this thread: it starts at once and goes on while this one computes, even where that is one long computation without a pause.
 * Who needs the answer waits for it. git is ended with the process when nobody did.
 */
export class GitThread {
  readonly #state = new Int32Array(new SharedArrayBuffer(8));
  readonly #port: MessagePort;
  readonly #stop = (): void => this.stop();
  #read = 0;
  #end: { readonly code: number; readonly error: string } | undefined;

  constructor(args: readonly string[], options: GitOptions = {}) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData = {
      args: fullArguments(args, options),
      options: { cwd: options.cwd, env: gitEnvironment(options), windowsHide: true, input: options.input ?? '' },
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      port: port2,
      state: this.#state,
    };
    new Worker(PROGRAM, { eval: true, workerData, transferList: [port2] }).unref();
    process.once('exit', this.#stop);
  }

  /** Nothing has to be waited for. */
  get ended(): boolean {
    while (this.#end === undefined && this.#read < Atomics.load(this.#state, TOLD)) this.#receive();
    return this.#end !== undefined;
  }

  readonly #waiting: Uint8Array[] = [];

  /** The next bytes, waiting for them; undefined when there are no more. */
  next(): Uint8Array | undefined {
    while (this.#waiting.length === 0 && this.#end === undefined) {
      Atomics.wait(this.#state, TOLD, this.#read);
      this.#receive();
    }
    return this.#waiting.shift();
  }

  /** Everything that was not asked for by `next`, waiting for the end. */
  result(): GitResult {
    const parts: Uint8Array[] = [];
    for (let part = this.next(); part !== undefined; part = this.next()) parts.push(part);
    const { code, error } = this.#end!;
    return { code, out: Buffer.concat(parts), error: complaint(Buffer.from(error)) };
  }

  /** Ends git when it still runs. */
  stop(): void {
    process.off('exit', this.#stop);
    const id = Atomics.load(this.#state, PROCESS);
    if (this.ended || id === 0) return;
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }

  #receive(): void {
    const told = receiveMessageOnPort(this.#port)?.message as Told | undefined;
    if (told === undefined) return;
    this.#read += 1;
    if ('bytes' in told) this.#waiting.push(told.bytes);
    else {
      this.#end = told;
      process.off('exit', this.#stop);
    }
  }
}
