"""What a loop cannot say and a processor can: a whole row at once, eight bytes, a long product, memory asked for ahead.

Each is a few instructions in LLVM's own language, put where it is called. What it equals in plain Python stands in its
docstring and is held by `tests/engines/screening/test_machine.py`. Arrays are trusted.
"""

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from ikrar.screening.kernels.shapes import COLUMNS

BIT, BYTE, HALF, LONG, LONGER = (ir.IntType(bits) for bits in (1, 8, 32, 64, 128))


def _array(context, builder, kind, value):
    return context.make_array(kind)(context, builder, value)


def _long(builder, number):
    """A number that is not negative, in 64 bits."""
    return builder.zext(number, LONG) if number.type.width < LONG.width else number


def _as_rows(builder, start, kind):
    """A pointer to the first of rows of COLUMNS numbers, each row one vector."""
    row = ir.VectorType(ir.IntType(kind.dtype.bitwidth), COLUMNS)
    return builder.bitcast(start, row.as_pointer())


@intrinsic
def add_rows(context, rows, where, span, out):
    """`for j in range(*span): out += rows[where[j]]`, each row in one step, in the width of `out`, COLUMNS numbers.

    rows [n, COLUMNS] and out lie side by side in memory. Nothing waits for one row before it asks for the next.
    """

    def generate(context, builder, signature, given):
        table, numbers, sums = (
            _array(context, builder, kind, value)
            for kind, value in ((rows, given[0]), (where, given[1]), (out, given[3]))
        )
        first, last = (_long(builder, builder.extract_value(given[2], i)) for i in range(2))
        table, target = _as_rows(builder, table.data, rows), _as_rows(builder, sums.data, out)
        wide = target.type.pointee
        total = cgutils.alloca_once(builder, wide)
        builder.store(builder.load(target, align=out.dtype.bitwidth // 8), total)
        with cgutils.for_range_slice(builder, first, last, LONG(1), LONG) as (j, _):
            at = _long(builder, builder.load(builder.gep(numbers.data, [j])))
            row = builder.load(builder.gep(table, [at]), align=rows.dtype.bitwidth // 8)
            row = row if row.type == wide else builder.sext(row, wide)
            builder.store(builder.add(builder.load(total), row), total)
        builder.store(builder.load(total), target, align=out.dtype.bitwidth // 8)
        return context.get_dummy_value()

    return types.void(rows, where, span, out), generate


@intrinsic
def eight(context, data, at):
    """`int.from_bytes(data[at : at + 8], "little")` as uint64; of the machine's own order, which is that one here."""

    def generate(context, builder, signature, given):
        start = _array(context, builder, data, given[0]).data
        place = builder.gep(start, [_long(builder, given[1])])
        return builder.load(builder.bitcast(place, LONG.as_pointer()), align=1)

    return types.uint64(data, at), generate


@intrinsic
def fold(context, a, b):
    """`a * b >> 64 ^ a * b & 2**64 - 1` of two uint64: the upper half of their product on its lower half."""

    def generate(context, builder, signature, given):
        product = builder.mul(*(builder.zext(number, LONGER) for number in given))
        upper = builder.lshr(product, LONGER(64))
        return builder.trunc(builder.xor(upper, product), LONG)

    return types.uint64(types.uint64, types.uint64), generate


@intrinsic
def zeros_below(context, bits):
    """How many zeros stand below the lowest one of a uint64: `(bits & -bits).bit_length() - 1`, and 64 of 0."""

    def generate(context, builder, signature, given):
        return builder.cttz(given[0], BIT(0))

    return types.uint64(bits), generate


@intrinsic
def ask(context, array, at):
    """Nothing, but that the memory where array[at] stands is on its way; `at` may be any number that is not negative."""

    def generate(context, builder, signature, given):
        made = _array(context, builder, array, given[0])
        step = builder.mul(_long(builder, given[1]), builder.extract_value(made.strides, 0))
        place = builder.add(builder.ptrtoint(made.data, LONG), step)
        place = builder.inttoptr(place, BYTE.as_pointer())
        kind = ir.FunctionType(ir.VoidType(), [place.type, HALF, HALF, HALF])
        prefetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
        builder.call(prefetch, [place, HALF(0), HALF(3), HALF(1)])  # to be read, often, and no code
        return context.get_dummy_value()

    return types.void(array, at), generate
