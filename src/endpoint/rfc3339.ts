/** Whether a text is a time of RFC 3339, with its zone. */
export function isRfc3339(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/iu.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
