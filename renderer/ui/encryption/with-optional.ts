/** A copy with another value of one member, or without it. */
export function withOptional<Value extends object, Key extends string & keyof Value>(
  value: Value,
  key: Key,
  next: Value[Key] | undefined,
): Value {
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return { ...rest, ...(next === undefined ? {} : { [key]: next }) } as Value;
}
