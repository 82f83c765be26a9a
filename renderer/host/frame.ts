/** A hidden window gets no frames; then this much later. */
const HIDDEN_DELAY_MS = 500;

/** Runs once: with the next frame or, when there is none, within 500 ms. */
export function onNextFrame(run: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_DELAY_MS);
}
