/** The oldest Node that runs the tools and the app's plain-Node parts: Electron 33 carries 20.18. */
const MINIMUM = { major: 20, minor: 18 };

/**
 * @param {string} version such as `20.18.1`
 * @returns {string | undefined} why this Node cannot be used, in one sentence, or undefined when it can
 */
export function whyNodeIsTooOld(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > MINIMUM.major || (major === MINIMUM.major && minor >= MINIMUM.minor);
  if (isNewEnough) return undefined;
  return `Hookbench needs Node ${MINIMUM.major}.${MINIMUM.minor} or newer and this is Node ${version}: install a current Node from https://nodejs.org or your version manager and try again.`;
}
