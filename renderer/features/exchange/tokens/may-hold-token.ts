/** Whether it is worth asking the engine for tokens: their headers all begin alike. */
export const mayHoldToken = (text: string): boolean => /(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{10,}\./.test(text);
