package io.orchestrator.language.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Python's arithmetic on numbers; truth values are 0 and 1. Both operands must be {@link #isNumber numbers}. */
public final class Numbers {

    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private Numbers() {}

    public static boolean isNumber(Item item) {
        return item instanceof Item.Int
                || item instanceof Item.Real
                || item instanceof Item.Bool
                || item instanceof Item.Big
                || isCount(item);
    }

    public static boolean isInteger(Item item) {
        return item instanceof Item.Int || item instanceof Item.Bool || item instanceof Item.Big || isCount(item);
    }

    private static boolean isCount(Item item) {
        return item instanceof Seq seq && seq.counts();
    }

    /** The item, or the number that it is besides. */
    public static Item plain(Item item) {
        return item instanceof Seq seq && seq.counts()
                ? new Item.Int(seq.items().size())
                : item;
    }

    private static @Nullable Long small(Item item) {
        return switch (item) {
            case Item.Int number -> number.value();
            case Item.Bool bool -> bool.value() ? 1L : 0L;
            case Seq seq -> seq.counts() ? (Long) (long) seq.items().size() : null;
            default -> null;
        };
    }

    public static BigInteger big(Item item) {
        return switch (item) {
            case Item.Big number -> number.value();
            case Item.Int number -> BigInteger.valueOf(number.value());
            case Item.Bool bool -> bool.value() ? BigInteger.ONE : BigInteger.ZERO;
            case Seq seq -> BigInteger.valueOf(seq.items().size());
            default -> throw new IllegalArgumentException("not an integer: " + item.typeName());
        };
    }

    /** The integer that an argument is, cut to what an {@code int} holds. */
    public static int cut(Run run, Item value, String argument) {
        if (value instanceof Item.Int number) {
            return Math.clamp(number.value(), Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (isInteger(value)) {
            return big(value)
                    .max(BigInteger.valueOf(Integer.MIN_VALUE))
                    .min(BigInteger.valueOf(Integer.MAX_VALUE))
                    .intValue();
        }
        throw run.type("the argument '" + argument + "' must be an integer, not " + value.typeName());
    }

    public static double real(Run run, Item item) {
        return switch (plain(item)) {
            case Item.Real number -> number.value();
            case Item.Int number -> number.value();
            case Item.Bool bool -> bool.value() ? 1 : 0;
            case Item.Big number -> real(run, number.value());
            default -> throw run.type("a number is needed, not " + item.typeName());
        };
    }

    private static double real(Run run, BigInteger value) {
        var real = value.doubleValue();
        if (Double.isInfinite(real)) {
            throw run.type("an integer is too large for a floating point number");
        }
        return real;
    }

    private static boolean anyReal(Item left, Item right) {
        return left instanceof Item.Real || right instanceof Item.Real;
    }

    public static Item integer(Run run, BigInteger value) {
        if (value.bitLength() > Bounds.INTEGER_BITS) {
            throw run.limit("an integer of more than " + Bounds.INTEGER_BITS + " bits");
        }
        run.charge(value.bitLength() / Long.SIZE);
        return Item.of(value);
    }

    public static Item add(Run run, Item left, Item right) {
        if (left instanceof Item.Int x && right instanceof Item.Int y) {
            var a = x.value();
            var b = y.value();
            var sum = a + b;
            if (((a ^ sum) & (b ^ sum)) >= 0) {
                return new Item.Int(sum);
            }
        }
        return anyReal(left, right)
                ? new Item.Real(real(run, left) + real(run, right))
                : integer(run, big(left).add(big(right)));
    }

    public static Item subtract(Run run, Item left, Item right) {
        if (left instanceof Item.Int x && right instanceof Item.Int y) {
            var a = x.value();
            var b = y.value();
            var difference = a - b;
            if (((a ^ b) & (a ^ difference)) >= 0) {
                return new Item.Int(difference);
            }
        }
        return anyReal(left, right)
                ? new Item.Real(real(run, left) - real(run, right))
                : integer(run, big(left).subtract(big(right)));
    }

    public static Item multiply(Run run, Item left, Item right) {
        if (left instanceof Item.Int x && right instanceof Item.Int y) {
            var a = x.value();
            var b = y.value();
            var high = Math.multiplyHigh(a, b);
            var low = a * b;
            if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
                return new Item.Int(low);
            }
        }
        return anyReal(left, right)
                ? new Item.Real(real(run, left) * real(run, right))
                : integer(run, big(left).multiply(big(right)));
    }

    public static Item divide(Run run, Item left, Item right) {
        checkDivisor(run, right);
        var a = small(left);
        var b = small(right);
        var exact = a != null && b != null && Math.abs(a) <= EXACT_IN_DOUBLE && Math.abs(b) <= EXACT_IN_DOUBLE;
        if (exact || anyReal(left, right)) {
            return new Item.Real(real(run, left) / real(run, right));
        }
        var quotient = new BigDecimal(big(left)).divide(new BigDecimal(big(right)), MathContext.DECIMAL128);
        if (Double.isInfinite(quotient.doubleValue())) {
            throw run.type("the result is too large for a floating point number");
        }
        return new Item.Real(quotient.doubleValue());
    }

    public static Item floorDivide(Run run, Item left, Item right) {
        checkDivisor(run, right);
        if (anyReal(left, right)) {
            var a = real(run, left);
            var b = real(run, right);
            return new Item.Real(Math.rint((a - floorModulo(a, b)) / b));
        }
        var qr = big(left).divideAndRemainder(big(right));
        var down = qr[1].signum() != 0 && qr[1].signum() != big(right).signum();
        return integer(run, down ? qr[0].subtract(BigInteger.ONE) : qr[0]);
    }

    public static Item modulo(Run run, Item left, Item right) {
        checkDivisor(run, right);
        if (anyReal(left, right)) {
            return new Item.Real(floorModulo(real(run, left), real(run, right)));
        }
        var a = small(left);
        var b = small(right);
        if (a != null && b != null) {
            return new Item.Int(Math.floorMod(a, b));
        }
        var divisor = big(right);
        var rest = big(left).mod(divisor.abs());
        return Item.of(divisor.signum() < 0 && rest.signum() != 0 ? rest.add(divisor) : rest);
    }

    private static double floorModulo(double a, double b) {
        var rest = a % b;
        if (rest == 0) {
            return Math.copySign(0.0, b);
        }
        return (rest < 0) != (b < 0) ? rest + b : rest;
    }

    private static void checkDivisor(Run run, Item divisor) {
        var zero = divisor instanceof Item.Real real
                ? real.value() == 0
                : big(divisor).signum() == 0;
        if (zero) {
            throw run.type("division by zero");
        }
    }

    public static Item power(Run run, Item base, Item exponent) {
        var size = Math.abs(real(run, exponent));
        if (size > Bounds.EXPONENT) {
            throw run.limit("an exponent of more than " + Bounds.EXPONENT);
        }
        var times = small(exponent);
        if (times != null && times >= 0 && isInteger(base)) {
            var bits = (long) big(base).abs().bitLength() * times;
            if (bits > Bounds.INTEGER_BITS * 2L) {
                throw run.limit("an integer of more than " + Bounds.INTEGER_BITS + " bits");
            }
            run.charge(bits / Byte.SIZE);
            return integer(run, big(base).pow(times.intValue()));
        }
        return realPower(run, real(run, base), real(run, exponent));
    }

    private static Item realPower(Run run, double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw run.type("division by zero");
        }
        var result = Math.pow(base, exponent);
        if (Double.isNaN(result) && !Double.isNaN(base) && !Double.isNaN(exponent)) {
            throw run.type("the root of a negative number");
        }
        if (Double.isInfinite(result) && !Double.isInfinite(base) && !Double.isInfinite(exponent)) {
            throw run.type("the result is too large for a floating point number");
        }
        return new Item.Real(result);
    }

