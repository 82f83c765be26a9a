/** Why the lab could not listen, and what to do. */
export function portProblem(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program, so the PayPal lab can’t run there: choose another port.`;
  }
  if (code === 'EACCES')
    return `Port ${port} is reserved by the system: choose one from 1024 up for the PayPal lab.`;
  return `The PayPal lab can’t run: ${error instanceof Error ? error.message : String(error)}`;
}
