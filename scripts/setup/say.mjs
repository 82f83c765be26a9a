/** @param {string} step what the script is about to do, or found; one line */
export function say(step) {
  console.log(`hookbench: ${step}`);
}
