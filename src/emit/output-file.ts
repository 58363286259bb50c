/** What an emitter makes: a path below the output folder, with `/`, and the text without the header. */
export interface OutputFile {
  readonly path: string;
  /** LF line ends and one final line end. */
  readonly body: string;
}

/** A file as it is written to disk: the body under its header. */
export interface SealedFile {
  /** Below the output folder, with `/`. */
  readonly path: string;
  readonly text: string;
}
