export interface FormatRequest {
  id: number;
  kind: 'json' | 'xml';
  text: string;
}

export interface FormatAnswer {
  id: number;
  /** Absent when the text can't be formatted without losing anything. */
  text: string | undefined;
}
