/** What was asked for cannot be read as asked: a missing folder or revision, a bad name. The message is one sentence for a person. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly exitCode = 2;
}

/** Something outside failed: git, the network. The message is one sentence for a person. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError';
  readonly exitCode = 50;
}