    public static Item negate(Run run, Item number) {
        return switch (number) {
            case Item.Real real -> new Item.Real(-real.value());
            default -> subtract(run, Item.Int.ZERO, number);
        };
    }

    /** Less than 0, 0, or more than 0; or null where one of them is not a number in the sense of IEEE 754. */
    public static @Nullable Integer order(Item left, Item right) {
        if (left instanceof Item.Int a && right instanceof Item.Int b) {
            return Long.compare(a.value(), b.value());
        }
        if (!anyReal(left, right)) {
            return big(left).compareTo(big(right));
        }
        if (isNaN(left) || isNaN(right)) {
            return null;
        }
        if (fitsDouble(left) && fitsDouble(right)) {
            var a = doubleOf(left);
            var b = doubleOf(right);
            return a < b ? -1 : a > b ? 1 : 0;
        }
        if (isInfinite(left) || isInfinite(right)) {
            return Double.compare(infinity(left), infinity(right));
        }
        return decimal(left).compareTo(decimal(right));
    }

    private static boolean fitsDouble(Item item) {
        var integer = small(item);
        return integer == null ? item instanceof Item.Real : Math.abs(integer) <= EXACT_IN_DOUBLE;
    }

    private static double doubleOf(Item item) {
        var integer = small(item);
        return integer == null && item instanceof Item.Real real ? real.value() : integer == null ? 0 : integer;
    }

    private static boolean isNaN(Item item) {
        return item instanceof Item.Real real && Double.isNaN(real.value());
    }

    private static boolean isInfinite(Item item) {
        return item instanceof Item.Real real && Double.isInfinite(real.value());
    }

    private static double infinity(Item item) {
        return isInfinite(item) && item instanceof Item.Real real ? real.value() : 0;
    }

    private static BigDecimal decimal(Item item) {
        return item instanceof Item.Real real ? new BigDecimal(real.value()) : new BigDecimal(big(item));
    }
}
