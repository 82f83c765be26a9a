import variant from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
} from 'quickjs-emscripten-core';
import type { ComputeResult } from './compute-protocol.ts';
import type { RequestView } from './request-view.ts';

/**
 * User scripts in a QuickJS of their own: no files, no network, no timers, nothing of Node. Each call gets a new runtime,
 * so that nothing of one request is seen by the next. What native loops of QuickJS itself don't notice, the main thread
 * stops by ending this one.
 */

/** Processor time of one call. */
export const SCRIPT_LIMIT_MS = 250;
const MEMORY_LIMIT_BYTES = 32 * 1024 * 1024;
const STACK_LIMIT_BYTES = 256 * 1024;
const FILE = 'script';

const quickjs = await newQuickJSWASMModuleFromVariant(variant);

/** The script stands in a function, on the line it begins on; positions in messages are then those of the script. */
const OPENING = '(function (request) {"use strict";';
const wrapped = (script: string) => `${OPENING}${script}\n})`;

/** Calls the script. What it returns comes back as JSON, so that nothing but data leaves. */
export function runScript(script: string, view: RequestView): ComputeResult {
  return inContext((context) => {
    const { request, json, nth, now } = view;
    setGlobal(context, '__view', JSON.stringify({ ...request, nth, now }));
    setGlobal(context, '__json', json);
    const made = context.evalCode(wrapped(script), FILE);
    if (made.error) return problemOf(context, made.error);
    const requestValue = context.evalCode(
      `(() => { const request = JSON.parse(__view);
        if (__json !== undefined) request.json = JSON.parse(__json);
        delete globalThis.__view; delete globalThis.__json; return request; })()`,
    );
    if (requestValue.error) return problemOf(context, requestValue.error);
    const stringify = context.unwrapResult(context.evalCode('JSON.stringify'));
    const returned = context.callFunction(made.value, context.undefined, requestValue.value);
    made.value.dispose();
    requestValue.value.dispose();
    if (returned.error) {
      stringify.dispose();
      return problemOf(context, returned.error);
    }
    const jsonValue = context.callFunction(stringify, context.undefined, returned.value);
    stringify.dispose();
    returned.value.dispose();
    if (jsonValue.error) return problemOf(context, jsonValue.error);
    const isText = context.typeof(jsonValue.value) === 'string';
    const text = isText ? context.getString(jsonValue.value) : undefined;
    jsonValue.value.dispose();
    return { kind: 'json', json: text };
  });
}

/** Whether it is JavaScript; nothing of it runs. */
export function checkScript(script: string): ComputeResult {
  return inContext((context) => {
    const made = context.evalCode(wrapped(script), FILE, { compileOnly: true });
    if (made.error) return problemOf(context, made.error);
    made.value.dispose();
    return { kind: 'fine' };
  });
}

function setGlobal(context: QuickJSContext, name: string, text: string | undefined): void {
  const handle = text === undefined ? context.undefined : context.newString(text);
  context.setProp(context.global, name, handle);
  if (text !== undefined) handle.dispose();
}

function inContext(use: (context: QuickJSContext) => ComputeResult): ComputeResult {
  const runtime = quickjs.newRuntime();
  runtime.setMemoryLimit(MEMORY_LIMIT_BYTES);
  runtime.setMaxStackSize(STACK_LIMIT_BYTES);
  const endsAt = performance.now() + SCRIPT_LIMIT_MS;
  runtime.setInterruptHandler(() => performance.now() > endsAt);
  const context = runtime.newContext();
  const result = use(context);
  context.dispose();
  runtime.dispose();
  return result;
}

/** `fails at line 3, column 5: TypeError: x is not a function`. */
function problemOf(context: QuickJSContext, error: QuickJSHandle): ComputeResult {
  const dumped = context.dump(error) as unknown;
  error.dispose();
  const { name, message, stack } = (
    typeof dumped === 'object' && dumped !== null ? dumped : { message: String(dumped) }
  ) as {
    name?: unknown;
    message?: unknown;
    stack?: unknown;
  };
  if (name === 'InternalError' && message === 'interrupted') {
    return { kind: 'problem', problem: `was stopped after ${SCRIPT_LIMIT_MS} ms` };
  }
  if (name === 'InternalError' && message === 'out of memory') {
    return {
      kind: 'problem',
      problem: `was stopped: it used more than ${MEMORY_LIMIT_BYTES / 1024 / 1024} MiB of memory`,
    };
  }
  const what = [name, message].filter((part) => typeof part === 'string' && part !== '').join(': ');
  return { kind: 'problem', problem: `fails${placeOf(stack)}: ${what.slice(0, 300) || 'it threw'}` };
}

function placeOf(stack: unknown): string {
  const place = typeof stack === 'string' ? /\bscript:(\d+):(\d+)/.exec(stack) : null;
  if (place === null) return '';
  const line = Number(place[1]);
  const column = Number(place[2]) - (line === 1 ? OPENING.length : 0);
  return column < 1 ? ` at line ${line}` : ` at line ${line}, column ${column}`;
}
