/** An exact decimal number: digits times a power of ten. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The sum of two numbers, each taken as the decimal that it prints as: 0.1 and 0.2 are 0.3. */
export function add(a: number | Decimal, b: number | Decimal): Decimal {
  const [x, y, exponent] = align(a, b);
  return { digits: x + y, exponent };
}

export function subtract(a: number | Decimal, b: number | Decimal): Decimal {
  const [x, y, exponent] = align(a, b);
  return { digits: x - y, exponent };
}

export function multiply(a: number | Decimal, b: number | Decimal): Decimal {
  const [x, y] = [toDecimal(a), toDecimal(b)];
  return { digits: x.digits * y.digits, exponent: x.exponent + y.exponent };
}

/** A quotient, rounded to 15 significant digits, a half away from zero. Throws RangeError for a division by zero. */
export function divide(a: number | Decimal, b: number | Decimal): Decimal {
  const [x, y] = align(a, b);
  // At least 16 digits: the 16th says how to round.
  const shift = Math.max(0, 17 + String(y).length - String(x).length);
  const digits = (x * 10n ** BigInt(shift)) / y;
  const excess = String(digits).replace("-", "").length - 15;
  if (excess <= 0) {
    return { digits, exponent: -shift };
  }
  const unit = 10n ** BigInt(excess);
  const half = digits < 0n ? -unit / 2n : unit / 2n;
  return { digits: (digits + half) / unit, exponent: excess - shift };
}

/** What is left of a division; it has the sign of what is divided. Throws RangeError for a division by zero. */
export function remainder(a: number | Decimal, b: number | Decimal): Decimal {
  const [x, y, exponent] = align(a, b);
  return { digits: x % y, exponent };
}

/** Below, equal or above: -1, 0 or 1. */
export function compare(a: number | Decimal, b: number | Decimal): number {
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The nearest number; infinite beyond the largest one. */
export function toNumber({ digits, exponent }: Decimal): number {
  return Number(digits + "e" + exponent);
}

/** The digits of two numbers over one power of ten. */
function align(a: number | Decimal, b: number | Decimal): [x: bigint, y: bigint, exponent: number] {
  const [x, y] = [toDecimal(a), toDecimal(b)];
  const exponent = Math.min(x.exponent, y.exponent);
  const digitsAt = (value: Decimal): bigint => value.digits * 10n ** BigInt(value.exponent - exponent);
  return [digitsAt(x), digitsAt(y), exponent];
}

/** Throws SyntaxError for what is no finite number. */
function toDecimal(value: number | Decimal): Decimal {
  if (typeof value === "object") {
    return value;
  }
  const [text = "", power] = String(value).split("e");
  const [whole, fraction = ""] = text.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(power ?? 0) - fraction.length };
}
