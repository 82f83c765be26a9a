/**
 * Set-up cannot go on, for a reason a person can act on. Its message says what is missing and how to get it,
 * so it is shown without a stack.
 */
export class SetupProblem extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'SetupProblem';
  }
}

/**
 * Runs the body of a script; a problem ends it with a plain sentence, anything else is a defect and keeps its stack.
 *
 * @param {() => Promise<void>} body
 */
export async function runScript(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    console.error(`\nhookbench: ${error.message}`);
    process.exitCode = 1;
  }
}
