/** A write that can't be done because of what it asks for; the others of its batch are not touched. */
export class RefusedWrite extends Error {
  readonly code: 'conflict' | 'internal';

  constructor(code: 'conflict' | 'internal', message: string) {
    super(message);
    this.name = 'RefusedWrite';
    this.code = code;
  }
}
