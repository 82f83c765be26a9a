/** Something wrong, and where: `respond.status`. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** What is wrong with one part of what is edited, by its path; parts inside of it do not count. */
export interface ProblemLookup {
  at(path: string): string | undefined;
  /** Of that part or of anything inside of it. */
  within(path: string): string | undefined;
  /** The same for one part: paths begin there. */
  under(path: string): ProblemLookup;
}

export function lookUp(problems: readonly FieldProblem[], prefix = ''): ProblemLookup {
  const whole = (path: string) => [prefix, path].filter((part) => part !== '').join('.');
  return {
    at: (path) => problems.find((problem) => problem.path === whole(path))?.message,
    within(path) {
      const start = whole(path);
      return problems.find((problem) => problem.path === start || problem.path.startsWith(`${start}.`))
        ?.message;
    },
    under: (path) => lookUp(problems, whole(path)),
  };
}
