import { findHeaderProblem, frameMessage } from '../../../shared/http/framing.ts';
import type { Header } from '../../../shared/model/header.ts';

/** What is wrong with a row of the header grid, and in which of its two cells. */
export interface HeaderProblem {
  cell: 'name' | 'value';
  message: string;
}

export function headerProblemOf({ name, value }: Header): HeaderProblem | undefined {
  const nameProblem = findHeaderProblem([{ name, value: '' }]);
  if (nameProblem !== undefined) return { cell: 'name', message: nameProblem };
  const valueProblem = findHeaderProblem([{ name, value }]);
  return valueProblem === undefined ? undefined : { cell: 'value', message: valueProblem };
}

/** What happens to a header when the request is sent, where that is not simply "it goes out". */
export interface HeaderNote {
  label: string;
  explanation: string;
}

/** Asks the function that frames each message, so that what is promised here is what is done. */
export function headerNoteOf(
  headers: readonly Header[],
  index: number,
  method: string,
): HeaderNote | undefined {
  const header = headers[index];
  if (header === undefined || header.name === '') return undefined;
  const field = header.name.toLowerCase();
  if (field === 'host') {
    return {
      label: 'goes out as written',
      explanation: 'The connection goes to the host of the URL; this name is what the server there reads.',
    };
  }
  if (field === 'content-length' || field === 'connection') {
    return {
      label: 'computed when sent',
      explanation:
        'How the message ends is worked out anew for each send: a captured value could cut it short or hide a second request in it.',
    };
  }
  const connection = headers.filter((each) => each !== header && each.name.toLowerCase() === 'connection');
  const { headers: sent } = frameMessage({
    method,
    headers: [...connection, header],
    trailers: [],
    bodyBytes: 1,
    authority: 'host',
    isHostRewritten: false,
  });
  if (sent.some(({ name, value }) => name === header.name && value === header.value)) return undefined;
  return {
    label: 'left out when sent',
    explanation: 'It describes the connection it came on, not the message, so it does not fit another one.',
  };
}
