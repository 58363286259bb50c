/** A file to be written: its path below the output folder, with `/`, and its text without the header. */
export interface OutputFile {
  readonly path: string;
  readonly body: string;
}
