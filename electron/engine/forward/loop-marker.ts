import { findHeaders } from '../../../shared/http/headers.ts';
import type { Header } from '../../../shared/model/header.ts';

/**
 * The second line of defence against a loop, after the check of addresses: each forwarded request carries the ids of the
 * programs that forwarded it, and none forwards what carries its own.
 */
const LOOP_HEADER = 'Hookbench-Forwarded-By';

export const markLoop = (headers: readonly Header[], instanceId: string): Header[] => [
  ...headers,
  { name: LOOP_HEADER, value: instanceId },
];

export const hasPassed = (headers: readonly Header[], instanceId: string): boolean =>
  findHeaders(headers, LOOP_HEADER).some((value) => value.split(',').some((id) => id.trim() === instanceId));
