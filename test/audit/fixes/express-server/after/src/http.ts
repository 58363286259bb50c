export interface Request {
  readonly path: string
}

export interface Response {
  end(text: string): void
}
