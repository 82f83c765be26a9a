import { RE2JS } from 're2js';
import {
  FunctionExpressionType,
  JSONPathEnvironment,
  JSONPathError,
  JSONPathNodeList,
  jsonpath,
  type FilterFunction,
  type JSONPathQuery,
  type JSONValue,
} from 'json-p3';

/**
 * JSON paths of RFC 9535, within bounds: the document was written by a stranger, and a path such as `$..*..*` multiplies
 * what it holds. Its `match` and `search` take time in proportion to the text (RFC 9485's I-Regexp is a part of RE2's
 * syntax).
 */
export interface BoundedPath {
  /** The values at the path, in document order; none where there are more steps to take than allowed. */
  valuesIn(document: unknown): unknown[];
}

/** Visited nodes. So many take about a tenth of a second, for which a sender, and the window, can be kept waiting. */
const MAX_STEPS = 200_000;
const MAX_DEPTH = 200;
const MAX_VALUES = 10_000;
/** A document's own strings may be patterns too: `$[?match(@.a, @.b)]`. */
const MAX_PATTERN_LENGTH = 1000;

class TooManySteps extends Error {}

/** Steps taken by the query under way; paths are evaluated one at a time and without a break. */
let steps = 0;
const step = (count = 1) => {
  steps += count;
  if (steps > MAX_STEPS) throw new TooManySteps();
};

/** The path, or one sentence on what is wrong with it and where. */
export function compileJsonPath(path: string): BoundedPath | { readonly problem: string } {
  if (!path.startsWith('$')) {
    return { problem: `must start with $, as in ${path.startsWith('.') ? '$' : '$.'}${path}` };
  }
  let query: JSONPathQuery;
  try {
    query = environment.compile(path);
    bound(query);
  } catch (error) {
    if (!(error instanceof JSONPathError)) return { problem: 'is no JSON path' };
    return { problem: `is no JSON path: ${error.message} at character ${error.token.index + 1}` };
  }
  return {
    valuesIn(document) {
      steps = 0;
      const values: unknown[] = [];
      try {
        for (const { value } of query.lazyQuery(document as JSONValue)) {
          values.push(value);
          if (values.length >= MAX_VALUES) break;
        }
        return values;
      } catch (error) {
        // What is nested too deeply or takes too long to find is not there.
        if (error instanceof TooManySteps || error instanceof JSONPathError || error instanceof RangeError)
          return [];
        throw error;
      }
    },
  };
}

/** Makes each selector of a query, and of the queries in its filters, count its steps. */
function bound(query: JSONPathQuery): void {
  for (const { selectors } of query.segments) {
    for (const selector of selectors) {
      const resolve = selector.resolve.bind(selector);
      selector.resolve = (node) => {
        step();
        const found = resolve(node);
        step(found.length);
        return found;
      };
      if (selector instanceof jsonpath.selectors.FilterSelector) boundExpression(selector.expression);
    }
  }
}

function boundExpression(expression: jsonpath.expressions.FilterExpression): void {
  const {
    FunctionExtension,
    RelativeQuery,
    RootQuery,
    InfixExpression,
    LogicalExpression,
    PrefixExpression,
  } = jsonpath.expressions;
  if (expression instanceof InfixExpression) {
    boundExpression(expression.left);
    boundExpression(expression.right);
  } else if (expression instanceof PrefixExpression) boundExpression(expression.right);
  else if (expression instanceof LogicalExpression) boundExpression(expression.expression);
  else if (expression instanceof FunctionExtension) expression.args.forEach(boundExpression);
  else if (expression instanceof RelativeQuery || expression instanceof RootQuery) {
    const { path } = expression;
    bound(path);
    // Its own way spreads each list into arguments, of which there can be too many.
    path.query = (value) => {
      step();
      return new JSONPathNodeList([...path.lazyQuery(value)]);
    };
  }
}

/** RFC 9535 §2.4.6 and §2.4.7. A pattern that is none matches nothing. */
function patternFunction(isWhole: boolean): FilterFunction {
  const known = new Map<string, RE2JS | undefined>();
  const compiled = (pattern: string): RE2JS | undefined => {
    if (known.has(pattern)) return known.get(pattern);
    if (known.size >= 100) known.clear();
    let regex: RE2JS | undefined;
    try {
      regex = RE2JS.compile(isWhole ? `^(?:${pattern})$` : pattern);
      if (regex.matcher('').programSize() > MAX_PATTERN_LENGTH) regex = undefined;
    } catch {
      // Stays undefined.
    }
    known.set(pattern, regex);
    return regex;
  };
  return {
    argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
    returnType: FunctionExpressionType.LogicalType,
    call(text: unknown, pattern: unknown) {
      if (typeof text !== 'string' || typeof pattern !== 'string') return false;
      if (pattern.length > MAX_PATTERN_LENGTH) return false;
      step(Math.ceil((text.length + pattern.length) / 16));
      return compiled(pattern)?.test(text) ?? false;
    },
  };
}

const environment = new JSONPathEnvironment({ maxRecursionDepth: MAX_DEPTH });
environment.functionRegister.set('match', patternFunction(true));
environment.functionRegister.set('search', patternFunction(false));
